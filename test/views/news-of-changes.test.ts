// What a branch brought: the findings of now that the commit before did not have, whatever made them.

import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { openCaches } from '../../src/cache.ts';
import { checkProject } from '../../src/check-project.ts';
import { openProject } from '../../src/open-project.ts';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryRepository,
} from '../host/temporary-repository.ts';
import { linesOf } from '../support/check-files.ts';

const PROJECT = {
  '.gitignore': 'node_modules\n',
  'package.json': '{ "name": "p", "type": "module", "dependencies": { "lib": "1" } }',
  'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "paths": { "@/*": ["./src/*"] } } }',
  'src/a.ts': "import { one } from '@/one';\nimport { never } from '@/one';\nimport './two';\n",
  'src/one.ts': 'export const one = 1;\n',
  'src/two.ts': 'export {};\n',
  'src/old.ts': "import { gone } from './one';\nimport { l9 } from 'lib';\nimport 'absent';\nl9();\n",
  'src/quiet.ts': "// danglint-disable-next-line\nimport { gone } from './one';\n",
};

function branched(files: Readonly<Record<string, string>> = {}): TemporaryRepository {
  const repository = temporaryRepository({ ...PROJECT, ...files });
  repository.write({
    'node_modules/lib/package.json':
      '{ "name": "lib", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
    'node_modules/lib/index.js': 'export const l1 = 1;\n',
  });
  repository.git('checkout', '-q', '-b', 'feature');
  return repository;
}

async function since(repository: TemporaryRepository, ref = 'main'): Promise<string[]> {
  const changes = { kind: 'since', ref } as const;
  const { options } = await openProject({ cwd: repository.root, changes, history: false });
  return linesOf(await checkProject(options));
}

async function staged(repository: TemporaryRepository): Promise<string[]> {
  repository.git('add', '-A');
  const { options } = await openProject({
    cwd: repository.root,
    changes: { kind: 'staged' },
    history: false,
  });
  return linesOf(await checkProject(options));
}

test('a file that nothing leads to brings nothing, not even comments that seem to suppress nothing', async () => {
  const repository = branched();
  repository.write({ 'src/new.ts': 'export {};\n' });
  expect(await since(repository)).toEqual([]);
  expect(await staged(repository)).toEqual([]);
});

test('a comment that suppresses nothing from now on', async () => {
  const repository = branched({
    'src/three.ts': '// danglint-disable-next-line\nimport { other } from "./four";\n',
  });
  repository.write({ 'src/four.ts': 'export const other = 1;\n' });
  expect(await since(repository)).toEqual(['src/three.ts:1 unused-suppression']);
});

test('a changed alias', async () => {
  const repository = branched();
  const tsconfig = PROJECT['tsconfig.json'].replace('./src/*', './lib/*');
  repository.write({ 'tsconfig.json': tsconfig, 'lib/one.ts': 'export const never = 1;\n' });
  expect(await since(repository)).toEqual(['src/a.ts:1 missing-export']);
  expect(await staged(repository)).toEqual(['src/a.ts:1 missing-export']);
});

test('another kind of module: relative imports need their endings from now on', async () => {
  const repository = branched();
  repository.write({ 'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }' });
  repository.commit('Node');
  expect(await since(repository)).toContain('src/a.ts:3 unresolved-module');
});

test('settings that the branch took out, and settings that it brought', async () => {
  const taken = branched();
  taken.remove('tsconfig.json');
  expect(await since(taken)).toEqual(['src/a.ts:1 unresolved-module', 'src/a.ts:2 unresolved-module']);
  const brought = branched({ 'src/a.ts': "import './two';\n", 'tsconfig.json': '' });
  brought.remove('tsconfig.json');
  brought.commit('Without');
  brought.write({ 'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }' });
  expect(await since(brought, 'HEAD')).toContain('src/a.ts:1 unresolved-module');
});

test('a declaration of a module that is gone', async () => {
  const repository = branched({
    'types/virtual.d.ts': "declare module 'virtual-x';\n",
    'src/uses.ts': "import x from 'virtual-x';\n",
  });
  repository.remove('types/virtual.d.ts');
  expect(await since(repository)).toEqual(['src/uses.ts:1 unresolved-module']);
});

test('a rule that was off', async () => {
  const repository = branched({ 'danglint.json': '{ "rules": { "missing-export": "off" } }' });
  repository.write({ 'danglint.json': '{}' });
  expect(await since(repository)).toEqual([
    'src/a.ts:2 missing-export',
    'src/old.ts:1 missing-export',
    'src/old.ts:2 missing-export',
  ]);
});

test('a package of another version: only the findings about it', async () => {
  const lock = (version: string) =>
    JSON.stringify(
      { packages: { 'node_modules/lib': { version }, 'node_modules/x': { version: '1' } } },
      null,
      2,
    );
  const repository = branched({ 'package-lock.json': lock('1.0.0') });
  repository.write({ 'package-lock.json': lock('2.0.0') });
  expect(await since(repository)).toEqual(['src/old.ts:2 missing-export']);
  repository.write({ 'package-lock.json': lock('1.0.0').replace('"1"', '"2"') });
  expect(await since(repository)).toEqual([]);
});

