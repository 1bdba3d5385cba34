// Node and CPython judge which getters and properties run while a program starts, because a member is read.

import { test } from 'vitest';
import { expectAsRun, type StartPrograms } from '../support/start-programs.ts';

const JAVASCRIPT: StartPrograms = [
  ["import { Server } from './server.js'; new Server().port;", 'export class Server { get port() { @; } }'],
  [
    "import { Server } from './server.js'; if (flag) new Server().port;",
    'export class Server { get port() { @; } }',
  ],
  ["import { Server } from './server.js'; new Server();", 'export class Server { get port() { @; } }'],
  [
    "import { Server } from './server.js'; new Server().start();",
    'export class Server { start() { return this.port; } get port() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().start();",
    'export class Server { start() { return this.#port; } get #port() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().start();",
    'class Base { start() { return this.port; } } export class Server extends Base { get port() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().start();",
    'class Base { start() { return this.port; } get port() { @; } } export class Server extends Base { get port() { return 1; } }',
  ],
  ["import { config } from './server.js'; config.port;", 'export const config = { get port() { @; } };'],
  [
    "import { config } from './server.js'; const { port } = config;",
    'export const config = { get port() { @; } };',
  ],
  ["import { config } from './server.js'; config;", 'export const config = { get port() { @; } };'],
  [
    "import { config } from './server.js'; try { config.port; } catch {}",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; function f() { config.port; }",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; function f() { config.port; } f();",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; console.log(config.port ?? 1);",
    'export const config = { get port() { @; } };',
  ],
  ["import { config } from './server.js'; config.port();", 'export const config = { get port() { @; } };'],
  [
    "import { config } from './server.js'; config.port.x.y();",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; config.port;",
    'export const config = { get port() { @; }, port: 1 };',
  ],
  [
    "import { config } from './server.js'; config.port;",
    'const other = { port: 1 }; export const config = { get port() { @; }, ...other };',
  ],
  ["import { config } from './server.js'; config?.port;", 'export const config = { get port() { @; } };'],
  ["import { Server } from './server.js'; Server.port;", 'export class Server { static get port() { @; } }'],
  ["import { Server } from './server.js'; Server.port;", 'export class Server { get port() { @; } }'],
  ["import './server.js';", 'const config = { get port() { @; } }; export const url = config.port + 1;'],
  ["import './server.js';", 'const config = { get port() { @; } }; export const url = `x${config.port}`;'],
  [
    "import { server } from './server.js'; server.port;",
    'class Server { get port() { @; } } export const server = new Server();',
  ],
  [
    "import { server } from './server.js'; typeof server.port;",
    'class Server { get port() { @; } } export const server = new Server();',
  ],
  [
    "import { server } from './server.js'; delete server.port;",
    'class Server { get port() { @; } } export const server = new Server();',
  ],
  [
    "import { server } from './server.js'; 'port' in server;",
    'class Server { get port() { @; } } export const server = new Server();',
  ],
  [
    "import { make } from './server.js'; make().port;",
    'class Server { get port() { @; } } export const make = () => new Server();',
  ],
  [
    "import { make } from './server.js'; (async () => { try { make().port; } catch {} })();",
    'class Server { get port() { @; } } export const make = () => new Server();',
  ],
  [
    "import { make } from './server.js'; (async () => { make().port; })();",
    'class Server { get port() { @; } } export const make = () => new Server();',
  ],
  [
    "import { Server } from './server.js'; new Server().port;",
    'export class Server { constructor() { Object.defineProperty(this, "port", { value: 1 }); } get port() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().port = 1;",
    'export class Server { set port(n) { @; } }',
  ],
  ["import { Server } from './server.js'; new Server().port;", 'export class Server { set port(n) { @; } }'],
  ["import { Server } from './server.js'; Server.port = 1;", 'export class Server { set port(n) { @; } }'],
  [
    "import { Server } from './server.js'; Server.port = 1;",
    'export class Server { static set port(n) { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().port = 1;",
    'export class Server { get port() { @; } set port(n) {} }',
  ],
  [
    "import { Server } from './server.js'; new Server().port += 1;",
    'export class Server { get port() { @; } set port(n) {} }',
  ],
  [
    "import { Server } from './server.js'; new Server().port++;",
    'export class Server { get port() { return 1; } set port(n) { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().port ??= 1;",
    'export class Server { get port() { return 1; } set port(n) { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'export class Server { constructor() { this.port = 1; } set port(n) { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { set port(n) { @; } } export class Server extends Base { constructor() { super(); this.port = 1; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { set port(n) { @; } } export class Server extends Base { port = 1; }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { constructor() { this.port = 1; } } export class Server extends Base { set port(n) { @; } }',
  ],
  ["import { config } from './server.js'; config.port = 1;", 'export const config = { set port(n) { @; } };'],
  [
    "import { config } from './server.js'; if (flag) config.port = 1;",
    'export const config = { set port(n) { @; } };',
  ],
  ["import './server.js';", 'const config = { set port(n) { @; } }; ({ a: config.port } = { a: 1 });'],
  [
    "import './server.js';",
    'const config = { get port() { @; }, set port(n) {} }; config.port = 1; config.port;',
  ],
  ["import './server.js';", 'const config = { get port() { @; } }; ({ ...config });'],
  ["import { config } from './server.js'; ({ ...config });", 'export const config = { get port() { @; } };'],
  [
    "import { config } from './server.js'; Object.assign({}, config);",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; Object.assign(config, {});",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; Object.keys(config);",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; Object.entries(config);",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { config } from './server.js'; JSON.stringify(config);",
    'export const config = { get port() { @; } };',
  ],
  [
    "import { Server } from './server.js'; ({ ...new Server() });",
    'export class Server { get port() { @; } }',
  ],
  [
    "import { Server } from './server.js'; ({ ...Server });",
    'export class Server { static get port() { @; } }',
  ],
  [
    "import { config } from './server.js'; console.log(...config.all);",
    'export const config = { get all() { @; } };',
  ],
  ["import { config } from './server.js'; ({ ...config });", 'export const config = { set port(n) { @; } };'],
];

const PYTHON: StartPrograms = [
  ['from server import A\nA().port', 'class A:\n    §property\n    def port(self):\n        @'],
  ['from server import A\nA.port', 'class A:\n    §property\n    def port(self):\n        @'],
  ['from server import A\na = A()\nprint(a.port)', 'class A:\n    §property\n    def port(self):\n        @'],
  [
    'from server import A\na = A()\nprint(a.port.x.y())',
    'class A:\n    §property\n    def port(self):\n        @',
  ],
  ['from server import A\na = A()\na.port()', 'class A:\n    §property\n    def port(self):\n        @'],
  [
    'from server import a\nif flag: a.port',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
  ['from server import a\na.port', 'class A:\n    §property\n    def port(self):\n        @\na = A()'],
  [
    'from server import a\nx = a.port or 1',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
  [
    'from server import a\nx = flag or a.port',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
  [
    'from server import a\na.port',
    'from functools import cached_property\nclass A:\n    §cached_property\n    def port(self):\n        @\na = A()',
  ],
  [
    'from server import a\na.port',
    'import functools\nclass A:\n    §functools.cached_property\n    def port(self):\n        @\na = A()',
  ],
  [
    'from server import a\na.port = 1',
    'class A:\n    §property\n    def port(self):\n        @\n    §port.setter\n    def port(self, x):\n        pass\na = A()',
  ],
  [
    'from server import A\nA().start()',
    'class A:\n    def start(self):\n        return self.port\n    §property\n    def port(self):\n        @\n',
  ],
  [
    'from server import A\nA().start()',
    'class B:\n    def start(self):\n        return self.port\nclass A(B):\n    §property\n    def port(self):\n        @\n',
  ],
  [
    'from server import A\nA().start()',
    'class B:\n    def start(self):\n        return self.port\n    §property\n    def port(self):\n        @\nclass A(B):\n    port = 3',
  ],
  [
    'from server import A\nA().start()',
    'class A:\n    def start(self):\n        self.port.run()\n    §property\n    def port(self):\n        @\n',
  ],
  [
    'from server import A\nA.start()',
    'class A:\n    §classmethod\n    def start(cls):\n        return cls.port\n    §property\n    def port(self):\n        @\n',
  ],
  [
    'from server import A\ntry:\n    A().port\nexcept Exception:\n    pass',
    'class A:\n    §property\n    def port(self):\n        @',
  ],
  [
    'from server import a\nf = lambda: a.port',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
  [
    'from server import a\ndef f(x=a.port): pass',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
  [
    'from server import a\nclass B:\n    x = a.port',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
  ['from server import a\nf"{a.port}"', 'class A:\n    §property\n    def port(self):\n        @\na = A()'],
  ['from server import a\nx: a.port', 'class A:\n    §property\n    def port(self):\n        @\na = A()'],
  [
    'from server import a\ndef f(x: a.port): pass',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
  ['from server import a\na.port += 1', 'class A:\n    §property\n    def port(self):\n        @\na = A()'],
  [
    'from server import a\nfor a.x in []: pass',
    'class A:\n    §property\n    def x(self):\n        @\na = A()',
  ],
  [
    'from server import a\nimport typing\nif typing.TYPE_CHECKING:\n    a.x',
    'class A:\n    §property\n    def x(self):\n        @\na = A()',
  ],
  [
    'from server import a, A\nb = a\nb.port',
    'class A:\n    §property\n    def port(self):\n        @\na = A',
  ],
  ['from server import a\na.port', 'class A:\n    §property\n    def port(self):\n        @\na = A'],
  [
    'from server import a\ndef f():\n    x: a.port = 1\nf()',
    'class A:\n    §property\n    def port(self):\n        @\na = A()',
  ],
];

test('getters in Node', () => expectAsRun('js', JAVASCRIPT), 180_000);
test('properties in CPython', () => expectAsRun('py', PYTHON), 180_000);
