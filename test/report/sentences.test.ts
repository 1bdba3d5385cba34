// What is said beside a message, for the parts that are the same in all formats.

import { expect, test } from 'vitest';
import { crashSentence, helpSentences } from '../../src/report/sentences.ts';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';
import { FINDING } from './sample-report.ts';

test('a package that nothing declares works here, and a crash is one of other installs', async () => {
  const root = temporaryFolder();
  const installed = (name: string) => ({
    [`node_modules/${name}/package.json`]: `{ "name": "${name}", "main": "index.js" }`,
    [`node_modules/${name}/index.js`]: 'module.exports = 1;',
  });
  writeFiles(root, {
    'package.json':
      '{ "main": "main.js", "type": "module", "dependencies": { "kit": "1" }, "devDependencies": { "tool": "1" } }',
    ...installed('kit'),
    ...installed('inner'),
    ...installed('tool'),
    'main.js': "import inner from 'inner';\nimport tool from 'tool';\nvoid [inner, tool];\n",
  });
  const { report } = await checkFiles(root);
  const said = report.findings.map(
    ({ impact }) => impact && crashSentence(impact)?.replace(/ imported .*/, ''),
  );
  expect(said).toEqual([
    "works here; where the package is not installed, at start-up of main.js: Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'inner'",
    "works here; after an install for production, at start-up of main.js: Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'tool'",
  ]);
});

test('who is given a function is said where it decides when that runs', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "main": "main.js", "type": "module" }',
    'lib.js': 'export const there = 1;\n',
    'main.js': [
      "import * as lib from './lib.js';",
      'function save() { lib.a(); }',
      "process.on('exit', save);",
      "process.on('exit', () => lib.b());",
      'function outer() { setTimeout(() => lib.c(), 1e9); }',
      'new Proxy(outer, { get() { lib.d(); } });',
      'export class Box { set size(n) { lib.e(); } }',
      'export const table = [() => lib.f()];',
      'export function all(items) { items.map(() => lib.g()); return new Promise(() => lib.h()); }',
    ].join('\n'),
    'lone.js':
      "setTimeout(() => import('./gone.js'), 1e9);\nexport const later = [() => import('./gone.js')];\n",
  });
  const { report } = await checkFiles(root);
  const said = report.findings.map(({ impact }) => (impact && crashSentence(impact))?.replace(/: .*/, ''));
  expect(said.sort()).toEqual([
    'when Box.size is set',
    'when a function inside outer() runs, which setTimeout() is given',
    'when all() runs',
    'when all() runs',
    'when get() runs, which new Proxy() is given',
    'when save() runs, which process.on() is given',
    'when the function around it runs',
    'when the function around it runs',
    'when the function runs that process.on() is given',
    'when the function runs that setTimeout() is given',
  ]);
});

test('a variable that is given under the name of a function is not that function', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'lib.py': 'there = 1\n',
    'main.py': [
      'import atexit, lib, threading',
      'def merge():\n    lib.a()',
      'def save():\n    lib.b()',
      'def other(merge):\n    print(merge)',
      'class Job:\n    def run(self):\n        lib.c()\n    def start(self):\n        threading.Thread(target=self.run)',
      'atexit.register(save)',
      'table = {"a": lambda: lib.d()}',
    ].join('\n'),
  });
  const { report } = await checkFiles(root);
  const said = report.findings.map(({ impact }) => (impact && crashSentence(impact))?.replace(/: .*/, ''));
  expect(said.sort()).toEqual([
    'when Job.run() runs, which threading.Thread() is given',
    'when merge() runs',
    'when save() runs, which atexit.register() is given',
    'when the function around it runs',
  ]);
});

test('what came in the place of a name or file comes before a stub, and behind a better suggestion', () => {
  const here = { root: '/p', cwd: '/p' };
  const rename = FINDING.suggestions.filter(({ kind }) => kind === 'rename');
  const stub = FINDING.suggestions.filter(({ kind }) => kind === 'stub');
  const removed = { commit: '3f2a1b9', date: '2025-01-14', subject: 'Tidy', change: 'removed' as const };
  const renamed = { ...removed, movedTo: null, newName: 'acquire' };
  const moved = { ...removed, movedTo: 'src/store.ts' };
  const command = 'danglint stub src/database/connection_pool.ts --write';
  expect(helpSentences({ ...FINDING, suggestions: stub, history: renamed }, here)).toEqual([
    'use "acquire" instead',
    command,
  ]);
  expect(helpSentences({ ...FINDING, suggestions: stub, history: moved }, here)).toEqual([
    'take it from src/store.ts instead',
    command,
  ]);
  expect(helpSentences({ ...FINDING, suggestions: rename, history: renamed }, here)).toEqual([
    'did you mean "connect"?',
  ]);
});
