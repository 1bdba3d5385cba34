// The baseline on disk: read before a check, written by --suppress-all and --prune-suppressions.

import {
  BASELINE_FILE,
  type Baseline,
  type BaselineEntry,
  entriesOf,
  hasEntry,
  parseBaseline,
  serialiseBaseline,
  toBaseline,
} from '../findings/baseline.ts';
import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { writeOutputFile } from '../host/output-file.ts';
import { UserError } from '../host/user-error.ts';
import { below, resolvePath } from '../model/path.ts';
import { forwardSlashes } from './session.ts';

export function baselinePath(flag: string | undefined, root: string, cwd: string): string {
  return flag === undefined ? below(root, BASELINE_FILE) : resolvePath(cwd, forwardSlashes(flag));
}

/**
 * @returns null when there is none
 * @throws {UserError} when it is no baseline
 */
export function readBaseline(path: string): Baseline | null {
  const fileSystem = createDiskFileSystem();
  if (fileSystem.stat(path) !== 'file') return null;
  const result = parseBaseline(fileSystem.readText(path));
  if ('baseline' in result) return result.baseline;
  throw new UserError(`${path} is no baseline: ${result.wrong}`, 'danglint --suppress-all writes a new one');
}

/** What a partial run did not look at stays as it is. */
export function addToBaseline(path: string, existing: Baseline, added: Baseline): void {
  writeOutputFile(path, serialiseBaseline(toBaseline([...entriesOf(existing), ...entriesOf(added)])));
}

export function removeFromBaseline(
  path: string,
  existing: Baseline,
  removed: readonly BaselineEntry[],
): void {
  const gone = toBaseline(removed);
  const kept = entriesOf(existing).filter((entry) => !hasEntry(gone, entry));
  writeOutputFile(path, serialiseBaseline(toBaseline(kept)));
}
