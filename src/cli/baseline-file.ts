// The baseline on disk: read before a check, written by --suppress-all and --prune-suppressions.

import {
  BASELINE_FILE,
  type Baseline,
  type BaselineEntry,
  entriesOf,
  parseBaseline,
  serialiseBaseline,
  toBaseline,
  withoutEntries,
} from '../findings/baseline.ts';
import type { ReportResult } from '../findings/report-findings.ts';
import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { writeOutputFile } from '../host/output-file.ts';
import { readTextOrRefuse } from '../host/settings-file.ts';
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
  const result = parseBaseline(readTextOrRefuse(fileSystem, path, `${path} is no baseline`));
  if ('baseline' in result) return result.baseline;
  throw new UserError(`${path} is no baseline: ${result.wrong}`, 'danglint --suppress-all writes a new one');
}

/** What a partial run did not look at stays as it is; what is in it already is not written twice. */
export function addToBaseline(path: string, existing: Baseline, added: Baseline): void {
  const known = entriesOf(existing);
  write(path, [...known, ...withoutEntries(entriesOf(added), known)]);
}

/** Takes entries out, and writes those of renamed files under their new names. */
export function pruneBaseline(
  path: string,
  existing: Baseline,
  { staleBaseline, movedBaseline }: Pick<ReportResult, 'staleBaseline' | 'movedBaseline'>,
): void {
  const gone = [...staleBaseline, ...movedBaseline.map(({ from }) => from)];
  write(path, [...withoutEntries(entriesOf(existing), gone), ...movedBaseline.map(({ to }) => to)]);
}

function write(path: string, entries: readonly BaselineEntry[]): void {
  writeOutputFile(path, serialiseBaseline(toBaseline(entries)));
}
