// Who removed it: on real repositories, through the whole pipeline.

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { History } from '../../src/model/report.ts';
import {
  gitEnvironment,
  temporaryFolder,
  temporaryRepository,
  writeFiles,
} from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

type Told = Pick<History, 'change' | 'subject' | 'movedTo'> & { newName?: string };

async function histories(root: string): Promise<(Told | null)[]> {
  const { report } = await checkFiles(root, { history: true });
  return report.findings.map(({ history }) => {
    if (history === undefined) return null;
    const { change, subject, movedTo, newName } = history;
    return { change, subject, movedTo, ...(newName === undefined ? {} : { newName }) };
  });
}

const MANIFEST = { 'package.json': '{ "name": "p", "type": "module" }' };

test('a removed export, told from comments and local uses of the same word', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { connect } from './pool.ts';\n",
    'pool.ts': 'export function connect() {}\nexport const size = 1;\n',
  });
  repository.write({ 'pool.ts': 'function connect() {}\nexport const size = 1;\nconnect();\n' });
  repository.commit('Stop exporting it');
  repository.write({ 'pool.ts': '// connect was here\nexport const size = 1;\n' });
  repository.commit('Delete it');
  repository.write({ 'pool.ts': 'export const size = 1;\n' });
  repository.commit('Tidy');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Stop exporting it', movedTo: null },
  ]);
});

test('a renamed export, and one that moved', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { connect } from './pool.ts';\nimport { size } from './size.ts';\n",
    'pool.ts': 'export function connect() {}\nexport const kept = 1;\n',
    'size.ts': 'export const size = 1;\nexport const kept = 1;\n',
    'other.ts': 'export {};\n',
  });
  repository.write({ 'pool.ts': 'export function open() {}\nexport const kept = 1;\n' });
  repository.commit('Rename it');
  repository.write({ 'size.ts': 'export const kept = 1;\n', 'other.ts': 'export const size = 1;\n' });
  repository.commit('Move it');
  expect(await histories(repository.root)).toEqual([
    { change: 'renamed', subject: 'Rename it', movedTo: null, newName: 'open' },
    { change: 'removed', subject: 'Move it', movedTo: 'other.ts' },
  ]);
});

test('a deleted and a renamed file', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import './gone.ts';\nimport './old.ts';\n",
    'gone.ts': 'export {};\n',
    'old.ts': 'export const enough = "text to be recognised as the same file";\n',
  });
  repository.git('rm', '-q', 'gone.ts');
  repository.commit('Delete it');
  repository.git('mv', 'old.ts', 'new.ts');
  repository.commit('Rename it');
  expect(await histories(repository.root)).toEqual([
    { change: 'deleted', subject: 'Delete it', movedTo: null },
    { change: 'renamed', subject: 'Rename it', movedTo: 'new.ts' },
  ]);
});

test('a name is not said to be where another thing has had it all the time', async () => {
  const repository = temporaryRepository({
    'main.ts': "import { open, close } from './lib.ts';\nopen(close);\n",
    'lib.ts': 'export const open = 1;\nexport { close } from "./door.ts";\nexport const stay = 1, go = 2;\n',
    'window.ts': 'export const open = 2;\n',
    'door.ts': 'export const close = 2;\n',
  });
  repository.write({ 'lib.ts': 'export const stay = 1, go = 2;\n' });
  repository.commit('Open no more');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Open no more', movedTo: null },
    { change: 'removed', subject: 'Open no more', movedTo: 'door.ts' },
  ]);
});

test('a name that came through a star, removed in the file behind it', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { deep } from './index.ts';\n",
    'index.ts': "export * from './deep.ts';\n",
    'deep.ts': 'export const deep = 1;\n',
  });
  repository.write({ 'deep.ts': 'export {};\n' });
  repository.commit('Take it out');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Take it out', movedTo: null },
  ]);
});

