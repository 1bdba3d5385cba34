// The index and commits as views, on real repositories.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { FileReadError } from '../../src/host/file-system.ts';
import { openView } from '../../src/views/open-view.ts';
import type { View } from '../../src/views/view.ts';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryRepository,
} from '../host/temporary-repository.ts';
import { checkFiles, linesOf } from '../support/check-files.ts';

afterEach(() => vi.unstubAllEnvs());

function read(view: View, path: string): string | null {
  try {
    return view.fileSystem.readText(path);
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}

const indexOf = (repository: TemporaryRepository, root = repository.root) => openView('index', { root });

test('the index holds what is staged, not what is in the work tree', async () => {
  const repository = temporaryRepository({ 'src/a.ts': 'one', 'src/kept.ts': 'same', 'src/gone.ts': 'gone' });
  repository.write({ 'src/a.ts': 'two' });
  repository.git('add', 'src/a.ts');
  repository.write({ 'src/a.ts': 'three', 'src/new.ts': 'untracked' });
  repository.remove('src/gone.ts');
  repository.git('rm', '-q', '--cached', 'src/kept.ts');
  const view = await indexOf(repository);
  const at = (path: string) => `${repository.root}/${path}`;
  expect(read(view, at('src/a.ts'))).toBe('two');
  expect(read(view, at('src/gone.ts'))).toBe('gone');
  expect(view.fileSystem.stat(at('src/new.ts'))).toBeNull();
  expect(view.fileSystem.stat(at('src/kept.ts'))).toBeNull();
  expect(view.files).toEqual([at('src/a.ts'), at('src/gone.ts')]);
  expect(view.fileSystem.list(at('src')).map(({ name }) => name)).toEqual(['a.ts', 'gone.ts']);
  expect(view.absence?.reason(at('src/new.ts'))).toBe('never added (git add src/new.ts)');
  expect(view.absence?.reason(at('src/a.ts'))).toBeNull();
});

test('what is committed below node_modules is as it was committed', async () => {
  const packageJson =
    '{ "name": "app", "version": "1.0.0", "type": "module", "main": "main.js", "dependencies": { "kit": "1", "other": "1" } }';
  const repository = temporaryRepository({
    'package.json': packageJson,
    'main.js': "import { a, b } from 'kit';\nimport { c } from 'other';\na(b, c);\n",
    'node_modules/kit/package.json': '{ "name": "kit", "type": "module", "main": "index.js" }',
    'node_modules/kit/index.js': 'export const a = () => 1;\nexport const b = 1;\n',
  });
  repository.write({
    'node_modules/kit/index.js': 'export const a = () => 1;\n',
    'node_modules/other/package.json': '{ "name": "other", "type": "module", "main": "index.js" }',
    'node_modules/other/index.js': 'export const c = 1;\n',
  });
  repository.commit('Take b away');
  const linesIn = async (view: string) => linesOf(await checkFiles(repository.root, { view }));
  expect(await linesIn('commit:HEAD~1')).toEqual(['main.js:2 not-deployed']);
  expect(await linesIn('commit:HEAD')).toEqual(['main.js:1 missing-export']);
  repository.git('rm', '-rq', 'node_modules/kit');
  const view = await openView('commit:HEAD', { root: repository.root });
  expect(view.fileSystem.stat(`${repository.root}/node_modules/kit`)).toBe('directory');
  expect(await linesIn('commit:HEAD')).toEqual(['main.js:1 missing-export']);
  expect(await linesIn('index')).toEqual(['main.js:1 unresolved-module']);
  // What was installed and not committed is the same for every commit.
  repository.write({ '.gitignore': 'node_modules\n' });
  repository.git('rm', '-rq', '--cached', 'node_modules');
  repository.commit('Install it');
  repository.write({ 'node_modules/kit/index.js': 'export const b = 1;\n' });
  expect(await linesIn('index')).toEqual(['main.js:1 missing-export']);
});

test('an ignored file is told with the line that ignores it', async () => {
  const repository = temporaryRepository({
    '.gitignore': '# build\n\nlib/\n',
    'deep/.gitignore': '*.local.ts\n',
    'a.ts': '',
  });
  repository.write({ 'lib/pool.ts': '', 'deep/b.local.ts': '' });
  const { absence } = await indexOf(repository);
  expect(absence?.reason(`${repository.root}/lib/pool.ts`)).toBe('git-ignored by .gitignore:3 (lib/)');
  expect(absence?.reason(`${repository.root}/deep/b.local.ts`)).toBe(
    'git-ignored by deep/.gitignore:1 (*.local.ts)',
  );
});

test('a whole folder that is ignored and that nothing makes is left out, whatever it is called', async () => {
  const repository = temporaryRepository({
    'package.json': '{ "type": "module", "main": "src/main.js" }',
    '.gitignore': 'node_modules\nlib/\n',
    'src/main.js': "import { connect } from '../lib/pool.js';\nconnect();\n",
  });
  repository.write({ 'lib/pool.js': 'export function connect() {}\n' });
  const result = await checkFiles(repository.root, { view: 'index' });
  expect(linesOf(result)).toEqual(['src/main.js:1 not-deployed']);
  expect(result.report.findings[0]?.message).toContain('git-ignored by .gitignore:2 (lib/)');
  expect(linesOf(await checkFiles(repository.root))).toEqual([]);
});

test('an ignored file that a build makes is told apart', async () => {
  const repository = temporaryRepository({
    '.gitignore': 'out/\ndist/\nsrc/gen/\nlib/\n',
    'tsconfig.json': '{ "compilerOptions": { "outDir": "./out", /* in */ }, }',
    'package.json': '{ "main": "./dist/index.js", "scripts": { "build": "make" } }',
  });
  repository.write({
    'out/a.js': '',
    'dist/index.js': '',
    'src/gen/api.ts': '// This file was automatically generated.\n',
    'lib/own.js': 'export {}',
    'config/made.ts': '',
  });
  const { absence } = await openView('index', { root: repository.root, generated: ['config/*.ts'] });
  const madeBy = (path: string) => absence?.madeBy(`${repository.root}/${path}`);
  expect(madeBy('out/a.js')).toBe('tsc (outDir of tsconfig.json)');
  expect(madeBy('dist/index.js')).toBe('the "build" script of package.json');
  expect(madeBy('src/gen/api.ts')).toBe('a generator, as its first lines say');
  expect(madeBy('lib/own.js')).toBeNull();
  // Not ignored: it could be added, and was not.
  expect(madeBy('config/made.ts')).toBeNull();
});

test('node_modules and Python environments are as on disk, also through links of a workspace', async () => {
  const repository = temporaryRepository({
    '.gitignore': 'node_modules\n.venv\n',
    'packages/lib/index.ts': 'staged',
    'app/a.ts': '',
  });
  repository.write({
    'node_modules/dep/index.js': 'dep',
    '.venv/pyvenv.cfg': '',
    '.venv/lib/python3.12/site-packages/dep.py': 'py',
    'packages/lib/untracked.ts': '',
  });
  symlinkSync('../packages/lib', join(repository.root, 'node_modules/lib'));
  const view = await indexOf(repository);
  const at = (path: string) => `${repository.root}/${path}`;
  expect(read(view, at('node_modules/dep/index.js'))).toBe('dep');
  expect(read(view, at('.venv/lib/python3.12/site-packages/dep.py'))).toBe('py');
  expect(view.fileSystem.realpath(at('node_modules/lib/index.ts'))).toBe(at('packages/lib/index.ts'));
  expect(view.fileSystem.stat(at('node_modules/lib/untracked.ts'))).toBeNull();
  expect(view.fileSystem.list(repository.root).map(({ name }) => name)).toContain('node_modules');
});

test('the case of a name is that of the index', async () => {
  const repository = temporaryRepository({ 'src/Button.ts': '' });
  const view = await indexOf(repository);
  expect(view.fileSystem.stat(`${repository.root}/src/Button.ts`)).toBe('file');
  expect(view.fileSystem.stat(`${repository.root}/src/button.ts`)).toBeNull();
});

test('an intent to add is not in the index', async () => {
  const repository = temporaryRepository({ 'a.ts': '' });
  repository.write({ 'b.ts': 'text' });
  repository.git('add', '-N', 'b.ts');
  const view = await indexOf(repository);
  expect(view.fileSystem.stat(`${repository.root}/b.ts`)).toBeNull();
  expect(view.absence?.reason(`${repository.root}/b.ts`)).toContain('git add -N');
});

test('a conflict is refused with the name of the file', async () => {
  const repository = temporaryRepository({ 'a.ts': 'base\n' });
  repository.git('checkout', '-q', '-b', 'other');
  repository.write({ 'a.ts': 'theirs\n' });
  repository.commit('Theirs');
  repository.git('checkout', '-q', 'main');
  repository.write({ 'a.ts': 'ours\n' });
  repository.commit('Ours');
  expect(() => repository.git('merge', 'other')).toThrow();
  await expect(indexOf(repository)).rejects.toThrow('the git index holds a conflict in a.ts');
});

test('symbolic links are followed inside the view, and circles end', async () => {
  const repository = temporaryRepository({ 'real/a.ts': 'text' });
  symlinkSync('real', join(repository.root, 'alias'));
  symlinkSync('loop-b', join(repository.root, 'loop-a'));
  symlinkSync('loop-a', join(repository.root, 'loop-b'));
  repository.commit('Link');
  const view = await indexOf(repository);
  expect(read(view, `${repository.root}/alias/a.ts`)).toBe('text');
  expect(view.fileSystem.realpath(`${repository.root}/alias/a.ts`)).toBe(`${repository.root}/real/a.ts`);
  expect(view.fileSystem.stat(`${repository.root}/loop-a`)).toBeNull();
});

test('a submodule is as on disk', async () => {
  const inner = temporaryRepository({ 'lib.ts': 'inner' });
  const repository = temporaryRepository({ 'a.ts': '' });
  repository.git(
    '-c',
    'protocol.file.allow=always',
    'submodule',
    '--quiet',
    'add',
    inner.root,
    'vendor/inner',
  );
  const view = await indexOf(repository);
  expect(read(view, `${repository.root}/vendor/inner/lib.ts`)).toBe('inner');
  expect(view.files).not.toContain(`${repository.root}/vendor/inner`);
});

test('files outside of a sparse checkout are read from git', async () => {
  const repository = temporaryRepository({ 'in/a.ts': 'a', 'out/b.ts': 'b' });
  repository.git('sparse-checkout', 'set', 'in');
  expect(existsSync(join(repository.root, 'out/b.ts'))).toBe(false);
  const view = await indexOf(repository);
  expect(read(view, `${repository.root}/out/b.ts`)).toBe('b');
});

test('line endings that git converts make no difference', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\ntwo\n' });
  repository.git('config', 'core.autocrlf', 'true');
  repository.remove('a.ts');
  repository.git('checkout', '-q', 'a.ts');
  expect(readFileSync(join(repository.root, 'a.ts'), 'utf8')).toBe('one\r\ntwo\r\n');
  const view = await indexOf(repository);
  expect(read(view, `${repository.root}/a.ts`)?.replaceAll('\r', '')).toBe('one\ntwo\n');
});

