// The files on disk. Directory listings are read once and kept, so that the many existence checks of resolution cost no
// system call and compare names in their exact case even where the disk does not. One instance serves one run.

import { readFileSync, statSync } from 'node:fs';
import { baseNameOf, below, parentOf } from '../model/path.ts';
import { decodedText } from './decoded-text.ts';
import { entriesOf, kindOf, realpathOnDisk, statOrNull, versionOf } from './disk-entry.ts';
import type { DiskTrace } from './disk-trace.ts';
import { type DirectoryEntry, FileReadError, type FileSystem } from './file-system.ts';

/** Above this a file is data, not source: 20 MB. */
const MAX_BYTES = 20 * 1024 * 1024;

type Listing = ReadonlyMap<string, DirectoryEntry>;

/**
 * A file system over the real disk. What it has listed once it does not look at again: make a new one for a new run.
 * `readText` and `version` always look at the disk.
 * @param trace where to note everything that is looked at
 */
export function createDiskFileSystem(trace?: DiskTrace): FileSystem {
  const listings = new Map<string, Listing | 'absent' | 'unreadable'>();
  const linkTargets = new Map<string, 'file' | 'directory' | null>();
  const realDirectories = new Map<string, string>();
  let caseIgnored: boolean | null = null;

  function listing(directory: string): Listing | 'absent' | 'unreadable' {
    const known = listings.get(directory);
    if (known !== undefined) return known;
    const before = trace === undefined ? null : statOrNull(directory);
    const found = readListing(directory);
    listings.set(directory, found);
    trace?.directory(directory, before, typeof found === 'string' ? null : [...found.values()]);
    return found;
  }

  function readListing(directory: string): Listing | 'absent' | 'unreadable' {
    const parent = ignoresCase(directory) ? parentOf(directory) : null;
    if (parent !== null) {
      // A parent that lists its names decides; one that may only be passed through (mode --x) does not.
      const siblings = listing(parent);
      if (siblings === 'absent') return 'absent';
      if (siblings !== 'unreadable') {
        const kind = siblings.get(baseNameOf(directory))?.kind;
        if (kind === undefined || kind === 'file' || kind === 'other') return 'absent';
      }
    }
    try {
      return new Map(entriesOf(directory).map((entry) => [entry.name, entry]));
    } catch (error) {
      const code = codeOf(error);
      if (isLimit(code)) throw error;
      return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' ? 'absent' : 'unreadable';
    }
  }

  /** Whether this disk takes `/APP` for `/app`, told from the first directory that is listed. */
  function ignoresCase(directory: string): boolean {
    if (caseIgnored === null) {
      const upper = directory.toUpperCase();
      if (upper === directory.toLowerCase()) return true; // `/`: nothing to tell it from
      const swapped = statOrNull(upper === directory ? directory.toLowerCase() : upper);
      caseIgnored = swapped !== null && swapped.ino === statOrNull(directory)?.ino;
    }
    return caseIgnored;
  }

  function statThroughLinks(path: string): 'file' | 'directory' | null {
    const known = linkTargets.get(path);
    if (known !== undefined) return known;
    const kind = kindOf(statOrNull(path));
    linkTargets.set(path, kind);
    trace?.link(path, kind);
    return kind;
  }

  function stat(path: string): 'file' | 'directory' | null {
    const parent = parentOf(path);
    if (parent === null) return statThroughLinks(path);
    const siblings = listing(parent);
    if (siblings === 'absent') return null;
    if (siblings === 'unreadable') return statThroughLinks(path);
    const kind = siblings.get(baseNameOf(path))?.kind;
    trace?.entry(path, kind ?? null);
    if (kind === undefined || kind === 'other') return null;
    return kind === 'symlink' ? statThroughLinks(path) : kind;
  }

  function realpath(path: string): string {
    const parent = parentOf(path);
    if (parent === null) return path;
    const known = realDirectories.get(path);
    if (known !== undefined) return known;
    const siblings = listing(parent);
    const entry = typeof siblings === 'string' ? undefined : siblings.get(baseNameOf(path));
    trace?.entry(path, entry?.kind ?? null);
    if (entry?.kind === 'symlink') {
      const real = realpathOnDisk(path);
      trace?.realpath(path, real);
      realDirectories.set(path, real);
      // What is real already needs no walk up to the root again.
      realDirectories.set(real, real);
      return real;
    }
    const real = below(realpath(parent), baseNameOf(path));
    // Files are asked for once each; only directories are asked for again by everything below them.
    if (entry?.kind === 'directory') realDirectories.set(path, real);
    return real;
  }

  return {
    isDisk: true,
    readText(path) {
      trace?.file(path, statOrNull(path));
      return readTextFromDisk(path);
    },
    stat,
    list(directory, named) {
      const found = listing(directory);
      trace?.listed(directory, named);
      return typeof found === 'string' ? [] : [...found.values()];
    },
    realpath,
    version(path) {
      const stats = statOrNull(path);
      trace?.file(path, stats);
      return versionOf(stats);
    },
    holds(path, word) {
      const stats = statOrNull(path);
      trace?.file(path, stats);
      return (
        stats === null ||
        stats.size > MAX_SEARCHED_BYTES ||
        readFileSync(path).includes(`${word}\0`, 0, 'latin1')
      );
    },
  };
}

/** Libraries of hundreds of megabytes are not read for one word. */
const MAX_SEARCHED_BYTES = 2 ** 26;

function readTextFromDisk(path: string): string {
  return decodedText(readUtf8(path), () => readFileSync(path));
}

function readUtf8(path: string): string {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new FileReadError('directory', 'this is a directory');
    if (!stats.isFile()) throw new FileReadError('io', 'this is neither a file nor a directory');
    if (stats.size > MAX_BYTES) {
      const megabytes = Math.round(stats.size / (1024 * 1024));
      throw new FileReadError('too-large', `the file has ${megabytes} MB; more than 20 MB is not read`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof FileReadError || isLimit(code)) throw error;
    // What Node makes of such a name leads nowhere, and neither does any import.
    if (code === 'ENOENT' && path.includes('\uFFFD'))
      throw new FileReadError('not-at-hand', 'the name of the file is not UTF-8');
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new FileReadError('not-found', 'there is no such file');
    if (code === 'EACCES' || code === 'EPERM')
      throw new FileReadError('permission', 'the file may not be read');
    if (code === 'ELOOP') throw new FileReadError('not-found', 'the symbolic link leads in a circle');
    throw new FileReadError('io', `the file cannot be read (${code})`);
  }
}

/** No more files may be open: that says nothing about this one. */
function isLimit(code: string): boolean {
  return code === 'EMFILE' || code === 'ENFILE';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