test('a submodule at another commit', async () => {
  const inner = temporaryRepository({ 'v.ts': 'export const v = 1;\n' });
  const repository = temporaryRepository(PROJECT);
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner.root, 'ext');
  repository.write({ 'src/uses.ts': "import { v } from '../ext/v';\n" });
  repository.commit('Submodule');
  inner.write({ 'v.ts': 'export const w = 1;\n' });
  inner.commit('Rename');
  execFileSync('git', ['-c', 'protocol.file.allow=always', 'pull', '-q'], {
    cwd: `${repository.root}/ext`,
    env: gitEnvironment(),
  });
  expect(await since(repository, 'HEAD')).toEqual(['src/uses.ts:1 missing-export']);
  expect(await staged(repository)).toEqual(['src/uses.ts:1 missing-export']);
});

test('with --view commit: the branch is left where that commit left it', async () => {
  const repository = branched();
  repository.write({ 'src/one.ts': 'export const two = 1;\n' });
  repository.commit('Rename it');
  repository.git('checkout', '-q', 'main');
  const { options } = await openProject({
    cwd: repository.root,
    view: 'commit:feature',
    changes: { kind: 'since', ref: 'main' },
    history: false,
  });
  expect(linesOf(await checkProject(options))).toContain('src/a.ts:1 missing-export');
});

/** What is told since the branch was left, and how often a project was checked for that. */
async function sinceWithChecks(repository: TemporaryRepository): Promise<[string[], number]> {
  const { options } = await openProject({
    cwd: repository.root,
    changes: { kind: 'since', ref: 'main' },
    history: false,
  });
  // What the last check asked of texts for its report is saved once more.
  let checks = -1;
  const caches = { ...openCaches(null), save: () => void checks++ };
  return [linesOf(await checkProject(options, caches)), checks];
}

test('what changes did not take away was missing before: that is told without a check of the commit before', async () => {
  const repository = branched({ 'src/gone.ts': 'export {};\n' });
  repository.write({
    'src/a.ts': `${PROJECT['src/a.ts']}import { one as again } from './one';\nimport 'lib';\n`,
    'src/one.ts': '// One.\nexport const one = 2;\nexport const more = one;\n',
    'src/new.ts': "import { nothing } from './one';\n",
    'README.md': 'Read.\n',
  });
  repository.remove('src/gone.ts');
  expect(await sinceWithChecks(repository)).toEqual([
    ['src/a.ts:2 missing-export', 'src/new.ts:1 missing-export', 'src/old.ts:1 missing-export'],
    1,
  ]);
});

describe('what changes took away is told where nobody touched the importer', () => {
  const OLD = { 'src/old.ts': "import 'absent';\n" };
  test.each<[string, Record<string, string>, Record<string, string | null>, string[]]>([
    [
      'a name that is given on under another one',
      {
        'src/barrel.ts': "export { x as y } from './x';\n",
        'src/x.ts': 'export const x = 1;\n',
        'src/i.ts': "import { y } from './barrel';\n",
      },
      { 'src/x.ts': 'export {};\n' },
      ['src/barrel.ts:1 missing-export'],
    ],
    [
      'a name behind a star',
      {
        'src/barrel.ts': "export * from './x';\n",
        'src/x.ts': 'export const x = 1;\n',
        'src/i.ts': "import { x } from './barrel';\n",
      },
      { 'src/x.ts': 'export const z = 1;\n' },
      ['src/i.ts:1 missing-export'],
    ],
    [
      'a star',
      {
        'src/barrel.ts': "export * from './mid';\n",
        'src/mid.ts': "export * from './x';\n",
        'src/x.ts': 'export const x = 1;\n',
        'src/i.ts': "import { x } from './barrel';\n",
      },
      { 'src/mid.ts': "import './x';\nexport {};\n" },
      ['src/i.ts:1 missing-export'],
    ],
    [
      'a module that a new one stands before',
      {
        'src/barrel.ts': "export * from './x';\n",
        'src/x/index.ts': 'export const x = 1;\n',
        'src/i.ts': "import { x } from './barrel';\n",
      },
      { 'src/x.ts': 'export {};\n' },
      ['src/i.ts:1 missing-export'],
    ],
    [
      'a name that another module puts there',
      {
        'src/util.js': 'module.exports = { a: 1 };\n',
        'src/puts.js': "const util = require('./util');\nutil.b = 1;\n",
        'src/i.js': "const util = require('./util');\nutil.b();\n",
        'src/package.json': '{}',
      },
      { 'src/puts.js': "const util = require('./util');\nutil.a;\n" },
      ['src/i.js:2 missing-member'],
    ],
    [
      'that a file is taken as text',
      {
        'src/text.js': "import { none } from './x.js';\n",
        'src/x.js': 'export {};\n',
        'src/i.ts': "import text from './text.js?raw';\n",
      },
      { 'src/i.ts': 'export {};\n' },
      ['src/text.js:1 missing-export'],
    ],
  ])('%s', async (_, before, changes, expected) => {
    const repository = branched({ ...OLD, ...before });
    const written = Object.entries(changes).flatMap(([path, text]) => (text === null ? [] : [[path, text]]));
    repository.write(Object.fromEntries(written));
    expect((await since(repository)).filter((line) => !line.startsWith('src/old.ts'))).toEqual(expected);
  });
});
