// Where the records of an earlier run are kept, and how they are written: a temporary file and a rename, so that two
// runs at once and a full disk leave a whole file or none. A cache that cannot be read or written is no error.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix } from 'node:path';

/**
 * The folder for the cache of a project: `node_modules/.cache/danglint` where the root has a node_modules, else a
 * folder of the user's (`$XDG_CACHE_HOME` or `~/.cache`), one for each root. Never the project itself.
 */
export function cacheDirectoryOf(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const modules = posix.join(root, 'node_modules');
  if (isDirectory(modules)) return posix.join(modules, '.cache', 'danglint');
  const base = environment['XDG_CACHE_HOME'] || posix.join(homedir(), '.cache');
  return posix.join(base, 'danglint', createHash('sha256').update(root).digest('hex').slice(0, 16));
}

/** The parsed JSON of a cache file; null when there is none or it is not JSON. */
export function readCacheFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Makes the folder for the cache. Where that cannot be done, nothing will be kept. */
export function makeCacheDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch {
    // A disk that may not be written to is no error.
  }
}

/** @returns false when it could not be written; nothing is left behind then */
export function writeCacheFile(path: string, value: unknown): boolean {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(posix.dirname(path), { recursive: true });
    writeFileSync(temporary, JSON.stringify(value));
    renameSync(temporary, path);
    return true;
  } catch {
    rmSync(temporary, { force: true });
    return false;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