test('a name that came through a star that was dropped, also in Python and through two files', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { deep } from './index.ts';\nimport { own } from './index.ts';\n",
    'index.ts': "export * from './middle';\nexport * from './own.ts';\n",
    'middle/index.ts': "export * from '../deep.ts';\n",
    'deep.ts': 'export const deep = 1;\nexport default 1;\n',
    'own.ts': 'export const own = 1;\n',
    'tsconfig.json': '{ "compilerOptions": { "module": "esnext" } }',
    'app/__init__.py': 'from .pool import *\n',
    'app/pool.py': 'def connect(): pass\ndef _hidden(): pass\n',
    'run.py': 'from app import connect\nfrom app import _hidden\n',
  });
  repository.write({ 'index.ts': "// export *\nexport * from './own.ts';\n" });
  repository.commit('Drop the star');
  repository.write({ 'index.ts': 'export {};\n', 'app/__init__.py': '' });
  repository.remove('own.ts');
  repository.commit('Drop the others');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Drop the others', movedTo: 'app/pool.py' },
    null,
    { change: 'removed', subject: 'Drop the star', movedTo: 'deep.ts' },
    { change: 'removed', subject: 'Drop the others', movedTo: null },
  ]);
});

test('many importers of one name leave room for others', async () => {
  const many = Array.from({ length: 60 }, (_, index) => [
    `a${index}.ts`,
    "import { size } from './pool.ts';\n",
  ]);
  const repository = temporaryRepository({
    ...MANIFEST,
    ...Object.fromEntries(many),
    'z.ts': "import { last } from './last.ts';\n",
    'pool.ts': 'export const size = 1;\n',
    'last.ts': 'export const last = 1;\n',
  });
  repository.write({ 'pool.ts': 'export {};\n', 'last.ts': 'export {};\n' });
  repository.commit('Take both out');
  const told = await histories(repository.root);
  expect(told).toHaveLength(61);
  expect(told.every((history) => history?.subject === 'Take both out')).toBe(true);
});

test('a star that was replaced by the module behind it takes nothing away', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { deep } from './index.ts';\n",
    'index.ts': "export * from './middle.ts';\n",
    'middle.ts': "export * from './deep.ts';\n",
    'deep.ts': 'export const deep = 1;\n',
  });
  repository.write({ 'index.ts': "export * from './deep.ts';\n" });
  repository.commit('Take the short way');
  repository.write({ 'deep.ts': 'export const other = 1;\nexport const more = 1;\n' });
  repository.commit('Take it out');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Take it out', movedTo: null },
  ]);
});

test('a name that a merge took out by itself, and one that was taken out on the other branch', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { connect, close } from './pool.ts';\nexport const all = [connect, close];\n",
    'pool.ts':
      'export const connect = 1;\n//\n//\n//\nexport const close = 1;\n//\n//\n//\nexport const size = 1;\n',
  });
  const main = repository.git('rev-parse', '--abbrev-ref', 'HEAD').trim();
  repository.git('checkout', '-q', '-b', 'other');
  repository.write({
    'pool.ts': 'export const connect = 1;\n//\n//\n//\n//\n//\n//\nexport const size = 1;\n',
  });
  repository.commit('Drop close');
  repository.git('checkout', '-q', main);
  repository.write({ 'b.ts': 'export {};\n' });
  repository.commit('Go on');
  repository.git('merge', '-q', '--no-ff', '--no-commit', 'other');
  repository.write({ 'pool.ts': 'export const size = 1;\n' });
  repository.commit('Merge the other branch');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Merge the other branch', movedTo: null },
    { change: 'removed', subject: 'Drop close', movedTo: null },
  ]);
});

test('Python: the commit that took the function out', async () => {
  const repository = temporaryRepository({
    'bot/__init__.py': '',
    'bot/db.py': 'def f():\n    from bot.pool import get_connection\n',
    'bot/pool.py': 'def get_connection():\n    pass\n\n\ndef other():\n    pass\n',
  });
  repository.write({ 'bot/pool.py': '# get_connection is switched off\n\n\ndef other():\n    pass\n' });
  repository.commit('Disable the pool');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Disable the pool', movedTo: null },
  ]);
});

