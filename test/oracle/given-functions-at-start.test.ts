// Node and CPython judge which functions run while a program starts because others are given them: callbacks of functions of the
// project, and what its decorators make of a function.

import { test } from 'vitest';
import { expectAsRun, type StartPrograms } from '../support/start-programs.ts';

const JAVASCRIPT: StartPrograms = [
  [
    "import { run } from './server.js'; run();",
    'function call(f) { f(); } export function run() { call(() => { @; }); }',
  ],
  ["import './server.js';", 'function call(f) { f(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { f(); } call(function () { @; });'],
  ["import './server.js';", 'function call(f) { } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { if (flag) f(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { f(); } if (flag) call(() => { @; });'],
  [
    "import './server.js';",
    'function call(f) { try { f(); } catch (e) { console.log(e); } } call(() => { @; });',
  ],
  [
    "import './server.js';",
    'function call(f) { f(); } try { call(() => { @; }); } catch (e) { console.log(e); }',
  ],
  [
    "import './server.js';",
    'function call(f) { f(); } try { call(async () => { @; }); } catch (e) { console.log(e); }',
  ],
  [
    "import './server.js';",
    'async function call(f) { await f(); } try { await call(async () => { @; }); } catch (e) { console.log(e); }',
  ],
  ["import './server.js';", 'async function call(f) { await f(); } await call(async () => { @; });'],
  ["import './server.js';", 'async function call(f) { return f(); } call(async () => { @; });'],
  [
    "import './server.js';",
    'async function call(f) { return f(); } call(async () => { @; }).catch(() => {});',
  ],
  ["import './server.js';", 'async function call(f) { f(); } call(async () => { @; }).catch(() => {});'],
  ["import './server.js';", 'const call = (f) => f(); call(() => { @; });'],
  ["import './server.js';", 'const call = (f) => f; call(() => { @; });'],
  ["import './server.js';", 'const call = (f) => () => f(); call(() => { @; });'],
  ["import './server.js';", 'const call = (x, f) => f(x); call(1, () => { @; });'],
  ["import './server.js';", 'const call = (x, f) => f(x); call(() => { @; }, () => {});'],
  ["import './server.js';", 'let call = (f) => f(); call = () => {}; call(() => { @; });'],
  ["import './server.js';", 'function call(f) { f = () => {}; f(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { other(f); } function other(g) { g(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { other(f); } function other(g) { } call(() => { @; });'],
  [
    "import './server.js';",
    'function call(f) { other(f); } function other(g) { if (flag) g(); } call(() => { @; });',
  ],
  [
    "import { call } from './server.js'; import { start } from './base.js'; call(start);",
    'export function call(f) { f(); }',
    'export function start() { @; }',
  ],
  [
    "import { call } from './server.js'; import { start } from './base.js'; call(start);",
    'export function call(f) { return f; }',
    'export function start() { @; }',
  ],
  [
    "import { call } from './server.js'; import { start } from './base.js'; call(() => start());",
    'export function call(f) { f(); }',
    'export function start() { @; }',
  ],
  [
    "import { call } from './server.js'; import { Own } from './base.js'; call(() => new Own().start());",
    'export async function call(f) { await f(); }',
    'export class Own { start() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server(() => {});",
    'export class Server { constructor(f) { f(); @; } }',
  ],
  ["import './server.js';", 'class Lazy { constructor(f) { f(); } } new Lazy(() => { @; });'],
  [
    "import './server.js';",
    'class Lazy { constructor(f) { this.f = f; } get() { return this.f(); } } new Lazy(() => { @; });',
  ],
  ["import './server.js';", 'class Lazy { use(f) { f(); } } new Lazy().use(() => { @; });'],
  [
    "import './server.js';",
    'class Base { use(f) { this.run(f); } run(f) { f(); } } class Lazy extends Base { } new Lazy().use(() => { @; });',
  ],
  [
    "import './server.js';",
    'class Base { use(f) { this.run(f); } run(f) { f(); } } class Lazy extends Base { run() {} } new Lazy().use(() => { @; });',
  ],
  [
    "import './server.js';",
    'class Base { constructor() { this.run(() => { @; }); } run(f) { f(); } } class Lazy extends Base { run() {} } new Lazy();',
  ],
  [
    "import './server.js';",
    'class Base { constructor() { this.run(() => { @; }); } run(f) { f(); } } class Lazy extends Base { } new Lazy();',
  ],
  ["import './server.js';", 'function call(f = () => {}) { f(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { [1].map(f); } call(() => { @; });'],
  [
    "import './server.js';",
    'function call(f) { return new Promise((done) => { f(); done(); }); } call(() => { @; });',
  ],
  [
    "import './server.js';",
    'function call(f) { return new Promise((done) => { f(); done(); }); } call(() => { @; }).catch(() => {});',
  ],
  [
    "import './server.js';",
    'function call(f) { return Promise.resolve().then(f); } call(() => { @; }).catch(() => {});',
  ],
  ["import './server.js';", 'function call(f) { return Promise.resolve().then(f); } call(() => { @; });'],
  ["import './server.js';", 'const all = []; function call(f) { all.push(f); } call(() => { @; });'],
  ["import './server.js';", 'function* call(f) { f(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { f(); } call(function* () { @; });'],
  ["import './server.js';", 'function call(f) { if (flag) return; f(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { function f() {} f(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { f?.(); } call(() => { @; });'],
  ["import './server.js';", 'function call(f) { f(() => { @; }); } call((g) => { });'],
  ["import './server.js';", 'function start() { @; } start.bind(null)();'],
  ["import './server.js';", 'function start() { @; } start.bind(null);'],
  ["import './server.js';", 'function start() { @; } if (flag) start.bind(null)();'],
  ["import './server.js';", 'function start() { @; } try { start.bind(null)(); } catch {}'],
  ["import './server.js';", 'function start() { @; } const bound = start.bind(null); bound();'],
  [
    "import './server.js';",
    'function start() { @; } const bound = start.bind(null, 1); export const later = () => bound();',
  ],
  ["import './server.js';", 'function start() { @; } setImmediate(start.bind(null));'],
  ["import './server.js';", 'function start() { @; } [1].map(start.bind(null));'],
  ["import './server.js';", 'function start() { @; } Promise.resolve().then(start.bind(null));'],
  ["import './server.js';", 'async function start() { @; } start.bind(null)().catch(() => {});'],
  [
    "import './server.js';",
    'class Own { static bind() { return () => {}; } constructor() { @; } } Own.bind()();',
  ],
  [
    "import './server.js';",
    'class Own { bind() { return () => {}; } run() { @; } } const own = new Own(); own.bind()();',
  ],
  ["import './server.js';", 'const own = { bind() { return () => {}; }, run() { @; } }; own.bind()();'],
  ["import './server.js';", 'const own = { run() { @; } }; own.run.bind(own)();'],
  ["import { start } from './server.js'; start.bind(null)();", 'export function start() { @; }'],
  ["import * as server from './server.js'; server.start.bind(server)();", 'export function start() { @; }'],
  [
    "import { start } from './server.js'; export const bound = start.bind(null);",
    'export function start() { @; }',
  ],
  ["import './server.js';", 'const wrap = (f) => () => f(); function start() { @; } wrap(start)();'],
  ["import './server.js';", 'const wrap = (f) => () => f(); function start() { @; } wrap(start);'],
  [
    "import './server.js';",
    'const wrap = (f) => () => { if (flag) f(); }; function start() { @; } wrap(start)();',
  ],
  ["import './server.js';", 'const wrap = (f) => () => f(); const run = wrap(() => { @; }); run();'],
  [
    "import './server.js';",
    'const wrap = (f) => () => f(); const run = wrap(() => { @; }); if (flag) run();',
  ],
  ["import './server.js';", 'const wrap = (f) => () => 1; function start() { @; } wrap(start)();'],
  [
    "import './server.js';",
    'function wrap(f) { function inner() { f(); } return inner; } function start() { @; } wrap(start)();',
  ],
  [
    "import './server.js';",
    'function wrap(f) { return () => { try { f(); } catch (e) { console.log(e); } }; } wrap(() => { @; })();',
  ],
  [
    "import './server.js';",
    'function wrap(f) { return () => run(f); } function run(g) { g(); } wrap(() => { @; })();',
  ],
  ["import './server.js';", 'const wrap = (f) => () => () => f(); function start() { @; } wrap(start)();'],
  ["import './server.js';", 'const make = () => () => { @; }; make()();'],
  ["import './server.js';", 'const make = () => () => { @; }; make();'],
  ["import './server.js';", 'const make = () => () => { start(); }; function start() { @; } make()();'],
  ["import './server.js';", 'const same = (f) => f; function start() { @; } same(start)();'],
  ["import './server.js';", 'const same = (f) => f; function start() { @; } same(start);'],
  ["import './server.js';", 'const second = (x, f) => f; function start() { @; } second(start, () => {})();'],
  [
    "import './server.js';",
    'const wrap = (f) => () => f(); function start() { @; } setImmediate(wrap(start));',
  ],
  [
    "import { run } from './server.js'; run();",
    'const wrap = (f) => () => f(); export const run = wrap(() => { @; });',
  ],
  [
    "import { run } from './server.js'; run;",
    'const wrap = (f) => () => f(); export const run = wrap(() => { @; });',
  ],
  [
    "import { run } from './server.js'; run();",
    "import { wrap } from './base.js'; export const run = wrap(() => { @; });",
    'export const wrap = (f) => (...given) => f(...given);',
  ],
  [
    "import { wrap } from './base.js'; import { start } from './server.js'; wrap(start)();",
    'export function start() { @; }',
    'export function wrap(f) { return function () { return f.call(this); }; }',
  ],
  ["import './server.js';", 'function start() { @; } Reflect.apply(start, null, []);'],
  ["import './server.js';", 'function start() { @; } (0, start)();'],
  ["import './server.js';", '(function () { @; }).bind(null)();'],
  ["import './server.js';", '(function () { @; }).bind(null);'],
];

