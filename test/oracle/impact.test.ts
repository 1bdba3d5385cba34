// Node judges impact: module graphs are generated, Node loads them and calls their functions. What danglint calls a
// crash at start-up is one, with that message; what it calls a crash on call starts cleanly and crashes when called;
// and where danglint sees neither, Node neither fails. DANGLINT_ORACLE_GRAPHS sets the number, DANGLINT_ORACLE_SEED
// where they start.

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';
import { randomFrom } from '../support/random.ts';

const GRAPHS = Number(process.env['DANGLINT_ORACLE_GRAPHS'] ?? 150);
const FIRST = Number(process.env['DANGLINT_ORACLE_SEED'] ?? 0);
const RUNNER = join(dirname(fileURLToPath(import.meta.url)), 'run-modules.mjs');

/**
 * Modules that export a constant, a class, a hoisted function and an async function; that import of each other, in
 * circles too; and that read what they import at once, later, or behind a condition. Some names and files are missing.
 */
function generate(seed: number): Record<string, string> {
  const next = randomFrom(seed);
  const count = 3 + next(4);
  const files: Record<string, string> = { 'package.json': '{ "type": "module", "main": "./m0.js" }' };
  for (let index = 0; index < count; index++) {
    const imports: string[] = [];
    const body: string[] = [];
    for (let use = 0; use < 1 + next(3); use++) {
      const isLate = next(3) === 0;
      // What is missing at load is rare, or every graph would end there; and half of the imports close no circle.
      const forward = next(2) === 0 && index + 1 < count ? index + 1 + next(count - index - 1) : next(count);
      const target = next(isLate ? 8 : 25) === 0 ? 'gone' : `m${forward}`;
      const number = target === 'gone' ? '0' : target.slice(1);
      const name = next(isLate ? 3 : 20) === 0 ? 'missing' : ['value', 'Class', 'hoisted'][next(3)] + number;
      const local = `l${index}_${use}`;
      const from = `from './${target}.js';`;
      switch (isLate ? 'late' : next(6)) {
        case 0:
          imports.push(`import { ${name} as ${local} } ${from}`);
          body.push(`export const kept_${local} = () => ${local};`);
          break;
        case 1:
          imports.push(`import { ${name} as ${local} } ${from}`);
          body.push(`export const read_${local} = [${local}];`);
          break;
        case 2:
          imports.push(`import { Class${number} as ${local} } ${from}`);
          body.push(`export class Sub_${local} extends ${local} {}`);
          break;
        case 3:
          imports.push(`import * as ${local} ${from}`);
          body.push(`export const member_${local} = { at: ${local}.value${number} };`);
          break;
        case 4:
          imports.push(`import { ${name} as ${local} } ${from}`);
          body.push(`if (globalThis.never) ${local};`);
          break;
        case 5:
          imports.push(`export { ${name} as via_${local} } ${from}`);
          break;
        case 'late':
          body.push(
            `export async function later_${local}() { const { ${name} } = await import('./${target}.js'); return ${name === 'missing' ? 'missing()' : name}; }`,
          );
      }
    }
    files[`m${index}.js`] = [
      ...imports,
      `export function hoisted${index}() {}`,
      ...body,
      `export const value${index} = ${index};`,
      `export class Class${index} {}`,
      '',
    ].join('\n');
  }
  return files;
}

interface Ran {
  /** The error of loading the entry. */
  readonly load: string | null;
  /** `file#function` → the error of calling it. */
  readonly calls: Readonly<Record<string, string | null>>;
}

test(`${GRAPHS} generated graphs: Node crashes when and how danglint says`, async () => {
  const folder = temporaryFolder();
  const asked: { entry: string; calls: string[] }[] = [];
  const told: { startup: string[]; later: string[] }[] = [];
  for (let seed = 0; seed < GRAPHS; seed++) {
    const root = `${folder}/g${seed}`;
    writeFiles(root, generate(FIRST + seed));
    const { report, sources } = await checkFiles(root, {
      resolver: { alias: {}, conditions: [], runtime: 'node', generated: [], pythonPath: [] },
    });
    const startup: string[] = [];
    const later: string[] = [];
    const calls = new Set<string>();
    report.findings.forEach(({ impact }, index) => {
      const { site, location } = sources[index] ?? {};
      const error = site?.runtimeError ?? '';
      if (impact?.when === 'startup') startup.push(error);
      if (impact?.when !== 'call') return;
      later.push(error);
      if (site?.runs === 'call') calls.add(`${location?.module}#${impact.enclosing}`);
    });
    told.push({ startup, later });
    asked.push({ entry: `${root}/m0.js`, calls: startup.length > 0 ? [] : [...calls] });
  }
  const ran = JSON.parse(
    execFileSync(process.execPath, [RUNNER], { input: JSON.stringify(asked), encoding: 'utf8' }),
  ) as Ran[];

  const seen = { startup: 0, call: 0, clean: 0 };
  told.forEach(({ startup, later }, seed) => {
    const { load, calls } = ran[seed] ?? { load: null, calls: {} };
    const context = `graph ${FIRST + seed}`;
    if (load === null) {
      expect(startup, context).toEqual([]);
      seen.clean++;
    } else {
      expect(startup, context).toContain(load);
      seen.startup++;
    }
    for (const [call, error] of Object.entries(calls)) {
      // What an import() loads may in its turn end on a circle first: only circles of entries are simulated.
      if (error?.endsWith('before initialization') === true) continue;
      // Node 20 says this of a module whose loading failed before in the same process.
      if (error?.includes('ERR_VM_MODULE_LINK_FAILURE') === true) continue;
      // The function ends at its own finding or at one in what it loads.
      expect(later, `${context}, ${call}`).toContain(error);
      seen.call++;
    }
  });
  // The generator makes enough of each.
  expect(Math.min(seen.startup, seen.call, seen.clean)).toBeGreaterThan(10);
}, 600_000);
