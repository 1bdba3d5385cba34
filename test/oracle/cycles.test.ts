// Node judges initialisation-cycle: graphs of CommonJS modules, ES modules, both together, and of TypeScript compiled to
// CommonJS are generated with circles in them, and run. What danglint says crashes while loading does, with that error;
// what it says is undefined is; what it says fails later fails when called; and nothing else does.

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';
import { generateCycles, type Kind } from './generated-cycles.ts';

/** How many times the graphs of the suite. A graph of both systems takes a process. */
const TIMES = Number(process.env['DANGLINT_ORACLE_TIMES'] ?? 1);
const FIRST = Number(process.env['DANGLINT_ORACLE_SEED'] ?? 0);
const GRAPHS: Readonly<Record<Kind, number>> = {
  commonjs: 150 * TIMES,
  esm: 150 * TIMES,
  compiled: 60 * TIMES,
  mixed: 40 * TIMES,
};
const RUNNER = join(dirname(fileURLToPath(import.meta.url)), 'run-cycles.mjs');
/** Node did not survive it. */
const ENDED = 'ended';
const RESOLVER = { alias: {}, conditions: [], runtime: 'auto', generated: [], pythonPath: [] } as const;

interface Ran {
  /** The error of loading the entry. */
  readonly load: string | null;
  /** `file#name`, where the value was undefined when the line ran. */
  readonly undefined: readonly string[];
  /** `file#function` → the error of calling it when everything is loaded. */
  readonly calls: Readonly<Record<string, string | null>>;
}

interface Told {
  /** Errors while loading. */
  readonly load: string[];
  readonly undefined: string[];
  readonly calls: Record<string, string>;
}

describe.each<Kind>(['commonjs', 'esm', 'mixed', 'compiled'])('%s', (kind) => {
  test(`${GRAPHS[kind]} generated graphs with circles: Node does what danglint says`, async () => {
    const folder = temporaryFolder();
    const told: Told[] = [];
    const entries: string[] = [];
    const unsure = new Set<number>();
    for (let seed = 0; seed < GRAPHS[kind]; seed++) {
      const root = `${folder}/g${seed}`;
      const { files, entry, isUnsure } = generateCycles(kind, FIRST + seed);
      if (isUnsure) unsure.add(seed);
      writeFiles(root, files);
      if (kind === 'compiled') writeFiles(`${root}/out`, compiled(files));
      entries.push(kind === 'compiled' ? `${root}/out/${entry.replace('.ts', '.js')}` : `${root}/${entry}`);
      told.push(await ask(root));
    }
    // Some versions of Node do not survive what they refuse: each of those graphs has a process of its own.
    const batches = kind === 'mixed' ? entries.map((entry) => [entry]) : [entries];
    const ran = batches.flatMap(runAll);
    const seen = { crash: 0, undefined: 0, later: 0, clean: 0 };
    told.forEach((said, seed) => {
      const did = ran[seed];
      const context = `${kind} graph ${FIRST + seed}`;
      if (did === undefined) throw new Error(context);
      const isComplete = !unsure.has(seed);
      // Functions that call each other without end are a fault of the program that nobody asked about.
      if (did.load?.startsWith('RangeError: Maximum call stack') === true) return;
      if (did.load !== null) {
        const errors = said.load.map(withoutRest);
        if (did.load === ENDED) expect(errors, context).not.toEqual([]);
        else if (isComplete || errors.length > 0) expect(errors, context).toContain(withoutRest(did.load));
        seen.crash++;
        return;
      }
      // What functions load later may crash there, or not, after what other functions have loaded.
      const calls = Object.entries(did.calls);
      const deferred = calls.filter(([call]) => call.includes('#deferred_')).map(([, error]) => error ?? '');
      const others = calls.filter(([call, error]) => error !== null && !call.includes('#deferred_'));
      // As at load: the first of what is told ends it.
      const told = said.load.map(withoutRest);
      const failed = deferred.filter((error) => error !== '').map(withoutRest);
      if (told.length > 0) expect(told, context).toContain(failed[0]);
      if (deferred.length === 0)
        expect(did.undefined, context).toEqual(expect.arrayContaining(said.undefined));
      // What comes behind a load that failed is not there to be called.
      if (failed.length === 0) expect(Object.fromEntries(others), context).toMatchObject(said.calls);
      if (isComplete && deferred.length === 0) {
        expect(new Set(said.undefined), context).toEqual(new Set(did.undefined));
        expect(said.calls, context).toEqual(Object.fromEntries(others));
      }
      seen.undefined += did.undefined.length;
      seen.later += others.length;
      if (did.undefined.length === 0 && others.length === 0) seen.clean++;
    });
    // The generator makes enough of each.
    expect(Math.min(seen.crash, seen.clean), JSON.stringify(seen)).toBeGreaterThan(3);
    if (kind === 'commonjs') expect(Math.min(seen.undefined, seen.later)).toBeGreaterThan(10);
  }, 120_000);
});

function runAll(entries: readonly string[]): Ran[] {
  const { stdout, status } = spawnSync(process.execPath, ['--no-warnings', RUNNER], {
    input: JSON.stringify(entries),
    encoding: 'utf8',
  });
  if (status === 0) return JSON.parse(stdout) as Ran[];
  return [{ load: ENDED, undefined: [], calls: {} }];
}

async function ask(root: string): Promise<Told> {
  const told: Told = { load: [], undefined: [], calls: {} };
  const { report, sources } = await checkFiles(root, { resolver: RESOLVER });
  report.findings.forEach(({ rule, name, file }, index) => {
    const site = sources[index]?.site;
    if (rule !== 'initialisation-cycle' || site === undefined) return;
    const stem = file.replace(/\.\w+$/, '');
    if (site.runs === 'call') told.calls[`${stem}#${site.enclosing}`] = site.runtimeError ?? '';
    else if (site.runtimeError === undefined) told.undefined.push(`${stem}#${name}`);
    else told.load.push(site.runtimeError);
  });
  return told;
}

/** What Node refuses it words differently from version to version. */
function withoutRest(error: string): string {
  return error.replace(/(in a cycle\.).*/s, '$1').replace('import CommonJS Module', 'import Module');
}

function compiled(files: Readonly<Record<string, string>>): Record<string, string> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.endsWith('.ts'))
      .map(([path, text]) => [
        path.replace('.ts', '.js'),
        ts.transpileModule(text, { compilerOptions: options }).outputText,
      ]),
  );
}
