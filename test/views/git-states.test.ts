// States of a repository in which what git will commit, what is on disk and what a name means come apart: a whole check
// of the index, on real repositories.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '../host/temporary-repository.ts';
import { checkFiles, linesOf } from '../support/check-files.ts';

const MODULE = { 'package.json': '{ "name": "p", "type": "module" }' };

async function check({ root }: Pick<TemporaryRepository, 'root'>, view = 'index'): Promise<string[]> {
  return linesOf(await checkFiles(root, { view }));
}

test('a submodule that is not checked out: what is in it is unknown, in every view', async () => {
  const inner = temporaryRepository({ 'lib.js': 'export const lib = 1;\n' });
  const outer = temporaryRepository({
    ...MODULE,
    'a.js':
      "import { lib } from './vendor/inner/lib.js';\nlib();\nimport './vendor/none.js';\nimport './linked/deep/lib.js';\n",
  });
  symlinkSync('vendor/inner', join(outer.root, 'linked'));
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'vendor/inner');
  outer.commit('Add the submodule');
  const clone = `${temporaryFolder()}/clone`;
  execFileSync('git', ['clone', '-q', outer.root, clone], { env: gitEnvironment() });
  for (const view of ['worktree', 'index', 'commit:HEAD']) {
    const result = await checkFiles(clone, { view });
    expect(linesOf(result), view).toEqual(['a.js:3 unresolved-module']);
    expect(
      result.analysis?.unknown.map((answer) => answer),
      view,
    ).toMatchObject([{ reason: 'not-checked-out' }, { reason: 'not-checked-out' }]);
  }
  expect(await check(outer)).toEqual(['a.js:3 unresolved-module', 'a.js:4 unresolved-module']);
});

test('a repository inside the repository is not part of it', async () => {
  const repository = temporaryRepository({ ...MODULE, 'a.js': "import './tools/inner/b.js';\n" });
  mkdirSync(join(repository.root, 'tools/inner'), { recursive: true });
  writeFileSync(join(repository.root, 'tools/inner/b.js'), "import './gone.js';\n");
  execFileSync('git', ['init', '-q'], { cwd: join(repository.root, 'tools/inner'), env: gitEnvironment() });
  const result = await checkFiles(repository.root, { view: 'index' });
  expect(linesOf(result)).toEqual(['a.js:1 not-deployed']);
  expect(result.report.findings[0]?.message).toContain('in another git repository (tools/inner)');
});

test('names with spaces, quotes, line breaks, wild cards and a letter outside of ASCII', async () => {
  const names = [
    'with space.js',
    'quo"te.js',
    'new\nline.js',
    'star*[x].js',
    'tab\t.js',
    'größe.js',
    '-dash.js',
    'back\\slash.js',
  ];
  const files = Object.fromEntries(names.map((name) => [`src/${name}`, 'export const one = 1;\n']));
  const importer = names.map((name) => `import { two } from ${JSON.stringify(`./${name}`)};\n`).join('');
  const repository = temporaryRepository({ ...MODULE, ...files, 'src/main.js': importer });
  expect(await check(repository)).toEqual(names.map((_, index) => `src/main.js:${index + 1} missing-export`));
  repository.git('rm', '-q', '-r', '--cached', 'src');
  repository.git('add', 'src/main.js');
  const result = await checkFiles(repository.root, { view: 'index' });
  expect(linesOf(result)).toEqual(names.map((_, index) => `src/main.js:${index + 1} not-deployed`));
  expect(result.report.findings[0]?.message).toContain("never added (git add 'src/with space.js')");
});

test('a repository with SHA-256 names', async () => {
  const root = temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, env: gitEnvironment(), encoding: 'utf8' });
  git('init', '-q', '--object-format=sha256');
  writeFileSync(join(root, 'package.json'), MODULE['package.json']);
  writeFileSync(join(root, 'a.js'), "import { b } from './b.js';\n");
  writeFileSync(join(root, 'b.js'), 'export const other = 1;\n');
  git('add', '.');
  writeFileSync(join(root, 'b.js'), 'export const b = 1;\n');
  expect(await check({ root })).toEqual(['a.js:1 missing-export']);
  expect(await check({ root }, 'worktree')).toEqual([]);
  git('commit', '-q', '-m', 'Begin');
  expect(await check({ root }, 'commit:HEAD')).toEqual(['a.js:1 missing-export']);
});

test.each(['--skip-worktree', '--assume-unchanged'])('of a file with %s the index counts', async (flag) => {
  const repository = temporaryRepository({
    ...MODULE,
    'a.js': "import { b } from './b.js';\n",
    'b.js': 'export const other = 1;\n',
  });
  repository.git('update-index', flag, 'b.js');
  repository.write({ 'b.js': 'export const b = 1;\n' });
  expect(await check(repository)).toEqual(['a.js:1 missing-export']);
  expect(await check(repository, 'commit:HEAD')).toEqual(['a.js:1 missing-export']);
  expect(await check(repository, 'worktree')).toEqual([]);
});

