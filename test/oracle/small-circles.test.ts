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
const CONSTANT = 'export const v = 1;';

const CASES: readonly (readonly [what: string, a: string, b: string])[] = [
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
