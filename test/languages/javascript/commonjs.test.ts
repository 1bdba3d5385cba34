import { describe, expect, it } from 'vitest';
import { record } from './excerpt.ts';

/** The names and stars that `require` gives, or why they cannot all be told. */
function face(source: string): string {
  const read = record(source, 'a.js');
  const entries = read.exports.map((entry) =>
    entry.kind === 'star' ? `*${read.requests[entry.request]?.specifier}` : entry.exportName,
  );
  return [...entries, ...(read.dynamicReason === undefined ? [] : [`(${read.dynamicReason})`])].join(' ');
}

describe('universal modules', () => {
  const rollup = (factory: string, call: string): string =>
    `(function (global, factory) {
      typeof exports === 'object' && typeof module !== 'undefined' ? ${call} :
      typeof define === 'function' && define.amd ? define(['exports'], factory) :
      (global = typeof globalThis !== 'undefined' ? globalThis : global || self, factory(global.Kit = {}));
    })(this, (${factory}));`;
  const typescript = `(function (factory) {
      if (typeof module === "object" && typeof module.exports === "object") {
        var v = factory(require, exports);
        if (v !== undefined) module.exports = v;
      } else if (typeof define === "function" && define.amd) { define(["require", "exports"], factory); }
    })(function (require, exports) {
      Object.defineProperty(exports, "__esModule", { value: true });
      exports.a = a; function a() {} exports.b = 1;
    });`;
  const webpack = (result: string): string =>
    `(function universal(root, factory) {
      if (typeof exports === 'object' && typeof module === 'object') module.exports = factory();
      else if (typeof define === 'function' && define.amd) define([], factory);
      else root['Kit'] = factory();
    })(this, function () { ${result} });`;

  it.each([
    [
      'rollup, names',
      rollup('function (exports) { exports.a = 1; exports.b = 2; }', 'factory(exports)'),
      'a b',
    ],
    [
      'rollup, one value',
      rollup('function () { return { a: 1, b: 2 }; }', 'module.exports = factory()'),
      'a b',
    ],
    [
      'rollup, a function',
      rollup('function () { function kit() {} kit.a = 1; return kit; }', 'module.exports = factory()'),
      'a',
    ],
    [
      'rollup, a need',
      rollup('function (exports, x) { exports.a = x; }', "factory(exports, require('x'))"),
      'a',
    ],
    ['typescript', typescript, 'a b'],
    ['webpack, a literal', webpack('if (x) return { a: 1 }; return { b: 2 };'), 'a b'],
    [
      'webpack, its own loader',
      webpack('return (function (modules) { return load(modules[0]); })([]);'),
      '(computed-commonjs)',
    ],
    ['a factory from elsewhere', 'module.exports = make()', '(computed-commonjs)'],
    [
      'a function called in place',
      'module.exports = (function () { const api = { a: 1 }; return api; })()',
      'a',
    ],
    ['an async one', 'module.exports = (async function () { return { a: 1 }; })()', '(computed-commonjs)'],
  ])('%s', (_, source, expected) => {
    expect(face(source)).toBe(expected);
  });
});

