// A file system that remembers what was looked at, for `danglint why`: the candidates of a resolution, in their order.

import type { FileSystem } from './file-system.ts';

export interface Look {
  readonly path: string;
  readonly found: 'file' | 'directory' | null;
}

export interface RecordingFileSystem extends FileSystem {
  /** What was looked at since the last call, each path once, in order. */
  taken(): readonly Look[];
}

export function createRecordingFileSystem(base: FileSystem): RecordingFileSystem {
  const looks = new Map<string, Look>();
  const note = (path: string, found: Look['found']) => {
    if (!looks.has(path)) looks.set(path, { path, found });
  };
  return {
    readText(path) {
      const text = base.readText(path);
      note(path, 'file');
      return text;
    },
    stat(path) {
      const found = base.stat(path);
      note(path, found);
      return found;
    },
    list(directory) {
      const entries = base.list(directory);
      note(directory, entries.length > 0 ? 'directory' : base.stat(directory));
      return entries;
    },
    realpath: (path) => base.realpath(path),
    version: (path) => base.version(path),
    holds: (path, word) => base.holds?.(path, word) ?? true,
    taken() {
      const taken = [...looks.values()];
      looks.clear();
      return taken;
    },
  };
}
