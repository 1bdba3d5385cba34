// Surfaces of an earlier run. One holds as long as every file that the checker read for it has the same version.

import type { ModuleId } from '../model/module-id.ts';
import type { CompletedSurface } from './completed-surface.ts';

export interface SurfaceCache {
  get(id: ModuleId, versionOf: (file: ModuleId) => string | null): CompletedSurface | undefined;
  set(id: ModuleId, surface: CompletedSurface, versionOf: (file: ModuleId) => string | null): void;
}

interface StoredSurface {
  readonly exports: CompletedSurface['exports'];
  /** The version of each file, by path. */
  readonly files: Readonly<Record<string, string | null>>;
}

/** What a cache file holds: plain JSON. */
export type StoredSurfaces = Record<string, StoredSurface>;

export interface PersistentSurfaceCache extends SurfaceCache {
  /** What to store for the next run: what this run asked for. It counts as stored from then on. */
  entries(): StoredSurfaces;
  changed(): boolean;
}

/** A cache over what an earlier run stored. */
export function createSurfaceCache(stored: StoredSurfaces): PersistentSurfaceCache {
  const used: StoredSurfaces = {};
  let fresh = 0;
  return {
    get(id, versionOf) {
      const entry = Object.hasOwn(stored, id) ? stored[id] : undefined;
      if (entry === undefined) return undefined;
      const files = Object.entries(entry.files);
      if (files.some(([file, version]) => versionOf(file) !== version)) return undefined;
      used[id] = entry;
      return { exports: entry.exports, files: files.map(([file]) => file) };
    },
    set(id, { exports, files }, versionOf) {
      used[id] = { exports, files: Object.fromEntries(files.map((file) => [file, versionOf(file)])) };
      fresh++;
    },
    entries() {
      fresh = 0;
      return used;
    },
    changed: () => fresh > 0,
  };
}

/** A cache that remembers nothing. */
export const noSurfaceCache: SurfaceCache = { get: () => undefined, set: () => undefined };
