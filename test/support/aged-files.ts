// Files that were last changed long ago, so that their times are old enough to be trusted.

import { lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** When they were. */
export const old = new Date('2020-01-01T00:00:00Z');

/** Sets the times of a folder and of all that is in it, but not of git's own files. */
export function age(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name === '.git') continue;
    if (entry.isDirectory()) age(join(path, entry.name));
    else lutimesSync(join(path, entry.name), old, old);
  }
  lutimesSync(path, old, old);
}