describe('what require gives', () => {
  it.each([
    ['exports.a = 1; exports["b"] = 2; module.exports.c = 3; this.d = 4', 'a b c d'],
    ['exports.a = exports.b = void 0; exports.a = 1', 'a b'],
    [
      'module.exports = { a, b: 1, c() {}, get d() { return 1 }, "e f": 1, ...require("./g") }',
      'a b c d e f *./g',
    ],
    ['module.exports = require("./a")', '*./a'],
    ['const a = require("./a"); module.exports = a', '*./a'],
    ['module.exports = process.env.X ? require("./a") : require("./b")', '*./a *./b'],
    ['if (x) { module.exports = require("./a") } else { module.exports = require("./b") }', '*./a *./b'],
    ['Object.assign(exports, require("./a"), { b: 1 })', '*./a b'],
    ['Object.assign(module.exports, { ...require("./a") })', '*./a'],
    ['exports = module.exports = { a: 1 }; exports.b = 2', 'a b'],
    ['var api = module.exports = {}; api.a = 1', 'a'],
    ['const api = {}; api.a = 1; api.b = function () {}; module.exports = api', 'a b'],
    ['const api = { a: 1 }; module.exports = { ...api, b: 1 }', 'a b'],
    ['module.exports = function () {}; module.exports.a = 1', 'a'],
    ['function f() {} f.a = 1; f.prototype.b = 2; module.exports = f', 'a'],
    ['function F() {} util.inherits(F, Base); module.exports = F; module.exports.F = F', 'super_ F'],
    ['function F() {} util.inherits(Other, F); module.exports = F', ''],
    ['module.exports = F; (F.prototype.constructor = F).a = 1; function F() {}', 'a'],
    ['const s = require("./s"); for (const k in s) exports[k] = s[k]', '*./s'],
    ['const s = require("./s"); Object.keys(s).forEach((k) => { exports[k] = s[k] })', '*./s'],
    ['function F() {} _inherits(F, Base); module.exports = F', '(computed-commonjs)'],
    ['exports.default = f; exports.a = 1; function f() {} module.exports = exports.default', ''],
    ['exports.__defineGetter__("a", () => 1); module.exports.__defineSetter__("b", f)', 'a b'],
    ['Object.defineProperty(exports, "__esModule", { value: true }).default = 1; exports.a = 1', 'default a'],
    ['const api = Object.freeze(exports); Object.assign(module.exports, { a: 1 }).b = 2; api.c = 3', 'a b c'],
    ['__export(exports, { b: () => b }); const b = 1; module.exports = { a: 1 }', 'a'],
    [
      "for (const k of ['a', 'b']) exports['is' + cap(k)] = 1; function cap(s) { return s[0].toUpperCase() + s.slice(1) }",
      'isA isB',
    ],
    [
      "['Get', 'Put'].forEach((k) => { var name = `${k.toLowerCase()}All`; exports[name] = 1; })",
      'getAll putAll',
    ],
    ["const key = 'a'; exports[key] = 1; exports[key + 'b'] = 2", 'a ab'],
    ["exports['a' + (1 + 2)] = 1", '(computed-commonjs)'],
    ["exports['a' + process.title] = 1", '(computed-commonjs)'],
    ['class C { static a() {} static b = 1; c() {} } module.exports = C', 'a b'],
    ['Object.defineProperty(exports, "a", { get() { return 1 } })', 'a'],
    ['Object.defineProperties(exports, { a: { value: 1 }, b: { value: 2 } })', 'a b'],
    ['module.exports = Object.freeze({ a: 1 })', 'a'],
    ['(function () { exports.a = 1 }).call(this)', 'a'],
    ['(function () { this.a = 1 }).call(this)', 'a'],
    ['(function (e) { e.a = 1 })(exports)', 'a'],
    ['if (typeof exports !== "undefined") exports.a = 1; if (require.main === module) run()', 'a'],
    ['exports.a = 1; if ("a" in exports && Object.keys(exports).length) exports.a()', 'a'],
    ['function f(exports) { exports.hidden = 1 }', ''],
    ['foo()', ''],
    ['', ''],
  ])('%s', (source, expected) => {
    expect(face(source)).toBe(expected);
  });

  it.each([
    ['exports[key] = 1'],
    ['const s = require("./s"); Object.keys(s).forEach((k) => { const m = s[k]; exports[m] = k })'],
    ['const s = require("./s"); for (const k in s) exports["on" + k] = s[k]'],
    ['module.exports = create()'],
    ['module.exports = new Thing()'],
    ['fill(exports)'],
    ['module.exports = fill({})'],
    ['const o = {}; fill(o); module.exports = o'],
    ['module.exports = class extends Base {}'],
    ['module.exports = { [key]: 1 }'],
    ['module.exports = { ...rest }'],
  ])('%s may export anything', (source) => {
    expect(record(source, 'a.js').dynamicReason).toBe('computed-commonjs');
  });

  it.each([
    ['module.exports = require("./a").b', 'exports'],
    ['const a = require("./a"); a.b = a.b || {}; a.b.c = 1; module.exports = a.b;', 'exports'],
    ['class A extends require("./a").b { get() {} } module.exports = new A();', 'instance'],
    ['const { b } = require("./a"); module.exports = new b();', 'instance'],
    ['const b = require("./a").b; module.exports = b(1);', 'returned'],
  ])('%s is told by the member of the other module', (source, use) => {
    const { exportsKind, madeBy = [] } = record(source, 'a.js');
    expect(exportsKind).toBe('static');
    expect(madeBy).toMatchObject([{ request: 0, member: 'b', use }]);
  });

  it('reads what compilers write', () => {
    const typescript = [
      '"use strict";',
      'var __createBinding = (this && this.__createBinding) || (function(o, m, k) { o[k] = m[k]; });',
      'var __exportStar = (this && this.__exportStar) || function(m, exports) {',
      '  for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);',
      '};',
      'Object.defineProperty(exports, "__esModule", { value: true });',
      'exports.a = exports.E = void 0;',
      'var E; (function (E) { E[E["A"] = 0] = "A"; })(E || (exports.E = E = {}));',
      'const b_1 = require("./b");',
      'Object.defineProperty(exports, "b", { enumerable: true, get: function () { return b_1.b; } });',
      '__exportStar(require("./c"), exports);',
      'tslib_1.__exportStar(require("./d"), exports);',
      'exports.default = 1;',
    ].join('\n');
    expect(face(typescript)).toBe('a E b *./c *./d default');
    expect(
      face(
        'function __export(m) { for (var p in m) if (!exports.hasOwnProperty(p)) exports[p] = m[p]; }\n__export(require("./a"));',
      ),
    ).toBe('*./a');
    const babel = [
      'var _a = _interopRequireWildcard(require("./a"));',
      'Object.keys(_a).forEach(function (key) {',
      '  if (key === "default" || key === "__esModule") return;',
      '  if (key in exports && exports[key] === _a[key]) return;',
      '  Object.defineProperty(exports, key, { enumerable: true, get: function () { return _a[key]; } });',
      '});',
      'exports.b = 1;',
    ].join('\n');
    expect(face(babel)).toBe('*./a b');
    const swc =
      '_export(exports, { a: function() { return a; }, b: () => b }); _export_star(require("./c"), exports);';
    expect(face(swc)).toBe('a b *./c');
    const esbuild = [
      'var src_exports = {};',
      '__export(src_exports, { a: () => a, default: () => d });',
      'module.exports = __toCommonJS(src_exports);',
      '__reExport(src_exports, require("./c"), module.exports);',
      '0 && (module.exports = { a, ...require("./c") });',
    ].join('\n');
    expect(face(esbuild).split(' ').sort()).toEqual(['*./c', '*./c', 'a', 'default']);
  });
});

