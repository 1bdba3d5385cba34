// A file system with some files changed or deleted, in memory: mutated projects never touch the disk.

import { type DirectoryEntry, FileReadError, type FileSystem } from '../../src/host/file-system.ts';
import { baseNameOf, parentOf } from '../../src/model/path.ts';

/** Path → new text; null for a deleted file. */
export type Changes = ReadonlyMap<string, string | null>;

export function overlay(base: FileSystem, changes: Changes): FileSystem {
  return {
    readText(path) {
      const text = changes.get(path);
      if (text === null) throw new FileReadError('not-found', 'the file is not there');
      return text ?? base.readText(path);
    },
    stat: (path) => (changes.get(path) === null ? null : base.stat(path)),
    list: (directory) => base.list(directory).filter((entry) => !isDeleted(directory, entry, changes)),
    realpath: (path) => base.realpath(path),
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