test('Python: a name that may have been a module: the later of the two commits', async () => {
  const repository = temporaryRepository({
    'bot/__init__.py': 'pool = None\n',
    'bot/db.py': 'from bot import pool\n',
    'bot/pool.py': '',
  });
  repository.write({ 'bot/__init__.py': '' });
  repository.commit('Leave it to the module');
  execFileSync('git', ['rm', '-q', 'bot/pool.py'], { cwd: repository.root, env: gitEnvironment() });
  repository.commit('Delete the pool');
  expect(await histories(repository.root)).toEqual([
    { change: 'deleted', subject: 'Delete the pool', movedTo: null },
  ]);
});

test('nothing is said of what never was, of what is not committed, without commits, outside git, in a shallow clone', async () => {
  const files = { ...MANIFEST, 'a.ts': "import { connect } from './pool.ts';\n" };
  const exported = 'export const connect = 1;\nexport const kept = 1;\n';
  const without = 'export const kept = 1;\n';

  const never = temporaryRepository({ ...files, 'pool.ts': without });
  expect(await histories(never.root)).toEqual([null]);

  const uncommitted = temporaryRepository({ ...files, 'pool.ts': exported });
  uncommitted.write({ 'pool.ts': without });
  expect(await histories(uncommitted.root)).toEqual([null]);

  const empty = temporaryRepository();
  empty.write({ ...files, 'pool.ts': without });
  expect(await histories(empty.root)).toEqual([null]);

  const outside = temporaryFolder();
  writeFiles(outside, { ...files, 'pool.ts': without });
  expect(await histories(outside)).toEqual([null]);

  const removed = temporaryRepository({ ...files, 'pool.ts': exported });
  removed.write({ 'pool.ts': without });
  removed.commit('Take it out');
  removed.write({ 'README.md': '' });
  removed.commit('Describe');
  const shallow = `${temporaryFolder()}/clone`;
  execFileSync('git', ['clone', '-q', '--depth=1', `file://${removed.root}`, shallow], {
    env: gitEnvironment(),
  });
  expect(await histories(shallow)).toEqual([null]);
});

test('who made the commit is said only when asked', async () => {
  const repository = temporaryRepository({ ...MANIFEST, 'a.ts': "import './b.ts';\n", 'b.ts': '' });
  repository.remove('b.ts');
  repository.commit('Clean up', '--author', 'G. Ardener <garden@example.com>');
  const authorOf = async (authors: boolean) => {
    const { report } = await checkFiles(repository.root, { history: true, authors });
    return report.findings.map(({ history }) => [history?.subject, history?.author]);
  };
  expect(await authorOf(false)).toEqual([['Clean up', undefined]]);
  expect(await authorOf(true)).toEqual([['Clean up', 'G. Ardener']]);
});

test('a name that went before, and with, the renaming of its file', async () => {
  const body = (names: string[]) => names.map((name) => `export const ${name} = 1;\n`).join('');
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { early } from './third.ts';\nimport { same } from './lib.ts';\n",
    'first.ts': body(['early', 'kept', 'also', 'more']),
    'old.ts': body(['same', 'kept', 'also', 'more']),
  });
  repository.write({ 'first.ts': body(['kept', 'also', 'more']) });
  repository.commit('Drop early');
  repository.git('mv', 'first.ts', 'second.ts');
  repository.commit('Call it second');
  repository.git('mv', 'second.ts', 'third.ts');
  repository.commit('Call it third');
  repository.git('mv', 'old.ts', 'lib.ts');
  repository.write({ 'lib.ts': body(['kept', 'also', 'more']) });
  repository.git('add', '-A');
  repository.commit('Move it without same');
  expect(await histories(repository.root)).toEqual([
    { change: 'removed', subject: 'Drop early', movedTo: null },
    { change: 'removed', subject: 'Move it without same', movedTo: null },
  ]);
});

