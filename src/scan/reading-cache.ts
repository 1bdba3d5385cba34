// What an earlier run told of texts, by path, version of the content, and everything else that it depends on.
// What does not match exactly is not used; nothing is ever migrated.

import type { Evaluation } from '../model/evaluation.ts';
import type { ModuleCalls } from '../model/module-calls.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';

/** What is told of a text, by the question. */
export interface Readings {
  readonly record: ModuleRecord;
  readonly outline: ModuleRecord;
  readonly evaluation: Evaluation | null;
  readonly calls: ModuleCalls | null;
}

export interface ReadingCache {
  /** False when nothing is remembered, so that no version need be looked up. */
  readonly isKept: boolean;
  /** True when nothing is known from before. */
  readonly isEmpty: boolean;
  /** @param key all that the answer depends on beside the content: parser version and parse options */
  get<Kind extends keyof Readings>(
    kind: Kind,
    id: ModuleId,
    version: string,
    key: string,
  ): Readings[Kind] | undefined;
  set<Kind extends keyof Readings>(
    kind: Kind,
    id: ModuleId,
    version: string,
    key: string,
    reading: Readings[Kind],
  ): void;
}

/** A file may be read in more than one way: first for its names, then for the members of some. */
interface StoredFile {
  readonly version: string;
  readonly readings: Record<string, Readings[keyof Readings]>;
}

/** What a cache file holds: plain JSON. */
export type StoredReadings = Record<ModuleId, StoredFile>;

export interface PersistentReadingCache extends ReadingCache {
  /** What to store for the next run: what this run asked for, nothing stale. It counts as stored from then on. */
  entries(): StoredReadings;
  /** True when a run was told anything that the stored file did not hold. */
  changed(): boolean;
}

/** A cache over what an earlier run stored; `stored` may be anything, a broken file is an empty cache. */
export function createReadingCache(stored: StoredReadings): PersistentReadingCache {
  const used: StoredReadings = {};
  let fresh = 0;

  function find(files: StoredReadings, id: ModuleId, version: string, name: string) {
    const file = Object.hasOwn(files, id) ? files[id] : undefined;
    return file?.version === version ? file.readings?.[name] : undefined;
  }

  function keep(id: ModuleId, version: string, name: string, reading: Readings[keyof Readings]): void {
    const known = Object.hasOwn(used, id) ? used[id] : undefined;
    const file = known?.version === version ? known : { version, readings: {} };
    used[id] = file;
    file.readings[name] = reading;
  }

  return {
    isKept: true,
    get isEmpty() {
      return Object.keys(stored).length === 0 && Object.keys(used).length === 0;
    },
    get<Kind extends keyof Readings>(kind: Kind, id: ModuleId, version: string, key: string) {
      const name = nameOf(kind, key);
      let reading = find(used, id, version, name);
      if (reading === undefined) {
        reading = find(stored, id, version, name);
        if (reading !== undefined) keep(id, version, name, reading);
      }
      return reading as Readings[Kind] | undefined;
    },
    set(kind, id, version, key, reading) {
      keep(id, version, nameOf(kind, key), reading);
      fresh++;
    },
    entries() {
      fresh = 0;
      return used;
    },
    changed: () => fresh > 0,
  };
}

function nameOf(kind: keyof Readings, key: string): string {
  return `${kind} ${key}`;
}

/** A cache that remembers nothing. */
export const noReadingCache: ReadingCache = {
  isKept: false,
  isEmpty: true,
  get: () => undefined,
  set: () => undefined,
};
