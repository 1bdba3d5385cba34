// What is read of packages without a syntax tree says the same as the tree does.

import { describe, expect, it } from 'vitest';
import { declarationOutline } from '../../../src/languages/javascript/surface/declaration-outline.ts';
import { longEnoughToLex } from '../../../src/languages/javascript/surface/es-surface.ts';
import { exports, imports, record } from './excerpt.ts';

const filler = `const filler = "${'x'.repeat(longEnoughToLex)}";`;

describe('a bundle', () => {
  const table = [
    'import a, { b as c } from "m"; import * as ns from "./n.js"; var d = 1; export { a, c as e, ns, d as default, d }',
    'import"m";import{a}from"m";class C{}export{C,C as D,a as"x y"};',
    'export * from "m"\nexport * as ns from "n"; export { a, default as b, "x y" as z } from "o";',
    'export default class {} export function f() {} export class C {} export async function* g() {}',
    'const a = await import("m"); const u = import.meta.url; export default a',
    'const text = "export { no } from \'no\'"; // import "no"\n/* export const no = 1 */ export { text }',
    '/** @typedef {{ a: 1 }} Options */\n/** @callback Done */\nexport function run() {}',
  ];
  it.each(table)('%s', (source) => {
    const short = record(source, 'a.mjs', { detail: 'surface' });
    const long = record(`${source}\n${filler}`, 'a.mjs', { detail: 'surface' });
    expect(exports(long).sort()).toEqual(exports(short).sort());
    expect(imports(long)).toEqual(imports(short));
    expect(long.moduleKind).toBe('esm');
    expect(long.exportsKind).toBe('static');
  });

  it('that declares what it exports is parsed, for a lexer sees no pattern', () => {
    const source = `export const { a, b: [c] } = x, d = 1;${filler}`;
    expect(exports(record(source, 'a.js', { detail: 'surface' }))).toEqual(['a value', 'c value', 'd value']);
  });

  it('that no lexer reads is parsed', () => {
    const source = `export function A() { return <p>don't</p> }\n${filler}`;
    expect(exports(record(source, 'a.js', { detail: 'surface' }))).toEqual(['A value']);
  });
});

describe('the outline of a declaration file', () => {
  const outline = (text: string) => {
    const { requests, ambientModules } = declarationOutline(text);
    return [
      ...requests.map(
        ({ form, specifier, span }) => `${form} ${specifier} ${text.slice(span.start, span.end)}`,
      ),
      ...ambientModules.map(({ specifier }) => specifier),
    ];
  };
  it.each([
    [
      '/// <reference path="./a.d.ts" />\n/// <reference types="b" />',
      ['reference-path ./a.d.ts ./a.d.ts', 'reference-types b b'],
    ],
    ['\uFEFF// (c)\n/* long\n*/ /// <reference path="a" />', ['reference-path a a']],
    ['declare const a: 1;\n/// <reference path="too-late" />', []],
    ['declare module "a" { export const b: 1 }\ndeclare module \'*.svg\';', ['a', '*.svg']],
    ['declare module A.B { }', []],
  ])('%s', (text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});

describe('members that the value of `export =` surely has', () => {
  const someMembers = (source: string) => {
    const entry = record(source, 'a.d.ts').exports.find(
      (one) => one.kind === 'local' && one.exportName === 'export=',
    );
    return entry?.kind === 'local'
      ? [...(entry.someMembers ?? []), entry.typeName ?? ''].join(' ').trim()
      : null;
  };
  it.each([
    [
      'declare class A { static a(): void; b: 1; private static c: 1 } declare namespace A { const d: 1 } export = A',
      'd a',
    ],
    ['declare const a: { b: 1; "c d"(): void; [Symbol.iterator]: 1 }; export = a', 'b c d'],
    [
      'declare const a: a.Api; declare namespace a { interface Api { b: 1 } interface Other { c: 1 } } export = a',
      'Api Other b Api',
    ],
    [
      'interface Api { b: 1 } interface Api { c: 1 } declare const a: Api & { d: 1 }; export = a',
      'd b c Api',
    ],
    ['declare const a: Partial<string>; export = a', 'Partial'],
  ])('%s', (source, expected) => {
    expect(someMembers(source)).toBe(expected);
    expect(record(source, 'a.d.ts').dynamicReason).toBe('export-equals');
  });

  it('a required module is handed on whole', () => {
    expect(exports(record('import a = require("m"); export = a', 'a.d.ts'))).toEqual(['export= = m#*']);
    const [block] = record(
      'declare module "b" { import a = require("m"); export = a }',
      'a.d.ts',
    ).ambientModules;
    expect(block?.exports).toMatchObject([{ kind: 'indirect', exportName: 'export=', importName: '*' }]);
  });
});

describe('a long declaration file without the bodies of its types', () => {
  const filler = `interface Filler { ${'/** more */ a: { b: "}" };\n'.repeat(600)} }\n`;
  it.each([
    'export interface A { a: 1 } export declare class B { static c: { d: 1 } } export declare function f(x: { a: 1 }): { b: 2 };',
    "import { A, B as C } from 'm'\ntype T =\n  | 'a'\n\nexport { A, C }\nexport type { T }\nexport * as ns from 'n'",
    "import D, { A } from 'm' with { type: 'json' };\nexport { A as default, D };",
    'export declare namespace A.B { const c: { d: 1 }; namespace D { interface E { f: 1 } } } export declare enum F { G }',
    'declare module "ambient" { export interface A { a: 1 } export const b: { c: 1 }; export { d } from "e" }',
    'declare global { interface Window { a: 1 } } export {}',
    'export type T = `${"a" | `b${string}`}}` | \'{\'; // {\nexport declare const a: { /* } */ b: "{" };',
    'export = a; declare const a: { b: 1; c(): void };',
    'export = a; declare function a(): { b: 1 }; declare namespace a { interface C { d: 1 } }',
    'declare function a(b: (c: { d: ")" }) => void, e?: import("m").F): asserts b is G; declare function h<T>(x: T): T; export { a, h }',
    'export declare const a: ("b" | "c)" | { d: 1 })[], e: (f: "g") => "h"; export default a',
    '/** An `export =` of something. */\nexport = ts; declare namespace ts { function a(b: { c: 1 }): void; interface D { e: 1 } }',
    'export /* the rest */ { a }; declare const a: 1',
  ])('%s', (source) => {
    const surface = (text: string) => {
      const { requests: _, directives: __, ...kept } = record(text, 'a.d.ts', { detail: 'surface' });
      return JSON.stringify(kept);
    };
    expect(surface(`${source}\n${filler}`).replaceAll(/,?"Filler"/g, '')).toBe(
      surface(`${source}\ninterface Filler {}`).replaceAll(/,?"Filler"/g, ''),
    );
  });
});
