// Files that the user asked for by name: reports and the baseline. Written in place, so that a device or a pipe can be
// named too.

import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { UserError } from './user-error.ts';

/** @throws {UserError} when it cannot be written */
export function writeOutputFile(path: string, text: string): void {
  attempt(path, () => {
    mkdirSync(posix.dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
}

/** @throws {UserError} when it cannot be written */
export function appendOutputFile(path: string, text: string): void {
  attempt(path, () => appendFileSync(path, text));
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UserError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
