// A small project, mutated in every way, before both judges: the same places, no more and no fewer.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { type Comparison, compare } from './compare.ts';
import { createDanglintJudge, type DanglintJudge } from './danglint.ts';
import { candidatesIn, mutationKinds } from './mutations.ts';
import { createRandom } from './random.ts';
import { writeSmallProject } from './small-project.ts';
import { createTypeChecker, type TypeChecker } from './type-checker.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-judge-'))).replaceAll('\\', '/');
let checker: TypeChecker;
let danglint: DanglintJudge;
let comparison: Comparison;

beforeAll(async () => {
  writeSmallProject(root);
  checker = createTypeChecker([`${root}/tsconfig.json`]);
  danglint = await createDanglintJudge(root);
  comparison = await compare({
    candidates: checker.sources.flatMap(candidatesIn),
    ...{ fileSystem: createDiskFileSystem(), checker, danglint: danglint.judge },
    ...{ random: createRandom(1), count: 120, batch: 1 },
  });
}, 300_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the project is healthy before it is mutated', () => {
  expect([...checker.baseline]).toEqual([]);
  expect([...danglint.baseline]).toEqual([]);
});

test('every kind of mutation breaks imports', () => {
  const broken = comparison.tallies.filter(({ sites }) => sites > 0).map(({ kind }) => kind);
  expect(broken).toEqual([...mutationKinds]);
});

test('danglint finds what TypeScript calls broken, and nothing else', () => {
  const shown = comparison.differences
    .filter(({ explained }) => explained === null)
    .map(({ side, site, message, mutations }) =>
      `${side} ${site} ${message} after ${mutations.join(', ')}`.replaceAll(`${root}/`, ''),
    );
  expect(shown).toEqual([]);
});
