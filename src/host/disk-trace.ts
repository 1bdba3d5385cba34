// What a run has looked at on disk, so that the next one can tell in a few milliseconds whether anything of it has
// changed. Invariant: an answer that depends on the disk depends only on what is noted here.

import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { isWithin, parentOf } from '../model/path.ts';
import {
  entriesOf,
  entryKindOf,
  kindOf,
  realpathOnDisk,
  statOrNull,
  timesOf,
  versionOf,
} from './disk-entry.ts';
import type { DirectoryEntry } from './file-system.ts';

/** Where a run notes what it looks at. Paths are absolute; the caller tells what it saw. */
export interface DiskTrace {
  /** @param stats of the file before it was read; null when there is none */
  file(path: string, stats: Stats | null): void;
  /** @param stats of the directory before it was listed; `entries` is null when it cannot be listed */
  directory(path: string, stats: Stats | null, entries: readonly DirectoryEntry[] | null): void;
  /** That the listing counted, not only whether single names are in it: the whole, or the names of a kind. */
  listed(path: string, named?: RegExp): void;
  /** What a directory says of one name; null when it is not there. */
  entry(path: string, kind: DirectoryEntry['kind'] | null): void;
  /** What a symbolic link leads to. */
  link(path: string, kind: 'file' | 'directory' | null): void;
  realpath(path: string, real: string): void;
  /** Everything noted, as plain data; null when a file is so young that a further change might not show. */
  finish(): StoredTrace | null;
}

export interface StoredTrace {
  readonly files: Readonly<Record<string, string | null>>;
  readonly directories: Readonly<Record<string, StoredListing>>;
  /** Of the directories above the project, which change all the time, only the names that were asked for. */
  readonly entries: Readonly<Record<string, DirectoryEntry['kind'] | null>>;
  readonly links: Readonly<Record<string, 'file' | 'directory' | null>>;
  readonly realpaths: Readonly<Record<string, string>>;
}

interface StoredListing {
  /** When it was last changed; null when that was too young to be trusted, or there is no directory. */
  readonly modified: string | null;
  /** Hash of the names and what they are; null when it cannot be listed. */
  readonly entries: string | null;
  /** The names that count, as a regular expression; absent when all do. */
  readonly named?: string;
}

/**
 * Two changes within the resolution of a file system's clock look the same (git calls such files racy). FAT counts in
 * steps of two seconds, others in milliseconds.
 */
const CLOCK_RESOLUTION = 2000;

/** @param root the folder of the project; absolute, with forward slashes */
export function createDiskTrace(root: string): DiskTrace {
  const files: Record<string, string | null> = {};
  const directories: Record<string, StoredListing> = {};
  const above = new Map<string, { modified: string | null; entries: readonly DirectoryEntry[] | null }>();
  const entriesAbove: Record<string, DirectoryEntry['kind'] | null> = {};
  const links: Record<string, 'file' | 'directory' | null> = {};
  const realpaths: Record<string, string> = {};
  let isTrusted = true;
  return {
    file(path, stats) {
      // What was read first is what the answer was made of.
      if (Object.hasOwn(files, path)) isTrusted &&= files[path] === versionOf(stats);
      else files[path] = versionOf(stats);
      if (stats !== null && isYoung(stats)) isTrusted = false;
    },
    directory(path, stats, entries) {
      const modified = stats === null || isYoung(stats) ? null : timesOf(stats);
      if (isAbove(path, root)) above.set(path, { modified, entries });
      else directories[path] = { modified, entries: entries === null ? null : hashOf(entries) };
    },
    listed(path, named) {
      const seen = above.get(path);
      if (seen === undefined) return;
      const { modified, entries } = seen;
      const known = directories[path];
      // Two kinds of names: then all of them count.
      if (named === undefined || (known !== undefined && known.named !== named.source)) {
        directories[path] = { modified, entries: entries === null ? null : hashOf(entries) };
        return;
      }
      const counting = entries === null ? null : hashOf(entries, named);
      directories[path] = { modified, entries: counting, named: named.source };
    },
    entry(path, kind) {
      if (isAbove(parentOf(path) ?? path, root)) entriesAbove[path] = kind;
    },
    link(path, kind) {
      links[path] = kind;
    },
    realpath(path, real) {
      realpaths[path] = real;
    },
    finish: () => (isTrusted ? { files, directories, entries: entriesAbove, links, realpaths } : null),
  };
}

/** Whether the disk still holds what was noted. */
export function isUnchanged({ files, directories, entries, links, realpaths }: StoredTrace): boolean {
  return (
    Object.entries(files).every(([path, version]) => versionOf(statOrNull(path)) === version) &&
    Object.entries(directories).every(([path, listing]) => isSameListing(path, listing)) &&
    Object.entries(entries).every(([path, kind]) => entryKindOf(path) === kind) &&
    Object.entries(links).every(([path, kind]) => kindOf(statOrNull(path)) === kind) &&
    Object.entries(realpaths).every(([path, real]) => realpathOnDisk(path) === real)
  );
}

function isAbove(directory: string, root: string): boolean {
  return directory !== root && isWithin(directory, root);
}

function isYoung({ mtimeMs }: Stats): boolean {
  return mtimeMs > Date.now() - CLOCK_RESOLUTION;
}

function isSameListing(path: string, { modified, entries, named }: StoredListing): boolean {
  const stats = modified === null ? null : statOrNull(path);
  if (stats !== null && timesOf(stats) === modified) return true;
  try {
    return entries === hashOf(entriesOf(path), named === undefined ? undefined : new RegExp(named));
  } catch {
    return entries === null;
  }
}

function hashOf(entries: readonly DirectoryEntry[], named?: RegExp): string {
  const counting = named === undefined ? entries : entries.filter(({ name }) => named.test(name));
  const text = counting.map(({ name, kind }) => `${kind} ${name}`).join('\0');
  return createHash('sha1').update(text).digest('base64');
}
