// What JavaScript takes from a package that computes its exports: its declarations tell what is there, and never what is not.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const computed = 'for (const name of process.argv) exports[name] = () => name;';

/** A project of one file in a folder with packages, by their files. */
async function unknownIn(text: string, packages: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "dependencies": { "paint": "1" } }',
    'main.js': text,
    ...Object.fromEntries(Object.entries(packages).map(([path, of]) => [`node_modules/${path}`, of])),
  });
  const { report } = await checkFiles(root);
  return { findings: report.findings.map(({ name }) => name), unknown: report.summary.unknown };
}

const paint = (types: string) => ({
  'paint/package.json': '{ "name": "paint", "types": "types.d.ts" }',
  'paint/index.js': computed,
  'paint/types.d.ts': types,
});

test('a name of the declarations is there, another is not known', async () => {
  const asked = "const paint = require('paint'); paint.red(paint.gone, paint.Shade);";
  const types = 'export function red(): void; export interface Shade { a: 1 }';
  expect(await unknownIn(asked, paint(types))).toEqual({ findings: [], unknown: 2 });
});

test('the members of one exported value are told by its text, or by the checker', async () => {
  const asked = "const { red, bold, gone } = require('paint'); red(bold, gone);";
  const types = `declare namespace paint { interface Base { bold: 1 } interface Paint extends Base { red(): void } }
    declare const paint: paint.Paint; export = paint;`;
  expect(await unknownIn(asked, paint(types))).toEqual({ findings: [], unknown: 1 });
});

test('a default of the declarations may be the module itself, with what its type inherits', async () => {
  const asked = "const { red, bold, get, gone } = require('paint'); red(bold, get, gone);";
  const types = `export class Client { private own: 1; get(): void; static made: 1 }
    interface Base extends Client { bold: 1 }
    export interface Paint extends Base { red(): void }
    declare const paint: Paint & { other: 1 };
    export default paint;`;
  expect(await unknownIn(asked, paint(types))).toEqual({ findings: [], unknown: 1 });
  const long = `${types}\n${'/* a long file */\n'.repeat(1000)}`;
  expect(await unknownIn(asked, paint(long))).toEqual({ findings: [], unknown: 1 });
});

test('the declarations may be a package of their own', async () => {
  const { 'paint/types.d.ts': types, ...untyped } = paint('export const red: 1;');
  const asked = "require('paint').red;";
  expect((await unknownIn(asked, untyped)).unknown).toBe(1);
  const typed = { ...untyped, '@types/paint/package.json': '{}', '@types/paint/index.d.ts': types };
  expect((await unknownIn(asked, typed)).unknown).toBe(0);
});

test('what the code tells, it tells alone', async () => {
  const packages = { ...paint('export const red: 1;'), 'paint/index.js': 'exports.blue = 1;' };
  expect(await unknownIn("require('paint').red;", packages)).toEqual({ findings: ['red'], unknown: 0 });
});
