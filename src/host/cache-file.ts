// Where the records of an earlier run are kept, and how they are written: a temporary file and a rename, so that two
// runs at once and a full disk leave a whole file or none. A cache that cannot be read or written is no error.

import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { posix } from 'node:path';

const NEWLINE = 10;
/** So many characters are written at once. */
const TOGETHER = 1_000_000;

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

/**
 * The properties of the object that a cache file holds; null when there is no such file, or it is not one of ours, whole.
 * It is JSON lines: how many properties there are, then `["name", value]` each. No text could hold a hundred thousand modules.
 */
export function readCacheFile(path: string): Readonly<Record<string, unknown>> | null {
  try {
    const [count, ...properties] = linesOf(readFileSync(path)).map((line) => JSON.parse(line));
    return count === properties.length ? Object.fromEntries(properties) : null;
  } catch {
    return null;
  }
}

function linesOf(bytes: Buffer): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    lines.push(bytes.toString('utf8', start, end));
    start = end + 1;
  }
  return lines;
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
export function writeCacheFile(path: string, value: Readonly<Record<string, unknown>>): boolean {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(posix.dirname(path), { recursive: true });
    writeLines(temporary, value);
    renameSync(temporary, path);
    return true;
  } catch {
    removeIfThere(temporary);
    return false;
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A file stands where a folder of its path should: it cannot be there.
  }
}

function writeLines(path: string, value: Readonly<Record<string, unknown>>): void {
  const file = openSync(path, 'w');
  try {
    const properties = Object.entries(value);
    let lines = `${properties.length}\n`;
    for (const property of properties) {
      lines += `${JSON.stringify(property)}\n`;
      if (lines.length < TOGETHER) continue;
      writeFileSync(file, lines);
      lines = '';
    }
    writeFileSync(file, lines);
  } finally {
    closeSync(file);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