const PYTHON: StartPrograms = [
  [
    'from server import run\nrun()',
    'import functools\ndef deco(fn):\n    §functools.wraps(fn)\n    def wrapper(*a, **k):\n        return fn(*a, **k)\n    return wrapper\n§deco\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a, **k):\n        return 1\n    return wrapper\n§deco\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a, **k):\n        if flag:\n            return fn(*a, **k)\n    return wrapper\n§deco\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a, **k):\n        try:\n            return fn(*a, **k)\n        except Exception:\n            return None\n    return wrapper\n§deco\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a, **k):\n        try:\n            return fn(*a, **k)\n        except ValueError:\n            return None\n    return wrapper\n§deco\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(n):\n    def inner(fn):\n        def wrapper(*a, **k):\n            return fn(*a, **k)\n        return wrapper\n    return inner\n§deco(3)\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(n):\n    def inner(fn):\n        def wrapper(*a, **k):\n            return 2\n        return wrapper\n    return inner\n§deco(3)\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'ALL = []\ndef deco(fn):\n    ALL.append(fn)\n    return fn\n§deco\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'ALL = {}\ndef deco(name):\n    def inner(fn):\n        ALL[name] = fn\n        return fn\n    return inner\n§deco("x")\ndef run():\n    @',
  ],
  ['from server import run', 'def deco(fn):\n    fn()\n    return fn\n§deco\ndef run():\n    @'],
  ['from server import run', 'def deco(fn):\n    if flag: fn()\n    return fn\n§deco\ndef run():\n    @'],
  ['from server import run', 'def deco(fn):\n    @\n    return fn\n§deco\ndef run():\n    pass'],
  [
    'from server import run',
    'def deco(fn):\n    def wrapper():\n        @\n    return wrapper\n§deco\ndef run():\n    pass',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper():\n        @\n    return wrapper\n§deco\ndef run():\n    pass',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper():\n        before()\n        return fn()\n    return wrapper\ndef before():\n    @\n§deco\ndef run():\n    pass',
  ],
  [
    'from server import A\nA().run()',
    'def deco(fn):\n    def wrapper(self, *a):\n        return fn(self, *a)\n    return wrapper\nclass A:\n    §deco\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA().start()',
    'def deco(fn):\n    def wrapper(self, *a):\n        return fn(self, *a)\n    return wrapper\nclass A:\n    def start(self):\n        self.run()\n    §deco\n    def run(self):\n        self.go()\n    def go(self):\n        @',
  ],
  [
    'import asyncio\nfrom server import run\nasyncio.run(run())',
    'def deco(fn):\n    async def wrapper(*a):\n        return await fn(*a)\n    return wrapper\n§deco\nasync def run():\n    @',
  ],
  [
    'import asyncio\nfrom server import run\nrun()',
    'def deco(fn):\n    async def wrapper(*a):\n        return await fn(*a)\n    return wrapper\n§deco\nasync def run():\n    @',
  ],
  [
    'import asyncio\nfrom server import run\nasyncio.run(run())',
    'def deco(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\n§deco\nasync def run():\n    @',
  ],
  [
    'import asyncio\nfrom server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\n§deco\nasync def run():\n    @',
  ],
  [
    'import asyncio\nfrom server import run\nrun()',
    'import asyncio\ndef deco(fn):\n    def wrapper(*a):\n        return asyncio.run(fn(*a))\n    return wrapper\n§deco\nasync def run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\ndef two(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\n§deco\n§two\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\ndef two(fn):\n    def wrapper(*a):\n        return 1\n    return wrapper\n§deco\n§two\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'from functools import lru_cache\ndef deco(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\n§lru_cache\n§deco\ndef run():\n    @',
  ],
  [
    'from server import run\nrun()',
    'from base import deco\n§deco\ndef run():\n    @',
    'def deco(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\n',
  ],
  [
    'from server import run\nrun()',
    'import base\n§base.deco\ndef run():\n    @',
    'def deco(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\n',
  ],
  [
    'from server import run\nrun()',
    'import base\n§base.deco(1)\ndef run():\n    @',
    'def deco(x):\n  def inner(fn):\n    def wrapper(*a):\n        return fn(*a)\n    return wrapper\n  return inner\n',
  ],
  [
    'from server import run\nrun()',
    'def deco(fn):\n    def wrapper(*a):\n        return other(*a)\n    other = print\n    return wrapper\ndef other(): pass\n§deco\ndef run():\n    @',
  ],
  ['from server import call, run\ncall(run)', 'def call(f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(run)', 'def call(f):\n    f = print\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(1, run)', 'def call(x, f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(print, run)', 'def call(x, f):\n    x()\ndef run():\n    @'],
  [
    'from server import call, run\ncall(run)',
    'from typing import Dict\ndef call(x: Dict[str, int], f=print):\n    f()\ndef run():\n    @',
  ],
  [
    'from server import call, run\ncall({}, run)',
    'from typing import Dict\ndef call(x: Dict[str, int], f=print):\n    f()\ndef run():\n    @',
  ],
  [
    'from server import call, run\ncall(run)',
    'def call(f):\n    other(f)\ndef other(g):\n    g()\ndef run():\n    @',
  ],
  [
    'from server import call, run\ncall(run)',
    'def call(f):\n    try:\n        f()\n    except Exception as e:\n        print(e)\ndef run():\n    @',
  ],
  [
    'from server import A, run\nA(run)',
    'class A:\n    def __init__(self, f):\n        f()\ndef run():\n    @',
  ],
  [
    'from server import A, run\nA().use(run)',
    'class A:\n    def use(self, f):\n        f()\ndef run():\n    @',
  ],
  [
    'from server import A, run\nA().use(run)',
    'class A:\n    def use(self, f):\n        self.f = f\ndef run():\n    @',
  ],
  [
    'import asyncio\nfrom server import call, run\nasyncio.run(call(run))',
    'async def call(f):\n    await f()\nasync def run():\n    @',
  ],
  [
    'import asyncio\nfrom server import call, run\nasyncio.run(call(run))',
    'async def call(f):\n    f()\nasync def run():\n    @',
  ],
  ['from server import call, run\ncall(run)', 'def call(f):\n    yield f()\ndef run():\n    @'],
  ['from server import call, run\ncall(f=run)', 'def call(f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(1, f=run)', 'def call(x, f=print):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(f=print, x=run)', 'def call(x, f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(f=run)', 'def call(*, f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(1, 2, f=run)', 'def call(*a, f, **k):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(1, run, f=print)', 'def call(*a, f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(1, 2, run, f=print)', 'def call(*a, f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(f=run)', 'def call(**f):\n    print(f)\ndef run():\n    @'],
  ['from server import call, run\ncall(*[1], f=run)', 'def call(x, f):\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(f=run)', 'def call(f):\n    f = print\n    f()\ndef run():\n    @'],
  ['from server import call, run\ncall(f=run)', 'def call(f):\n    if flag: f()\ndef run():\n    @'],
  [
    'from server import call, run\ncall(f=run)',
    'def call(f):\n    other(g=f)\ndef other(g=None):\n    g()\ndef run():\n    @',
  ],
  [
    'from server import call, run\ncall(f=run)',
    'def call(f):\n    other(f)\ndef other(g):\n    pass\ndef run():\n    @',
  ],
  [
    'from server import A, run\nA(f=run)',
    'class A:\n    def __init__(self, x=1, f=None):\n        f()\ndef run():\n    @',
  ],
  [
    'from server import A, run\nA().use(f=run)',
    'class A:\n    def use(self, *, f):\n        f()\ndef run():\n    @',
  ],
  [
    'import server',
    'def wrap(f):\n    def inner():\n        return f()\n    return inner\ndef run():\n    @\nwrap(run)()',
  ],
  [
    'import server',
    'def wrap(f):\n    def inner():\n        return f()\n    return inner\ndef run():\n    @\nwrap(run)',
  ],
  [
    'import server',
    'def wrap(f):\n    def inner():\n        return 1\n    return inner\ndef run():\n    @\nwrap(run)()',
  ],
  ['from server import wrap, run\nwrap(run)()', 'def wrap(f):\n    return f\ndef run():\n    @'],
  ['from server import wrap, run\nwrap(run)', 'def wrap(f):\n    return f\ndef run():\n    @'],
  ['import server', 'import functools\ndef run():\n    @\nfunctools.partial(run)()'],
  ['import server', 'import functools\ndef run():\n    @\nfunctools.partial(run)'],
  ['from server import A\nA()()', 'class A:\n    def __call__(self):\n        @'],
  ['from server import A\na = A()\na()', 'class A:\n    def __call__(self):\n        @'],
  ['from server import a\na()', 'class A:\n    def __call__(self):\n        @\na = A()'],
  ['from server import A\nA()', 'class A:\n    def __call__(self):\n        @'],
  [
    'from server import B\nB()()',
    'class A:\n    def __call__(self):\n        @\nclass B(A):\n    def __init__(self):\n        pass',
  ],
  ['import server', 'table = {"a": lambda: @}'],
  ['import server', 'def call(f, key=None):\n    f()\ndef run():\n    @\ncall(run, key=lambda x: x)'],
  ['import server', 'def call(f, key=None):\n    key\ndef run():\n    @\ncall(1, key=lambda x: run())'],
  ['import server', 'def run():\n    return lambda: @\nrun()'],
  [
    'import server',
    'def deco(fn):\n    fn(None)\n    return fn\nclass A:\n    §deco\n    def run(self):\n        @',
  ],
  ['import server', 'def deco(fn):\n    return fn\nclass A:\n    §deco\n    def run(self):\n        @'],
  [
    'from server import A, run\nA().use(run)',
    'class A:\n    §staticmethod\n    def use(f):\n        f()\ndef run():\n    @',
  ],
  [
    'import asyncio\nfrom server import call, run\nasyncio.run(call(task=run))',
    'async def call(n=1, *, task):\n    await task()\nasync def run():\n    @',
  ],
];

test('functions that are given to others in Node', () => expectAsRun('js', JAVASCRIPT), 180_000);
test('functions that are given to others in CPython', () => expectAsRun('py', PYTHON), 180_000);