test('GIT_INDEX_FILE is respected, relative to the top also from a subfolder', async () => {
  const repository = temporaryRepository({ 'src/a.ts': '' });
  repository.write({ 'src/b.ts': '' });
  repository.gitWith({ GIT_INDEX_FILE: '.git/other-index' }, 'add', 'src/b.ts');
  vi.stubEnv('GIT_INDEX_FILE', '.git/other-index');
  const view = await indexOf(repository, `${repository.root}/src`);
  expect(view.files).toEqual([`${repository.root}/src/b.ts`]);
});

test('a linked work tree has its own index', async () => {
  const repository = temporaryRepository({ 'a.ts': '' });
  const linked = `${repository.root}-linked`;
  repository.git('worktree', 'add', '-q', linked);
  try {
    execFileSync('git', ['rm', '-q', '--cached', 'a.ts'], { cwd: linked, env: gitEnvironment() });
    expect((await openView('index', { root: linked })).files).toEqual([]);
    expect((await indexOf(repository)).files).toEqual([`${repository.root}/a.ts`]);
  } finally {
    repository.git('worktree', 'remove', '--force', linked);
  }
});

test('nothing is written: the index keeps its bytes and its time, also when files were only touched', async () => {
  const repository = temporaryRepository({ 'a.ts': 'a', 'b.ts': 'b' });
  const past = new Date(Date.now() - 60_000);
  utimesSync(join(repository.root, 'a.ts'), past, past);
  const snapshot = () => {
    const index = join(repository.root, '.git/index');
    return [
      readFileSync(index, 'hex'),
      statSync(index).mtimeMs,
      readdirSync(join(repository.root, '.git')).join(),
    ];
  };
  const before = snapshot();
  const view = await indexOf(repository);
  expect(read(view, `${repository.root}/a.ts`)).toBe('a');
  await openView('commit:HEAD', { root: repository.root });
  expect(snapshot()).toEqual(before);
});

