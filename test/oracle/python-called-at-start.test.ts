// CPython judges what is said to happen at start-up because a function is called there: by the module that is started, by
// what it runs only as a script, and by one module of another. As in called-at-start.test.ts, each piece of code runs with
// a flag and without it.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { outcomeOf, type StartOutcome, saidOf } from '../support/start-outcome.ts';

/** main.py and helper.py; `@` is what breaks, where it stands. */
const PROGRAMS: readonly (readonly [main: string, helper: string])[] = [
  ['def main():\n    @\n\nif __name__ == "__main__":\n    main()', ''],
  ['def main():\n    @\n\nif __name__ == "__main__": main()', ''],
  ['def main():\n    @\n\nif __name__ == "__main__":\n    if flag:\n        main()', ''],
  ['def main():\n    if flag:\n        @\n\nif __name__ == "__main__":\n    main()', ''],
  ['def main():\n    if flag:\n        return\n    @\n\nmain()', ''],
  ['def main():\n    @\n\nmain()', ''],
  ['def main():\n    @\n', ''],
  ['if __name__ == "__main__":\n    @', ''],
  ['if __name__ == "__main__":\n    if flag:\n        @', ''],
  ['if __name__ != "__main__":\n    main = 1\ndef main():\n    @\n', ''],
  ['import sys\ndef main():\n    @\n\nif __name__ == "__main__":\n    sys.exit(main())', ''],
  ['import sys\ndef main():\n    @\n\nif flag:\n    sys.exit(0)\nmain()', ''],
  ['def main():\n    run()\n\ndef run():\n    @\n\nif __name__ == "__main__":\n    main()', ''],
  ['def main():\n    yield\n    @\n\nmain()', ''],
  ['async def main():\n    @\n\nmain().close()', ''],
  ['import asyncio\nasync def main():\n    @\n\nasyncio.run(main())', ''],
  [
    'import asyncio\nasync def main():\n    await run()\n\nasync def run():\n    @\n\nasyncio.run(main())',
    '',
  ],
  [
    'import asyncio\nasync def main():\n    run().close()\n\nasync def run():\n    @\n\nasyncio.run(main())',
    '',
  ],
  ['def main():\n    @\n\ntry:\n    main()\nexcept Exception as error:\n    print(error)', ''],
  ['def main():\n    @\n\ntry:\n    main()\nexcept Exception as error:\n    print(error)\n    raise', ''],
  [
    'import sys\ndef main():\n    @\n\ntry:\n    main()\nexcept Exception as error:\n    print(error)\n    sys.exit(1)',
    '',
  ],
  ['def main():\n    @\n\ntry:\n    main()\nexcept KeyError:\n    pass', ''],
  ['def main():\n    @\n\ntry:\n    main()\nexcept (KeyError, Exception):\n    pass', ''],
  ['def main():\n    @\n\ntry:\n    pass\nexcept Exception:\n    pass\nelse:\n    main()', ''],
  ['def main():\n    @\n\ntry:\n    pass\nfinally:\n    main()', ''],
  ['def main():\n    @\n\nflag and main()', ''],
  ['def main():\n    @\n\nmain() if flag else None', ''],
  ['def main():\n    @\n\nlater = lambda: main()', ''],
  ['def main():\n    @\n\nfor one in [1] if flag else []:\n    main()', ''],
  ['def main():\n    @\n\ndef main():\n    pass\n\nmain()', ''],
  ['def main():\n    @\n\nmain = print\nmain()', ''],
  ['def skip(code):\n    return lambda: None\n\n@skip\ndef main():\n    @\n\nmain()', ''],
  ['def call(main):\n    main()\n\ndef main():\n    @\n\ncall(print)', ''],
  ['import contextlib\ndef main():\n    @\n\nwith contextlib.suppress(Exception):\n    main()', ''],
  ['class main:\n    def main(self):\n        @\n\nmain()', ''],
  ['from helper import start\nstart()', 'def start():\n    @'],
  ['from helper import start\n\nif __name__ == "__main__":\n    start()', 'def start():\n    @'],
  [
    'from helper import start as go\n\ndef main():\n    go()\n\nif __name__ == "__main__":\n    main()',
    'def start():\n    @',
  ],
  ['import helper\nhelper.start()', 'def start():\n    @'],
  ['import helper\nif flag:\n    helper.start()', 'def start():\n    @'],
  [
    'def main():\n    from helper import start\n    start()\n\nif __name__ == "__main__":\n    main()',
    'def start():\n    @',
  ],
  ['def main():\n    import helper\n\nif __name__ == "__main__":\n    main()', '@'],
  ['if __name__ == "__main__":\n    import helper', '@'],
  ['import helper', 'if __name__ == "__main__":\n    @'],
  ['import helper', 'def main():\n    @\n\nif __name__ == "__main__":\n    main()'],
  ['from package import start\nstart()', 'def start():\n    @'],
  ['from package import inner\ninner.start()', 'def start():\n    @'],
  ['import helper\ntry:\n    helper.start()\nexcept Exception:\n    pass', 'def start():\n    @'],
  ['from helper import Server\nServer()', 'class Server:\n    def __init__(self):\n        @'],
  ['from helper import Server\nServer()', 'class Server:\n    def __new__(cls):\n        @'],
  ['from helper import Server\nServer()', 'class Server:\n    def start(self):\n        @'],
  ['from helper import Server\nServer', 'class Server:\n    def __init__(self):\n        @'],
  ['from helper import Server\nServer().start()', 'class Server:\n    def start(self):\n        @'],
  ['from helper import Server\ns = Server()\ns.start()', 'class Server:\n    def start(self):\n        @'],
  [
    'from helper import Server\ndef main():\n    s = Server()\n    s.start()\nmain()',
    'class Server:\n    def start(self):\n        @',
  ],
  [
    'from helper import Server\ns = Server()\ns = print\ns()',
    'class Server:\n    def __call__(self):\n        @',
  ],
  [
    'from helper import server\nserver.start()',
    'class Server:\n    def start(self):\n        @\nserver = Server()',
  ],
  [
    'from helper import Server\nServer().start()',
    'class Server:\n    def start(self):\n        self.run()\n    def run(self):\n        @',
  ],
  [
    'from helper import Server\nServer.start()',
    'class Server:\n    \x40classmethod\n    def start(cls):\n        cls.run()\n    \x40classmethod\n    def run(cls):\n        @',
  ],
  [
    'from helper import Server\nServer.start()',
    'class Server:\n    \x40staticmethod\n    def start():\n        @',
  ],
  [
    'from helper import Server\nclass Own(Server):\n    pass\nOwn().start()',
    'class Server:\n    def start(self):\n        @',
  ],
  [
    'from helper import Server\nclass Own(Server):\n    def start(self): pass\nOwn().start()',
    'class Server:\n    def start(self):\n        @',
  ],
  [
    'from helper import Server\nclass Own(Server):\n    start = print\nOwn().start()',
    'class Server:\n    def start(self):\n        @',
  ],
  [
    'from helper import Server\nclass Own(Server):\n    def run(self): pass\nOwn().start()',
    'class Server:\n    def start(self):\n        self.run()\n    def run(self):\n        @',
  ],
  [
    'from helper import Server\nclass Own(Server):\n    def __init__(self):\n        super().__init__()\nOwn()',
    'class Server:\n    def __init__(self):\n        @',
  ],
  [
    'from helper import Server\nclass Own(Server): pass\nOwn()',
    'class Server:\n    def __init__(self):\n        @',
  ],
  [
    'from helper import Server\nclass Own(Server): pass',
    'class Server:\n    def __init_subclass__(cls):\n        @',
  ],
  [
    'from helper import Meta\nclass Own(metaclass=Meta): pass',
    'class Meta(type):\n    def __new__(mcs, *rest):\n        @',
  ],
  [
    'from helper import Server\nwith Server():\n    pass',
    'class Server:\n    def __enter__(self):\n        @\n    def __exit__(self, *rest): pass',
  ],
  [
    'from helper import start\nwith start():\n    pass',
    'import contextlib\n\x40contextlib.contextmanager\ndef start():\n    @\n    yield',
  ],
  [
    'from helper import start\nstart()',
    'import contextlib\n\x40contextlib.contextmanager\ndef start():\n    @\n    yield',
  ],
  [
    'from helper import start\nstart()',
    'import functools\n\x40functools.lru_cache(maxsize=None)\ndef start():\n    @',
  ],
  ['from helper import mark\n\x40mark\ndef f(): pass', 'def mark(f):\n    @\n    return f'],
  ['from helper import mark\n\x40mark(1)\ndef f(): pass', 'def mark(x):\n    @'],
  ['from helper import start\ndef f(x=start()): pass', 'def start():\n    @'],
  ['from helper import start\ngo = start\ngo()', 'def start():\n    @'],
  [
    'import asyncio\nfrom helper import start\nasync def main():\n    await asyncio.gather(start(), start())\nasyncio.run(main())',
    'async def start():\n    @',
  ],
  [
    'import asyncio\nfrom helper import start\nasync def main():\n    await asyncio.gather(start(), return_exceptions=True)\nasyncio.run(main())',
    'async def start():\n    @',
  ],
  [
    'import asyncio\nfrom helper import start\nasync def main():\n    asyncio.create_task(start())\n    await asyncio.sleep(0)\nasyncio.run(main())',
    'async def start():\n    @',
  ],
  ['from helper import start\nmatch flag:\n    case True:\n        start()', 'def start():\n    @'],
  ['from helper import start\nmatch flag:\n    case _:\n        start()', 'def start():\n    @'],
  ['from helper import start\nwhile True:\n    start()', 'def start():\n    @'],
  ['import helper', 'x = 1 if flag else lib.gone()'],
  ['import helper', 'x = [lib.gone() for i in range(flag)]'],
  ['import helper', 'x = flag and lib.gone()'],
  ['import helper', 'import sys\nif flag:\n    sys.exit(0)\n@'],
  [
    'from helper import A\nclass B(A):\n    pass\nB().run()',
    'class A:\n    def run(self):\n        self.go()\n    def go(self):\n        @',
  ],
  [
    'from helper import A\nclass B(A):\n    def go(self):\n        pass\nB().run()',
    'class A:\n    def run(self):\n        self.go()\n    def go(self):\n        @',
  ],
  [
    'from helper import A\nclass B(A):\n    def __init__(self):\n        self.x = 1\n    def stop(self):\n        pass\nB().run()',
    'class A:\n    def run(self):\n        self.go()\n    def go(self):\n        @',
  ],
  [
    'from helper import A\nclass M(A):\n    def go(self):\n        pass\nclass N(A):\n    pass\nclass B(N, M):\n    pass\nB().run()',
    'class A:\n    def run(self):\n        self.go()\n    def go(self):\n        @',
  ],
  [
    'from helper import A\nclass B(A):\n    def go(self):\n        pass\nclass C(B):\n    pass\nC().run()',
    'class A:\n    def run(self):\n        self.go()\n    def go(self):\n        @',
  ],
  [
    'from helper import A\nclass B(A):\n    pass\nclass C(B):\n    def go(self):\n        pass\nC().run()',
    'class A:\n    def run(self):\n        self.go()\n    def go(self):\n        @',
  ],
  [
    'from helper import A\nclass B(A):\n    def go(self):\n        pass\nB().run()',
    'class Z:\n    def go(self):\n        @\nclass A(Z):\n    def run(self):\n        self.go()',
  ],
  ['from helper import items\nfor one in items():\n    pass', 'def items():\n    @\n    yield 1'],
  ['from helper import items\nitems()', 'def items():\n    @\n    yield 1'],
  ['from helper import items\nall = list(items())', 'def items():\n    @\n    yield 1'],
  ['from helper import items\nall = [one for one in items()]', 'def items():\n    @\n    yield 1'],
  ['from helper import items\nall = (one for one in items())', 'def items():\n    @\n    yield 1'],
  ['from helper import items\nall = sorted(one for one in items())', 'def items():\n    @\n    yield 1'],
  ['from helper import items\nall = map(str, items())', 'def items():\n    @\n    yield 1'],
  ['from helper import items\nall = [*items()]', 'def items():\n    @\n    yield 1'],
  [
    'from helper import items\nif flag:\n    for one in items():\n        pass',
    'def items():\n    @\n    yield 1',
  ],
  [
    'from helper import items\ndef more():\n    yield from items()\nfound = 1 in more()',
    'def items():\n    @\n    yield 1',
  ],
  [
    'from helper import items\ndef more():\n    yield from items()\nmore()',
    'def items():\n    @\n    yield 1',
  ],
  [
    'from helper import items\ntry:\n    next(items())\nexcept Exception:\n    pass',
    'def items():\n    @\n    yield 1',
  ],
  [
    'from helper import A\nprint(*A().items())',
    'class A:\n    def items(self):\n        if flag:\n            @\n        yield 1',
  ],
  [
    'import asyncio\nfrom helper import items\nasync def main():\n    async for one in items():\n        pass\nasyncio.run(main())',
    'async def items():\n    @\n    yield 1',
  ],
];

const FLAG = "import os\nimport lib\nflag = os.environ.get('FLAG') == '1'\n";

test('each way to call', async () => {
  const folder = temporaryFolder();
  const told: [main: string, helper: string, StartOutcome][] = [];
  const happened: typeof told = [];
  for (const [index, [main, helper]] of PROGRAMS.entries()) {
    const root = `${folder}/${index}`;
    const broken = (text: string) => `${FLAG}\n${text.replace(/@$|@(?=\n)/m, 'lib.gone()')}\n`;
    const isInPackage = main.includes('package');
    writeFiles(root, {
      'main.py': broken(main),
      [isInPackage ? 'package/inner.py' : 'helper.py']: broken(helper),
      ...(isInPackage && {
        'package/__init__.py': main.includes('import start') ? 'from .inner import start\n' : '',
      }),
      'lib.py': 'there = 1\n',
    });
    told.push([main, helper, await saidOf(root)]);
    happened.push([main, helper, await outcomeOf(root, 'main.py')]);
  }
  expect(told).toEqual(happened);
  expect(new Set(happened.map(([, , when]) => when)).size).toBe(3);
}, 180_000);
