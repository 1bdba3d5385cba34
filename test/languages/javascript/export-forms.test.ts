import { describe, expect, it } from 'vitest';
import { exportLine, exports, record } from './excerpt.ts';

describe('exports and what they mean', () => {
  it.each([
    ['export const a = 1, b = 2; export let c; export var d', ['a value', 'b value', 'c value', 'd value']],
    ['export const { a, b: [c = 1], ...d } = x', ['a value', 'c value', 'd value']],
    ['export function f(): void; export function f(x?: any) {}', ['f value']],
    ['export async function* g() {}', ['g value']],
    ['export class C {} export abstract class D {}', ['C both', 'D both']],
    ['export @sealed class C {}', ['C both']],
    ['export enum E { A } export const enum F { A }', ['E both {A}', 'F both {A}']],
    ['export interface I {} export type T = 1', ['I type', 'T type']],
    [
      'export declare const a: 1; export declare function f(): void; export declare class C {}',
      ['a value', 'f value', 'C both'],
    ],
    ['export namespace N { export const a = 1; export type B = 2; const hidden = 3 }', ['N both {a B}']],
    ['export namespace N { export interface I {} }', ['N type {I}']],
    ['export namespace A.B { export const c = 1 }', ['A both {B}']],
    ['export declare namespace N { const a: 1; type B = 2 }', ['N both {a B}']],
    ['export declare namespace N { const a: 1; const b: 2; export { a as c } }', ['N both {c}']],
    ['export function f() {} export namespace f { export const a = 1 }', ['f both']],
    ['export interface A {} export const A = 1', ['A both']],
    ['export interface A {} const A = 1; export namespace A { export type B = 1 }', ['A type {B}']],
    [
      'interface A {} const A = 1; type B = 1; class C {} let d; export { A, B, C, d }',
      ['A both', 'B type', 'C both', 'd value'],
    ],
    ['type A = 1; export type { A }; export { type A as B }', ['A type', 'B type']],
    ['const a = 1; export { a as default, a as "x y" }', ['default value', 'x y value']],
    ['export default 1', ['default value']],
    ['export default function f() {}', ['default value']],
    ['export default class {}', ['default both']],
    ['export default abstract class A {}', ['default both']],
    ['export default interface I {}', ['default type']],
    ['interface I {} export default I', ['default type']],
    ['class C {} export default C', ['default both']],
    ['export default async () => 1', ['default value']],
    ["import { a } from 'm'; export { a, a as b }", ['a = m#a', 'b = m#a']],
    ["import type { A } from 'm'; export { A }", ['A = m#A type']],
    ["import * as ns from 'm'; export { ns }", ['ns = m#*']],
    [
      "export { a, b as c, default, default as d, type T } from 'm'",
      ['a = m#a', 'c = m#b', 'default = m#default', 'd = m#default', 'T = m#T type'],
    ],
    [
      "export * from 'm'; export * as ns from 'n'; export type * as t from 'o'",
      ['* from m', 'ns = n#*', 't = o#* type'],
    ],
    ["export import A = require('m')", ['A = m#*']],
    ["import * as ns from 'm'; export import A = ns.B", ['A both']],
    ['export = { a, b: 1 }', ['export= value {a b}']],
    ['namespace N { export const a = 1 } export = N', ['export= both {a}']],
    ['const o = { a: 1 }; export = o', ['export= value {a}']],
  ])('%s', (source, expected) => {
    expect(exports(record(source))).toEqual(expected);
  });

  it.each([
    ['function f() {} export = f', 'export-equals'],
    ['export = create()', 'export-equals'],
  ])('leaves open what only the type checker can tell: %s', (source, reason) => {
    expect(record(source)).toMatchObject({ exportsKind: 'dynamic', dynamicReason: reason });
  });
});

