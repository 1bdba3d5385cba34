// Healthy packages as they are published: every import in them leads somewhere. Some are what this project is made with
// and always there; CORPUS=1 has npm install more of them into a temporary folder.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkProject } from '../../src/pipeline.ts';
import { optionsFor } from '../judge/danglint.ts';

/** The rules that say that an import breaks. Of a published package's manifest we know only what it ships. */
const breaking = new Set([
  'unresolved-module',
  'missing-export',
  'missing-member',
  'ambiguous-export',
  'circular-export',
  'type-as-value',
]);

/** What the package breaks by itself, or what is not installed with it, as `path rule specifier`. */
async function brokenImports(root: string): Promise<string[]> {
  const { report } = await checkProject({ ...optionsFor(root), includeFixtures: false });
  return report.findings
    .filter(({ rule, severity }) => severity === 'error' && breaking.has(rule))
    .map(({ file, line, rule, message }) => `${file}:${line} ${rule} ${message}`);
}

describe('packages that this project is made with', () => {
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
  test.each([
    'yaml',
    'commander',
    'chalk',
    'fast-glob',
    'jsonc-parser',
    'smol-toml',
    'fast-check',
    'vitest',
    'ignore',
  ])('%s', async (name) => {
    const folder = join(modules, name);
    expect(existsSync(folder)).toBe(true);
    expect(await brokenImports(realpathSync(folder).replaceAll('\\', '/'))).toEqual([]);
  });
});

/** ES modules, CommonJS of several ages, types beside code and in packages of their own. */
const packages = [
  ...[
    'lodash',
    'lodash-es',
    'express',
    'koa',
    'axios',
    'node-fetch@2',
    'debug',
    'semver',
    'uuid',
    'zod',
    'rxjs',
  ],
  ...['react', 'react-dom', 'vue', 'svelte', 'date-fns', 'webpack', 'core-js', 'three', '@aws-sdk/client-s3'],
];

describe.runIf(process.env['CORPUS'] === '1')(
  'packages from the registry (skipped without CORPUS=1: they are installed from the network)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'danglint-corpus-'));

    beforeAll(() => {
      writeFileSync(join(folder, 'package.json'), '{ "name": "corpus", "private": true }');
      const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
      execFileSync(npm, ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
        cwd: folder,
      });
    }, 600_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test.each(packages)('%s', { timeout: 300_000 }, async (wanted) => {
      const name = wanted.replace(/(?<=.)@.*$/, '');
      expect(
        await brokenImports(realpathSync(join(folder, 'node_modules', name)).replaceAll('\\', '/')),
      ).toEqual([]);
    });
  },
);
