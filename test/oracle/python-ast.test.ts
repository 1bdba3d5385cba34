// CPython's ast judges the scanner: imports with line, enclosing function and guard, and the names of module scope.
// DANGLINT_PYTHON_ORACLE=DIRECTORY[:DIRECTORY] reads every file below these instead of a sample of the standard library.

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parser } from '../../src/languages/python/parse.ts';
import type { ModuleRecord } from '../../src/model/module-record.ts';
import { lineStartsOf, positionAt } from '../../src/model/span.ts';

interface Truth {
  readonly file: string;
  readonly error?: string;
  readonly imports: readonly [number, string, string, string | null, string][];
  readonly names: readonly string[];
  readonly maybe: readonly string[];
}

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;
const SAMPLE = 250;

function files(): string[] {
  const wanted = process.env['DANGLINT_PYTHON_ORACLE'];
  const roots = wanted?.split(':') ?? [
    execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], {
      encoding: 'utf8',
    }).trim(),
  ];
  const list =
    'import os, sys\nfor r in sys.argv[1:]:\n for d, _, fs in os.walk(r):\n  for f in fs:\n   if f.endswith(".py"): print(os.path.join(d, f))';
  const all = execFileSync('python3', ['-c', list, ...roots], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    .trim()
    .split('\n')
    .sort();
  const step = wanted === undefined ? Math.max(1, Math.floor(all.length / SAMPLE)) : 1;
  return all.filter((_, index) => index % step === 0);
}

function truths(): Truth[] {
  const script = fileURLToPath(new URL('./imports.py', import.meta.url));
  const output = execFileSync('python3', [script], {
    input: files().join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Truth)
    .filter((truth) => truth.error === undefined);
}

/** `specifier name guard enclosing` of each import in the record, with the line that it stands on. */
function importsOf(
  record: ModuleRecord,
  lineStarts: readonly number[],
): { line: number; key: string; guard: string }[] {
  return record.requests.flatMap((request, index) => {
    if (request.implied || (request.form !== 'import' && request.form !== 'from')) return [];
    const line = positionAt(lineStarts, request.span.start).line;
    const names =
      request.form === 'import'
        ? [null]
        : record.imports.filter((entry) => entry.request === index).map((entry) => entry.importName);
    return names.map((name) => ({ line, key: `${request.specifier} ${name ?? ''}`, guard: request.guard }));
  });
}

function namesOf(record: ModuleRecord): Set<string> {
  const names = record.exports.flatMap((entry) => (entry.kind === 'star' ? [] : [entry.exportName]));
  return new Set([...names, ...(record.unexported ?? []).map((each) => each.name)]);
}

function differences(truth: Truth): string[] {
  const text = readFileSync(truth.file, 'utf8');
  const options = { fileName: basename(truth.file), format: 'unknown', detail: 'names' } as const;
  const record = parser.parse(text, options);
  const found = importsOf(record, lineStartsOf(text));
  const problems = record.errors.map((error) => `${truth.file}: ${error.message}`);
  for (const [line, , specifier, name, guard] of truth.imports) {
    if (guard === 'any') continue;
    // A statement that goes over several lines has the line of its first word in the tree, of its specifier here.
    const near = found.filter(
      (each) => each.key === `${specifier} ${name ?? ''}` && Math.abs(each.line - line) <= 60,
    );
    const same = near.some((each) => each.guard === guard);
    if (!same)
      problems.push(
        `${truth.file}:${line}: ${specifier} ${name ?? ''} is ${guard}, found ${JSON.stringify(near)}`,
      );
  }
  const names = namesOf(record);
  const sure = new Set(
    record.exports.flatMap((e) =>
      e.kind === 'local' && e.certainty === 'may' ? [] : e.kind === 'star' ? [] : [e.exportName],
    ),
  );
  for (const name of truth.names)
    if (!names.has(name)) problems.push(`${truth.file}: does not see the name ${name}`);
  for (const name of sure)
    if (!truth.names.includes(name) && !truth.maybe.includes(name))
      problems.push(`${truth.file}: sees a name ${name}`);
  return problems;
}

describe.skipIf(!python)('against CPython (skipped where there is no python3 of 3.9 or later)', () => {
  it('reads the same imports and module-scope names', { timeout: 600_000 }, () => {
    const judged = truths();
    expect(judged.length).toBeGreaterThan(50);
    expect(judged.flatMap(differences)).toEqual([]);
  });
});
