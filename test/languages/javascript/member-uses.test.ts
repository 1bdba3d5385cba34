import { describe, expect, it } from 'vitest';
import { withNamedUses, withoutNamedUses } from '../../../src/scan/named-uses.ts';
import { record, uses } from './excerpt.ts';

describe('members of a namespace import', () => {
  it.each([
    ['ns.a', ['m#a read']],
    ['ns.a.b.c', ['m#a.b.c read']],
    ['ns["a"]; ns[`b`]', ['m#a read', 'm#b read']],
    ['ns[key]', []],
    ['ns.a[key].b', ['m#a read']],
    ['ns?.a', ['m#a read']],
    ['ns!.a', ['m#a read']],
    ['ns.a(); new ns.B(); ns.c`x`', ['m#a call', 'm#B construct', 'm#c call']],
    ['ns.a = 1; delete ns.b; ns.c++; [ns.d] = x', ['m#a write', 'm#b write', 'm#c write', 'm#d write']],
    ['const { a, b: { c }, d = 1, ...rest } = ns', ['m#a read', 'm#b read', 'm#b.c read', 'm#d tested']],
    ['let a; ({ a } = ns)', ['m#a read']],
    ['const { b } = ns.a', ['m#a.b read', 'm#a read']],
    ['const alias = ns; alias.a', ['m#a read']],
    ['let alias = ns; alias = other; alias.a', []],
    ['f(ns); ({ ...ns }); Object.keys(ns)', []],
    ['let x: ns.T; let y: ns.A.B; let z: typeof ns.v', ['m#T type', 'm#A.B type', 'm#v type']],
    ['type T = (typeof ns)["a"]', ['m#a type']],
    ['class A extends ns.B implements ns.C {}', ['m#B extends', 'm#C type']],
    ['interface A extends ns.B {}', ['m#B type']],
    ['import A = ns.B', ['m#B type']],
    ['x as ns.T; x satisfies ns.U', ['m#T type', 'm#U type']],
    ['(ns as any).a', []],
    ['export const e = ns.a; export { ns }', ['m#a read']],
    ['export default ns.a', ['m#a read']],
    ['ns', []],
  ])('%s', (source, expected) => {
    expect(uses(record(`import * as ns from 'm';\n${source}`))).toEqual(expected);
  });

  it.each([
    ['<ns.A/>', ['m#A jsx']],
    ['<ns.A.B x={ns.c}>text</ns.A.B>', ['m#A.B jsx', 'm#c read']],
    ['<ns/>', []],
  ])('%s', (source, expected) => {
    expect(uses(record(`import * as ns from 'm';\n${source}`, 'a.tsx'))).toEqual(expected);
  });

  it.each([
    ['function f(ns) { ns.a }'],
    ['{ const ns = 1; ns.a }'],
    ['(ns) => ns.a'],
    ['for (const ns of x) ns.a'],
    ['try {} catch (ns) { ns.a }'],
    ['class A { m({ ns }) { ns.a } }'],
    ['function f() { if (x) { var ns = 1 } ns.a }'],
    ['const f = function ns() { ns.a }'],
    ['const o = { ns: 1 }; o.ns.a'],
    ['type F = (ns: X) => typeof ns.a'],
    ['namespace I { const ns = { a: 1 }; ns.a }'],
  ])('a shadowed name is another thing: %s', (source) => {
    expect(uses(record(`import * as ns from 'm';\n${source}`))).toEqual([]);
  });

  it.each([
    ["if ('a' in ns) ns.a()", ['m#a tested', 'm#a tested']],
    ['if (ns.a) ns.a()', ['m#a tested', 'm#a tested']],
    ['ns.a?.()', ['m#a tested']],
    ['ns.a?.b', ['m#a tested']],
    ['const { a, b: f } = ns; a(); f && f()', ['m#a read', 'm#b tested']],
    ['const a = ns.a; a && a()', ['m#a tested']],
    [
      'const a = ns.a, b = ns.b; function f() { typeof a === "function" && b(a) }',
      ['m#a tested', 'm#b tested'],
    ],
    ['const a = ns.a, b = ns.b; if (a) b(); b()', ['m#a tested', 'm#b read']],
    ['const a = ns.a, b = ns.b; if (x) b()', ['m#a read', 'm#b read']],
    ['const { a, b } = ns; if (a) { b() } else { }', ['m#a tested', 'm#b tested']],
    ['const { a, b } = ns; if (a) { } else { b() }', ['m#a tested', 'm#b read']],
    ['typeof ns.a === "function" && ns.a()', ['m#a tested', 'm#a tested']],
    ['ns.a || fallback; ns.b ?? fallback', ['m#a tested', 'm#b tested']],
    ['f(ns.a ?? ns.b ?? ns.c)', ['m#a tested', 'm#b tested', 'm#c tested']],
    ['f(ns.a && ns.b, other.a ?? ns.c)', ['m#a tested', 'm#b read', 'm#c read']],
    ['ns.a ? ns.a : 1', ['m#a tested', 'm#a tested']],
    ['ns.a !== undefined; ns.b == null', ['m#a tested', 'm#b tested']],
    ['if (!ns.a) throw 1; ns.a()', ['m#a tested', 'm#a tested']],
    ['if (x && ns.a) {}', ['m#a tested']],
    ['ns.a(); if (ns.a) {}', ['m#a call', 'm#a tested']],
    ['x || ns.a', ['m#a read']],
    ['if (ns.a) ns.a.b()', ['m#a tested', 'm#a tested']],
    ['if (ns.a.b) { ns.a.b.c(); ns.a.d() }', ['m#a.b tested', 'm#a.b tested', 'm#a.d call']],
  ])('tested before use: %s', (source, expected) => {
    expect(uses(record(`import * as ns from 'm';\n${source}`))).toEqual(expected);
  });

  it('says where a use runs', () => {
    const read = record(
      "import * as ns from 'm'; ns.a; class A { b() { try { ns.c() } catch {} } } type T = ns.D",
    );
    expect(read.memberUses).toMatchObject([
      { runs: 'load', guard: 'none' },
      { runs: 'call', enclosing: 'A.b', guard: 'optional' },
      { runs: 'never', guard: 'none' },
    ]);
  });

  it('follows `import x = require()` as well', () => {
    expect(uses(record("import x = require('m'); x.a"))).toEqual(['m#a read']);
  });
});

