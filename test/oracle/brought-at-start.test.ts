// Node and CPython judge what runs while a program starts of modules that a function loads, and of what a star import brings.

import { test } from 'vitest';
import { expectAsRun, type StartPrograms } from '../support/start-programs.ts';

const BASE_JS = 'export function start() { @; } export class Own { run() { start(); } }';
const BASE_PY = 'def run():\n    @\nclass A:\n    def go(self):\n        run()\n';

const JAVASCRIPT: StartPrograms = [
  [
    "import { load } from './server.js'; const { start } = await load(); start();",
    "export const load = () => import('./base.js');",
    BASE_JS,
  ],
  [
    "import { load } from './server.js'; const m = await load(); m.start();",
    "export async function load() { return await import('./base.js'); }",
    BASE_JS,
  ],
  [
    "import { load } from './server.js'; load().then((m) => m.start());",
    "export async function load() { return import('./base.js'); }",
    BASE_JS,
  ],
  [
    "import { load } from './server.js'; const { start } = await load();",
    "export const load = () => import('./base.js');",
    BASE_JS,
  ],
  [
    "import { load } from './server.js'; const { Own } = await load(); new Own().run();",
    "export const load = () => import('./base.js');",
    BASE_JS,
  ],
  [
    "import { load } from './server.js'; const { start } = await load(); if (flag) start();",
    "export const load = () => import('./base.js');",
    BASE_JS,
  ],
  [
    "import { load } from './server.js'; const { start } = await load(); try { start(); } catch {}",
    "export const load = () => import('./base.js');",
    BASE_JS,
  ],
  ["const load = () => import('./base.js'); const { start } = await load(); start();", '', BASE_JS],
  ["const load = () => import('./base.js'); load;", '', BASE_JS],
  [
    "let load = () => import('./base.js'); load = () => ({ start() {} }); const { start } = await load(); start();",
    '',
    BASE_JS,
  ],
  ["const m = import('./base.js'); (await m).start();", '', BASE_JS],
];

const PYTHON: StartPrograms = [
  ['from server import *\nrun()', 'from base import *', BASE_PY],
  ['from server import *\nfrom os.path import *\nrun()', 'from base import *', BASE_PY],
  ['from server import *\nrun', 'from base import *', BASE_PY],
  ['from server import *\nif flag: run()', 'from base import *', BASE_PY],
  ['from server import *\ndef run(): pass\nrun()', 'from base import *', BASE_PY],
  ['from server import *\nrun = print\nrun()', 'from base import *', BASE_PY],
  ['from server import *\ntry:\n    run()\nexcept Exception:\n    pass', 'from base import *', BASE_PY],
  ['from server import *\nA().go()', 'from base import *', BASE_PY],
  ['from server import *\nclass B(A):\n    pass\nB().go()', 'from base import *', BASE_PY],
  ['from server import *\nclass B(A):\n    def go(self): pass\nB().go()', 'from base import *', BASE_PY],
  ['from server import *\nprint(1)', 'from base import *', BASE_PY],
  ['from server import *\ndef f(run):\n    run()\nf(print)', 'from base import *', BASE_PY],
  ['from server import *\nfor run in [print]:\n    run()', 'from base import *', BASE_PY],
  ['from server import *\nrun()', 'from base import run', BASE_PY],
];

test('modules that functions load', () => expectAsRun('js', JAVASCRIPT), 180_000);
test('names that a star brings', () => expectAsRun('py', PYTHON), 180_000);
