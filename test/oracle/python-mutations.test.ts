// Breaks a package that works, one mutation at a time, and asks CPython which of its own imports fail then: each of those
// has to have a finding in its file, and no other. DANGLINT_PYTHON_MUTATE takes another package directory (its parent is put
// on sys.path), DANGLINT_PYTHON_MUTATIONS the number of mutations, DANGLINT_PYTHON_SEED where they start.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import type { LinkedGraph } from '../../src/link/linked-graph.ts';
import type { LocalExport, ModuleRecord } from '../../src/model/module-record.ts';
import { createRandom, type Random } from '../judge/random.ts';
import { checkWithRules } from '../support/check-python.ts';

const python = spawnSync('python3', [
  '-c',
  'import os, sys; sys.exit(sys.version_info < (3, 8) or not hasattr(os, "fork"))',
]);
const count = Number(process.env['DANGLINT_PYTHON_MUTATIONS'] ?? 12);
const seed = Number(process.env['DANGLINT_PYTHON_SEED'] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'danglint-mutations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function original(): string {
  const wanted = process.env['DANGLINT_PYTHON_MUTATE'];
  if (wanted !== undefined) return wanted;
  const library = execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], {
    encoding: 'utf8',
  }).trim();
  return `${library}/email`;
}

/** The package under a name that no installed package has, so that nothing else gives its modules. */
const NAME = 'mutated_package';

function copy(number: number): { root: string; files: string[] } {
  const root = join(folder, String(number));
  const target = join(root, NAME);
  cpSync(original(), target, { recursive: true, filter: (path) => !/__pycache__|\/tests?$/.test(path) });
  const list =
    'import os, sys\nfor d, _, fs in os.walk(sys.argv[1]):\n for f in fs:\n  if f.endswith(".py"): print(os.path.join(d, f))';
  const files = execFileSync('python3', ['-c', list, target], { encoding: 'utf8' }).trim().split('\n').sort();
  const name = basename(original());
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(new RegExp(`^(\\s*(?:from|import)\\s+)${name}\\b`, 'gm'), `$1${NAME}`));
  }
  return { root, files };
}

interface Statement {
  readonly module: string;
  readonly offset: number;
  readonly code: string;
  readonly package: string;
}

function statements(linked: LinkedGraph, root: string): Statement[] {
  return [...linked.graph.values()]
    .filter(({ role }) => role === 'project')
    .flatMap(({ id, record }) => {
      const inside = id
        .slice(root.length + 1)
        .split('/')
        .slice(0, -1)
        .join('.');
      return record.imports.flatMap((entry): Statement[] => {
        const request = record.requests[entry.request];
        if (request?.form !== 'from' || request.runs === 'never' || entry.star) return [];
        const code = `from ${request.specifier} import ${entry.importName}`;
        return [{ module: id, offset: entry.span.start, code, package: inside }];
      });
    });
}

function execute(root: string, asked: readonly Statement[]): (readonly [string, boolean, string])[] {
  const input = JSON.stringify({
    root,
    probes: asked.map(({ code, package: inside }) => ({ code, package: inside })),
  });
  const script = fileURLToPath(new URL('./execute.py', import.meta.url));
  return JSON.parse(
    execFileSync('python3', ['-s', '-B', script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 }),
  );
}

/** A name that is imported elsewhere. It is renamed at the end of its module, so that this can still be loaded. */
function mutate(random: Random, linked: LinkedGraph): { module: string; name: string } | null {
  const targets = [...linked.graph.values()].flatMap(({ id, record, role }) => {
    if (role !== 'project') return [];
    const once = (entry: LocalExport, { exports }: ModuleRecord): boolean =>
      exports.filter((other) => other.kind !== 'star' && other.exportName === entry.exportName).length === 1;
    return record.exports.flatMap((entry) =>
      entry.kind === 'local' && entry.certainty === undefined && once(entry, record)
        ? [{ module: id, name: entry.exportName }]
        : [],
    );
  });
  const wanted = new Set(
    [...linked.graph.keys()].flatMap((id) =>
      linked
        .lookups(id)
        .flatMap(({ answer, asks }) =>
          answer.kind === 'found' && asks.by === 'import' ? [`${answer.module} ${answer.binding}`] : [],
        ),
    ),
  );
  const [chosen] = random.sample(
    targets.filter(({ module, name }) => wanted.has(`${module} ${name}`)),
    1,
  );
  return chosen ?? null;
}

describe.skipIf(python.status !== 0)('against CPython (skipped where there is no python3 with fork)', () => {
  it('finds each import that a renamed name breaks, and no other', { timeout: 3_600_000 }, async () => {
    const random = createRandom(seed);
    const fileSystem = createDiskFileSystem();
    const wrong: string[] = [];
    let broken = 0;
    const { root, files } = copy(0);
    const before = await checkWithRules({ fileSystem, root, files });
    expect(before.findings.map(({ location, name }) => `${location.module} ${name}`)).toEqual([]);
    for (let number = 0; number < count; number++) {
      const chosen = mutate(random, before.linked);
      if (chosen === null) continue;
      const text = readFileSync(chosen.module, 'utf8');
      writeFileSync(chosen.module, `${text}\nrenamed_by_mutation = ${chosen.name}\ndel ${chosen.name}\n`);
      const { findings, linked } = await checkWithRules({ fileSystem: createDiskFileSystem(), root, files });
      const asked = statements(linked, root).filter(({ code }) => code.endsWith(` import ${chosen.name}`));
      const verdicts = execute(root, asked);
      for (const [index, each] of asked.entries()) {
        const [kind = '', direct = false] = verdicts[index] ?? [];
        const found = findings.some(
          ({ location }) => location.module === each.module && location.span.start === each.offset,
        );
        const fails = kind === 'ImportError' && direct;
        if (fails) broken++;
        if ((fails && !found) || (kind === 'ok' && found))
          wrong.push(`${each.module}: ${each.code}: CPython says ${kind}, found: ${found}`);
      }
      writeFileSync(chosen.module, text);
    }
    if (process.env['DANGLINT_PYTHON_MUTATIONS'] !== undefined)
      console.log({ mutations: count, broken, wrong });
    expect(wrong).toEqual([]);
    expect(broken).toBeGreaterThan(count / 3);
  });
});
