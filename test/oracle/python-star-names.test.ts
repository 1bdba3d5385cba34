// CPython takes every generated module by star: what it refuses is what danglint says of `__all__`, and nothing else.
// DANGLINT_PYTHON_PACKAGES sets how many packages, DANGLINT_PYTHON_SEED where they start.

import { describe, expect, it } from 'vitest';
import { checkPython } from '../support/check-python.ts';
import { executePackages, hasForkingPython } from './execute-packages.ts';
import { type GeneratedPackage, generatePackage } from './python-packages.ts';

const packages = Number(process.env['DANGLINT_PYTHON_PACKAGES'] ?? 60);
const seed = Number(process.env['DANGLINT_PYTHON_SEED'] ?? 1);

interface StarProbe {
  readonly path: string;
  readonly code: string;
}

function starProbes({ files }: GeneratedPackage): StarProbe[] {
  return Object.keys(files)
    .filter((path) => path.endsWith('.py'))
    .map((path) => {
      const dotted = path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
      return { path, code: `from ${dotted} import *` };
    });
}

async function namesReported({ files }: GeneratedPackage): Promise<Set<string>> {
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  const { findings } = await checkPython({ files: absolute, root: '/p', pythonVersion: '3.8+' });
  return new Set(
    findings
      .filter(({ messageId }) => messageId === 'star-name')
      .map(({ location, name }) => `${location.module.slice(3)} ${name}`),
  );
}

describe.skipIf(!hasForkingPython())('against CPython (skipped where there is no python3 with fork)', () => {
  it('reports the names in __all__ that a star import fails for', { timeout: 3_600_000 }, async () => {
    const all = Array.from({ length: packages }, (_, index) => generatePackage(seed + index, false, 0));
    const probes = all.map(starProbes);
    const verdicts = executePackages(
      all.map(({ files }, index) => ({
        files,
        probes: (probes[index] ?? []).map(({ code }) => ({ code, package: '' })),
      })),
    );
    const wrong: string[] = [];
    const missed: string[] = [];
    let failing = 0;
    let quoted = 0;
    for (const [index, generated] of all.entries()) {
      const reported = await namesReported(generated);
      for (const [number, { path }] of (probes[index] ?? []).entries()) {
        const [kind = '', isDirect = false, message = ''] = verdicts[index]?.[number] ?? [];
        const label = `seed ${seed + index}: ${path}: ${kind} ${message}`;
        const own = [...reported].filter((each) => each.startsWith(`${path} `));
        if (kind === 'ok') wrong.push(...own.map((each) => `${label} ← ${each}`));
        else if (isDirect && kind === 'AttributeError') {
          failing++;
          if (own.length === 0) missed.push(label);
          // It stops at the first name, which may be one that danglint is not sure of.
          else if (own.some((each) => message.endsWith(`has no attribute '${each.split(' ')[1]}'`))) quoted++;
        }
      }
    }
    if (process.env['DANGLINT_PYTHON_PACKAGES'] !== undefined)
      console.log({ failing, quoted, missed: missed.length, wrong: wrong.length }, missed.slice(0, 10));
    expect(wrong).toEqual([]);
    expect(quoted).toBeGreaterThan(failing * 0.5);
    expect(failing).toBeGreaterThan(packages / 10);
    // Modules that set their names at run time, and lists that are computed, stay unknown.
    expect(missed.length).toBeLessThan(failing * 0.6);
  });
});
