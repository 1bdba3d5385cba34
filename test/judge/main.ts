// `npm run judge -- PATH`: mutates a project and compares danglint with TypeScript's checker. See README.md.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { classes } from './classes.ts';
import { compare, type Difference, type Tally, table } from './compare.ts';
import { createDanglintJudge } from './danglint.ts';
import { candidatesIn, mutationKinds } from './mutations.ts';
import { createRandom } from './random.ts';
import { createTypeChecker } from './type-checker.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '300' },
    batch: { type: 'string', default: '8' },
    kind: { type: 'string', multiple: true },
    tsconfig: { type: 'string', multiple: true },
    seconds: { type: 'string', default: '1000' },
    shown: { type: 'string', default: '40' },
  },
});

const root = resolve(positionals[0] ?? '.').replaceAll('\\', '/');
const configs = (values.tsconfig ?? ['tsconfig.json']).map((config) =>
  resolve(root, config).replaceAll('\\', '/'),
);
const missing = configs.find((config) => !existsSync(config));
if (missing !== undefined) throw new Error(`${missing} is not there; name it with --tsconfig`);
const print = (text: string) => process.stdout.write(`${text}\n`);
const short = (text: string) => text.replaceAll(`${root}/`, '');

const started = performance.now();
const checker = createTypeChecker(configs);
print(
  `TypeScript: ${checker.sources.length} files, ${checker.baseline.size} broken imports before any mutation`,
);
const danglint = await createDanglintJudge(root);
print(
  `danglint: ${danglint.baseline.size} broken imports before any mutation, ${danglint.analysis.unknown.length} unknown`,
);
for (const [site, message] of danglint.baseline) {
  print(`  ${checker.baseline.has(site) ? 'both' : 'danglint alone'} ${short(site)} ${short(message)}`);
}
for (const [site, message] of checker.baseline) {
  if (!danglint.baseline.has(site)) print(`  TypeScript alone ${short(site)} ${short(message)}`);
}
const fileSystem = createDiskFileSystem();
// A file behind a symbolic link has two names; changing it in memory would change one of them.
const within = checker.sources.filter(
  ({ fileName }) => fileName.startsWith(`${root}/`) && fileSystem.realpath(fileName) === fileName,
);
const candidates = within.flatMap(candidatesIn);
const kinds = mutationKinds.filter((kind) => values.kind?.includes(kind) ?? true);
const tallies: Tally[] = [];
const differences: Difference[] = [];
for (const [index, kind] of kinds.entries()) {
  // An even share of the time that is left, so that no kind takes it from the others.
  const left = Number(values.seconds) * 1000 - (performance.now() - started);
  const result = await compare({
    candidates: candidates.filter((candidate) => candidate.kind === kind),
    ...{ fileSystem, checker, danglint: danglint.judge, random: createRandom(Number(values.seed)) },
    ...{ count: Math.ceil(Number(values.count) / kinds.length), batch: Number(values.batch) },
    until: performance.now() + left / (kinds.length - index),
  });
  tallies.push(...result.tallies);
  differences.push(...result.differences);
}
const open = differences.filter(({ explained }) => explained === null);
for (const { kind, side, site, message, unknown, mutations } of open.slice(0, Number(values.shown))) {
  const answer = unknown === null ? '' : ` (danglint: unknown, ${unknown.reason} in ${short(unknown.at)})`;
  print(
    `${side} (${kind}) ${short(site)}\n  ${short(message)}${answer}\n    after: ${mutations.map(short).join(', ')}`,
  );
}
print(`\n${table(tallies)}`);
for (const { id, why } of classes) {
  const count = differences.filter(({ explained }) => explained === id).length;
  if (count > 0) print(`explained: ${count} ${id} (${why})`);
}
print(`${open.length} differences unexplained, ${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = open.length === 0 ? 0 : 1;