describe('members of named imports', () => {
  const source = "import d, { n, type T } from 'm'; n.a(); d.b; let t: T.C";

  it('are left out', () => {
    expect(uses(record(source))).toEqual([]);
  });

  it('are there when asked for', () => {
    expect(uses(record(source, 'a.ts', { detail: 'members' }))).toEqual(['m#a call', 'm#b read', 'm#C type']);
  });

  it('are told beside the record where its text is looked at closely anyway', () => {
    const close = `import * as ns from 'o';\n${source}; ns.z; const { y } = n; d.b.c`;
    const names = record(close, 'a.ts');
    expect(withNamedUses(names, ['d', 'n', 'T'])).toEqual(record(close, 'a.ts', { detail: 'members' }));
    expect(withoutNamedUses(names)).not.toHaveProperty('namedUses');
    expect(withNamedUses(record(source, 'a.ts'), ['n'])).toBeNull();
  });
});

describe('members of import()', () => {
  it.each([
    ["const { a, b: c } = await import('m')", ['m#a read', 'm#b read']],
    ["(await import('m')).a", ['m#a read']],
    ["import('m').then((m) => m.a)", ['m#a read']],
    ["import('m').then(({ a }) => a)", ['m#a read']],
    ["import('m').then(function (m) { m.a() })", ['m#a call']],
    ["import('m').catch(() => ({})).then((m) => m.a)", ['m#a read']],
    ["const m = await import('m'); m.a()", ['m#a call']],
    ["const p = import('m'); const { a } = await p; (await p).b", ['m#a read', 'm#b read']],
    ["let m; async function f() { m = await import('m') } m.a", ['m#a read']],
    ["const [{ a }, b] = await Promise.all([import('m'), import('n')]); b.c", ['m#a read', 'n#c read']],
    ["Promise.all([import('m')]).then(([m]) => m.a)", ['m#a read']],
    ["import { lazy } from 'react'; lazy(() => import('m'))", ['m#default read']],
    [
      "import React from 'react'; React.lazy(() => import('m').then((m) => ({ default: m.a })))",
      ['m#a read'],
    ],
    ["import React from 'react'; React.lazy(() => import('m'))", ['m#default read']],
    ["lazy(() => import('m'))", []],
    ["f(await import('m'))", []],
    ["type T = import('m').A.B", ['m#A.B type']],
    ["type T = typeof import('m')['a']['b']", ['m#a.b type']],
    ["const x = await vi.importActual<typeof import('m')>('m'); x.a", ['m#a read']],
    ["const x = jest.requireActual('m'); x.a", ['m#a read']],
  ])('%s', (source, expected) => {
    expect(uses(record(source))).toEqual(expected);
  });
});

describe('members of require()', () => {
  it.each([
    ["const { a, b: c } = require('m')", ['m#a read', 'm#b read']],
    ["require('m').a", ['m#a read']],
    ["require('m').a()", ['m#a call']],
    ["require('m')()", []],
    ["const m = require('m'); m.a; m()", ['m#a read']],
    ["var m = require('m'), n = m.a", ['m#a read']],
    ["let m; try { m = require('m') } catch {} if (m) m.a()", ['m#a call']],
    ["let m; try { m = require('m') } catch { m = require('n') } m.a()", []],
    ["var m = m || require('m'); m.a", []],
    ["require('m').call(this); require('m').hasOwnProperty('x')", []],
  ])('%s', (source, expected) => {
    expect(uses(record(source, 'a.js'))).toEqual(expected);
  });
});
