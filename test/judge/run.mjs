// Compiles the judge together with danglint, as the package is compiled, and runs one of its commands:
// `node test/judge/run.mjs main|engines|breakages|surfaces|commonjs|python …`. TypeScript's checker is quicker on compiled
// code than under a test runner.

import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const output = join(root, 'node_modules/.cache/danglint-judge');
const [command = 'main', ...rest] = process.argv.slice(2);

const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'test/judge'), '--outDir', output], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
// What the compiled code reads beside itself.
const besides = [
  ...['package.json', 'src/host/builtin-names.json', 'src/languages/python/library-names.txt'],
  ...['test/judge/breakages', 'test/judge/commonjs/load.mjs', 'test/judge/python'],
];
for (const path of besides) {
  cpSync(join(root, path), join(output, path), { recursive: true });
}
const entry = join(output, 'test/judge', `${command}.js`);
process.argv.splice(1, process.argv.length - 1, entry, ...rest);
await import(pathToFileURL(entry).href);