describe('output of rolldown', () => {
  it('marks the module with a symbol, which is no name', () => {
    const marked = "Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });";
    expect(face(`${marked} const part = require('./part.js'); exports.Part = part.Part;`)).toBe('Part');
  });
});

describe('names of an exports object that is replaced', () => {
  it.each([
    ['exports.early = 1; module.exports = { late: 2 };', 'late'],
    ['exports.early = 1; module.exports = f; function f() {} module.exports.late = 2;', 'late'],
    ['module.exports.early = 1; module.exports = class { static late = 2; };', 'late'],
    ['module.exports = { first: 1 }; exports.never = 2;', 'first'],
    ['module.exports = { first: 1 }; module.exports.second = 2;', 'first second'],
    ['exports.a = 1; exports = module.exports = { b: 2 };', 'a b'],
    ['exports.a = 1; module.exports = { ...exports, b: 2 };', 'a b'],
    ['exports.a = 1; if (process.env.B) module.exports = { b: 2 };', 'a b'],
    ["exports.a = 1; require('./circle'); module.exports = { b: 2 };", 'a b'],
    ["exports.a = 1; require('#circle'); module.exports = { b: 2 };", 'a b'],
    ["exports.a = 1; require('node:fs'); module.exports = { b: 2 };", 'b'],
    ['if (process.env.B) { exports.a = 1; return; } module.exports = { b: 2 };', 'a b'],
    ['exports.a = 1; module.exports = { b: 2 }; if (process.env.B) return;', 'b'],
    ['exports.a = 1; const api = exports; module.exports = api;', 'a'],
  ])('%s gives %s', (source, expected) => {
    expect(face(source)).toBe(expected);
  });
});

