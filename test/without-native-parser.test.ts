// danglint as it is after `npm install --omit=optional`: the native parser has no binary, the ts-morph engine takes over
// and finds the same. The packed package is put beside its dependencies by hand; with CORPUS=1 npm installs it.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOf } from './support/fixture-case.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const isBuilt = existsSync(join(ROOT, 'dist/cli/main.js'));

/** Projects with findings of several rules in TypeScript, ES modules and CommonJS. */
const projects = [
  'incident-typescript',
  'missing-export/re-exports-and-barrels',
  'missing-export/commonjs-names',
  'missing-member/members-of-import-and-require',
  'unresolved-module/optional-by-idiom',
];

describe.skipIf(!isBuilt)(
  'without optional dependencies (skipped where dist is not built: it is what is packed)',
  () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-omit-')));
    const tarball = join(folder, 'danglint.tgz');

    beforeAll(() => {
      const printed = npm(['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
      renameSync(join(folder, printed.trim().split('\n').at(-1) ?? ''), tarball);
    }, 60_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('finds the same after one line of notice', { timeout: 120_000 }, () => {
      const modules = join(folder, 'by-hand/node_modules');
      mkdirSync(join(modules, 'danglint'), { recursive: true });
      execFileSync('tar', ['-xzf', tarball, '-C', join(modules, 'danglint'), '--strip-components=1']);
      for (const name of dependencies()) {
        mkdirSync(join(modules, name, '..'), { recursive: true });
        // The parser looks for its binary beside itself: a copy of it finds none.
        if (name === 'oxc-parser') cpSync(installed(name), join(modules, name), { recursive: true });
        else symlinkSync(installed(name), join(modules, name), 'junction');
      }
      expectSameFindings(join(modules, 'danglint/bin/danglint.js'));
    });

    it.runIf(process.env['CORPUS'] === '1')(
      'the same as npm installs it (skipped without CORPUS=1: it needs the registry)',
      { timeout: 300_000 },
      () => {
        const project = join(folder, 'installed');
        mkdirSync(project);
        writeFileSync(join(project, 'package.json'), '{ "name": "scratch", "private": true }');
        npm(['install', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', tarball], project);
        const scope = join(project, 'node_modules/@oxc-parser');
        expect(existsSync(scope) ? readdirSync(scope) : []).toEqual([]);
        expectSameFindings(join(project, 'node_modules/danglint/bin/danglint.js'));
      },
    );
  },
);

function expectSameFindings(installedBin: string): void {
  for (const name of projects) {
    const { root, remove } = copyOf(join(ROOT, 'fixtures', name));
    try {
      const whole = run(join(ROOT, 'bin/danglint.js'), root);
      const reduced = run(installedBin, root);
      expect(whole.notice).toEqual([]);
      expect(reduced.notice).toEqual([expect.stringMatching(/the slower ts-morph engine/)]);
      expect(reduced.report.summary.engine).toBe('ts-morph');
      expect(whole.report.findings.length).toBeGreaterThan(0);
      expect({ name, findings: reduced.report.findings }).toEqual({ name, findings: whole.report.findings });
    } finally {
      remove();
    }
  }
}

interface Report {
  readonly summary: { readonly engine: string };
  readonly findings: readonly unknown[];
}

function run(bin: string, cwd: string): { report: Report; notice: readonly string[] } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [bin, '--format', 'json', '--no-cache', '--no-history'],
    { cwd, encoding: 'utf8' },
  );
  return { report: JSON.parse(stdout), notice: stderr.split('\n').filter((line) => /engine/.test(line)) };
}

function npm(argv: readonly string[], cwd: string): string {
  const isWindows = process.platform === 'win32';
  return execFileSync(isWindows ? 'npm.cmd' : 'npm', [...argv], {
    cwd,
    encoding: 'utf8',
    shell: isWindows,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const installed = (name: string): string => realpathSync(join(ROOT, 'node_modules', name));

/** All packages of node_modules but danglint and the binaries, which are the optional dependencies. */
function dependencies(): readonly string[] {
  const modules = join(ROOT, 'node_modules');
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.') && name !== 'danglint' && name !== '@oxc-parser')
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    );
}