describe('declaration files', () => {
  it.each([
    ['export {}; declare const hidden: 1', []],
    [
      'declare const a: 1; type B = 2; interface C {} export declare const d: 1',
      ['d value', 'a value', 'B type', 'C type'],
    ],
    ["import { x } from 'm'; declare function f(): x", ['f value']],
    ['declare const a: 1; declare const b: 2; export { a }', ['a value']],
    ['declare const a: 1; export default a', ['default value']],
    ['declare class C {} export default class D {}', ['default both', 'C both']],
    ["import x = require('m'); declare const a: 1", ['a value']],
    [
      'declare function f(): void; declare namespace f { const a: 1 } export = f; export as namespace g',
      ['export= both {a apply call bind toString prototype length arguments caller name}'],
    ],
  ])('exports implicitly unless there is an export list: %s', (source, expected) => {
    const read = record(source, 'a.d.ts');
    expect(read.moduleKind).toBe('declaration');
    expect(exports(read)).toEqual(expected);
  });

  it('cannot tell what a class with statics exports by `export =`', () => {
    expect(record('declare class C { static a: 1 } export = C', 'a.d.ts').dynamicReason).toBe(
      'export-equals',
    );
  });

  it('declares ambient modules in a script, with everything in them exported', () => {
    const read = record(
      "declare module 'a' { const x: 1; type T = 2; export default x; import { q } from 'b'; export { q } }\n" +
        "declare module '*.svg' { const url: string; export = url }\ndeclare module 'c';\n" +
        "declare module 'd' { export const y: 1; const z: 2; export * from 'e'; }",
      'a.d.ts',
    );
    expect(read.dynamicReason).toBe('no-module-syntax');
    const ambient = read.ambientModules.map(({ specifier, augmentation, shorthand, exports: entries }) => [
      specifier,
      augmentation,
      shorthand,
      ...entries.map((entry) => exportLine(read, entry)),
    ]);
    expect(ambient).toEqual([
      ['a', false, false, 'default both', 'q = b#q'],
      ['*.svg', false, false, 'export= value'],
      ['c', false, true],
      ['d', false, false, 'y value', '* from e'],
    ]);
  });

  it('adds to a module from inside a module', () => {
    const read = record("export {}; declare module 'vue' { interface App {} }", 'a.d.ts');
    expect(read.ambientModules).toMatchObject([{ specifier: 'vue', augmentation: true }]);
    expect(read.requests).toMatchObject([{ specifier: 'vue', form: 'augmentation', runs: 'never' }]);
  });
});

describe('what kind of module a file is', () => {
  it.each([
    ['a.ts', 'export {}', 'esm', 'static'],
    ['a.ts', 'const a = 1', 'script', 'static'],
    ['a.ts', "const a = require('m')", 'commonjs', 'static'],
    ['a.js', 'foo()', 'commonjs', 'static'],
    ['a.mjs', 'foo()', 'esm', 'static'],
    ['a.js', "import 'm'", 'esm', 'static'],
    ['a.d.ts', 'declare const a: 1', 'declaration', 'dynamic'],
    ['a.d.css.ts', 'declare const a: 1; export default a', 'declaration', 'static'],
    ['a.json', '{ "a": 1 }', 'json', 'static'],
  ])('%s: %s', (fileName, source, moduleKind, exportsKind) => {
    expect(record(source, fileName)).toMatchObject({ moduleKind, exportsKind });
  });
});

describe('JSON', () => {
  it.each([
    ['{ "a": 1, "b": { "c": 2 }, "x y": ["d", { "e": 1 }] }', ['default', 'a', 'b', 'x y']],
    ['[{ "a": 1 }]', ['default', 'export=']],
    ['// comment\n{ /* "no" */ "a": "}", "a": 2, }', ['default', 'a']],
    ['\ufeff{ "\\u0061": 1 }', ['default', 'a']],
    ['', ['default']],
    ['{ "a', ['default']],
  ])('%s', (source, expected) => {
    expect(
      record(source, 'a.json').exports.map((entry) => entry.kind === 'local' && entry.exportName),
    ).toEqual(expected);
  });
});
