// Node judges what TypeScript's own compiler makes of a circle with its whole program in view: a.ts imports b.ts before it
// runs, b.ts uses what a.ts declares. With `emitDecoratorMetadata` types in decorated signatures are read.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const RUNNER = fileURLToPath(new URL('run-cycles.mjs', import.meta.url));
const CLASS = 'export class v { q = 1; }';
const NAMED = "import { v } from './a.js';";
const NAMESPACE = "import * as ns from './a.js';";
const CONSTANT = 'export const v = { q: 1 };';
const D = 'const d = (..._: any[]): any => () => undefined;';
const REACT = 'const React = { createElement: (x: any) => x };';

/** What a.ts and b.tsx hold behind their imports. */
const CASES: readonly (readonly [what: string, a: string, b: string])[] = [
  ['a property', CLASS, `${NAMED} ${D} class B { @d() x!: v; }`],
  ['an optional property', CLASS, `${NAMED} ${D} class B { @d() x?: v; }`],
  ['a static property', CLASS, `${NAMED} ${D} class B { @d() static x: v; }`],
  ['a generic class', 'export class v<T> { q!: T }', `${NAMED} ${D} class B { @d() x!: v<string>; }`],
  ['a default import', 'export default class v {}', `import v from './a.js'; ${D} class B { @d() x!: v; }`],
  ['an abstract class', 'export abstract class v {}', `${NAMED} ${D} class B { @d() x!: v; }`],
  ['a class of a namespace', CLASS, `${NAMESPACE} ${D} class B { @d() x!: ns.v; }`],
  ['a parameter of a class of a namespace', CLASS, `${NAMESPACE} ${D} class B { @d() m(x: ns.v) {} }`],
  ['a type of a namespace', 'export type v = 1;', `${NAMESPACE} ${D} class B { @d() x!: ns.v; }`],
  ['an array of a class of a namespace', CLASS, `${NAMESPACE} ${D} class B { @d() x!: ns.v[]; }`],
  ['a namespace', CONSTANT, `${NAMED} namespace Q { export const x = v; }`],
  ['a namespace with a function', CONSTANT, `${NAMED} namespace Q { export const x = () => v; }`],
  [
    'a namespace in a namespace',
    CONSTANT,
    `${NAMED} namespace Q { export namespace R { export const x = v; } }`,
  ],
  [
    'a namespace in two blocks',
    CONSTANT,
    `${NAMED} namespace Q { export const v = 2; } namespace Q { export const x = v; } v;`,
  ],
  ['a namespace that is only declared', CONSTANT, `${NAMED} declare namespace Q { const x: typeof v; }`],
  ['a namespace of types', CONSTANT, `${NAMED} namespace Q { export type X = typeof v; }`],
  ['JSX of a namespace', 'export const X = () => null;', `${NAMESPACE} ${REACT} const q = <ns.X/>;`],
  [
    'JSX of an object of a namespace',
    'export const v = { X: () => null };',
    `${NAMESPACE} ${REACT} const q = <ns.v.X/>;`,
  ],
  ['an array', CLASS, `${NAMED} ${D} class B { @d() x!: v[]; }`],
  ['a promise', CLASS, `${NAMED} ${D} class B { @d() x!: Promise<v>; }`],
  ['an alias', CLASS, `${NAMED} ${D} type Relation<T> = T; class B { @d() x!: Relation<v>; }`],
  ['no decorator', CLASS, `${NAMED} class B { x!: v; }`],
  ['another member', CLASS, `${NAMED} ${D} class B { @d() y = 1; x!: v; }`],
  ['a parameter', CLASS, `${NAMED} ${D} class B { @d() m(x: v) {} }`],
  ['a parameter with a default', CLASS, `${NAMED} ${D} class B { @d() m(x: v = null as any) {} }`],
  ['the rest', CLASS, `${NAMED} ${D} class B { @d() m(...x: v[]) {} }`],
  ['this', CLASS, `${NAMED} ${D} class B { @d() m(this: v) {} }`],
  ['a decorated parameter', CLASS, `${NAMED} ${D} class B { m(@d() y: string, x: v) {} }`],
  ['what is returned', CLASS, `${NAMED} ${D} class B { @d() m(): v { return null as any; } }`],
  ['a getter', CLASS, `${NAMED} ${D} class B { @d() get y(): v { return null as any; } }`],
  ['a setter', CLASS, `${NAMED} ${D} class B { @d() set y(x: v) {} }`],
  ['a constructor', CLASS, `${NAMED} ${D} @d() class B { constructor(private readonly x: v) {} }`],
  ['a constructor of a plain class', CLASS, `${NAMED} class B { constructor(private readonly x: v) {} }`],
  ['a parameter of a constructor', CLASS, `${NAMED} ${D} class B { constructor(@d() x: v) {} }`],
  ['an overload', CLASS, `${NAMED} ${D} class B { m(x: v): void; @d() m(x: any) {} }`],
  ['a type parameter', CLASS, `${NAMED} ${D} class B<v> { @d() x!: v; }`],
  ['an interface', 'export interface v { q: 1 }', `${NAMED} ${D} class B { @d() x!: v; }`],
  ['an enum', 'export enum v { A = 1 }', `${NAMED} ${D} class B { @d() x!: v; }`],
  ['only its type', CLASS, `import type { v } from './a.js'; ${D} class B { @d() x!: v; }`],
  ['a class in a function', CLASS, `${NAMED} ${D} export function f() { class B { @d() x!: v; } }`],
  ['a class in a called function', CLASS, `${NAMED} ${D} function f() { class B { @d() x!: v; } } f();`],
  ['a value that is asked for later', CLASS, `${NAMED} ${D} class B { @d(() => v) x!: string; }`],
  [
    'a default of a property of a parameter',
    CLASS,
    `${NAMED} class B { constructor(private x = new v()) {} } new B();`,
  ],
  [
    'one that is given',
    CLASS,
    `${NAMED} class B { constructor(private x = new v()) {} } new B(null as any);`,
  ],
  ['JSX', 'export const v = () => null;', `import { v as V } from './a.js'; ${REACT} const q = <V/>;`],
  ['JSX of a member', 'export const v = { X: () => null };', `${NAMED} ${REACT} const q = <v.X/>;`],
  [
    'JSX of a member of it',
    'export const v = { x: { Y: () => null } };',
    `${NAMED} ${REACT} const q = <v.x.Y/>;`,
  ],
  ['JSX later', 'export const v = { X: () => null };', `${NAMED} ${REACT} const q = () => <v.X/>;`],
];

