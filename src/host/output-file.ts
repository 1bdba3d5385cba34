// Files that the user asked for by name: reports and the baseline. A file is replaced in one step, so that a full disk or
// Ctrl-C leaves the old one whole; a device or a pipe can be named too.

import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { posix } from 'node:path';
import { UserError } from './user-error.ts';

/** @throws {UserError} when it cannot be written; what was there before is there still */
export function writeOutputFile(path: string, text: string): void {
  attempt(path, () => {
    mkdirSync(posix.dirname(path), { recursive: true });
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing === undefined || existing.isFile()) replace(path, text, existing);
    else writeFileSync(path, text);
  });
}

/** @throws {UserError} when it cannot be written */
export function appendOutputFile(path: string, text: string): void {
  attempt(path, () => appendFileSync(path, text));
}

/** A folder in which nothing may be made, and a file that is mounted by itself: only the file can be written. */
const NOT_REPLACEABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

function replace(path: string, text: string, existing: Stats | undefined): void {
  const target = existing === undefined ? path : realpathSync(path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    // The umask took bits away that the file had.
    if (existing !== undefined) chmodSync(temporary, existing.mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (existing === undefined || !NOT_REPLACEABLE.has(code)) throw error;
    writeFileSync(target, text);
  }
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UserError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
