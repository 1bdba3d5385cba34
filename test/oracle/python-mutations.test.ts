// Breaks a package that works, one mutation at a time, and asks CPython which import statements fail then: each of those
// has to have a finding at its line, and no other. DANGLINT_PYTHON_MUTATE takes other packages (`:` between their
// directories), DANGLINT_PYTHON_MUTATIONS the number of mutations of each kind, DANGLINT_PYTHON_SEED where they start.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import type { FileSystem } from '../../src/host/file-system.ts';
import type { LinkedGraph } from '../../src/link/linked-graph.ts';
import type { Finding } from '../../src/model/finding.ts';
import { baseNameOf, parentOf } from '../../src/model/path.ts';
import { createReadingCache } from '../../src/scan/reading-cache.ts';
import { createRandom } from '../judge/random.ts';
import { checkWithRules } from '../support/check-python.ts';
import { KINDS, type Kind, type Mutation, mutate, projectNodes } from './python-mutation-kinds.ts';

const python = spawnSync('python3', [
  '-c',
  'import os, sys; sys.exit(sys.version_info < (3, 8) or not hasattr(os, "fork"))',
]);
const wanted = process.env['DANGLINT_PYTHON_MUTATE'];
const count = Number(process.env['DANGLINT_PYTHON_MUTATIONS'] ?? 3);
const seed = Number(process.env['DANGLINT_PYTHON_SEED'] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'danglint-mutations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function packages(): string[] {
  if (wanted !== undefined) return wanted.split(':');
  const library = execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], {
    encoding: 'utf8',
  }).trim();
  return [`${library}/asyncio`];
}

/** A copy; a package of the standard library gets a name that it does not have. */
function copy(original: string): { root: string; files: string[] } {
  const root = mkdtempSync(join(folder, 'package-'));
  const name = wanted === undefined ? 'mutated_package' : basename(original);
  const target = join(root, name);
  cpSync(original, target, { recursive: true, filter: (path) => !/__pycache__|\/tests?$/.test(path) });
  const list =
    'import os, sys\nfor d, _, fs in os.walk(sys.argv[1]):\n for f in fs:\n  if f.endswith(".py"): print(os.path.join(d, f))';
  const files = execFileSync('python3', ['-c', list, target], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .trim()
    .split('\n')
    .sort();
  if (wanted !== undefined) return { root, files };
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const renamed = new RegExp(`^(\\s*(?:from|import)\\s+)${basename(original)}\\b`, 'gm');
    writeFileSync(file, text.replace(renamed, `$1${name}`));
  }
  return { root, files };
}

function mutated(base: FileSystem, { file, text }: Mutation): FileSystem {
  return {
    ...base,
    readText: (path) => (path === file && text !== null ? text : base.readText(path)),
    stat: (path) => (path === file && text === null ? null : base.stat(path)),
    list: (directory) =>
      text === null && directory === parentOf(file)
        ? base.list(directory).filter(({ name }) => name !== baseNameOf(file))
        : base.list(directory),
    version: (path) => (path === file ? `mutated ${text}` : base.version(path)),
  };
}

interface Probe {
  readonly module: string;
  /** Of the name and of the module in front of it: where a finding may stand. */
  readonly lines: readonly number[];
  readonly code: string;
  readonly package: string;
  /** Counted as not judged: mostly names of a package whose own star import leads nowhere, which is reported there. */
  readonly isUnknown: boolean;
}