describe("what Node's ESM loader sees", () => {
  it('is what cjs-module-lexer detects', () => {
    const read = record(
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.a = 1; const o = exports; o.b = 2; __exportStar(require("./c"), exports)',
      'a.js',
    );
    expect(read.commonjs).toEqual({ names: ['__esModule', 'a'], reexports: [0], esModule: true });
  });

  it('follows a whole re-export', () => {
    expect(record('module.exports = require("./c")', 'a.cjs').commonjs).toEqual({
      names: [],
      reexports: [0],
      esModule: false,
    });
  });

  it('is not asked of an ES module', () => {
    expect(record('export const a = 1', 'a.js').commonjs).toBeUndefined();
  });

  it('keeps `export { x as "module.exports" }`, which require gives whole', () => {
    expect(record('const x = 1; export { x as "module.exports" }', 'a.mjs').exports).toMatchObject([
      { exportName: 'module.exports' },
    ]);
  });
});

describe('values that become the exports object', () => {
  it.each([
    ['let x = module.exports; x = { b: 1 }; module.exports = x;', 'b'],
    ['let x = exports; x.a = 1; x = other; x.b = 1;', 'a b'],
    ['exports.a = 1; exports = other; exports.b = 1;', 'a b (computed-commonjs)'],
    ['let x; if (c) x = { a: 1 }; else x = function () {}; module.exports = x; x.b = 1;', 'a b'],
    ['let x; [x] = list; module.exports = x;', '(computed-commonjs)'],
    ['for (const x of list) module.exports = x;', '(computed-commonjs)'],
    [
      "exports.default = void 0; const d = { a: 1 }; exports.default = d; module.exports = exports['default'];",
      'a',
    ],
    ['const x = make(); function make() { return { a: 1 }; } module.exports = x;', 'a'],
    ['const m = {}; m.make = () => ({ a: 1 }); module.exports = m.make();', 'a'],
    [
      'const m = {}; m.make = () => ({ a: 1 }); m.make = other; module.exports = m.make();',
      '(computed-commonjs)',
    ],
    ["for (const key of ['a', 'b']) exports[key] = 1;", 'a b'],
    ["const list = ['a']; for (const key of list) exports[key] = 1;", 'a'],
    ["const list = ['a']; list.push(b); for (const key of list) exports[key] = 1;", '(computed-commonjs)'],
    ["const list = ['a']; fill(list); for (const key of list) exports[key] = 1;", '(computed-commonjs)'],
    [
      'const from = { a: 1, b: 2 }; Object.keys(from).forEach((key) => { exports[key] = from[key]; });',
      'a b',
    ],
    [
      'const from = { a: 1, ...more }; for (const key in from) exports[key] = from[key];',
      '(computed-commonjs)',
    ],
    [
      'const m = { types: { a: 1 } }; m.types.b = 2; for (const key in m.types) exports[key] = m.types[key];',
      'a b',
    ],
    ['const from = { a: 1 }; for (const key of new Set(Object.keys(from))) exports[key] = 1;', 'a'],
    [
      "const all = new Set(['a']); all.add(b); for (const key of all) exports[key] = 1;",
      '(computed-commonjs)',
    ],
    ['var list = list; for (const key of list) exports[key] = 1;', '(computed-commonjs)'],
    ['class A { get() { this.b = 1; } static c() {} } module.exports = new A();', 'get b'],
    ['class A { get() { fill(this); } } module.exports = new A();', 'get (computed-commonjs)'],
    ['class A { get() { this[key] = 1; } } module.exports = new A();', 'get (computed-commonjs)'],
    ["class A extends require('b') { get() {} } module.exports = new A();", 'get'],
    ['class A extends Base { static a() {} } module.exports = A;', 'a (computed-commonjs)'],
    [
      'class A extends Error { static a() {} } module.exports = A;',
      'captureStackTrace stackTraceLimit prepareStackTrace isError a',
    ],
    ['module.exports = exports = A; exports.b = 1; function A() {}', 'b'],
    ['exports = A; exports.b = 1; function A() {}', 'b (computed-commonjs)'],
    ['const A = module.exports = function () {}; A.b = () => new A(); class B extends A {}', 'b'],
    ['const A = module.exports = function () {}; new Registry(A);', '(computed-commonjs)'],
    ['function A() { this.b = 1; } A.prototype.c = 1; module.exports = new A();', 'b c (computed-commonjs)'],
    ['exports.a = function () { this.b = 1; };', 'a b'],
    ['module.exports = { a() { const self = this; self.b = 1; } };', 'a b'],
    ['exports.A = function () { fill(this); this[key] = 1; };', 'A'],
    ['exports.a = function () { fill(this); };', 'a (computed-commonjs)'],
    // Compiled from an ES module, where it is called without a `this`.
    [
      "Object.defineProperty(exports, '__esModule', { value: true }); exports.a = a; function a() { fill(this); }",
      'a',
    ],
    // What bundlers of packages write: the exports of the modules in it are not those of the file.
    [
      'const made = { 1: (module) => { module.exports = { a: 1 }; } }, cache = {};' +
        'function load(id) { const one = cache[id] = { exports: {} }; made[id](one, one.exports); return one.exports; }' +
        'module.exports = load(1);',
      '(computed-commonjs)',
    ],
    [
      'const e = {}; (() => { const r = e; r.a = 1; })(); for (const key in e) exports[key] = e[key];',
      '(computed-commonjs)',
    ],
    [
      'const m = {}; m.make = () => 1; Object.setPrototypeOf(m.make, Base.prototype); module.exports = m.make;',
      '(computed-commonjs)',
    ],
    ['module.exports = Schema.extend({ a: 1 });', '(computed-commonjs)'],
    ["const _ = require('lodash'); module.exports = _.extend({}, { a: 1 });", 'a'],
    ['module.exports = _.extend({}, { a: 1 });', 'a (computed-commonjs)'],
    ['function A() {} Base.extend(A); A.b = 1; module.exports = A;', 'b (computed-commonjs)'],
    ['exports.a = () => 1; window.api = exports;', 'a'],
  ])('%s gives %s', (source, expected) => {
    expect(face(source)).toBe(expected);
  });
});

it.each([
  ["module.exports = new Set(['a']);", 'has', null],
  ["module.exports = Object.freeze(['a', 'b']);", 'includes', 'computed-commonjs'],
  ['const all = new WeakMap(); module.exports = all;', 'get', null],
  ['class Rules extends Map { find() {} } module.exports = new Rules();', 'delete', null],
])('a collection has the methods of its kind, and lists may have more: %s', (source, method, reason) => {
  const read = record(source, 'a.cjs');
  expect(read.exports.some((entry) => entry.kind === 'local' && entry.exportName === method)).toBe(true);
  expect(read.dynamicReason ?? null).toBe(reason);
});

it('a class of the module that is called like a collection is none', () => {
  const source = 'class Set { find() {} } module.exports = new Set();';
  expect(record(source, 'a.cjs')).toMatchObject({ exportsKind: 'static', exports: [{ exportName: 'find' }] });
});
