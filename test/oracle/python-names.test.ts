// The names of the standard library, against the Pythons that are here: what CPython has is not reported for its version,
// and what it does not have is. DANGLINT_PYTHONS names other interpreters (`:` between them) and takes all their modules.

import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkPython } from '../support/check-python.ts';

const python = spawnSync('python3', [
  '-c',
  'import os, sys; sys.exit(not (3, 6) <= sys.version_info < (3, 15) or not hasattr(os, "fork"))',
]);
const wanted = process.env['DANGLINT_PYTHONS'];
const SAMPLE = [
  'collections',
  'concurrent.futures',
  'email.mime.text',
  'importlib',
  'json',
  'os',
  'socket',
  'typing',
];

interface Dump {
  readonly version: readonly [number, number];
  readonly modules: Readonly<Record<string, { readonly names: readonly string[] } | null>>;
}

function dumpOf(interpreter: string): Dump {
  const script = fileURLToPath(new URL('./library_names.py', import.meta.url));
  const modules = wanted === undefined ? SAMPLE : [];
  return JSON.parse(
    execFileSync(interpreter, ['-S', '-B', '-s', script, ...modules], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    }),
  );
}

describe.skipIf(python.status !== 0)('against CPython (skipped where there is no python3 with fork)', () => {
  it.each(wanted?.split(':') ?? ['python3'])(
    'knows the names of %s',
    { timeout: 3_600_000 },
    async (interpreter) => {
      const { version, modules } = dumpOf(interpreter);
      const there: string[] = [];
      const gone: string[] = [];
      for (const [module, described] of Object.entries(modules)) {
        there.push(`import ${module}`);
        if (described === null || described.names.length === 0) continue;
        there.push(`from ${module} import ${described.names.join(', ')}`);
        gone.push(`from ${module} import name_of_no_module`);
      }
      const { findings } = await checkPython({
        files: { '/p/there.py': there.join('\n'), '/p/gone.py': gone.join('\n') },
        root: '/p',
        pythonVersion: version.join('.'),
      });
      const wrong = findings.filter(({ location }) => location.module === '/p/there.py');
      const found = findings.length - wrong.length;
      if (wanted !== undefined)
        console.log({ version, modules: there.length, asked: gone.length, found, wrong: wrong.length });
      expect(wrong.map(({ specifier, name }) => `${specifier} ${name}`)).toEqual([]);
      // Of modules that others write to, or that are not here, no name is missing.
      expect(found).toBeGreaterThan(gone.length * 0.8);
    },
  );
});
