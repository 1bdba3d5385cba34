// `npm run commonjs -- PATH…`: the records of all CommonJS files below the node_modules of PATH, beside what Node says
// when it loads them. See README.md.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { javascript } from '../../src/languages/javascript/index.ts';
import { differenceClasses, harmless } from './commonjs/compare-records.ts';
import { installedFiles } from './commonjs/installed-files.ts';
import { judgeFiles } from './commonjs/judge-files.ts';
import { createRandom } from './random.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    list: { type: 'string', multiple: true },
    shown: { type: 'string', default: '20' },
  },
});
const folders = positionals.map((path) => resolve(path));
const absent = folders.find((folder) => !existsSync(folder));
if (folders.length === 0) throw new Error('name at least one folder with node_modules');
if (absent !== undefined) throw new Error(`${absent} is not there`);
const unknownClass = values.list?.find((name) => !differenceClasses.some((kind) => kind === name));
if (unknownClass !== undefined) throw new Error(`--list is one of ${differenceClasses.join(', ')}`);

const print = (text: string) => process.stdout.write(`${text}\n`);
const started = performance.now();
const all = installedFiles(folders);
const files =
  values.count === undefined ? all : createRandom(Number(values.seed)).sample(all, Number(values.count));
const parser = await javascript.loadParser();
const textOf = new Map(files.map(({ file, text }) => [file, text]));
const { complete, open, judged } = await judgeFiles(parser, [...textOf.keys()].sort(), (file) => {
  return textOf.get(file) ?? readFileSync(file, 'utf8');
});
print(
  `${files.length} CommonJS files: ${judged.size} loaded; of their records ${complete} are complete, ${open} leave names open`,
);
let wrong = 0;
for (const kind of differenceClasses) {
  const found = [...judged].flatMap(([file, differences]) =>
    differences.flatMap((difference) =>
      difference.kind === kind ? [{ file, names: difference.names }] : [],
    ),
  );
  const names = found.reduce((sum, difference) => sum + difference.names.length, 0);
  const isWrong = !harmless.has(kind);
  if (isWrong) wrong += found.length;
  print(`${kind.padEnd(18)} ${String(found.length).padStart(6)} files ${String(names).padStart(7)} names`);
  if (values.list === undefined ? !isWrong : !values.list.includes(kind)) continue;
  for (const difference of found.slice(0, Number(values.shown)))
    print(`  ${difference.file}\n    ${difference.names.slice(0, 12).join(', ')}`);
}
print(`${wrong} wrong, ${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = wrong === 0 ? 0 : 1;
