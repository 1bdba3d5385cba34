// A file system with some files changed, added or deleted, in memory: mutated projects never touch the disk.

import { type DirectoryEntry, FileReadError, type FileSystem } from '../../src/host/file-system.ts';
import { baseNameOf, parentOf } from '../../src/model/path.ts';

/** Path → new text; null for a deleted file. */
export type Changes = ReadonlyMap<string, string | null>;

export function overlay(base: FileSystem, changes: Changes): FileSystem {
  const added = [...changes].flatMap(([path, text]) =>
    text === null || base.stat(path) !== null
      ? []
      : [{ parent: parentOf(path) ?? '', name: baseNameOf(path) }],
  );
  /** Those that only added files stand in. */
  const folders = new Set(added.map(({ parent }) => parent));
  return {
    readText(path) {
      const text = changes.get(path);
      if (text === null) throw new FileReadError('not-found', 'the file is not there');
      return text ?? base.readText(path);
    },
    stat(path) {
      const text = changes.get(path);
      if (text === null) return null;
      if (text !== undefined) return 'file';
      return base.stat(path) ?? (folders.has(path) ? 'directory' : null);
    },
    list: (directory) => [
      ...base.list(directory).filter((entry) => !isDeleted(directory, entry, changes)),
      ...added
        .filter(({ parent }) => parent === directory)
        .map(({ name }) => ({ name, kind: 'file' as const })),
    ],
    realpath: (path) => (changes.has(path) || folders.has(path) ? path : base.realpath(path)),
    version(path) {
      const text = changes.get(path);
      if (text === null) return null;
      return text === undefined ? base.version(path) : `changed:${text.length}:${hash(text)}`;
    },
  };
}

function isDeleted(directory: string, entry: DirectoryEntry, changes: Changes): boolean {
  for (const [path, text] of changes) {
    if (text === null && parentOf(path) === directory && baseNameOf(path) === entry.name) return true;
  }
  return false;
}

function hash(text: string): number {
  let value = 5381;
  for (let index = 0; index < text.length; index++) value = (value * 33 + text.charCodeAt(index)) >>> 0;
  return value;
}