test('works in a repository that may not be written', async () => {
  const repository = temporaryRepository({ 'a.ts': 'a' });
  chmodSync(join(repository.root, '.git'), 0o555);
  expect((await indexOf(repository)).files).toHaveLength(1);
  chmodSync(join(repository.root, '.git'), 0o755);
});

test('a commit is seen as it was, whatever is in the index and the work tree', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one', 'gone.ts': 'gone', 'same.ts': 'same' });
  repository.remove('gone.ts');
  repository.write({ 'a.ts': 'two', 'b.ts': 'new' });
  repository.commit('Second');
  repository.write({ 'a.ts': 'three' });
  const at = (path: string) => `${repository.root}/${path}`;
  const first = await openView('commit:HEAD~1', { root: repository.root });
  expect(first.files?.map((path) => read(first, path))).toEqual(['one', 'gone', 'same']);
  expect(first.absence?.reason(at('b.ts'))).toBe('not in the commit HEAD~1');
  const second = await openView('commit:main', { root: repository.root });
  expect(read(second, at('a.ts'))).toBe('two');
  await expect(openView('commit:nope', { root: repository.root })).rejects.toThrow(
    'git knows no commit "nope"',
  );
  await expect(openView('commit:--help', { root: repository.root })).rejects.toThrow('git knows no commit');
});

test('a Git LFS pointer is no source', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n';
  const repository = temporaryRepository({ 'data.ts': pointer });
  repository.write({ 'data.ts': 'export {}' });
  const view = await indexOf(repository);
  expect(() => view.fileSystem.readText(`${repository.root}/data.ts`)).toThrow('Git LFS');
});

test('outside a repository the index is refused', async () => {
  await expect(openView('index', { root: '/' })).rejects.toThrow('not in a work tree of git');
});