const SETTINGS = {
  module: 'nodenext',
  target: 'es2022',
  jsx: 'react',
  outDir: 'dist',
  rootDir: 'src',
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: [],
};

test('Node does what danglint says of what TypeScript compiles', async () => {
  const folder = temporaryFolder();
  const roots = CASES.map(([, a, b], index) => {
    const root = `${folder}/${index}`;
    writeFiles(root, {
      'package.json':
        '{ "name": "circle", "type": "module", "main": "./src/a.ts", "scripts": { "build": "tsc" } }',
      'tsconfig.json': JSON.stringify({ compilerOptions: SETTINGS }),
      'src/a.ts': `import './b.js';\n${a}`,
      'src/b.tsx': `${b}\nexport {};`,
    });
    return root;
  });
  // One program for all: most of the time goes into TypeScript's own declarations.
  const { options } = ts.convertCompilerOptionsFromJson(SETTINGS, folder);
  ts.createProgram(
    roots.map((root) => `${root}/src/a.ts`),
    { ...options, rootDir: folder, outDir: `${folder}/out`, lib: ['lib.es2022.d.ts'] },
  ).emit();
  writeFiles(`${folder}/out`, { 'package.json': '{ "type": "module" }' });
  const input = JSON.stringify(roots.map((_, index) => `${folder}/out/${index}/src/a.js`));
  const { stdout } = spawnSync(process.execPath, ['--no-warnings', RUNNER], { input, encoding: 'utf8' });
  const ran = (JSON.parse(stdout) as { readonly load: string | null }[]).map(({ load }) => load);
  const said: (string | null)[] = [];
  for (const root of roots) {
    const { report } = await checkFiles(root, { paths: [`${root}/src`] });
    const [first] = report.findings.filter(({ rule }) => rule === 'initialisation-cycle');
    said.push(first?.impact?.error ?? null);
  }
  const named = (errors: readonly (string | null)[]) => CASES.map(([what], index) => [what, errors[index]]);
  expect(named(said)).toEqual(named(ran));
  expect(ran.filter((error) => error === null).length).toBeGreaterThan(10);
  expect(ran.filter((error) => error !== null).length).toBeGreaterThan(15);
});