test('a file that was renamed again, and one that was deleted after it', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import './one.ts';\nimport './gone.ts';\n",
    'one.ts': 'export const one = 1;\n',
    'gone.ts': 'export const gone = 1;\n',
  });
  repository.git('mv', 'one.ts', 'two.ts');
  repository.commit('Call it two');
  repository.git('mv', 'two.ts', 'three.ts');
  repository.commit('Call it three');
  repository.git('mv', 'gone.ts', 'away.ts');
  repository.commit('Call it away');
  repository.git('rm', '-q', 'away.ts');
  repository.commit('Delete it');
  expect(await histories(repository.root)).toEqual([
    { change: 'renamed', subject: 'Call it two', movedTo: 'three.ts' },
    { change: 'renamed', subject: 'Call it away', movedTo: null },
  ]);
});

test('no commit is to blame for what only the work tree lacks, however the name moved before', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { moved } from './index.ts';\n",
    'index.ts': 'export const moved = 1;\nexport const kept = 1;\n',
    'inner.ts': 'export const other = 1;\n',
  });
  repository.write({
    'index.ts': "export * from './inner.ts';\nexport const kept = 1;\n",
    'inner.ts': 'export const moved = 1;\nexport const other = 1;\n',
  });
  repository.commit('Move it inside');
  repository.write({ 'inner.ts': 'export const other = 1;\n' });
  expect(await histories(repository.root)).toEqual([null]);
});

test('of a file that only the work tree lacks, no commit took a namesake away', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
    'a.ts': "import './lib';\n",
    'lib.js': 'export const enough = "text to be recognised as the same file";\n',
  });
  repository.git('mv', 'lib.js', 'lib.ts');
  repository.commit('Use TypeScript');
  repository.remove('lib.ts');
  expect(await histories(repository.root)).toEqual([null]);
});

test('a file is not said to be where only git has it', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import './one.ts';\n",
    'one.ts': 'export const one = "text to be recognised as the same file";\n',
  });
  repository.git('mv', 'one.ts', 'two.ts');
  repository.commit('Call it two');
  repository.remove('two.ts');
  expect(await histories(repository.root)).toEqual([
    { change: 'renamed', subject: 'Call it two', movedTo: null },
  ]);
});

test('the history of a commit ends with it', async () => {
  const repository = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { size } from './pool.ts';\n",
    'pool.ts': 'export const size = 1;\n',
  });
  repository.write({ 'pool.ts': 'export {};\n' });
  repository.commit('Take it out');
  repository.write({ 'pool.ts': 'export const size = 2;\n' });
  repository.commit('Put it back');
  repository.write({ 'pool.ts': 'export const other = 2;\n' });
  repository.commit('Rename it');
  const { report } = await checkFiles(repository.root, { history: true, view: 'commit:HEAD~2' });
  expect(report.findings.map(({ history }) => history?.subject)).toEqual(['Take it out']);
});

test('of a partial clone nothing is downloaded: what it lacks is not told', async () => {
  const origin = temporaryRepository({
    ...MANIFEST,
    'a.ts': "import { connect } from './pool.ts';\nimport './gone.ts';\nconsole.log(connect);\n",
    'pool.ts': 'export const connect = 1;\n',
    'gone.ts': '',
  });
  origin.write({ 'pool.ts': 'export {};\n' });
  origin.remove('gone.ts');
  origin.commit('Clean up');
  origin.git('config', 'uploadpack.allowFilter', 'true');
  const partial = `${temporaryFolder()}/clone`;
  origin.git('clone', '-q', '--filter=blob:none', `file://${origin.root}`, partial);
  const objects = () => origin.git('-C', partial, 'count-objects', '-v');
  const before = objects();
  expect(await histories(partial)).toEqual([null, { change: 'deleted', subject: 'Clean up', movedTo: null }]);
  expect(objects()).toBe(before);
  origin.git('-C', partial, 'remote', 'set-url', 'origin', 'file:///nowhere');
  expect((await histories(partial))[0]).toBeNull();
});