/** The statements that ask for one of the words. */
function probesOf(
  linked: LinkedGraph,
  root: string,
  { words }: Mutation,
  textOf: (file: string) => string,
): Probe[] {
  return projectNodes(linked).flatMap((node) => {
    const { id, record } = node;
    const inside = id
      .slice(root.length + 1)
      .split('/')
      .slice(0, -1)
      .join('.');
    return record.imports.flatMap((entry): Probe[] => {
      const request = record.requests[entry.request];
      if (request === undefined || request.runs === 'never' || request.implied || entry.star) return [];
      if (request.form !== 'from' && request.form !== 'import') return [];
      const asked = [entry.importName, ...request.specifier.split('.')];
      if (!words.some((word) => asked.includes(word))) return [];
      const code =
        request.form === 'from'
          ? `from ${request.specifier} import ${entry.importName}`
          : `import ${request.specifier}`;
      const isUnknown =
        node.resolutions[entry.request]?.kind === 'unknown' ||
        linked.lookups(id).some(({ span, answer }) => span === entry.span && answer.kind === 'unknown');
      const lines = [entry.span, request.span].map(({ start }) => lineOf(textOf(id), start));
      return [{ module: id, lines, code, package: inside, isUnknown }];
    });
  });
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function moduleName(root: string, file: string): string {
  return file
    .slice(root.length + 1)
    .replace(/(?:\/__init__)?\.py$/, '')
    .replaceAll('/', '.');
}

interface Tally {
  mutations: number;
  broken: number;
  found: number;
  unknown: number;
  /** Findings at statements that CPython was asked about. */
  reported: number;
  wrong: number;
}

function newTally(): Tally {
  return { mutations: 0, broken: 0, found: 0, unknown: 0, reported: 0, wrong: 0 };
}

async function judge(original: string): Promise<{ tallies: Map<Kind, Tally>; differences: string[] }> {
  const { root, files } = copy(original);
  const disk = createDiskFileSystem();
  const cache = createReadingCache({});
  const check = (fileSystem: FileSystem, all: readonly string[]) =>
    checkWithRules({ fileSystem, root, files: all, cache });
  const before = await check(disk, files);
  const known = new Set(before.findings.map(key));
  const random = createRandom(seed);
  const runs: { mutation: Mutation; findings: Finding[]; probes: Probe[] }[] = [];
  const textOf = (file: string): string => readFileSync(file, 'utf8');
  for (const kind of KINDS) {
    for (let number = 0; number < count; number++) {
      const mutation = mutate(kind, before.linked, random, textOf);
      if (mutation === null) break;
      const left = mutation.text === null ? files.filter((file) => file !== mutation.file) : files;
      const { findings, linked } = await check(mutated(disk, mutation), left);
      const now = (file: string): string => (file === mutation.file ? (mutation.text ?? '') : textOf(file));
      const probes = probesOf(linked, root, mutation, now);
      runs.push({ mutation, findings: findings.filter((finding) => !known.has(key(finding))), probes });
    }
  }
  const tasks = runs.map(({ mutation, probes }) => ({
    files: mutation.reload.length === 0 ? {} : { [mutation.file]: mutation.text },
    forget: mutation.reload.map((file) => moduleName(root, file)),
    probes: probes.map(({ code, package: inside }) => ({ code, package: inside })),
  }));
  const preload = files.map((file) => moduleName(root, file)).filter((name) => !name.endsWith('__main__'));
  const input = [{ root, preload }, ...tasks].map((task) => JSON.stringify(task)).join('\n');
  const script = fileURLToPath(new URL('./mutate.py', import.meta.url));
  const output = execFileSync('python3', ['-s', '-B', script], {
    input: `${input}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const tallies = new Map<Kind, Tally>();
  const differences: string[] = [];
  for (const [index, answer] of output.trim().split('\n').entries()) {
    const run = runs[index];
    if (run === undefined) continue;
    const { mutation, findings, probes } = run;
    const tally = tallies.get(mutation.kind) ?? newTally();
    tallies.set(mutation.kind, tally);
    tally.mutations++;
    const verdicts: [string, string][] = JSON.parse(answer);
    const text = (file: string): string => (file === mutation.file ? (mutation.text ?? '') : textOf(file));
    for (const [number, probe] of probes.entries()) {
      const [kind = '', message = ''] = verdicts[number] ?? [];
      const found = findings.some(
        ({ location }) =>
          location.module === probe.module &&
          probe.lines.includes(lineOf(text(probe.module), location.span.start)),
      );
      const fails = kind === 'ImportError' || kind === 'ModuleNotFoundError';
      if (fails) tally.broken++;
      if (fails && found) tally.found++;
      if (fails && !found && probe.isUnknown) tally.unknown++;
      if (found) tally.reported++;
      if (found && kind === 'ok') tally.wrong++;
      if ((fails && !found && !probe.isUnknown) || (kind === 'ok' && found))
        differences.push(
          `${mutation.kind} ${mutation.words} in ${mutation.file.slice(root.length)}: ${probe.module.slice(root.length)}:${probe.lines[0]} ${probe.code}: CPython says ${kind} ${message}, found: ${found}`,
        );
    }
  }
  return { tallies, differences };
}

function key({ rule, location, name }: Finding): string {
  return `${rule} ${location.module} ${name ?? ''}`;
}

describe.skipIf(python.status !== 0)('against CPython (skipped where there is no python3 with fork)', () => {
  it.each(python.status === 0 ? packages() : [])(
    'finds each import that a mutation of %s breaks, and no other',
    { timeout: 3_600_000 },
    async (original) => {
      const { tallies, differences } = await judge(original);
      if (wanted !== undefined) {
        const total = [...tallies.values()];
        const sum = (field: keyof Tally): number => total.reduce((all, tally) => all + tally[field], 0);
        console.log(original, Object.fromEntries(tallies));
        console.log(
          `recall ${sum('found')}/${sum('broken')} (not judged: ${sum('unknown')}), precision ${sum('reported') - sum('wrong')}/${sum('reported')}`,
          differences.slice(0, 20),
        );
      }
      expect(differences).toEqual([]);
      expect([...tallies.values()].reduce((all, { found }) => all + found, 0)).toBeGreaterThan(count);
    },
  );
});
