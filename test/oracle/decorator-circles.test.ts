// Node judges what decorators surely run around a circle: a.ts imports b.ts before it runs, b.ts uses what a.ts declares.
// Compiled by TypeScript as they were first, and as ECMAScript has them.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const RUNNER = fileURLToPath(new URL('run-cycles.mjs', import.meta.url));

const VALUE = 'export const v: any = () => () => undefined;';
const D = 'function d(..._: any[]): any {}';
const FACTORY = 'function d(..._: any[]): any { return () => undefined; }';

const CASES: readonly (readonly [what: string, a: string, b: string])[] = [
  ['a class', VALUE, '@v class B {}'],
  ['a class, with arguments', VALUE, '@v() export class B {}'],
  ['a method', VALUE, 'class B { @v m() {} }'],
  ['a field', VALUE, 'class B { @v() m = 1; }'],
  ['a static field', VALUE, 'class B { @v() static m = 1; }'],
  ['what a decorator is given', VALUE, `${D} class B { @d(v) x = 1; }`],
  ['what a decorator may ask for later', VALUE, `${FACTORY} class B { @d(() => v) x = 1; }`],
  ['a decorator of the same module', VALUE, 'function d(..._: any[]): any { v; } @d class B {}'],
  ['a decorator that is not used', VALUE, 'function d(..._: any[]): any { v; } class B {}'],
  ['a decorator of a field', VALUE, 'function d(..._: any[]): any { v; } class B { @d x = 1; }'],
  [
    'a function that makes a decorator',
    'const k = 1; export function v(..._: any[]): any { return k; }',
    '@v() class B {}',
  ],
  [
    'a class that a decorator replaces',
    VALUE,
    `const d = (): any => class {}; @(d as any) class B { x = v; } new B();`,
  ],
];
const OF_FIRST_ONLY: typeof CASES = [
  ['a parameter of a constructor', VALUE, 'class B { constructor(@v() x: any) {} }'],
  ['a parameter', VALUE, 'class B { m(@v() x: any) {} }'],
  [
    'a method that a decorator replaces',
    VALUE,
    `const d = (..._: any[]): any => ({ value() {} }); class B { constructor() { this.go(); } @d go() { v; } }`,
  ],
];

test.each([
  ['legacy', true, [...CASES, ...OF_FIRST_ONLY]],
  ['standard', false, CASES],
] as const)('Node does what danglint says of %s decorators', async (_, experimentalDecorators, cases) => {
  const folder = temporaryFolder();
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    experimentalDecorators,
  };
  const compiled = (text: string) => ts.transpileModule(text, { compilerOptions }).outputText;
  const entries = cases.map(([, a, b], index) => {
    const text = { a: `import './b.js';\n${a}`, b: `import { v } from './a.js';\n${b}\nexport {};` };
    writeFiles(`${folder}/${index}`, {
      'package.json': '{ "name": "circle", "type": "module", "main": "./src/a.ts" }',
      'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', experimentalDecorators } }),
      'src/a.ts': text.a,
      'src/b.ts': text.b,
      'dist/a.js': compiled(text.a),
      'dist/b.js': compiled(text.b),
    });
    return `${folder}/${index}/dist/a.js`;
  });
  const input = JSON.stringify(entries);
  const { stdout } = spawnSync(process.execPath, ['--no-warnings', RUNNER], { input, encoding: 'utf8' });
  const ran = (JSON.parse(stdout) as { readonly load: string | null }[]).map(({ load }) => load);
  const said: (string | null)[] = [];
  for (const entry of entries) {
    const { report } = await checkFiles(entry.replace(/\/dist\/a\.js$/, ''), {
      paths: [entry.replace(/\/dist\/a\.js$/, '/src')],
    });
    const [first] = report.findings.filter(({ rule }) => rule === 'initialisation-cycle');
    said.push(first?.impact?.error ?? null);
  }
  const named = (errors: readonly (string | null)[]) => cases.map(([what], index) => [what, errors[index]]);
  expect(named(said)).toEqual(named(ran));
  expect(ran.filter((error) => error === null).length).toBeGreaterThan(2);
  expect(ran.filter((error) => error !== null).length).toBeGreaterThan(6);
});
