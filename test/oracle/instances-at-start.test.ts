// Node and CPython judge which methods an instance runs while a program starts: its own, those of classes that it is derived
// from, and those that stand in their place. `@` is what breaks, `§` a decorator.

import { test } from 'vitest';
import { expectAsRun, type StartPrograms } from '../support/start-programs.ts';

const JAVASCRIPT: StartPrograms = [
  [
    "import { Server } from './server.js'; new Server().start();",
    'class Base { start() { this.run(); } } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { constructor() { this.run(); } run() {} } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Base } from './server.js'; new Base();",
    'export class Base { constructor() { this.run(); } run() {} } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { constructor() { this.run(); } run() { @; } } export class Server extends Base { run() { } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { constructor() { this.run(); } run() { @; } } export class Server extends Base { run() { super.run(); } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { constructor() { this.run(); } run() { this.more(); } more() {} } export class Server extends Base { run() { super.run(); } more() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().start();",
    'class Base { start() { this.#go(); } #go() { this.run(); } } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server().start();",
    'class Base { start() { this.#go(); } #go() { this.run(); } run() { @; } } export class Server extends Base { run() { } }',
  ],
  [
    "import { Server } from './server.js'; new Server().start();",
    'class Base { start() { if (flag) this.run(); } } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; Server.start();",
    'class Base { static start() { this.run(); } static run() {} } export class Server extends Base { static run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { x = this.run(); run() {} } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { constructor() { this.run = () => {}; this.run(); } } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server(() => {});",
    'export class Server { constructor(run) { this.run = run; this.run(); } run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { run = () => {}; constructor() { this.run(); } } export class Server extends Base { run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'class Base { constructor() { this.run(); } run() {} } export class Server extends Base { run = () => { @; }; }',
  ],
  [
    "import { Base } from './server.js'; class Own extends Base { run() {} } new Own().start();",
    'export class Base { start() { this.run(); } run() { @; } }',
  ],
  [
    "import { Base } from './server.js'; class Own extends Base { run() {} } new Own().start(); new Base().start();",
    'export class Base { start() { this.run(); } run() { @; } }',
  ],
  [
    "import { Own } from './server.js'; new Own().start();",
    "import { Base } from './base.js'; export class Own extends Base { run() { @; } }",
    'export class Base { start() { this.before(); this.run(); } before() {} }',
  ],
  [
    "import { Own } from './server.js'; await new Own().start();",
    "import { Base } from './base.js'; export class Own extends Base { async run() { @; } }",
    'export class Base { async start() { await this.run(); } }',
  ],
  [
    "import { Own } from './server.js'; await new Own().start();",
    "import { Base } from './base.js'; export class Own extends Base { async run() { @; } }",
    'export class Base { async start() { try { await this.run(); } catch (e) { console.log(e); } } }',
  ],
  [
    "import { Own } from './server.js'; new Own().start();",
    "import { EventEmitter } from 'node:events'; class Base extends EventEmitter { start() { this.run(); } } export class Own extends Base { run() { @; } }",
  ],
  [
    "import { Server } from './server.js'; new Server({});",
    'export class Server { constructor(o) { Object.assign(this, o); this.run(); } run() {} }',
  ],
  [
    "import { Server } from './server.js'; new Server({ run() {} });",
    'export class Server { constructor(o) { Object.assign(this, o); this.run(); } run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; new Server();",
    'export class Server { constructor() { this.run = this.run.bind(this); this.run(); } run() { @; } }',
  ],
  [
    "import { Server } from './server.js'; const s = new Server(); s.run();",
    'export class Server { constructor() { this.run = () => {}; } run() { @; } }',
  ],
];

const PYTHON: StartPrograms = [
  [
    'from server import A\nA()',
    'class Base:\n    def __init__(self):\n        self.run()\nclass A(Base):\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA().start()',
    'from abc import ABC\nclass Base(ABC):\n    def start(self):\n        self.run()\nclass A(Base):\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA().start()',
    'class Mixin:\n    def run(self):\n        pass\nclass Base:\n    def start(self):\n        self.run()\n    def run(self):\n        @\nclass A(Mixin, Base):\n    pass',
  ],
  [
    'from server import A\nA().start()',
    'class Mixin:\n    def run(self):\n        super().run()\nclass Base:\n    def start(self):\n        self.run()\n    def run(self):\n        @\nclass A(Mixin, Base):\n    pass',
  ],
  [
    'from server import A\nA().start()',
    'class Root:\n    def run(self):\n        @\nclass B(Root):\n    def run(self):\n        super().run()\nclass C(Root):\n    def run(self):\n        pass\nclass A(B, C):\n    def start(self):\n        self.run()',
  ],
  [
    'from server import A\nA().start()',
    'class Root:\n    def run(self):\n        pass\nclass B(Root):\n    def run(self):\n        super().run()\nclass C(Root):\n    def run(self):\n        @\nclass A(B, C):\n    def start(self):\n        self.run()',
  ],
  [
    'from server import A\nA().start()',
    'class Base:\n    def start(self):\n        self.__run()\n    def __run(self):\n        pass\nclass A(Base):\n    def __run(self):\n        @',
  ],
  [
    'from server import A\nA().start()',
    'class Base:\n    def start(self):\n        self.__run()\n    def __run(self):\n        self.go()\nclass A(Base):\n    def go(self):\n        @',
  ],
  [
    'from server import A\nA.start()',
    'class Base:\n    §classmethod\n    def start(cls):\n        cls().run()\nclass A(Base):\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA.start()',
    'class Base:\n    §classmethod\n    def start(cls):\n        cls.run()\nclass A(Base):\n    §classmethod\n    def run(cls):\n        @',
  ],
  [
    'from server import Base\nclass A(Base):\n    def run(self):\n        pass\nA().start()',
    'class Base:\n    def start(self):\n        self.run()\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA().start()',
    'class Base:\n    def start(self):\n        self.run()\nclass A(Base):\n    def __init__(self):\n        self.run = print\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA()',
    'import threading\nclass A(threading.Thread):\n    def __init__(self):\n        super().__init__()\n        self.run()\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA()',
    'class Base:\n    def __init__(self, x):\n        self.x = x\n        self.setup()\nclass A(Base):\n    def __init__(self):\n        super().__init__(1)\n    def setup(self):\n        @',
  ],
  [
    'from server import A\nA()',
    'class Base:\n    def __init__(self, x):\n        self.x = x\n        self.setup()\nclass A(Base):\n    def __init__(self):\n        Base.__init__(self, 1)\n    def setup(self):\n        @',
  ],
  [
    'from server import A\nA()',
    'class Base:\n    def __init__(self):\n        self.setup()\n    def setup(self):\n        @\nclass A(Base):\n    def __init__(self):\n        Base.__init__(self)\n    def setup(self):\n        pass',
  ],
  [
    'from server import A\nA(run=print)',
    'class A:\n    def __init__(self, **all):\n        for name, value in all.items():\n            setattr(self, name, value)\n        self.run()\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA(run=print)',
    'class A:\n    def __init__(self, **all):\n        self.__dict__.update(all)\n        self.run()\n    def run(self):\n        @',
  ],
  [
    'from server import A\nA()',
    'class A:\n    def __init__(self):\n        self.x, self.y = 1, 2\n        self.run()\n    def run(self):\n        @',
  ],
];

test('methods of instances in Node', () => expectAsRun('js', JAVASCRIPT), 180_000);
test('methods of instances in CPython', () => expectAsRun('py', PYTHON), 180_000);
