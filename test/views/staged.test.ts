// What does this commit break? On real repositories, as `danglint --staged` asks it.

import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type TemporaryRepository, temporaryRepository } from '../host/temporary-repository.ts';
import { checkFiles, linesOf } from '../support/check-files.ts';

const PROJECT = {
  'package.json': '{ "name": "p", "type": "module" }',
  'src/server.ts': "import { pool } from './db/index.ts';\nconsole.log(pool);\n",
  'src/db/index.ts': "export * from './pool.ts';\n",
  'src/db/pool.ts': 'export const pool = 1;\n',
  'src/old.ts': "import { never } from './db/pool.ts';\n",
  'README.md': '',
};

async function staged(repository: TemporaryRepository): Promise<string[]> {
  return linesOf(await checkFiles(repository.root, { view: 'index', changes: { kind: 'staged' } }));
}

test('what was broken before and is not touched is not reported', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.write({ 'src/new.ts': 'export {};\n' });
  repository.git('add', '.');
  expect(await staged(repository)).toEqual([]);
});

test('a removed export is reported at importers that are not staged, through a star too', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.write({ 'src/db/pool.ts': 'export const other = 1;\n' });
  expect(await staged(repository)).toEqual([]);
  repository.git('add', '.');
  expect(await staged(repository)).toEqual(['src/old.ts:1 missing-export', 'src/server.ts:1 missing-export']);
});

test('a deleted file is reported at its importers', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.git('rm', '-q', 'src/db/pool.ts');
  expect(await staged(repository)).toEqual([
    'src/db/index.ts:1 unresolved-module',
    'src/old.ts:1 unresolved-module',
  ]);
});

test('a renamed file is reported at the importers of its old name', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.git('mv', 'src/db/index.ts', 'src/db/main.ts');
  expect(await staged(repository)).toEqual(['src/server.ts:1 unresolved-module']);
});

test('a forgotten git add is not-deployed', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.write({
    'src/db/fresh.ts': 'export const fresh = 1;\n',
    'src/server.ts': "import { fresh } from './db/fresh.ts';\n",
  });
  repository.git('add', 'src/server.ts');
  const result = await checkFiles(repository.root, { view: 'index', changes: { kind: 'staged' } });
  expect(linesOf(result)).toEqual(['src/server.ts:1 not-deployed']);
  expect(result.report.findings[0]?.message).toContain('never added (git add src/db/fresh.ts)');
  // In the work tree all is well.
  expect(linesOf(await checkFiles(repository.root))).toEqual(['src/old.ts:1 missing-export']);
});

test('of a partly staged file the staged part counts', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.write({ 'src/server.ts': "import { gone } from './db/index.ts';\n" });
  repository.git('add', '.');
  repository.write({ 'src/server.ts': "import { pool } from './db/index.ts';\n" });
  expect(await staged(repository)).toEqual(['src/server.ts:1 missing-export']);
});

test('a file whose case differs from what git records is found where the disk does not tell', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.git('mv', 'src/db/pool.ts', 'src/db/Pool.ts');
  const findings = await staged(repository);
  expect(findings).toContain('src/db/index.ts:1 unresolved-module');
});

test('a merge that brings a removal and a new use together', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.git('checkout', '-q', '-b', 'feature');
  repository.write({ 'src/use.ts': "import { pool } from './db/pool.ts';\n" });
  repository.commit('Use it');
  repository.git('checkout', '-q', 'main');
  repository.write({
    'src/db/pool.ts': 'export const renamed = 1;\n',
    'src/server.ts': "import { renamed } from './db/index.ts';\n",
  });
  repository.commit('Rename it');
  repository.git('merge', '-q', '--no-commit', 'feature');
  expect(await staged(repository)).toEqual(['src/use.ts:1 missing-export']);
});

test('--since asks the same of a branch', async () => {
  const repository = temporaryRepository(PROJECT);
  repository.git('checkout', '-q', '-b', 'feature');
  repository.write({ 'src/db/pool.ts': 'export const other = 1;\n' });
  repository.commit('Take it out');
  repository.write({ 'README.md': 'text' });
  repository.commit('Describe');
  const since = (ref: string) => checkFiles(repository.root, { changes: { kind: 'since', ref } });
  expect(linesOf(await since('main'))).toEqual([
    'src/old.ts:1 missing-export',
    'src/server.ts:1 missing-export',
  ]);
  expect(linesOf(await since('HEAD~1'))).toEqual([]);
});

test('Python: a submodule that was never added', async () => {
  const repository = temporaryRepository({
    'pyproject.toml': '[project]\nname = "bot"\nversion = "1"\n',
    'bot/__init__.py': '',
    'bot/db.py': 'from bot import settings\n',
    'bot/settings.py': '',
  });
  repository.write({
    'bot/pool.py': 'x = 1\n',
    'bot/db.py': 'from bot import pool, settings\nfrom bot.pool import x\n',
  });
  repository.git('add', 'bot/db.py');
  expect(await staged(repository)).toEqual(['bot/db.py:1 not-deployed', 'bot/db.py:2 not-deployed']);
});

test('a deleted file that others ask of the package by a path without its ending', async () => {
  const repository = temporaryRepository({
    'package.json': '{ "name": "r", "private": true, "workspaces": ["packages/*"] }',
    '.gitignore': 'node_modules\n',
    'packages/a/package.json': '{ "name": "@r/a", "dependencies": { "@r/b": "1" } }',
    'packages/a/main.js': "require('@r/b/lib/pool');\n",
    'packages/b/package.json': '{ "name": "@r/b", "version": "1.0.0" }',
    'packages/b/lib/pool.js': '',
    'packages/b/lib/other.js': '',
  });
  mkdirSync(`${repository.root}/node_modules/@r`, { recursive: true });
  symlinkSync('../../packages/b', `${repository.root}/node_modules/@r/b`);
  repository.git('rm', '-q', 'packages/b/lib/pool.js');
  expect(await staged(repository)).toEqual(['packages/a/main.js:1 unresolved-module']);
});
