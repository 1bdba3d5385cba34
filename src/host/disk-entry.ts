// Single questions to the disk, each answered without an error: what is there, what it holds, what it really is.

import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';
import { byName, type DirectoryEntry } from './file-system.ts';

/** Null when nothing is there, a link leads nowhere or in a circle, or it may not be looked at. */
export function statOrNull(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null; // ELOOP, EACCES: as good as not there
  }
}

export function kindOf(stats: Stats | null): 'file' | 'directory' | null {
  return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'directory' : null;
}

/** A string that changes when the content may have changed; null when there is no such file. */
export function versionOf(stats: Stats | null): string | null {
  return stats?.isFile() ? `${stats.size}-${timesOf(stats)}` : null;
}

/**
 * When something was last changed. Its modification time can be set: archives and package managers put files of the same
 * size and the same time in the place of others. The time of the change itself (POSIX: of its inode) cannot.
 */
export function timesOf({ mtimeMs, ctimeMs }: Stats): string {
  return `${mtimeMs}-${ctimeMs}`;
}

/**
 * The entries of a directory in the order of their names.
 * @throws what `readdirSync` throws
 */
export function entriesOf(directory: string): DirectoryEntry[] {
  const entries = readdirSync(directory, { withFileTypes: true }).map(
    (entry): DirectoryEntry => ({ name: entry.name, kind: entryKind(entry) }),
  );
  return entries.sort(byName);
}

/** What the directory says of the last name of a path, without following links; null when it is not there. */
export function entryKindOf(path: string): DirectoryEntry['kind'] | null {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats === undefined ? null : entryKind(stats);
  } catch {
    return null;
  }
}

function entryKind(entry: Dirent | Stats): DirectoryEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'other';
}

/** The path with all symbolic links followed, with forward slashes; the path itself when there is nothing. */
export function realpathOnDisk(path: string): string {
  try {
    const real = realpathSync.native(path);
    return sep === '/' ? real : real.replaceAll(sep, '/');
  } catch {
    return path;
  }
}
