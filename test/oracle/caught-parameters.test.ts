// Node judges which functions keep the errors of what they are given to themselves: each is given a function that breaks,
// and either lets the error through or does not.

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

/** `run`, and the kind of function that it is given. A handler that throws again in a branch is not decided, and not told. */
const WRAPPERS: readonly (readonly [code: string, given: 'async () =>' | '() =>'])[] = [
  [
    'async function run(work) { try { return await work(); } catch (e) { console.error(e); } }',
    'async () =>',
  ],
  ['async function run(work) { try { return await work(); } catch {} }', 'async () =>'],
  ['async function run(work) { try { return work(); } catch (e) { console.error(e); } }', 'async () =>'],
  ['async function run(work) { try { return work(); } catch (e) { console.error(e); } }', '() =>'],
  [
    'async function run(work) { try { await work(); } catch (e) { console.error(e); throw e; } }',
    'async () =>',
  ],
  [
    'async function run(work) { let last; for (let i = 0; i < 2; i++) try { return await work(); } catch (e) { last = e; } throw last; }',
    'async () =>',
  ],
  ['function run(work) { try { work(); } catch (e) { console.error(e); } }', '() =>'],
  ['function run(work) { return work().catch((e) => console.error(e)); }', 'async () =>'],
  ['function run(work) { return work().catch((e) => { throw e; }); }', 'async () =>'],
  [
    'function run(work) { return new Promise(async (resolve, reject) => { try { resolve(await work()); } catch (e) { reject(e); } }); }',
    'async () =>',
  ],
  ['async function run(work) { try { await work(); } catch {} await work(); }', 'async () =>'],
  [
    'async function run(work) { const kept = work; try { await work(); } catch {} await kept(); }',
    'async () =>',
  ],
  ['const run = async (work) => { try { await work(); } catch (e) { console.error(e); } };', 'async () =>'],
  ['const run = async (work) => { try {} finally { await work(); } };', 'async () =>'],
];

test.each(WRAPPERS)('%s, given %s', async (code, given) => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "type": "module", "main": "./main.js" }',
    'lib.js': 'export const there = 1;\n',
    'run.js': `${code}\nexport { run };\n`,
    'main.js': `import { run } from './run.js';\nimport * as lib from './lib.js';\nexport function go() {\n  return run(${given} { lib.gone(); });\n}\n`,
  });
  const ask =
    "import('./main.js').then(({ go }) => go()).then(() => console.log('kept'), () => console.log('let through'))";
  const node = execFileSync(process.execPath, ['-e', ask], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { report } = await checkFiles(root);
  const [finding] = report.findings;
  expect(finding?.impact?.when).toBe('call');
  expect(finding?.impact?.swallowed ?? 'let through').toBe(
    node.trim() === 'kept' ? 'run() of run.js catches the error, and the program goes on' : 'let through',
  );
});

test('a function inside what is given runs later, and nobody catches what it throws', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "type": "module", "main": "./main.js" }',
    'lib.js': 'export const there = 1;\n',
    'main.js':
      "import * as lib from './lib.js';\nconst safe = (work) => { try { work(); } catch {} };\nexport function go() {\n  safe(() => { setTimeout(() => lib.gone()); [1].forEach(() => lib.gone()); });\n}\n",
  });
  const { report } = await checkFiles(root);
  expect(report.findings.map(({ impact }) => impact?.swallowed)).toEqual([
    undefined,
    'safe() catches the error, and the program goes on',
  ]);
});
