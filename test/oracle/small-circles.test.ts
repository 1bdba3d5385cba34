// Node judges what code surely runs while two modules around a circle are loaded: a.js imports b.js before it runs, b.js
// uses what a.js declares. What danglint says crashes does, with that error; and nothing else does.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const RUNNER = fileURLToPath(new URL('run-cycles.mjs', import.meta.url));

/** What stands in a.js behind its import, and in b.js behind `import a, { … } from './a.js'`. */
const NAMED = "import { v } from './a.js'; ";
const ALL = "import * as ns from './a.js'; ";
const CONSTANT = 'export const v = 1;';

const CASES: readonly (readonly [what: string, a: string, b: string])[] = [
  ['a name taken out of a namespace', CONSTANT, "import * as ns from './a.js'; const { v } = ns;"],
  ['one that is called otherwise', CONSTANT, "import * as ns from './a.js'; const { v: x } = ns; x;"],
  [
    'one that is taken out in a function',
    CONSTANT,
    "import * as ns from './a.js'; export function f() { const { v } = ns; return v; }",
  ],
  [
    'one that is taken out in a function that is called',
    CONSTANT,
    "import * as ns from './a.js'; function f() { const { v } = ns; return v; } f();",
  ],
  ['one that is read with care', CONSTANT, "import * as ns from './a.js'; ns?.v;"],
  ['one of which an element is read', 'export var v = [1];', `${NAMED} v[0];`],
  ['the first case of a switch', CONSTANT, `${NAMED} switch (1) { case v: }`],
  ['the second case of a switch', CONSTANT, `${NAMED} switch (1) { case 1: break; case v: }`],
  ['the default of a switch', CONSTANT, `${NAMED} switch (1) { default: case v: }`],
  ['a function taken out of it', 'export function v() {}', "import * as ns from './a.js'; const { v } = ns;"],
  ['a static block', CONSTANT, `${NAMED} export class B { static { v.toString(); } }`],
  ['a static field', CONSTANT, `${NAMED} export class B { static x = v; }`],
  ['a field that nobody makes', CONSTANT, `${NAMED} export class B { x = v; }`],
  ['a field', CONSTANT, `${NAMED} class B { x = v; } new B();`],
  ['a field of a class above', CONSTANT, `${NAMED} class A { x = v; } class B extends A {} new B();`],
  [
    'a field behind super()',
    CONSTANT,
    `${NAMED} class A {} class B extends A { x = v; constructor() { super(); } } new B();`,
  ],
  ['a field that is a function', CONSTANT, `${NAMED} class B { x = () => v; m() { return v; } } new B();`],
  ['a constructor', CONSTANT, `${NAMED} class B { constructor() { this.v = v; } } new B();`],
  ['a constructor with a condition', CONSTANT, `${NAMED} class B { constructor(x) { if (x) v; } } new B();`],
  ['a constructor of a class without a name', CONSTANT, `${NAMED} new (class { constructor() { v; } })();`],
  [
    'an instance that the class makes of itself',
    CONSTANT,
    `${NAMED} class B { static it = new B(); constructor() { v; } }`,
  ],
  ['a function that is constructed', CONSTANT, `${NAMED} function B() { this.v = v; } new B();`],
  ['a class that is caught too early', CONSTANT, `${NAMED} try { new B(); } catch {} class B { x = v; }`],
  ['a method of this', CONSTANT, `${NAMED} class B { constructor() { this.go(); } go() { v; } } new B();`],
  [
    'a method of this that is inherited',
    CONSTANT,
    `${NAMED} class A { go() { v; } } class B extends A { constructor() { super(); this.go(); } } new B();`,
  ],
  [
    'a method that is overridden',
    CONSTANT,
    `${NAMED} class A { constructor() { this.go(); } go() { v; } } class B extends A { go() {} } new B();`,
  ],
  [
    'a method that a field hides',
    CONSTANT,
    `${NAMED} class A { constructor() { this.go(); } go() { v; } } class B { go = () => {}; constructor() { this.go(); } } new B();`,
  ],
  [
    'a method that is patched',
    CONSTANT,
    `${NAMED} class B { constructor() { this.go(); } go() { v; } } B.prototype.go = () => {}; new B();`,
  ],
  [
    'a getter in place of a method',
    CONSTANT,
    `${NAMED} class B { constructor() { this.go(); } get go() { return () => 1; } } new B();`,
  ],
  [
    'a private method',
    CONSTANT,
    `${NAMED} class B { constructor() { this.#go(); } #go() { this.more(); } more() { v; } } new B();`,
  ],
  [
    'a private method of the class around it',
    CONSTANT,
    `${NAMED} class A { constructor() { this.#go(); } #go() {} } class B extends A { #go() { v; } } new B();`,
  ],
  [
    'a method that the instance hides',
    CONSTANT,
    `${NAMED} class B { constructor() { this.go = () => {}; this.go(); } go() { v; } } new B();`,
  ],
  [
    'a method that something given may hide',
    CONSTANT,
    `${NAMED} class B { constructor(x) { Object.assign(this, x); this.go(); } go() { v; } } new B({ go() {} });`,
  ],
  [
    'a method that is asynchronous',
    CONSTANT,
    `${NAMED} class B { constructor() { this.go().catch(() => {}); } async go() { v; } } new B();`,
  ],
  [
    'this in an arrow function',
    CONSTANT,
    `${NAMED} class B { constructor() { const run = () => this.go(); run(); } go() { v; } } new B();`,
  ],
  [
    'this of somebody else',
    CONSTANT,
    `${NAMED} class B { constructor() { go.call({ go() {} }); } go() { v; } } function go() { this.go(); } new B();`,
  ],
  ['a static method', CONSTANT, `${NAMED} class B { static make() { return v; } } B.make();`],
  [
    'a static method that is replaced',
    CONSTANT,
    `${NAMED} class B { static make() { return v; } } B.make = () => 1; B.make();`,
  ],
  ['a default argument', CONSTANT, `${NAMED} function f(x = v) { return x; } f();`],
  ['a default argument that is given', CONSTANT, `${NAMED} function f(x = v) { return x; } f(1);`],
  ['a default argument behind a spread', CONSTANT, `${NAMED} const f = (x = v) => x; f(...[1]);`],
  ['an arrow function', CONSTANT, `${NAMED} const f = () => v; f();`],
  ['a variable that is given another function', CONSTANT, `${NAMED} let f = () => v; f = () => 1; f();`],
  [
    'a name that is hidden',
    CONSTANT,
    `${NAMED} const f = (v) => v; f(3); const g = () => { const v = 2; return v; }; g();`,
  ],
  [
    'a function that returns before',
    CONSTANT,
    `${NAMED} const f = (x) => { if (x) return 1; return v; }; f(1);`,
  ],
  ['a function that is called at once', CONSTANT, `${NAMED} (() => { v.toString(); })();`],
  ['an asynchronous function', CONSTANT, `${NAMED} (async () => { v.toString(); })().catch(() => {});`],
  ['for … of', 'export const v = [1];', `${NAMED} for (const x of v) console.log(x);`],
  ['switch', CONSTANT, `${NAMED} switch (v) { default: }`],
  ['throw', CONSTANT, `${NAMED} throw v;`],
  ['an assignment to a member', 'export const v = {};', `${NAMED} v.x = 1;`],
  ['an assignment with an operator', CONSTANT, `${NAMED} let sum = 0; sum += v;`],
  ['an assignment that may not happen', CONSTANT, `${NAMED} let sum = 1; sum ||= v;`],
  ['a block', CONSTANT, `${NAMED} { v; }`],
  ['typeof', CONSTANT, `${NAMED} export const t = typeof v;`],
  ['a callback', CONSTANT, `${NAMED} export const r = [].map(() => v);`],
  [
    'a function reads a constant',
    'const k = new Map(); export function v(x) { k.set(x, 1); }',
    `${NAMED} v(1);`,
  ],
  ['a function counts', 'let k = 0; export function v() { return k++; }', `${NAMED} v();`],
  ['a function assigns', 'let k; export function v(x) { k = x; }', `${NAMED} v(1);`],
  ['a function tests', 'let k; export function v() { if (!k) k = 1; return k; }', `${NAMED} v();`],
  [
    'a function reads a member of a var',
    'var k = new Map(); export function v(x) { k.set(x, 1); }',
    `${NAMED} v(1);`,
  ],
  ['a function reads a var', 'var k = 1; export function v() { return k; }', `${NAMED} v();`],
  [
    'a function fills a var',
    'var k; export function v() { return (k ??= new Map()).size; }',
    `${NAMED} v();`,
  ],
  [
    'a function calls a function',
    'const k = 1; function inner() { return k; } export function v() { return inner(); }',
    `${NAMED} v();`,
  ],
  ['a function calls a constant', 'const k = () => 1; export function v() { return k(); }', `${NAMED} v();`],
  ['a function may read', 'const k = 1; export function v(x) { return x ? k : 0; }', `${NAMED} v(false);`],
  ['a function is renamed', 'const k = 1; function f() { return k; } export { f as v };', `${NAMED} v();`],
  [
    'a default function',
    'const k = 1; export default function () { return k; }',
    "import v from './a.js'; v();",
  ],
  [
    'an asynchronous function reads',
    'const k = 1; export async function v() { return k; }',
    `${NAMED} v().catch(() => {});`,
  ],
  [
    'a function is called later',
    'const k = 1; export function v() { return k; }',
    `${NAMED} export const later = () => v();`,
  ],
  [
    'a function reads what comes later in the caller',
    "import { y } from './b.js'; export function v() { return y; }",
    `${NAMED} v(); export const y = 1;`,
  ],
  [
    'a function reads what the caller has',
    "import { y } from './b.js'; export function v() { return y; }",
    `${NAMED} export const y = 1; v();`,
  ],
  [
    'a function reads what the caller is declaring',
    "import { y } from './b.js'; export function v() { return y; }",
    `${NAMED} const x = 1, z = v(); export const y = z;`,
  ],
  ['a getter', CONSTANT, `${NAMED} const o = { get x() { return v; } }; o.x;`],
  ['a getter that nobody reads', CONSTANT, `${NAMED} const o = { get x() { return v; } }; o.y; delete o.x;`],
  [
    'a getter of another name that is written',
    CONSTANT,
    `${NAMED} const o = { get x() { return v; }, set y(z) {} }; o.y = 1;`,
  ],
  ['a getter with its setter', CONSTANT, `${NAMED} const o = { get x() { return v; }, set x(z) {} }; o.x;`],
  ['a static getter', CONSTANT, `${NAMED} class B { static get x() { return v; } } B.x;`],
  ['a getter of an instance', CONSTANT, `${NAMED} class B { get x() { return v; } } new B().x;`],
  [
    'a getter of this',
    CONSTANT,
    `${NAMED} class A { get x() { return v; } } class B extends A { constructor() { super(); this.x; } } new B();`,
  ],
  ['a getter that is destructured', CONSTANT, `${NAMED} const { y } = { get x() { return v; }, y: 1 };`],
  ['a method of an object', CONSTANT, `${NAMED} const o = { go() { v; } }; o.go();`],
  ['a function in an object', CONSTANT, `${NAMED} export const o = { go: () => v }; o.go();`],
  ['an object that is changed', CONSTANT, `${NAMED} const o = { go() { v; } }; o.go = () => 1; o.go();`],
  [
    'an object that changes itself',
    CONSTANT,
    `${NAMED} const o = { a() { this.go = () => 1; }, go() { v; } }; o.a(); o.go();`,
  ],
  [
    'an object that is given away',
    CONSTANT,
    `${NAMED} const o = { go() { v; } }; Object.assign(o, { go() {} }); o.go();`,
  ],
  [
    'an object with what another one has',
    CONSTANT,
    `${NAMED} const more = { go() {} }; const o = { go() { v; }, ...more }; o.go();`,
  ],
  ['a property twice', CONSTANT, `${NAMED} const o = { go() { v; }, go: () => 1 }; o.go();`],
  ['a method of a new instance', CONSTANT, `${NAMED} class B { go() { v; } } new B().go();`],
  [
    'a method of an instance in a variable',
    CONSTANT,
    `${NAMED} class B { go() { this.more(); } more() { v; } } export const b = new B(); b.go();`,
  ],
  [
    'a method that an instance is given',
    CONSTANT,
    `${NAMED} class B { go() { v; } } const b = new B(); b.go = () => 1; b.go();`,
  ],
  [
    'a constructor that returns another object',
    CONSTANT,
    `${NAMED} class B { constructor() { return { go() {} }; } go() { v; } } new B().go();`,
  ],
  [
    'a method of an instance that a class above overrides',
    CONSTANT,
    `${NAMED} class A { go() { v; } } class B extends A { go() {} } new B().go();`,
  ],
  ['a function that is awaited', CONSTANT, `${NAMED} async function f() { v; } await f();`],
  ['one that awaits before', CONSTANT, `${NAMED} async function f() { await 0; v; } await f();`],
  ['one that nobody awaits', CONSTANT, `${NAMED} async function f() { v; } f().catch(() => {});`],
  [
    'one that is awaited when it has been called',
    CONSTANT,
    `${NAMED} async function f() { v; } f().catch(() => {}); await f();`,
  ],
  ['one whose error is caught', CONSTANT, `${NAMED} async function f() { v; } await f().catch(() => {});`],
  ['a method that is awaited', CONSTANT, `${NAMED} class B { async go() { v; } } await new B().go();`],
  [
    'one that awaits another',
    CONSTANT,
    `${NAMED} const f = async () => v; async function g() { await f(); } await g();`,
  ],
  [
    'one that forgets another',
    CONSTANT,
    `${NAMED} const f = async () => { v; }; async function g() { f().catch(() => {}); } await g();`,
  ],
  ['a generator', CONSTANT, `${NAMED} function* f() { v; } await f();`],
  ['map', CONSTANT, `${NAMED} export const r = [1].map(() => v);`],
  ['map of nothing', CONSTANT, `${NAMED} const all = []; export const r = all.map(() => v);`],
  ['map of what is not known', CONSTANT, `${NAMED} const all = []; export const r = [...all].map(() => v);`],
  ['a Map of what map gives', CONSTANT, `${NAMED} export const r = new Map(['a'].map((x) => [x, v]));`],
  ['forEach', CONSTANT, `${NAMED} const all = ['a', 'b']; all.forEach((x) => { v[x]; });`],
  ['forEach of holes', CONSTANT, `${NAMED} [, ,].forEach(() => v);`],
  ['forEach of what was taken out', CONSTANT, `${NAMED} const all = [1]; all.pop(); all.forEach(() => v);`],
  ['forEach behind map', CONSTANT, `${NAMED} [1].map((x) => x).forEach(() => v);`],
  ['forEach behind filter', CONSTANT, `${NAMED} [1].filter((x) => x > 1).forEach(() => v);`],
  ['a function that forEach is given', CONSTANT, `${NAMED} function add() { v; } [1].forEach(add);`],
  ['an asynchronous callback', CONSTANT, `${NAMED} [1].forEach(async () => { await null; });`],
  ['filter, some, every, find', CONSTANT, `${NAMED} [1].some(() => v);`],
  ['reduce', CONSTANT, `${NAMED} [1, 2].reduce((a) => a + v);`],
  ['reduce of one', CONSTANT, `${NAMED} [1].reduce((a) => a + v);`],
  ['reduce of one from a value', CONSTANT, `${NAMED} [1].reduce((a) => a + v, 0);`],
  ['sort', CONSTANT, `${NAMED} [1, 2].sort(() => v);`],
  ['sort of one', CONSTANT, `${NAMED} [1].sort(() => v);`],
  ['Array.from', CONSTANT, `${NAMED} Array.from([1], () => v);`],
  ['the keys of an object', CONSTANT, `${NAMED} Object.keys({ a: 1 }).forEach(() => v);`],
  [
    'an Object of its own',
    CONSTANT,
    `${NAMED} const Object = { keys: () => [] }; Object.keys({ a: 1 }).forEach(() => v);`,
  ],
  ['a default inside', CONSTANT, `${NAMED} const f = ({ a = v } = {}) => a; f();`],
  ['a default inside that is there', CONSTANT, `${NAMED} const f = ({ a = v } = { a: 1 }) => a; f();`],
  ['a default inside of what is given', CONSTANT, `${NAMED} const f = ({ a = v }) => a; f({ b: 1 });`],
  ['a default inside that is given', CONSTANT, `${NAMED} const f = ({ a = v }) => a; f({ a: 1 });`],
  ['a default that every object has', CONSTANT, `${NAMED} const f = ({ toString = v }) => 1; f({});`],
  ['a default in an array', CONSTANT, `${NAMED} const [a, b = v] = [1];`],
  ['a default in an array that is there', CONSTANT, `${NAMED} const [a = v] = [1];`],
  ['a default in a declaration', CONSTANT, `${NAMED} const { a: { b = v } = {} } = {};`],
  ['a default of what is not known', CONSTANT, `${NAMED} const { a = v } = JSON.parse('{"a":1}');`],
  ['a spread of a namespace', CONSTANT, `${ALL} export const o = { ...ns };`],
  ['a spread of what is there', 'export function v() {}', `${ALL} export const o = { ...ns };`],
  ['a spread of what is undefined', 'export var v = 1;', `${ALL} export const o = { ...ns };`],
  [
    'a spread of a namespace in a branch',
    CONSTANT,
    `${ALL} export const o = globalThis.never ? { ...ns } : {};`,
  ],
  ['a spread in a function', CONSTANT, `${ALL} export const f = () => ({ ...ns });`],
  ['a spread in a function that is called', CONSTANT, `${ALL} const f = () => ({ ...ns }); f();`],
  [
    'the first name of those that are spread',
    'export const b = 1; export function a() {} export const B = 2; export { a as v };',
    `${ALL} export const o = { ...ns };`,
  ],
  [
    'a spread of a default export',
    'export default class {} export const v = 1;',
    `${ALL} export const o = { ...ns };`,
  ],
  ['Object.keys of a namespace', CONSTANT, `${ALL} Object.keys(ns);`],
  ['Object.keys that is handed on', CONSTANT, `${ALL} export const n = Object.keys(ns).length;`],
  [
    'Object.keys of an Object of its own',
    CONSTANT,
    `${ALL} const Object = { keys: () => [] }; Object.keys(ns);`,
  ],
  ['Object.values', CONSTANT, `${ALL} Object.values(ns);`],
  ['Object.entries', CONSTANT, `${ALL} for (const [a, b] of Object.entries(ns)) {}`],
  ['Object.assign', CONSTANT, `${ALL} Object.assign({}, ns);`],
  ['Object.assign to something', CONSTANT, `${ALL} try { Object.assign(ns, {}); } catch {}`],
  ['Object.assign of several', CONSTANT, `${ALL} Object.assign({}, null, ns);`],
  ['Object.getOwnPropertyNames', CONSTANT, `${ALL} Object.getOwnPropertyNames(ns);`],
  ['Object.getOwnPropertyDescriptors', CONSTANT, `${ALL} Object.getOwnPropertyDescriptors(ns);`],
  ['Reflect.ownKeys', CONSTANT, `${ALL} Reflect.ownKeys(ns);`],
  ['JSON.stringify', CONSTANT, `${ALL} JSON.stringify(ns);`],
  ['whether a namespace has a name', CONSTANT, `${ALL} 'v' in ns;`],
  ['for in', CONSTANT, `${ALL} for (const k in ns) {}`],
  ['for in with nothing in it', 'export function v() {}', `${ALL} for (const k in ns) {}`],
  ['the rest of a namespace', CONSTANT, `${ALL} const { ...r } = ns;`],
  [
    'the rest without what is not there',
    `${CONSTANT} export function w() {}`,
    `${ALL} const { w, ...r } = ns;`,
  ],
  [
    'the rest behind what is not there',
    `${CONSTANT} export function w() {}`,
    `${ALL} const { v, ...r } = ns;`,
  ],
  ['a namespace that is only held', CONSTANT, `${ALL} export const o = { ns };`],
  ['a labelled block', CONSTANT, `${NAMED} label: { v; }`],
  [
    'a labelled block that may be left',
    CONSTANT,
    `${NAMED} label: { if (globalThis.never ?? 1) break label; v; }`,
  ],
  ['a labelled block that a loop in it leaves', CONSTANT, `${NAMED} label: { for (;;) { break label; } v; }`],
  ['behind a labelled block', CONSTANT, `${NAMED} label: { if (globalThis.never) break label; } v;`],
  ['behind a loop that is left', CONSTANT, `${NAMED} for (;;) break; v;`],
  ['do while', CONSTANT, `${NAMED} do { v; } while (false);`],
  ['do while that ends', CONSTANT, `${NAMED} do { if (true) break; v; } while (true);`],
  ['try without catch', CONSTANT, `${NAMED} try { v; } finally {}`],
  ['finally', CONSTANT, `${NAMED} try { null.x; } catch {} finally { v; }`],
  ['finally behind return', CONSTANT, `${NAMED} function f() { try { return 1; } finally { v; } } f();`],
  ['behind return in finally', CONSTANT, `${NAMED} function f() { try {} finally { return; } v; } f();`],
  ['a generator that is spread', CONSTANT, `${NAMED} function* f() { yield 1; v; } [...f()];`],
  [
    'a generator that is spread into an object',
    CONSTANT,
    `${NAMED} function* f() { yield 1; v; } ({ ...f() });`,
  ],
  ['a generator that is handed over', CONSTANT, `${NAMED} function* f() { yield v; } Math.max(...f());`],
  ['for of a generator', CONSTANT, `${NAMED} function* f() { yield v; } for (const x of f()) {}`],
  [
    'for of a generator that is left',
    CONSTANT,
    `${NAMED} function* f() { yield 1; v; } for (const x of f()) break;`,
  ],
  ['one value of a generator', CONSTANT, `${NAMED} function* f() { v; yield 1; } const [x] = f();`],
  [
    'one value of a generator that has more',
    CONSTANT,
    `${NAMED} function* f() { yield 1; v; } const [x] = f();`,
  ],
  ['no value of a generator', CONSTANT, `${NAMED} function* f() { v; yield 1; } const [] = f();`],
  ['next of a generator', CONSTANT, `${NAMED} function* f() { yield v; } f().next();`],
  ['return of a generator', CONSTANT, `${NAMED} function* f() { yield v; } f().return();`],
  ['Array.from of a generator', CONSTANT, `${NAMED} function* f() { yield 1; yield v; } Array.from(f());`],
  ['a Set of a generator', CONSTANT, `${NAMED} function* f() { yield 1; yield v; } new Set(f());`],
  ['a generator in a variable', CONSTANT, `${NAMED} function* f() { yield v; } const g = f();`],
  [
    'a generator that another takes from',
    CONSTANT,
    `${NAMED} function* f() { yield v; } function* g() { yield* f(); } [...g()];`,
  ],
  ['a method that is a generator', CONSTANT, `${NAMED} const o = { *f() { yield v; } }; [...o.f()];`],
  [
    'a generator with a condition',
    CONSTANT,
    `${NAMED} function* f() { if (globalThis.never) yield v; } [...f()];`,
  ],
  ['a default of a generator that nobody takes from', CONSTANT, `${NAMED} function* f() { v; } f();`],
];

