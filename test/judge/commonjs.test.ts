// The judge of CommonJS records over a few modules: it agrees with records that are right, and sees each way to be wrong.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { javascript } from '../../src/languages/javascript/index.ts';
import type { Parser } from '../../src/languages/language.ts';
import type { ModuleRecord } from '../../src/model/module-record.ts';
import { installedFiles } from './commonjs/installed-files.ts';
import { judgeFiles } from './commonjs/judge-files.ts';

const files: Readonly<Record<string, string>> = {
  'names.js': 'exports.a = 1; exports.b = 2;',
  'whole.js': "module.exports = { ...require('./names'), c: 3 };",
  'function.js': 'module.exports = function () {}; module.exports.a = 1;',
  'open.js': "exports[process.version.slice(0, 1)] = 1; Object.assign(exports, eval('({ a: 1 })'));",
  'branch.js': 'if (globalThis.nowhere) exports.a = 1; exports.b = 2;',
  'circle.js':
    "exports.early = 1; require('./circular'); module.exports = { late: require('./circular').seen };",
  'circular.js': "exports.seen = require('./circle').early;",
  'ends.js': 'exports.a = 1; process.exit(3);',
  'waits.js': 'exports.a = 1; setInterval(() => {}, 1000);',
  'fails.js': "require('./nowhere');",
  'program.js': '#!/usr/bin/env node\nprocess.exit(1);',
  'package.json': '{ "name": "kit" }',
  'esm/package.json': '{ "type": "module" }',
  'esm/a.js': 'export const a = 1;',
  'esm/b.cjs': 'exports.b = 1;',
};

const root = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-commonjs-test-')));
const folder = join(root, 'node_modules/kit');
const texts = new Map<string, string>();
let parser: Parser;

beforeAll(async () => {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
  for (const { file, text } of installedFiles([root])) texts.set(file, text);
  parser = await javascript.loadParser();
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** `file: kind names`, for every difference. */
async function differences(changed: (record: ModuleRecord) => ModuleRecord, only?: string) {
  const asked = [...texts.keys()].filter((file) => only === undefined || file.endsWith(`/${only}`)).sort();
  const judge = { ...parser, parse: (...of: Parameters<Parser['parse']>) => changed(parser.parse(...of)) };
  const { judged, ...counts } = await judgeFiles(judge, asked, (file) => texts.get(file) ?? '');
  const lines = [...judged].flatMap(([file, found]) =>
    found.map(({ kind, names }) => `${file.slice(folder.length + 1)}: ${kind} ${names.join(' ')}`),
  );
  return { lines, ...counts, loaded: [...judged.keys()].map((file) => file.slice(folder.length + 1)) };
}

test('every CommonJS file is loaded, whatever others do', async () => {
  const { lines, loaded, complete, open } = await differences((record) => record);
  expect(loaded).toEqual([
    ...['branch.js', 'circle.js', 'circular.js', 'esm/b.cjs', 'function.js', 'names.js', 'open.js'],
    ...['waits.js', 'whole.js'],
  ]);
  expect(lines).toEqual(['branch.js: conditional a', 'circle.js: replaced early']);
  expect([complete, open]).toEqual([8, 1]);
});

test.each<[string, string, (record: ModuleRecord) => ModuleRecord, string[]]>([
  [
    'a name too few',
    'names.js',
    (record) => ({ ...record, exports: record.exports.slice(1) }),
    ['names.js: lacks a'],
  ],
  [
    'a name too many',
    'names.js',
    (record) => ({ ...record, exports: record.exports.map((entry) => ({ ...entry, exportName: 'z' })) }),
    ['names.js: lacks a b', 'names.js: claims z'],
  ],
  ['a lost star', 'whole.js', (record) => ({ ...record, exports: [] }), ['whole.js: lacks a b c']],
  [
    'no function',
    'function.js',
    ({ commonjs, ...record }) => ({
      ...record,
      commonjs: { names: commonjs?.names ?? [], reexports: [], esModule: false },
    }),
    ['function.js: not-a-function length'],
  ],
  [
    'another namespace',
    'names.js',
    (record) => ({ ...record, commonjs: { names: ['a', 'c'], reexports: [], esModule: false } }),
    ['names.js: namespace-lacks b', 'names.js: namespace-claims c'],
  ],
])('a record with %s is wrong', async (_, file, changed, expected) => {
  expect((await differences(changed, file)).lines).toEqual(expected);
});
