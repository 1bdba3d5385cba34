// Node judges what an asynchronous function runs while modules around a circle are loaded, when nobody waits for it: up to
// its first `await` everything is as early as the call, and an error that nobody handles ends the process.

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

/** b.js, which a.js imports before it declares `v`. */
const CASES: readonly string[] = [
  '(async () => { v; })();',
  '(async () => { await 0; v; })();',
  '(async () => { await v; })();',
  '(async () => { await 0; })(); v;',
  '(async function () { const { x = v } = {}; })();',
  'void (async () => { v; })();',
  '(async () => { v; })().catch(() => {});',
  'export const p = (async () => { v; })(); p.catch(() => {});',
  'async function main() { v; } main();',
  'async function main() { await 0; v; } main();',
  'async function main() { for (const x of [1]) await x; v; } main();',
  'async function main() { for await (const x of [1]) v; } main();',
  'async function main() { [v, await 0]; } main();',
  'async function main() { [await 0, v]; } main();',
  'async function inner() { await 0; v; } async function main() { await inner(); } main();',
  'async function inner() { v; } async function main() { await inner(); } main();',
  'async function inner() { v; } async function main() { try { await inner(); } catch {} } main();',
  'async function inner() { await 0; } async function main() { inner(); v; } main();',
  'async function inner() { await 0; } async function main() { await inner(); v; } main();',
  'const go = async () => { (() => { v; })(); }; go();',
  'class A { async go() { v; } } new A().go();',
  'async function main(x = v) {} main();',
  'async function main() { if (globalThis.never) v; } main();',
  'async function main() { return; v; } main();',
  'async function main() { v; } main().catch(() => {}); await main();',
  'async function main() { await 0; v; } main().catch(() => {}); await main();',
  'async function* main() { v; } main();',
];

test.each(['oxc', 'ts-morph'] as const)(
  'read by %s',
  async (engine) => {
    const folder = temporaryFolder();
    const said: (string | null)[] = [];
    const did: (string | null)[] = [];
    for (const [index, code] of CASES.entries()) {
      const root = `${folder}/${index}`;
      writeFiles(root, {
        'package.json': '{ "name": "circle", "type": "module", "main": "./a.js" }',
        'a.js': "import './b.js';\nexport const v = 1;\n",
        'b.js': `import { v } from './a.js';\n${code}\n`,
      });
      const { report } = await checkFiles(root, { engine });
      const [first] = report.findings.filter(({ rule }) => rule === 'initialisation-cycle');
      said.push(first?.impact?.error ?? null);
      const { status, stderr } = spawnSync(process.execPath, ['a.js'], { cwd: root, encoding: 'utf8' });
      did.push(status === 0 ? null : (/^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr));
    }
    const named = (errors: readonly (string | null)[]) => CASES.map((code, index) => [code, errors[index]]);
    expect(named(said)).toEqual(named(did));
    expect(did.filter((error) => error === null).length).toBeGreaterThan(8);
    expect(did.filter((error) => error !== null).length).toBeGreaterThan(8);
  },
  60_000,
);