test('outside of a sparse checkout files are there, in the work tree as well', async () => {
  const repository = temporaryRepository({
    ...MODULE,
    'in/a.js': "import { b, c } from '../other/b.js';\n",
    'other/b.js': 'export const b = 1;\n',
  });
  repository.git('sparse-checkout', 'set', '--no-cone', '/*', '!/other/');
  expect(existsSync(join(repository.root, 'other/b.js'))).toBe(false);
  expect(await check(repository)).toEqual(['in/a.js:1 missing-export']);
  const worktree = await checkFiles(repository.root);
  expect(linesOf(worktree)).toEqual([]);
  expect(worktree.analysis?.unknown).toMatchObject([{ reason: 'not-checked-out' }]);
});

test('a sparse index holds the folders that it left out', async () => {
  const repository = temporaryRepository({
    ...MODULE,
    'in/a.js': "import { b, c } from '../out/deep/b.js';\n",
    'out/deep/b.js': 'export const b = 1;\n',
  });
  repository.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
  expect(repository.git('ls-files', '--sparse')).toContain('out/\n');
  expect(await check(repository)).toEqual(['in/a.js:1 missing-export']);
});

test('a file whose case was changed on disk only, where git ignores the case', async () => {
  const repository = temporaryRepository({ ...MODULE, 'a.js': "import './Button.js';\n", 'button.js': '' });
  repository.git('config', 'core.ignorecase', 'true');
  repository.remove('button.js');
  repository.write({ 'Button.js': '' });
  const result = await checkFiles(repository.root, { view: 'index' });
  expect(linesOf(result)).toEqual(['a.js:1 not-deployed']);
  expect(result.report.findings[0]?.message).toContain('in the git index as button.js');
});

test('a rename of which git was told only one half', async () => {
  const repository = temporaryRepository({ ...MODULE, 'a.js': "import './new.js';\n", 'old.js': '' });
  rmSync(join(repository.root, 'old.js'));
  repository.write({ 'new.js': '', 'b.js': "import './old.js';\n" });
  repository.git('add', 'b.js');
  expect(await check(repository)).toEqual(['a.js:1 not-deployed']);
  repository.git('add', '-A');
  expect(await check(repository)).toEqual(['b.js:1 unresolved-module']);
});

test('an intent to add is not committed', async () => {
  const repository = temporaryRepository({ ...MODULE, 'a.js': "import './b.js';\n" });
  repository.write({ 'b.js': '' });
  repository.git('add', '--intent-to-add', 'b.js');
  const result = await checkFiles(repository.root, { view: 'index' });
  expect(linesOf(result)).toEqual(['a.js:1 not-deployed']);
  expect(result.report.findings[0]?.message).toContain('git add -N');
});

test('links: to a file, to a folder, out of the repository, to nothing, and one that is only on disk', async () => {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'out.js'), 'export const out = 1;\n');
  const repository = temporaryRepository({
    ...MODULE,
    'real/a.js': 'export const a = 1;\n',
    'main.js': [
      "import { a, x } from './link.js';",
      "import { a as b, y } from './folder/a.js';",
      "import './outside/out.js';",
      "import './nothing.js';",
    ].join('\n'),
  });
  const link = (target: string, name: string) =>
    execFileSync('ln', ['-sfn', target, join(repository.root, name)]);
  link('real/a.js', 'link.js');
  link('real', 'folder');
  link(outside, 'outside');
  link('nowhere.js', 'nothing.js');
  repository.commit('Link');
  expect(await check(repository)).toEqual([
    'main.js:1 missing-export',
    'main.js:2 missing-export',
    'main.js:4 unresolved-module',
  ]);
  repository.git('rm', '-q', '--cached', 'folder');
  expect(await check(repository)).toEqual([
    'main.js:1 missing-export',
    'main.js:2 not-deployed',
    'main.js:4 unresolved-module',
  ]);
});

