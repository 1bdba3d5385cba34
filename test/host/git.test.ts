import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepository, GitError, listFiles, objectSizes, readObjects, runGit } from '../../src/host/git.ts';
import { temporaryFolder, temporaryRepository, writeFiles } from './temporary-repository.ts';

test('lists tracked and new files, not ignored, deleted or nested ones', async () => {
  const repository = temporaryRepository({
    'src/a.ts': '',
    'src/gone.ts': '',
    'src/umlaut ä "q".ts': '',
    '.gitignore': 'dist/\n',
  });
  repository.remove('src/gone.ts');
  repository.write({ 'src/new.ts': '', 'dist/a.js': '' });
  repository.write({ 'nested/inner.ts': '' });
  repository.git('init', '-q', 'nested');
  const { root } = repository;
  expect(await listFiles(root)).toEqual(
    ['.gitignore', 'src/a.ts', 'src/new.ts', 'src/umlaut ä "q".ts'].map((path) => `${root}/${path}`),
  );
});

test('lists only what is below the root, whatever characters its name holds', async () => {
  const repository = temporaryRepository({ 'a[1]*/x.ts': '', 'a1/y.ts': '', 'b.ts': '' });
  expect(await listFiles(`${repository.root}/a[1]*`)).toEqual([`${repository.root}/a[1]*/x.ts`]);
});

test('outside a repository, and inside an ignored folder of one, there is no list', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'a.ts': '' });
  expect(await listFiles(folder)).toBeNull();
  const repository = temporaryRepository({ '.gitignore': 'scratch/\n' });
  repository.write({ 'scratch/a.ts': '' });
  expect(await listFiles(`${repository.root}/scratch`)).toBeNull();
});

test('finds the repository from a subfolder and from a linked work tree', () => {
  const repository = temporaryRepository({ 'packages/a/x.ts': '' });
  expect(findRepository(`${repository.root}/packages/a`)).toBe(repository.root);
  const linked = `${temporaryFolder()}/linked`;
  repository.git('worktree', 'add', '-q', linked);
  expect(findRepository(`${linked}/packages/a`)).toBe(linked);
});

test('reads objects and sizes in order, with null for what is not there', () => {
  const repository = temporaryRepository({ 'a.txt': 'one\n', 'empty.txt': '' });
  const objects = ['HEAD:a.txt', 'HEAD:nothing', 'HEAD:empty.txt', 'HEAD^{tree}'];
  const contents = readObjects(repository.root, objects).map((bytes) => bytes?.toString('utf8') ?? null);
  expect(contents).toEqual(['one\n', null, '', null]);
  expect(objectSizes(repository.root, objects.slice(0, 3))).toEqual([4, null, 0]);
});

test('a failing command says what git said', async () => {
  const repository = temporaryRepository({ 'a.txt': 'one\n' });
  await expect(runGit(repository.root, ['rev-parse', '--verify', 'nope'])).rejects.toThrow(GitError);
  await expect(runGit(repository.root, ['rev-parse', '--verify', 'nope'])).rejects.toThrow(
    'Needed a single revision',
  );
});

test('symbolic links are listed as themselves', async () => {
  const repository = temporaryRepository({ 'a.ts': '' });
  mkdirSync(join(repository.root, 'deep'));
  symlinkSync('../a.ts', join(repository.root, 'deep/link.ts'));
  expect(await listFiles(repository.root)).toEqual([
    `${repository.root}/a.ts`,
    `${repository.root}/deep/link.ts`,
  ]);
});
