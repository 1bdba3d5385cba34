import { describe, expect, it } from 'vitest';
import { imports, record, requests } from './excerpt.ts';

describe('static imports', () => {
  it.each([
    ["import a from 'm'", ['m: default as a']],
    ["import { a } from 'm'", ['m: a as a']],
    ["import { a as b, default as c } from 'm'", ['m: a as b', 'm: default as c']],
    ['import { "x y" as z } from "m"', ['m: x y as z']],
    ["import * as ns from 'm'", ['m: * as ns']],
    ["import a, { b } from 'm'", ['m: default as a', 'm: b as b']],
    ["import a, * as ns from 'm'", ['m: default as a', 'm: * as ns']],
    ["import type T from 'm'", ['m: default as T type']],
    ["import type { T, U as V } from 'm'", ['m: T as T type', 'm: U as V type']],
    ["import type * as ns from 'm'", ['m: * as ns type']],
    ["import { type T, v } from 'm'", ['m: T as T type', 'm: v as v']],
    ["import type from 'm'", ['m: default as type']],
    ["import defer * as ns from 'm'", ['m: * as ns']],
    ["import source wasm from 'm'", ['m: default as wasm']],
    ["import x = require('m')", ['m: * as x']],
    ["import type x = require('m')", ['m: * as x type']],
  ])('%s', (source, expected) => {
    expect(imports(record(source))).toEqual(expected);
  });

  it.each([
    ["import 'm'", ['import m']],
    ["import {} from 'm'", ['import m']],
    ["import type {} from 'm'", ['import m type never']],
    ["import type { T } from 'm'", ['import m type never']],
    ["import { type T } from 'm'", ['import m']],
    ["import j from 'm' with { type: 'json' }", ['import m json']],
    ['import j from "m" assert { "type": "json" }', ['import m json']],
    ["export * from 'm'", ['export-from m']],
    ["export type * from 'm'", ['export-from m type never']],
    ["export { a } from 'm' with { type: 'json' }", ['export-from m json']],
    ["import x = require('m')", ['import-equals m']],
    ["export {}; // import 'm'\n/* import('m') */ const s = \"import('m')\" + `require('m')`", []],
  ])('asks for the module: %s', (source, expected) => {
    expect(requests(record(source))).toEqual(expected);
  });

  it('puts the span on the specifier without quotes, and on the imported name', () => {
    const source = "import { one as two } from './m'";
    const { requests: asked, imports: entries } = record(source);
    expect(asked.map(({ span }) => source.slice(span.start, span.end))).toEqual(['./m']);
    expect(entries.map(({ span }) => source.slice(span.start, span.end))).toEqual(['one']);
  });

  it('counts offsets in UTF-16 units', () => {
    const source = "/* 😀 ключ */ import { one } from './m'";
    expect(record(source).imports.map(({ span }) => source.slice(span.start, span.end))).toEqual(['one']);
  });
});

describe('expressions that ask for a module', () => {
  it.each([
    ["import('m')", ['dynamic-import m']],
    ['import(`m`)', ['dynamic-import m']],
    ['import(`m${x}`)', []],
    ["import('m', { with: { type: 'json' } })", ['dynamic-import m json']],
    ["require('m')", ['require m']],
    ["require.resolve('m')", ['require-resolve m']],
    ["module.require('m')", ['require m']],
    ["function f(require) { require('m') }", []],
    ["const require = () => 1; require('m')", []],
    ["declare const require: any; require('m')", ['require m']],
    [
      "import { createRequire } from 'node:module'; createRequire(import.meta.url)('m')",
      ['import node:module', 'require m'],
    ],
    [
      "import { createRequire } from 'module'; const req = createRequire(import.meta.url); req('m'); req.resolve('n')",
      ['import module', 'require m', 'require-resolve n'],
    ],
    [
      "import mod from 'module'; const r = mod.createRequire(import.meta.url); r('m')",
      ['import module', 'require m'],
    ],
    ["import { createRequire } from 'module'; createRequire(otherPackage)('m')", ['import module']],
    [
      "import { createRequire } from 'module'; createRequire(new URL('../x.js', import.meta.url))('m')",
      ['import module', 'url ../x.js'],
    ],
    ["fs.writeFileSync(fileURLToPath(new URL('./out.json', import.meta.url)), text)", []],
    ["fs.readFileSync(new URL('./in.json', import.meta.url))", ['url ./in.json']],
    ["import.meta.resolve('m')", ['import-meta-resolve m']],
    ["new URL('./m.png', import.meta.url)", ['url ./m.png']],
    ["new Worker(new URL('./w.js', import.meta.url))", ['url ./w.js']],
    ["new URL('https://x.test/a', import.meta.url); new URL('.', import.meta.url); new URL('./a', base)", []],
    ["type T = import('m').T", ['import-type m type never']],
    ["type T = typeof import('m')", ['import-type m type never']],
    ["export {}; declare module './m' { interface I {} }", ['augmentation ./m type never']],
    ["vi.mock('./m')", ['mock ./m']],
    ["vi.mock('./m', () => ({}))", ['mock ./m optional']],
    ["vi.mock(import('./m'), () => ({}))", ['mock ./m']],
    ["jest.mock('./m', () => ({}))", ['mock ./m']],
    ["jest.mock('m', () => ({}), { virtual: true })", []],
    ["import { vi } from 'vitest'; vi.doMock('./m')", ['import vitest', 'mock ./m']],
    ["const vi = {}; vi.mock('./m')", []],
    ["jest.requireActual('./m')", ['import-actual ./m']],
  ])('%s', (source, expected) => {
    expect(requests(record(source))).toEqual(expected);
  });
});

