// CPython executes every import statement of its own standard library, each by itself in a process that has imported
// nothing, and danglint judges them. DANGLINT_PYTHON_LIBRARY=all takes the whole library, tests included, else some packages;
// any other value is a directory to take in its place (it is put on sys.path).

import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import type { ModuleNode } from '../../src/model/module-graph.ts';
import { checkWithRules } from '../support/check-python.ts';

const python = spawnSync('python3', [
  '-c',
  'import os, sys; sys.exit(sys.version_info < (3, 8) or not hasattr(os, "fork"))',
]);
const wanted = process.env['DANGLINT_PYTHON_LIBRARY'];
const SAMPLE = ['concurrent', 'email', 'importlib', 'json', 'logging', 'unittest', 'urllib'];

interface Statement {
  readonly code: string;
  readonly package: string;
  readonly place: string;
  readonly guarded: boolean;
}

function libraryRoot(): string {
  if (wanted !== undefined && wanted !== 'all') return wanted;
  return execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], {
    encoding: 'utf8',
  }).trim();
}

function filesBelow(root: string): string[] {
  const list =
    'import os, sys\nfor d, ds, fs in os.walk(sys.argv[1]):\n ds[:] = [x for x in ds if x not in ("site-packages", "__pycache__")]\n for f in fs:\n  if f.endswith(".py"): print(os.path.join(d, f))';
  const all = execFileSync('python3', ['-c', list, root], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    .trim()
    .split('\n')
    .sort();
  if (wanted !== undefined) return all;
  return all.filter(
    (path) => SAMPLE.some((name) => path.startsWith(`${root}/${name}/`)) && !path.includes('/test'),
  );
}

/** One statement for each name that is asked for, with where it stands. */
function statementsOf(node: ModuleNode, root: string): Statement[] {
  const parts = node.id
    .slice(root.length + 1)
    .replace(/\.py$/, '')
    .split('/');
  const inside = parts.slice(0, -1).join('.');
  return node.record.requests.flatMap((request, index) => {
    if (request.implied || request.runs === 'never' || (request.form !== 'import' && request.form !== 'from'))
      return [];
    const at = (offset: number): string => `${node.id}:${offset}`;
    const guarded = request.guard !== 'none';
    if (request.form === 'import')
      return [
        { code: `import ${request.specifier}`, package: inside, place: at(request.span.start), guarded },
      ];
    return node.record.imports
      .filter((entry) => entry.request === index)
      .map((entry) => ({
        code: `from ${request.specifier} import ${entry.importName}`,
        package: inside,
        place: at(entry.span.start),
        guarded,
      }));
  });
}

function execute(
  root: string,
  statements: readonly Statement[],
): Map<string, readonly [string, boolean, string]> {
  const distinct = new Map(statements.map((each) => [`${each.package}\0${each.code}`, each]));
  const input = JSON.stringify({
    root,
    probes: [...distinct.values()].map(({ code, package: inside }) => ({ code, package: inside })),
  });
  const script = fileURLToPath(new URL('./execute.py', import.meta.url));
  const output = execFileSync('python3', ['-s', '-B', script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const verdicts: [string, boolean, string][] = JSON.parse(output);
  return new Map([...distinct.keys()].map((key, index) => [key, verdicts[index] ?? ['died', false, '']]));
}

describe.skipIf(python.status !== 0)('against CPython (skipped where there is no python3 with fork)', () => {
  it('reports no import of the library that works', { timeout: 3_600_000 }, async () => {
    const root = libraryRoot();
    const fileSystem = createDiskFileSystem();
    const version = execFileSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      encoding: 'utf8',
    }).trim();
    const { findings, linked } = await checkWithRules({
      fileSystem,
      root,
      files: filesBelow(root),
      pythonVersion: version,
    });
    const statements = [...linked.graph.values()]
      .filter(({ role }) => role === 'project')
      .flatMap((node) => statementsOf(node, root));
    const verdicts = execute(root, statements);
    const reported = new Map(
      findings.map((finding) => [`${finding.location.module}:${finding.location.span.start}`, finding]),
    );
    const tally = { statements: statements.length, works: 0, fails: 0, caught: 0 };
    const wrong: string[] = [];
    const missed: string[] = [];
    for (const { code, package: inside, place, guarded } of statements) {
      const [kind = '', direct, message] = verdicts.get(`${inside}\0${code}`) ?? [];
      const finding = reported.get(place);
      if (kind === 'ok') {
        tally.works++;
        if (finding) wrong.push(`${place} ${code}: ${finding.rule} ${finding.messageId}`);
      } else if (direct) {
        tally.fails++;
        if (finding) tally.caught++;
        else if (!guarded) missed.push(`${place} ${code}: ${kind} ${message}`);
      }
    }
    if (wanted !== undefined) console.log({ ...tally, missed: missed.length }, missed.slice(0, 20), wrong);
    expect(wrong).toEqual([]);
    expect(tally.works).toBeGreaterThan(100);
  });
});
