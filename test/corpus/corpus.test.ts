// Healthy packages as they are published: every import in them leads somewhere. Some are what this project is made with
// and always there; CORPUS=1 has npm install more of them into a temporary folder.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkProject } from '../../src/check-project.ts';
import type { ReportedFinding } from '../../src/model/report.ts';
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

/** What is said to be broken in a package, as `path rule message`, without what Node says is broken. */
async function brokenImports(root: string): Promise<string[]> {
  const { report } = await checkProject({ ...optionsFor(root), includeFixtures: false });
  return report.findings
    .filter(({ rule, severity }) => severity === 'error' && breaking.has(rule))
    .filter((finding) => !isProvenByNode(root, finding))
    .map(({ file, line, rule, message }) => `${file}:${line} ${rule} ${message}`);
}

/** Some packages ship their tests and benchmarks, or files that were left behind: what they import is not there. */
function isProvenByNode(root: string, { rule, file, specifier }: ReportedFinding): boolean {
  if (rule !== 'unresolved-module' || specifier === undefined) return false;
  try {
    createRequire(join(root, file)).resolve(specifier);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
  }
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
  'lodash@4.18.1',
  'lodash-es@4.18.1',
  'express@5.3.0',
  'koa@3.3.0',
  'axios@1.21.1',
  'node-fetch@2.7.0',
  'debug@4.4.3',
  'semver@7.8.6',
  'uuid@14.0.3',
  'zod@4.6.7',
  'rxjs@7.8.2',
  'react@19.3.1',
  'react-dom@19.3.1',
  'vue@3.5.45',
  'svelte@5.57.3',
  'date-fns@4.4.0',
  'webpack@5.112.2',
  'core-js@3.51.0',
  'three@0.187.0',
  '@aws-sdk/client-s3@3.1169.0',
  'aws-sdk@2.1693.0',
];

describe.runIf(process.env['CORPUS'] === '1')(
  'packages from the registry (skipped without CORPUS=1: they are installed from the network)',
  () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-corpus-'))).replaceAll('\\', '/');
    const nameOf = (wanted: string): string => wanted.replace(/(?<=.)@[^@/]*$/, '');

    beforeAll(() => {
      const dependencies = Object.fromEntries(
        packages.map((wanted) => [nameOf(wanted), wanted.slice(nameOf(wanted).length + 1)]),
      );
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ name: 'corpus', private: true, dependencies }),
      );
      const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
      execFileSync(npm, ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: folder,
        shell: process.platform === 'win32',
      });
    }, 600_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true }), 600_000);

    test.each(packages)('%s', { timeout: 300_000 }, async (wanted) => {
      expect(await brokenImports(`${folder}/node_modules/${nameOf(wanted)}`)).toEqual([]);
    });

    test.each(packages)(
      '%s has the names that Node says, and no other',
      { timeout: 300_000 },
      async (wanted) => {
        const name = nameOf(wanted);
        const { esm, commonjs } = namesInNode(name, folder);
        const project = `${folder}/use`;
        rmSync(project, { recursive: true, force: true });
        mkdirSync(project);
        writeFileSync(`${project}/package.json`, JSON.stringify({ dependencies: { [name]: '*' } }));
        const list = (names: readonly string[], as: string): string =>
          names.map((exported, index) => `${JSON.stringify(exported)}${as}_${index}`).join(', ');
        writeFileSync(`${project}/good.mjs`, `import { ${list(esm, ' as ')} } from '${name}';\n`);
        writeFileSync(`${project}/good.cjs`, `const { ${list(commonjs, ': ')} } = require('${name}');\n`);
        writeFileSync(`${project}/bad.mjs`, `import { noSuchName } from '${name}';\n`);
        const options = optionsFor(project);
        const { report } = await checkProject({
          ...options,
          resolver: { ...options.resolver, runtime: 'node' },
        });
        // Node's own loader sees the names that its lexer sees, whatever the module does: nothing of it is unknown.
        expect(report.findings.map(({ file, rule, name: asked }) => `${file} ${rule} ${asked}`)).toEqual([
          'bad.mjs missing-export noSuchName',
        ]);
      },
    );
  },
);

/** What `import * as` and `require` give in Node; names of the latter only where it gives an object or a function. */
function namesInNode(name: string, cwd: string): { esm: readonly string[]; commonjs: readonly string[] } {
  const program = `
    const all = require('${name}');
    const isPlain = !require.resolve('${name}').endsWith('.mjs') && !(all && all[Symbol.toStringTag] === 'Module');
    import('${name}').then((namespace) => {
      console.log('\\n@@' + JSON.stringify({ esm: Object.keys(namespace), commonjs: isPlain ? Object.keys(all) : [] }));
      process.exit(0);
    });
  `;
  const printed = execFileSync(process.execPath, ['-e', program], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(printed.slice(printed.lastIndexOf('\n@@') + 3));
}
