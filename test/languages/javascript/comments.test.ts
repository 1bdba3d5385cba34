import { describe, expect, it } from 'vitest';
import { imports, record, requests, uses } from './excerpt.ts';

describe('directives', () => {
  it.each([
    [
      '// danglint-disable-next-line missing-export -- made by the build',
      { kind: 'disable-next-line', rules: ['missing-export'], reason: 'made by the build' },
    ],
    ['// danglint-disable-next-line', { kind: 'disable-next-line', rules: [] }],
    [
      '/* danglint-disable missing-export, missing-member */',
      { kind: 'disable', rules: ['missing-export', 'missing-member'] },
    ],
    ['/* danglint-enable */', { kind: 'enable', rules: [] }],
    ['/* danglint-disable-file -- generated */', { kind: 'disable-file', rules: [], reason: 'generated' }],
    ['x // danglint-disable-line unresolved-module', { kind: 'disable-line', rules: ['unresolved-module'] }],
  ])('%s', (source, expected) => {
    const { directives } = record(source);
    expect(directives).toMatchObject([expected]);
    expect(source.slice(directives[0]?.span.start, directives[0]?.span.end)).toBe(source.replace('x ', ''));
  });

  it('are not read out of prose, strings or unknown words', () => {
    const source = '// see danglint-disable-line\n"// danglint-disable-line"\n// danglint-disable-everything';
    expect(record(source).directives).toEqual([]);
  });

  it('name the header of a stub', () => {
    const source =
      '/**\n * Old pool.\n * @danglint-stub\n * @created 2026-11-22\n * @expires 2026-12-31\n * @reason the pool is gone\n */\n';
    expect(record(source).directives).toMatchObject([
      { kind: 'stub', created: '2026-11-22', expires: '2026-12-31', reason: 'the pool is gone' },
    ]);
    expect(record('/** @danglint-stub */').directives).toMatchObject([{ kind: 'stub' }]);
  });
});

describe('references', () => {
  it('count before the first statement', () => {
    const source = [
      '// licence',
      '/// <reference path="./a.d.ts" />',
      "/// <reference types='node' />",
      '/// <reference lib="dom" />',
      'export {};',
      '/// <reference path="./late.d.ts" />',
    ].join('\n');
    expect(requests(record(source))).toEqual([
      'reference-path ./a.d.ts type never',
      'reference-types node type never',
    ]);
  });
});

describe('JSDoc in JavaScript', () => {
  it('imports types', () => {
    const source = [
      "/** @import { A, B as C } from './a' */",
      '/**',
      ' * @import D, * as E from "./b"',
      " * @param {import('./c').F.G} x like import('./prose')",
      " * @returns {Promise<import('./d').H>}",
      ' */',
      'export function f(x) {}',
    ].join('\n');
    const read = record(source, 'a.js');
    expect(requests(read)).toEqual([
      'jsdoc ./a type never',
      'jsdoc ./b type never',
      'jsdoc ./c type never',
      'jsdoc ./d type never',
    ]);
    expect(imports(read)).toEqual([
      './a: A as A type',
      './a: B as C type',
      './b: * as E type',
      './b: default as D type',
    ]);
    expect(uses(read)).toEqual(['./c#F.G type', './d#H type']);
    const [a] = read.imports;
    expect(source.slice(a?.span.start, a?.span.end)).toBe('A');
  });

  it('means nothing in TypeScript, and outside of doc comments', () => {
    expect(requests(record("/** @type {import('./a').A} */ let x;", 'a.ts'))).toEqual([]);
    expect(requests(record("// @type {import('./a').A}\n/* @import {A} from './a' */", 'a.js'))).toEqual([]);
  });
});
