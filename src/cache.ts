// What one run keeps for the next: records of texts, and surfaces that TypeScript's checker told. Each is checked
// against the content before it is used, so a stale cache costs time and never changes an answer.

import { readCacheFile, writeCacheFile } from './host/cache-file.ts';
import type { KnownEvaluations } from './scan/evaluations.ts';
import { createRecordCache, noRecordCache, type RecordCache } from './scan/record-cache.ts';
import { createSurfaceCache, noSurfaceCache, type SurfaceCache } from './typescript/surface-cache.ts';
import { version } from './version.ts';

export interface Caches {
  readonly records: RecordCache;
  readonly surfaces: SurfaceCache;
  /** Never written. */
  readonly evaluations: KnownEvaluations;
  /** Writes what is new; nothing when nothing is. */
  save(): void;
}

/** @param directory where the cache files are; null to keep nothing */
export function openCaches(directory: string | null): Caches {
  const evaluations: KnownEvaluations = new WeakMap();
  if (directory === null)
    return { records: noRecordCache, surfaces: noSurfaceCache, evaluations, save: () => undefined };
  const file = (name: string) => `${directory}/${name}-${version}.json`;
  const records = createRecordCache(readStored(file('records')));
  const surfaces = createSurfaceCache(readStored(file('surfaces')));
  return {
    records,
    surfaces,
    evaluations,
    save() {
      if (records.changed()) writeCacheFile(file('records'), records.entries());
      if (surfaces.changed()) writeCacheFile(file('surfaces'), surfaces.entries());
    },
  };
}

/** A cache file holds what we wrote or it is not ours: anything that is no object counts as empty. */
function readStored<Stored extends object>(path: string): Stored {
  const stored = readCacheFile(path);
  return (typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? stored : {}) as Stored;
}
