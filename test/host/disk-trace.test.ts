// Which changes around a project are changes to what a run saw.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDiskFileSystem } from '../../src/host/disk-file-system.ts';
import { createDiskTrace, isUnchanged, type StoredTrace } from '../../src/host/disk-trace.ts';
import { temporaryFolder } from './temporary-repository.ts';

const CONFIG = /^tsconfig.*\.json$/;

function seenAbove(folder: string, ...listings: readonly (RegExp | undefined)[]): StoredTrace {
  const root = `${folder}/project`;
  mkdirSync(root, { recursive: true });
  const trace = createDiskTrace(root);
  const disk = createDiskFileSystem(trace);
  for (const named of listings) disk.list(folder, named);
  const stored = trace.finish();
  if (stored === null) throw new Error('nothing is young here');
  return stored;
}

it('of a folder above the project only the names count that were looked for', () => {
  const folder = temporaryFolder();
  const [configs, whole, both] = [[CONFIG], [undefined], [CONFIG, /^package\.json$/]].map((listings) =>
    seenAbove(folder, ...listings),
  ) as [StoredTrace, StoredTrace, StoredTrace];
  writeFileSync(join(folder, 'notes.txt'), '');
  expect([configs, whole, both].map(isUnchanged)).toEqual([true, false, false]);
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  expect(isUnchanged(configs)).toBe(false);
});
