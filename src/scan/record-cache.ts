// Records of an earlier run, by path, version of the content, and everything else that a parse depends on.
// A record that does not match exactly is not used; nothing is ever migrated.

import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';

export interface RecordCache {
  /** False when nothing is remembered, so that no version need be looked up. */
  readonly isKept: boolean;
  /** True when nothing is known from before. */
  readonly isEmpty: boolean;
  /** @param key all that the record depends on beside the content: parser version and parse options */
  get(id: ModuleId, version: string, key: string): ModuleRecord | undefined;
  set(id: ModuleId, version: string, key: string, record: ModuleRecord): void;
}

interface StoredRecord {
  readonly version: string;
  readonly key: string;
  readonly record: ModuleRecord;
}

/** What a cache file holds: plain JSON. */
export type StoredRecords = Record<string, StoredRecord>;

export interface PersistentRecordCache extends RecordCache {
  /** What to store for the next run: the records that this run asked for, nothing stale. */
  entries(): StoredRecords;
  /** True when a run has parsed anything that the stored file did not hold. */
  changed(): boolean;
}

/** A cache over what an earlier run stored; `stored` may be anything, a broken file is an empty cache. */
export function createRecordCache(stored: StoredRecords): PersistentRecordCache {
  const used: StoredRecords = {};
  let fresh = 0;
  return {
    isKept: true,
    get isEmpty() {
      return Object.keys(stored).length === 0 && Object.keys(used).length === 0;
    },
    get(id, version, key) {
      const entry = [used, stored]
        .map((records) => (Object.hasOwn(records, id) ? records[id] : undefined))
        .find((record) => record !== undefined && record.version === version && record.key === key);
      if (entry === undefined) return undefined;
      used[id] = entry;
      return entry.record;
    },
    set(id, version, key, record) {
      used[id] = { version, key, record };
      fresh++;
    },
    entries: () => used,
    changed: () => fresh > 0,
  };
}

/** A cache that remembers nothing. */
export const noRecordCache: RecordCache = {
  isKept: false,
  isEmpty: true,
  get: () => undefined,
  set: () => undefined,
};
