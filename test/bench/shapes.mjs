// Projects of the shapes in which work grows faster than the project: `node test/bench/shapes.mjs [SHAPE …]` makes each in two
// sizes, runs danglint on it without any cache, and prints the seconds. Twice the size should take about twice the time.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const BIN = join(import.meta.dirname, '../../bin/danglint.js');
const ES_MODULES = { 'package.json': '{ "name": "shape", "type": "module", "main": "src/index.ts" }' };
const PYTHON = { 'pyproject.toml': '[project]\nname = "shape"\nversion = "1"\n' };

/** From a size to the files of a project. */
const SHAPES = {
  packages: {
    what: 'a workspace of n packages of 12 files, each with a configuration that refers to three others',
    sizes: [250, 500],
    files: packages,
  },
  barrel: {
    what: 'n modules that import from the barrel which takes all of them by stars',
    sizes: [2500, 5000],
    files: (n) => ({
      ...ES_MODULES,
      'src/index.ts': lines(n, (i) => `export * from './c${i}';`),
      ...each(n, (i) => [
        `src/c${i}.ts`,
        `import { c${(i + 1) % n} } from './index';\nexport const c${i} = () => c${(i + 1) % n};\n`,
      ]),
    }),
  },
  gone: {
    what: 'n modules that each import one that is not there',
    sizes: [2500, 5000],
    files: (n) => ({
      ...ES_MODULES,
      ...each(n, (i) => [`src/f${i}.ts`, `import { b } from './gone${i}';\nexport const c${i} = b;\n`]),
    }),
  },
  misspelt: {
    what: 'n misspelt names of one module',
    sizes: [1000, 2000],
    files: (n) => ({
      ...ES_MODULES,
      'src/big.ts': lines(n, (i) => `export const value${i} = ${i};`),
      'src/index.ts': lines(n, (i) => `import { valeu${i} } from './big';`),
    }),
  },
  python: {
    what: 'a Python package that takes the names of n modules by stars',
    sizes: [750, 1500],
    files: (n) => ({
      ...PYTHON,
      'shape/__init__.py': lines(n, (i) => `from .c${i} import *`),
      ...each(n, (i) => [`shape/c${i}.py`, `import shape\ndef c${i}():\n    return shape.c${(i + 1) % n}()\n`]),
    }),
  },
};

function packages(n) {
  const needs = (i) => [1, 4, 9].map((step) => i - step).filter((other) => other >= 0);
  const files = {
    'package.json': '{ "name": "shape", "private": true, "workspaces": ["packages/*"] }',
    'tsconfig.json': JSON.stringify({
      files: [],
      references: Array.from({ length: n }, (_, i) => ({ path: `packages/p${i}` })),
    }),
  };
  for (let i = 0; i < n; i++) {
    const folder = `packages/p${i}`;
    files[`${folder}/package.json`] = JSON.stringify({
      name: `@shape/p${i}`,
      exports: { '.': './dist/index.js', './*': './dist/*.js' },
      dependencies: Object.fromEntries(needs(i).map((other) => [`@shape/p${other}`, '*'])),
    });
    files[`${folder}/tsconfig.json`] = JSON.stringify({
      compilerOptions: { composite: true, module: 'nodenext', rootDir: 'src', outDir: 'dist' },
      include: ['src'],
      references: needs(i).map((other) => ({ path: `../p${other}` })),
    });
    files[`${folder}/src/index.ts`] = lines(11, (k) => `export * from './f${k}.js';`);
    for (let k = 0; k < 11; k++) {
      const taken = needs(i).map((other) => `import { f${k} as d${other} } from '@shape/p${other}';\n`);
      const used = needs(i).map((other) => `d${other}`);
      files[`${folder}/src/f${k}.ts`] = `${taken.join('')}export const f${k} = () => [${used.join(', ')}];\n`;
    }
  }
  return files;
}

function each(n, file) {
  return Object.fromEntries(Array.from({ length: n }, (_, i) => file(i)));
}

function lines(n, line) {
  return `${Array.from({ length: n }, (_, i) => line(i)).join('\n')}\n`;
}

/** @returns seconds */
function measure(files) {
  const root = mkdtempSync(join(tmpdir(), 'danglint-shape-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const start = performance.now();
    const done = spawnSync(process.execPath, [BIN, '--no-cache', '--no-history', '--quiet'], { cwd: root });
    if (done.status !== 0 && done.status !== 1) throw new Error(`danglint ended with ${done.status}: ${done.stderr}`);
    return (performance.now() - start) / 1000;
  } finally {
    rmSync(root, { recursive: true });
  }
}

const asked = process.argv.slice(2);
for (const [name, { what, sizes, files }] of Object.entries(SHAPES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const [small = 0, large = 0] = sizes.map((n) => measure(files(n)));
  const seconds = `${small.toFixed(2)} s, ${large.toFixed(2)} s`;
  process.stdout.write(`${name.padEnd(9)} n = ${sizes.join(', ').padEnd(10)}  ${seconds.padEnd(18)}  × ${(large / small).toFixed(1)}  ${what}\n`);
}