test.each(['oxc', 'ts-morph'] as const)(
  'Node does what danglint says of each, read by %s',
  async (engine) => {
    const folder = temporaryFolder();
    const entries = CASES.map(([, a, b], index) => {
      writeFiles(`${folder}/${index}`, {
        'package.json': '{ "name": "circle", "type": "module", "main": "./a.js" }',
        'a.js': `import './b.js'; ${a}`,
        'b.js': b,
      });
      return `${folder}/${index}/a.js`;
    });
    const input = JSON.stringify(entries);
    const { stdout } = spawnSync(process.execPath, ['--no-warnings', RUNNER], { input, encoding: 'utf8' });
    const ran = (JSON.parse(stdout) as { readonly load: string | null }[]).map(({ load }) => load);
    const said: (string | null)[] = [];
    for (const entry of entries) {
      const { report } = await checkFiles(entry.replace(/\/a\.js$/, ''), { engine });
      const [first] = report.findings.filter(({ rule }) => rule === 'initialisation-cycle');
      said.push(first?.impact?.error ?? null);
    }
    const named = (errors: readonly (string | null)[]) => CASES.map(([what], index) => [what, errors[index]]);
    expect(named(said)).toEqual(named(ran));
    expect(ran.filter((error) => error === null).length).toBeGreaterThan(15);
    expect(ran.filter((error) => error !== null).length).toBeGreaterThan(25);
  },
);
