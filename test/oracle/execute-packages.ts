// CPython as the judge of generated packages: each statement runs in a process of its own, forked from an interpreter
// that has imported nothing of them.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GeneratedPackage } from './python-packages.ts';

/** What became of one statement: `ok` or the exception's name; whether the statement itself raised it; its text. */
export type Verdict = readonly [kind: string, direct: boolean, message: string];

export function hasForkingPython(): boolean {
  const script = 'import os, sys; sys.exit(sys.version_info < (3, 8) or not hasattr(os, "fork"))';
  return spawnSync('python3', ['-c', script]).status === 0;
}

/** The verdicts on the probes of each package, in their order. */
export function executePackages(all: readonly GeneratedPackage[]): Verdict[][] {
  const folder = mkdtempSync(join(tmpdir(), 'danglint-python-'));
  try {
    const input = all.map((each) => JSON.stringify({ root: write(folder, each), probes: each.probes }));
    const script = fileURLToPath(new URL('./execute.py', import.meta.url));
    const output = execFileSync('python3', ['-s', '-B', script], {
      input: input.join('\n'),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder: string, generated: GeneratedPackage): string {
  const root = mkdtempSync(join(folder, 'package-'));
  for (const [path, text] of Object.entries(generated.files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
