// The answer of the last run is given again only when a run would give the same: each change that could matter makes
// a new one. The files are made to look old first, because young ones are never trusted.

import {
  lutimesSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../src/check-project.ts';
import { createDiskFileSystem } from '../src/host/disk-file-system.ts';
import { createDiskTrace } from '../src/host/disk-trace.ts';
import { keepAnswer, prepareToKeep, questionOf, repeatedAnswer } from '../src/last-run.ts';
import { danglint } from './cli/run-danglint.ts';
import {
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from './host/temporary-repository.ts';
import { age, old } from './support/aged-files.ts';
import { checkOptions, linesOf } from './support/check-files.ts';

const project = {
  'package.json': '{ "type": "module", "dependencies": { "tools": "1" } }',
  '.gitignore': 'node_modules\n',
  'src/main.js': "import { a } from './lib.js';\nimport { hammer } from 'tools';\nconsole.log(a, hammer);\n",
  'src/lib.js': 'export const a = 1;\n',
  'node_modules/tools/package.json':
    '{ "name": "tools", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  'node_modules/tools/index.js': 'export const hammer = 1;\n',
};

function questionFor(repository: TemporaryRepository, cacheDirectory: string, more: unknown = null) {
  const options = checkOptions(repository.root, { cacheDirectory });
  const question = questionOf(options, more);
  if (question === null) throw new Error('a run of the work tree can be repeated');
  return { options, question };
}

/** Runs and keeps the answer. */
async function run(repository: TemporaryRepository, cacheDirectory: string): Promise<string[]> {
  const { options, question } = questionFor(repository, cacheDirectory);
  const before = prepareToKeep(question);
  const trace = createDiskTrace(repository.root);
  const result = await checkProject(options, undefined, createDiskFileSystem(trace));
  const seen = trace.finish();
  const { analysis } = result;
  if (seen !== null && analysis !== null)
    await keepAnswer(question, result, analysis.view.files ?? [], analysis.askedHistory, seen, before);
  return linesOf(result);
}

async function repeats(repository: TemporaryRepository, cacheDirectory: string, more: unknown = null) {
  return (await repeatedAnswer(questionFor(repository, cacheDirectory, more).question)) !== null;
}

type Change = (repository: TemporaryRepository, path: (name: string) => string) => void;

const changes: readonly [what: string, change: Change, findings: string[]][] = [
  [
    'another text of a file',
    (repository) => repository.write({ 'src/lib.js': 'export const b = 1;\n' }),
    ['src/main.js:1 missing-export'],
  ],
  [
    'a file that is gone',
    (repository) => repository.remove('src/lib.js'),
    ['src/main.js:1 unresolved-module'],
  ],
  [
    'a new file',
    (repository) => repository.write({ 'src/new.js': "import './gone.js';\n" }),
    ['src/new.js:1 unresolved-module'],
  ],
  [
    'another text of a package',
    (repository) => repository.write({ 'node_modules/tools/index.js': 'export {};\n' }),
    ['src/main.js:2 missing-export'],
  ],
  [
    'another entry of a package',
    (repository) =>
      repository.write({
        'node_modules/tools/package.json': '{ "name": "tools", "type": "module", "exports": {} }',
      }),
    ['src/main.js:2 unresolved-module'],
  ],
  [
    'a file that hides the one that was found',
    (repository) => repository.write({ 'src/node_modules/tools/index.js': 'export const saw = 1;\n' }),
    ['src/main.js:2 missing-export'],
  ],
  [
    'a file of another case',
    (_, path) => renameSync(path('src/lib.js'), path('src/Lib.js')),
    ['src/main.js:1 unresolved-module'],
  ],
  [
    'another text of the same size and the same time, as archives put it there',
    (repository, path) => {
      repository.write({ 'src/lib.js': 'export const b = 1;\n' });
      lutimesSync(path('src/lib.js'), old, old);
    },
    ['src/main.js:1 missing-export'],
  ],
  [
    'a file in a folder whose time is set back',
    (repository, path) => {
      repository.write({ 'src/node_modules/tools/index.js': 'export const saw = 1;\n' });
      age(path('src'));
    },
    ['src/main.js:2 missing-export'],
  ],
  [
    'a folder in the place of a file',
    (_, path) => {
      rmSync(path('src/lib.js'));
      mkdirSync(path('src/lib.js'));
    },
    ['src/main.js:1 unresolved-module'],
  ],
];

test.each(changes)('%s', async (_, change, findings) => {
  const repository = temporaryRepository(project);
  const cache = temporaryFolder();
  age(repository.root);
  expect(await run(repository, cache)).toEqual([]);
  expect(await repeats(repository, cache)).toBe(true);
  change(repository, (name) => join(repository.root, name));
  expect(await repeats(repository, cache)).toBe(false);
  expect(await run(repository, cache)).toEqual(findings);
});

test('a link that leads elsewhere', async () => {
  const repository = temporaryRepository(project);
  const cache = temporaryFolder();
  const store = temporaryFolder();
  for (const [name, text] of [
    ['one', 'export const hammer = 1;\n'],
    ['two', 'export {};\n'],
  ] as const) {
    mkdirSync(join(store, name));
    writeFileSync(join(store, name, 'package.json'), project['node_modules/tools/package.json']);
    writeFileSync(join(store, name, 'index.js'), text);
  }
  const modules = join(repository.root, 'node_modules');
  rmSync(join(modules, 'tools'), { recursive: true });
  symlinkSync('current', join(modules, 'tools'));
  symlinkSync(join(store, 'one'), join(modules, 'current'));
  age(repository.root);
  age(store);
  expect(await run(repository, cache)).toEqual([]);
  expect(await repeats(repository, cache)).toBe(true);
  rmSync(join(modules, 'current'));
  symlinkSync(join(store, 'two'), join(modules, 'current'));
  age(repository.root);
  expect(await repeats(repository, cache)).toBe(false);
  expect(await run(repository, cache)).toEqual(['src/main.js:2 missing-export']);
});

test('another question, a young file, and a cache that is no JSON', async () => {
  const repository = temporaryRepository(project);
  const cache = temporaryFolder();
  await run(repository, cache);
  expect(await repeats(repository, cache)).toBe(false);
  age(repository.root);
  await run(repository, cache);
  expect(await repeats(repository, cache, { rules: { 'missing-export': 'off' } })).toBe(false);
  expect(await repeats(repository, cache)).toBe(true);
  for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{ "half');
  expect(await repeats(repository, cache)).toBe(false);
});

test.each([
  ['a commit', ['commit', '-q', '--allow-empty', '-m', 'Say nothing']],
  ['a commit gets other parents', ['replace', '--graft', 'HEAD']],
])('history is told anew after %s', async (_, command) => {
  const repository = temporaryRepository({ ...project, 'src/lib.js': 'export const b = 1;\n' });
  repository.git('commit', '-q', '--allow-empty', '-m', 'Begin');
  const cache = temporaryFolder();
  age(repository.root);
  expect(await run(repository, cache)).toEqual(['src/main.js:1 missing-export']);
  expect(await repeats(repository, cache)).toBe(true);
  repository.git(...command);
  expect(await repeats(repository, cache)).toBe(false);
});

test.each([
  ['before the first commit', false],
  ['with commits', true],
])(
  'a module that git has had in the meantime is missed where nothing was found, %s',
  async (_, hasCommits) => {
    const files = { 'scripts/run.py': 'import helper\n', 'scripts/other.py': '' };
    const repository = temporaryRepository(hasCommits ? files : {});
    repository.write(files);
    repository.git('add', '-A');
    const cache = temporaryFolder();
    age(repository.root);
    expect(await run(repository, cache)).toEqual([]);
    expect(await repeats(repository, cache)).toBe(true);
    repository.write({ 'scripts/helper.py': '' });
    repository.commit('Help');
    repository.git('rm', '-q', 'scripts/helper.py');
    repository.git('commit', '-q', '-m', 'Help no more');
    expect(await repeats(repository, cache)).toBe(false);
    expect(await run(repository, cache)).toEqual(['scripts/run.py:1 unresolved-module']);
  },
);

test('a commit alone is no reason to run again where nothing was asked of the history', async () => {
  const repository = temporaryRepository(project);
  const cache = temporaryFolder();
  age(repository.root);
  expect(await run(repository, cache)).toEqual([]);
  repository.git('commit', '-q', '--allow-empty', '-m', 'Say nothing');
  expect(await repeats(repository, cache)).toBe(true);
});

test('history is told anew when more of it has come to a shallow clone', async () => {
  const origin = temporaryRepository(project);
  origin.write({ 'src/lib.js': 'export const b = 1;\n' });
  origin.commit('Take it out');
  origin.git('commit', '-q', '--allow-empty', '-m', 'Say nothing');
  const folder = temporaryFolder();
  const clone = { ...origin, root: join(folder, 'clone') };
  origin.git('clone', '-q', '--depth=1', `file://${origin.root}`, clone.root);
  const cache = temporaryFolder();
  age(clone.root);
  await run(clone, cache);
  expect(await repeats(clone, cache)).toBe(true);
  origin.git('-C', clone.root, 'fetch', '-q', '--unshallow');
  expect(await repeats(clone, cache)).toBe(false);
});

test('a view, a part of the changes and the other engine are never repeated', () => {
  const cacheDirectory = '/cache';
  const asked = [
    { cacheDirectory, view: 'index' },
    { cacheDirectory, changes: { kind: 'staged' } },
    { cacheDirectory, engine: 'ts-morph' },
    { cacheDirectory: null },
  ] as const;
  expect(asked.map((changed) => questionOf(checkOptions('/app', changed), null))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('the first run on a project is repeated by the second: its own cache folder is no change', async () => {
  const repository = temporaryRepository(project);
  age(repository.root);
  const folder = join(repository.root, 'node_modules/.cache/danglint');
  const keptAnswer = () => {
    const [name] = readdirSync(folder).filter((file) => file.startsWith('last-run'));
    return statSync(join(folder, name ?? 'none')).ino;
  };
  expect((await danglint(repository.root, [])).code).toBe(0);
  const kept = keptAnswer();
  expect((await danglint(repository.root, [])).code).toBe(0);
  expect(keptAnswer()).toBe(kept);
});