describe('when a request runs', () => {
  it.each([
    [
      "class Database { async reconnect() { await import('m') } }",
      'dynamic-import m call Database.reconnect',
    ],
    ["const f = () => require('m')", 'require m call f'],
    ["const o = { m() { require('m') } }", 'require m call o.m'],
    ["Foo.prototype.bar = function () { require('m') }", 'require m call Foo.bar'],
    ["class A { p = require('m') }", 'require m call A.p'],
    ["class A { static p = require('m') }", 'require m'],
    ["class A { static { require('m') } }", 'require m'],
    ["(() => { require('m') })()", 'require m'],
    ["(async function () { await import('m') })()", 'dynamic-import m'],
    ["(function () { require('m') }).call(this)", 'require m'],
    ["[1].forEach(() => require('m'))", 'require m'],
    ["on('x', () => require('m'))", 'require m call'],
    ["function outer() { on('x', () => require('m')) }", 'require m call outer.<anonymous>'],
  ])('%s', (source, expected) => {
    expect(requests(record(source))).toEqual([expected]);
  });
});

describe('guards', () => {
  it.each([
    ["try { require('m') } catch {}", 'require m optional'],
    ["try { x = require('m') } catch (e) { x = null }", 'require m optional'],
    ["try { require('m') } catch (e) { if (e.code !== 'MODULE_NOT_FOUND') throw e }", 'require m optional'],
    // Only what is no error of a loader is thrown again.
    [
      "try { require('m') } catch (e) { if (e.code === 'MODULE_NOT_FOUND') return null; throw e }",
      'require m optional',
    ],
    [
      "try { require('m') } catch (e) { if (/^Cannot find module/.test(e.message)) return null; throw e }",
      'require m optional',
    ],
    ["try { require('m') } catch (e) { if (e.code === 'EACCES') return null; throw e }", 'require m'],
    ["try { require('m') } catch (e) { if (e instanceof SyntaxError) return; throw e }", 'require m'],
    ["try { require('m') } catch (e) { if (verbose) return; throw e }", 'require m'],
    // One of several places was looked in.
    ["try { require('m') } catch (e) { errors.push(e) }", 'require m optional'],
    ["for (;;) try { x = require('m'); break } catch (e) { errors.push(e) }", 'require m optional'],
    [
      "try { x = require('m'); y = x } catch (e) { if (isTold) { first = e; errors.push(e) } }",
      'require m optional',
    ],
    ["try { start(); require('m') } catch (e) { errors.push(e) }", 'require m swallowed'],
    ["try { require('m'); y = start() } catch (e) { errors.push(e) }", 'require m swallowed'],
    ["try { require('m') } catch (e) { logger.push(e, 1) }", 'require m swallowed'],
    ["try { require('m') } catch { console.warn('m is not installed') }", 'require m optional'],
    ["try { require('m') } catch (e) { console.error(e) }", 'require m swallowed'],
    ["try { start(); require('m') } catch { log('failed') }", 'require m swallowed'],
    ["try { require('m') } catch (e) { throw new Error('no m', { cause: e }) }", 'require m'],
    ["try { require('m') } finally { done() }", 'require m'],
    ["try { f() } catch { require('m') }", 'require m'],
    ["try { (() => { require('m') })() } catch {}", 'require m optional'],
    ["import('m').catch(() => null)", 'dynamic-import m optional'],
    ["import('m').then((m) => m).catch((error) => { log(error) })", 'dynamic-import m swallowed'],
    ["import('m').catch((error) => { throw error })", 'dynamic-import m'],
    ["import('m').catch(console.error)", 'dynamic-import m swallowed'],
    // A promise hears of what rejects it, not of what is thrown before it is made.
    ["require('m').start().catch(() => null)", 'require m'],
    ["start(require('m')).then(go).catch(() => null)", 'require m'],
    ["start().then(() => require('m')).catch(() => null)", 'require m optional'],
    ["(async () => { require('m') })().catch(() => null)", 'require m optional'],
    ["Promise.all([import('m')]).catch(() => null)", 'dynamic-import m optional'],
    ["assert.rejects(import('m'), { code: 'X' })", 'dynamic-import m expected'],
    ["await assert.rejects(async () => import('m'))", 'dynamic-import m call expected'],
    ["assert.doesNotReject(() => import('m'))", 'dynamic-import m call'],
    ["assert.throws(() => require('m'))", 'require m call expected'],
    ["expect(() => require('m')).toThrow(/no m/)", 'require m call expected'],
    ["expect(() => require('m')).not.toThrow()", 'require m call'],
    ["await expect(import('m')).rejects.toThrow()", 'dynamic-import m expected'],
    ["expect(() => require('m')).to.throw()", 'require m call expected'],
    ["expect(require('m')).toBe(1)", 'require m'],
    ["check(import('m')).rejects.toThrow()", 'dynamic-import m'],
  ])('%s', (source, expected) => {
    expect(requests(record(source))).toEqual([expected]);
  });

  it('does not reach into a function that is only defined inside try', () => {
    expect(requests(record("try { f = () => require('m') } catch {}"))).toEqual(['require m call f']);
  });
});