test('of a submodule the commit counts that is recorded, whatever its folder holds', async () => {
  const inner = temporaryRepository({
    '.gitignore': 'made/\n',
    'lib.js': 'export const lib = 1;\n',
    'old.js': '',
  });
  const outer = temporaryRepository({
    ...MODULE,
    'a.js': [
      "import { lib, fresh } from './vendor/inner/lib.js';",
      "import './vendor/inner/fresh.js';",
      "import './vendor/inner/old.js';",
      "import './vendor/inner/none.js';",
      "import './vendor/inner/made/by-hand.js';",
    ].join('\n'),
  });
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'vendor/inner');
  outer.commit('Add the submodule');
  outer.write({
    'vendor/inner/lib.js': 'export const lib = 1, fresh = 2;\n',
    'vendor/inner/fresh.js': '',
    'vendor/inner/made/by-hand.js': '',
  });
  outer.remove('vendor/inner/old.js');
  const expected = [
    'a.js:1 missing-export',
    'a.js:2 not-deployed',
    'a.js:4 unresolved-module',
    'a.js:5 not-deployed',
  ];
  const result = await checkFiles(outer.root, { view: 'index' });
  expect(linesOf(result)).toEqual(expected);
  expect(result.report.findings.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('not in the commit of the submodule vendor/inner that is recorded here'),
      expect.stringContaining('git-ignored by .gitignore:1 (made/)'),
    ]),
  );
  expect(await check(outer, 'worktree')).toEqual(['a.js:3 unresolved-module', 'a.js:4 unresolved-module']);
  // Committed inside, and not told outside: `git add vendor/inner` is what was forgotten.
  outer.git('-C', 'vendor/inner', 'add', '--all');
  outer.git('-C', 'vendor/inner', 'commit', '-q', '-m', 'More');
  expect(await check(outer)).toEqual(expected);
  // As a hook asks: the variables of git speak of the repository around it.
  const { GIT_DIR, GIT_INDEX_FILE } = process.env;
  Object.assign(process.env, { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index' });
  try {
    expect(await check(outer)).toEqual(expected);
  } finally {
    Object.assign(process.env, { GIT_DIR, GIT_INDEX_FILE });
    if (GIT_DIR === undefined) delete process.env['GIT_DIR'];
    if (GIT_INDEX_FILE === undefined) delete process.env['GIT_INDEX_FILE'];
  }
  outer.git('add', 'vendor/inner');
  expect(await check(outer)).toEqual([
    'a.js:3 unresolved-module',
    'a.js:4 unresolved-module',
    'a.js:5 not-deployed',
  ]);
});

test('a repository that was added as if it were a submodule: a clone gets an empty folder', async () => {
  const repository = temporaryRepository({ ...MODULE, 'a.js': "import './inner/b.js';\n" });
  repository.write({ 'inner/b.js': '' });
  const inner = (...args: string[]) =>
    execFileSync('git', args, { cwd: join(repository.root, 'inner'), env: gitEnvironment() });
  inner('init', '-q');
  inner('add', '.');
  inner('commit', '-q', '-m', 'Begin');
  repository.git('add', '--all');
  expect(repository.git('ls-files', '--stage', 'inner')).toMatch(/^160000 /);
  const result = await checkFiles(repository.root, { view: 'index' });
  expect(linesOf(result)).toEqual(['a.js:1 not-deployed']);
  expect(result.report.findings[0]?.message).toContain('in another git repository (inner)');
});

test('of a file that git holds behind a filter nothing is said where the work tree has another version', async () => {
  const repository = temporaryRepository({
    ...MODULE,
    'a.js': "import { b } from './secret.js';\nimport { b as c } from './large.js';\n",
    '.gitattributes': 'secret.js filter=scramble\nlarge.js filter=lfs\n',
  });
  repository.git('config', 'filter.scramble.clean', 'tr a-z n-za-m');
  repository.git('config', 'filter.scramble.smudge', 'tr a-z n-za-m');
  repository.git(
    'config',
    'filter.lfs.clean',
    "cat >/dev/null; echo 'version https://git-lfs.github.com/spec/v1'",
  );
  repository.write({ 'secret.js': 'export const a = 1;\n', 'large.js': 'export const a = 1;\n' });
  repository.commit('Scramble');
  expect(await check(repository)).toEqual(['a.js:1 missing-export', 'a.js:2 missing-export']);
  repository.write({ 'secret.js': 'export const a = 12;\n', 'large.js': 'export const a = 12;\n' });
  const result = await checkFiles(repository.root, { view: 'index' });
  expect(linesOf(result)).toEqual([]);
  expect(result.analysis?.unknown).toMatchObject([{ reason: 'not-at-hand' }, { reason: 'not-at-hand' }]);
});

test('the list of submodules is read where the repository has filters', async () => {
  const inner = temporaryRepository({ 'lib.js': 'export const lib = 1;\n' });
  const outer = temporaryRepository({
    ...MODULE,
    'a.js': "import { gone } from './vendor/inner/lib.js';\n",
    '.gitattributes': 'large.bin filter=lfs\n',
  });
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'vendor/inner');
  outer.commit('Add the submodule');
  // What git holds is read in the place of the work tree's.
  outer.remove('.gitmodules', '.gitattributes');
  for (const view of ['index', 'commit:HEAD'])
    expect(await check(outer, view), view).toEqual(['a.js:1 missing-export']);
});

test('a file whose name is not UTF-8: no import can lead to it, and it is no broken one', async () => {
  const repository = temporaryRepository({ ...MODULE, 'a.js': "import './none.js';\n" });
  writeFileSync(Buffer.from(`${repository.root}/caf\xe9.js`, 'latin1'), "import './gone.js';\n");
  repository.commit('Add it');
  for (const view of ['worktree', 'index', 'commit:HEAD'])
    expect(await check(repository, view), view).toEqual(['a.js:1 unresolved-module']);
});
