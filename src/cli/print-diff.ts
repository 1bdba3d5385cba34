// A diff on stdout. Into a pipe it is exact, for `git apply`; on a terminal no character of a file can act on it.

import { printable } from '../report/printable.ts';
import type { Session } from './session.ts';
import { unifiedDiff } from './unified-diff.ts';

/** @param path as it is shown; quoted like git quotes it where it has characters that a header cannot hold */
export function printDiff({ stdout }: Session, path: string, before: string, after: string): void {
  const diff = unifiedDiff(path, before, after);
  stdout.write(stdout.isTTY ? diff.replace(/[^\n]+/g, (line) => printable(line.replace(/\r$/, ''))) : diff);
}
