// The disk as an editor sees it: texts that are not saved yet stand in front of the files.

import { createHash } from 'node:crypto';
import { baseNameOf, parentOf } from '../model/path.ts';
import type { FileSystem } from './file-system.ts';

/** @param texts by absolute path; files that are not on disk yet exist through them */
export function createOverlayFileSystem(base: FileSystem, texts: ReadonlyMap<string, string>): FileSystem {
  return {
    readText: (path) => texts.get(path) ?? base.readText(path),
    holds: (path, word) => texts.get(path)?.includes(`${word}\0`) ?? base.holds?.(path, word) ?? true,
    stat: (path) => (texts.has(path) ? 'file' : base.stat(path)),
    list(directory) {
      const listed = base.list(directory);
      const names = new Set(listed.map(({ name }) => name));
      const added = [...texts.keys()]
        .filter((path) => parentOf(path) === directory && !names.has(baseNameOf(path)))
        .map((path) => ({ name: baseNameOf(path), kind: 'file' as const }));
      if (added.length === 0) return listed;
      return [...listed, ...added].sort((left, right) => (left.name < right.name ? -1 : 1));
    },
    realpath: (path) => (texts.has(path) && base.stat(path) === null ? path : base.realpath(path)),
    version(path) {
      const text = texts.get(path);
      return text === undefined ? base.version(path) : createHash('sha256').update(text).digest('hex');
    },
  };
}
