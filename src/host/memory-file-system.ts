// A file system made of a list of texts: for tests, and for anything that describes files that are not on disk.

import { baseNameOf, parentOf, resolvePath } from '../model/path.ts';
import { createDirectoryIndex } from './directory-index.ts';
import { byName, FileReadError, type FileSystem } from './file-system.ts';

/** The text of a file, or a symbolic link to `link` (absolute, or relative to the directory of the link). */
export type MemoryFile = string | { readonly link: string };

/** As many links in a row as Linux follows before it says ELOOP. */
const MAX_LINKS = 40;

/**
 * A file system that holds exactly `files`; directories are there because files are in them.
 * @param files absolute paths (`/app/a.ts`, `C:/app/a.ts`) to what is there
 */
export function createMemoryFileSystem(files: Readonly<Record<string, MemoryFile>>): FileSystem {
  const content = new Map(Object.entries(files));
  const directories = createDirectoryIndex(
    [...content].map(([path, file]) => [path, typeof file === 'string' ? 'file' : 'symlink']),
  );

  /** The path without links in it, or null when a link leads in a circle. What it names need not be there. */
  function follow(path: string, links = 0): string | null {
    const parent = parentOf(path);
    if (parent === null) return path;
    const realParent = follow(parent, links);
    if (realParent === null) return null;
    const here = resolvePath(realParent, baseNameOf(path));
    const file = content.get(here);
    if (file === undefined || typeof file === 'string') return here;
    return links >= MAX_LINKS ? null : follow(resolvePath(realParent, file.link), links + 1);
  }

  function stat(path: string): 'file' | 'directory' | null {
    const real = follow(path);
    if (real === null) return null;
    if (content.has(real)) return 'file';
    return directories.has(real) ? 'directory' : null;
  }

  return {
    readText(path) {
      const kind = stat(path);
      if (kind === 'directory') throw new FileReadError('directory', 'this is a directory');
      const text = content.get(follow(path) ?? path);
      if (typeof text !== 'string') throw new FileReadError('not-found', 'there is no such file');
      return text;
    },
    stat,
    list(directory) {
      return directories.entriesOf(follow(directory) ?? directory).sort(byName);
    },
    realpath(path) {
      const real = follow(path);
      return real !== null && stat(real) !== null ? real : path;
    },
    version(path) {
      const text = content.get(follow(path) ?? path);
      return typeof text === 'string' ? `${text.length}-${hash(text)}` : null;
    },
  };
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}
