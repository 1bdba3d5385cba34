// Which directories there are when only a list of files says so, and what stands in each.

import { baseNameOf, parentOf } from '../model/path.ts';
import type { DirectoryEntry } from './file-system.ts';

export interface DirectoryIndex {
  /** Whether something was added below this directory. */
  has(directory: string): boolean;
  /** What stands directly in it; nothing when it is not there. */
  entriesOf(directory: string): DirectoryEntry[];
}

/**
 * The directories that exist because something is in them.
 * @param listed absolute paths and what they are
 * @param isCovered directories for which this is false, and those above them, are not part of the index
 */
export function createDirectoryIndex(
  listed: Iterable<readonly [path: string, kind: DirectoryEntry['kind']]>,
  isCovered: (directory: string) => boolean = () => true,
): DirectoryIndex {
  const directories = new Map<string, Map<string, DirectoryEntry>>();
  for (const [path, kind] of listed) add(path, kind);

  function add(path: string, kind: DirectoryEntry['kind']): void {
    const parent = parentOf(path);
    if (parent === null || !isCovered(parent)) return;
    let entries = directories.get(parent);
    if (entries === undefined) {
      entries = new Map();
      directories.set(parent, entries);
      add(parent, 'directory');
    }
    const name = baseNameOf(path);
    entries.set(name, { name, kind });
  }

  return {
    has: (directory) => directories.has(directory),
    entriesOf: (directory) => [...(directories.get(directory)?.values() ?? [])],
  };
}
