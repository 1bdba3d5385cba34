// Reads many modules at once, on all processors, before anybody asks for them. It changes when a file is read, never
// what its record is: a record depends on the text and the parse options alone.

import type { FileSystem } from '../host/file-system.ts';
import type { ParseOptions } from '../languages/language.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import { type Frontend, keyOf, type ReadResult, type ReadTask, readToKeep, taskOf } from './read-module.ts';
import type { ReadingCache } from './reading-cache.ts';
import type { ReadingThreads } from './reading-threads.ts';

export interface Wanted {
  readonly id: ModuleId;
  readonly frontend: Frontend;
  /** With the detail `members`: the local names whose members are asked for. */
  readonly membersOf: readonly string[];
}

export interface ReadAhead {
  /** Says how many files will be wanted soon: threads take a while to start. */
  expect(count: number): void;
  /** Reads modules that will be asked for; leaves that to the one who asks where it would not be faster. */
  read(
    wanted: readonly Wanted[],
    detail: ParseOptions['detail'],
    onProgress?: (done: number) => void,
  ): Promise<void>;
  /** The record of a module that was read; given once. */
  take(id: ModuleId, detail: ParseOptions['detail']): ModuleRecord | null;
}

export interface ReadAheadOptions {
  readonly threads: ReadingThreads;
  readonly fileSystem: FileSystem;
  readonly cache: ReadingCache;
  readonly pythonVersion?: string;
}

interface Pending {
  readonly task: ReadTask;
  readonly frontend: Frontend;
  readonly key: string;
  /** Before the text was read. */
  readonly version: string | null;
}

export function createReadAhead({ threads, ...options }: ReadAheadOptions): ReadAhead {
  const { fileSystem, cache, pythonVersion } = options;
  const records = new Map<string, () => ModuleRecord>();

  function lookUp({ id, frontend, membersOf }: Wanted, detail: ParseOptions['detail']): Pending | null {
    const task = taskOf(id, frontend, detail, pythonVersion, membersOf);
    const key = keyOf(task, frontend);
    const version = cache.isKept ? fileSystem.version(id) : null;
    const cached = version === null ? undefined : cache.get('record', id, version, key);
    if (cached === undefined) return { task, frontend, key, version };
    records.set(nameOf(id, detail), () => cached);
    return null;
  }

  function keep({ task, key, version }: Pending, { record, isRead }: ReadResult): ModuleRecord {
    if (version !== null && isRead) cache.set('record', task.id, version, key, record);
    return record;
  }

  return {
    expect(files) {
      if (files >= threads.least() && cache.isEmpty) threads.start();
    },
    async read(wanted, detail, onProgress) {
      const least = threads.least();
      if (wanted.length < least) return;
      const pending: Pending[] = [];
      for (const one of wanted) {
        const found = lookUp(one, detail);
        if (found !== null) pending.push(found);
        // It starts while the rest is looked up.
        if (pending.length === least) threads.start();
      }
      if (pending.length < least) return;
      let done = 0;
      const put = (position: number, result: () => ReadResult) => {
        const one = pending[position];
        if (one === undefined) return;
        records.set(nameOf(one.task.id, detail), () => keep(one, result()));
        onProgress?.(++done);
      };
      await threads.share(
        pending.map(({ task }) => ({ asks: 'record', ...task })),
        (position) => {
          const one = pending[position];
          if (one === undefined) return;
          const result = readToKeep(one.task, one.frontend.parser, fileSystem);
          put(position, () => result);
        },
        // Made of its text when it is asked for: there may be a hundred thousand.
        (position, answer) => put(position, () => JSON.parse(answer) as ReadResult),
      );
    },
    take(id, detail) {
      const name = nameOf(id, detail);
      const record = records.get(name);
      records.delete(name);
      return record?.() ?? null;
    },
  };
}

function nameOf(id: ModuleId, detail: ParseOptions['detail']): string {
  return `${detail} ${id}`;
}
