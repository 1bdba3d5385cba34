// What one run keeps for the next: what was told of texts, and surfaces that TypeScript's checker told. Each is checked
// against the content before it is used, so a stale cache costs time and never changes an answer.

import { readCacheFile, writeCacheFile } from './host/cache-file.ts';
import {
  createReadingCache,
  noReadingCache,
  type ReadingCache,
  type StoredReadings,
} from './scan/reading-cache.ts';
import {
  createSurfaceCache,
  noSurfaceCache,
  type StoredSurfaces,
  type SurfaceCache,
} from './typescript/surface-cache.ts';
import { version } from './version.ts';

export interface Caches {
  readonly readings: ReadingCache;
  readonly surfaces: SurfaceCache;
  /** Writes what is new; nothing when nothing is. */
  save(): void;
}

/** @param directory where the cache files are; null to keep nothing */
export function openCaches(directory: string | null): Caches {
  if (directory === null)
    return { readings: noReadingCache, surfaces: noSurfaceCache, save: () => undefined };
  const file = (name: string) => `${directory}/${name}-${version}.jsonl`;
  // A cache file holds what we wrote or it is not ours.
  const readings = createReadingCache((readCacheFile(file('readings')) ?? {}) as StoredReadings);
  const surfaces = createSurfaceCache((readCacheFile(file('surfaces')) ?? {}) as StoredSurfaces);
  return {
    readings,
    surfaces,
    save() {
      if (readings.changed()) writeCacheFile(file('readings'), readings.entries());
      if (surfaces.changed()) writeCacheFile(file('surfaces'), surfaces.entries());
    },
  };
}
