// Writes several files all or none, also when the disk is full or the process is killed, and never outside the root.
// Everything is first put into a staging directory below the root; from the moment its journal has its name the change
// is decided, and a run that was killed after that is finished by the next one.

import { kill, pid } from 'node:process';
import { baseNameOf, below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import { UserError } from './user-error.ts';
import { realWriteDisk, type WriteDisk } from './write-disk.ts';

/** What happens to one file. */
export interface FileChange {
  /** Absolute, with forward slashes, below the root. */
  readonly path: string;
  /** The text that the change was made from; null when there was no file. Anything else on disk stops the run. */
  readonly before: string | null;
  /** The new text; null removes the file, and the directories that become empty by it. */
  readonly after: string | null;
  /** A new file that is run: a hook. An existing file keeps its permissions. */
  readonly executable?: boolean;
}

interface Journal {
  /** `forward`: the new texts are to be put in place; `back`: the old ones. */
  readonly direction: 'forward' | 'back';
  readonly changes: readonly FileChange[];
  /** Directories that had to be made, outermost first. */
  readonly directories: readonly string[];
}

const STAGING = '.danglint-write';
const DEFAULT_MODE = 0o666; // less the umask, as for every new file
const EXECUTABLE_MODE = 0o755;

/**
 * Applies all changes, or none of them.
 * @param root absolute; nothing outside it is touched, also not through a symbolic link
 * @throws {UserError} when a path leaves the root or is no regular file, when a file is no longer what `before` says,
 *   when another run is writing, or when the disk refuses (full, read-only, no permission); nothing is changed then
 */
export function writeFiles(
  root: string,
  changes: readonly FileChange[],
  disk: WriteDisk = realWriteDisk,
): void {
  finishInterruptedWrite(root, disk);
  const effective = changes.filter((change) => change.before !== change.after);
  if (effective.length === 0) return;
  for (const change of effective) assertSafe(root, change, disk);
  const staging = below(root, STAGING);
  try {
    disk.makeDirectory(staging);
  } catch (error) {
    throw refusal(`cannot write below ${root}`, error);
  }
  const journal: Journal = {
    direction: 'forward',
    changes: effective,
    directories: missingDirectories(effective, disk),
  };
  try {
    stage(staging, journal, disk);
  } catch (error) {
    clear(staging, disk);
    throw refusal('nothing was written', error);
  }
  try {
    replay(staging, journal, disk);
  } catch (error) {
    undo(staging, journal, disk);
    throw refusal('nothing was written', error);
  }
  removeEmptied(root, journal, disk);
  clear(staging, disk);
}

/**
 * Brings a run to its end that was killed while it wrote: what was decided is finished, what was not is forgotten.
 * Files that were edited since then stay as they are. Returns the paths that were put in place.
 * @throws {UserError} when the other run is still alive
 */
export function finishInterruptedWrite(root: string, disk: WriteDisk = realWriteDisk): readonly string[] {
  const staging = below(root, STAGING);
  if (disk.kindOf(staging) !== 'directory') return [];
  const owner = readOwner(staging, disk);
  if (owner !== null && owner !== pid && isAlive(owner)) {
    throw new UserError(
      `another danglint (process ${owner}) is writing below ${root}`,
      `wait for it; if it is gone, remove ${staging}`,
    );
  }
  const journal = readJournal(staging, disk);
  if (journal !== null) {
    replay(staging, journal, disk);
    removeEmptied(root, journal, disk);
  }
  clear(staging, disk);
  return journal?.direction === 'forward' ? journal.changes.map((change) => change.path) : [];
}

/** Puts everything that is needed for either direction into the staging directory; the journal's name comes last. */
function stage(staging: string, journal: Journal, disk: WriteDisk): void {
  disk.create(below(staging, 'owner'), Buffer.from(String(pid)), DEFAULT_MODE);
  for (const [index, { path, before, after, executable }] of journal.changes.entries()) {
    const created = executable === true ? EXECUTABLE_MODE : DEFAULT_MODE;
    const mode = before === null ? created : disk.modeOf(path);
    if (after !== null) disk.create(below(staging, `${index}.forward`), Buffer.from(after), mode);
    if (before !== null) disk.create(below(staging, `${index}.back`), disk.read(path), mode);
  }
  writeJournal(staging, journal, disk);
}

function writeJournal(staging: string, journal: Journal, disk: WriteDisk): void {
  const draft = below(staging, `${journal.direction}.draft`);
  disk.create(draft, Buffer.from(JSON.stringify(journal)), DEFAULT_MODE);
  disk.rename(draft, below(staging, 'journal'));
}

/** Puts the texts of the journal's direction in place. Can be repeated: what is in place already is passed over. */
function replay(staging: string, journal: Journal, disk: WriteDisk): void {
  const { direction } = journal;
  if (direction === 'forward') {
    for (const directory of journal.directories) {
      if (disk.kindOf(directory) === null) disk.makeDirectory(directory);
    }
  }
  for (const [index, change] of journal.changes.entries()) {
    const [from, to] =
      direction === 'forward' ? [change.before, change.after] : [change.after, change.before];
    if (!holds(change.path, from, disk)) continue;
    if (to === null) disk.remove(change.path);
    else moveInto(below(staging, `${index}.${direction}`), change.path, disk);
  }
  if (direction === 'back') {
    for (const directory of journal.directories.toReversed()) removeIfEmpty(directory, disk);
  }
}

/** Removes the directories that a change left empty. A disk that refuses that has the change all the same. */
function removeEmptied(root: string, journal: Journal, disk: WriteDisk): void {
  if (journal.direction === 'back') return;
  for (const { path, after } of journal.changes) {
    if (after !== null) continue;
    try {
      removeEmptyParents(path, root, disk);
    } catch {
      // Left empty; harmless.
    }
  }
}

/** A rename cannot cross into another mounted volume; the content is then brought over first. */
function moveInto(from: string, to: string, disk: WriteDisk): void {
  try {
    disk.rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    const beside = below(parentOf(to) ?? to, `.${baseNameOf(to)}.danglint`);
    try {
      disk.create(beside, disk.read(from), disk.modeOf(from));
      disk.rename(beside, to);
    } catch (failure) {
      if (disk.kindOf(beside) === 'file') disk.remove(beside);
      throw failure;
    }
  }
}

/** Turns a change round that failed half way. What cannot be turned round now is left to the next run. */
function undo(staging: string, journal: Journal, disk: WriteDisk): void {
  const back: Journal = { ...journal, direction: 'back' };
  try {
    writeJournal(staging, back, disk);
    replay(staging, back, disk);
  } catch (error) {
    throw refusal(`the change is half done; the next run of danglint undoes it (see ${staging})`, error);
  }
  clear(staging, disk);
}

function holds(path: string, text: string | null, disk: WriteDisk): boolean {
  const kind = disk.kindOf(path);
  if (text === null) return kind === null;
  return kind === 'file' && disk.read(path).equals(Buffer.from(text));
}

function assertSafe(root: string, change: FileChange, disk: WriteDisk): void {
  const { path } = change;
  if (resolvePath(root, path) !== path || path === root || !isWithin(root, path)) {
    throw new UserError(`${path} is outside ${root}`, 'danglint only writes below the root of the project');
  }
  const realRoot = disk.realpath(root);
  for (
    let directory = parentOf(path);
    directory !== null && directory !== root;
    directory = parentOf(directory)
  ) {
    const kind = disk.kindOf(directory);
    if (kind === 'symlink' && !isWithin(realRoot, disk.realpath(directory))) {
      throw new UserError(`${path} is outside ${root}: ${directory} is a symbolic link that leads out`);
    }
    if (kind === 'file' || kind === 'other') throw new UserError(`${directory} is not a directory`);
  }
  const kind = disk.kindOf(path);
  if (kind === 'symlink')
    throw new UserError(`${path} is a symbolic link`, 'danglint does not write through links');
  if (kind === 'directory' || kind === 'other') throw new UserError(`${path} is not a regular file`);
  if (!holds(path, change.before, disk)) {
    throw new UserError(
      change.before === null ? `${path} is there already` : `${path} was changed in the meantime`,
      'nothing was written; run the command again',
    );
  }
}

function missingDirectories(changes: readonly FileChange[], disk: WriteDisk): string[] {
  const missing = new Set<string>();
  for (const { path, after } of changes) {
    if (after === null) continue;
    for (
      let directory = parentOf(path);
      directory !== null && disk.kindOf(directory) === null;
      directory = parentOf(directory)
    ) {
      missing.add(directory);
    }
  }
  return [...missing].sort((a, b) => a.length - b.length);
}

function removeEmptyParents(path: string, root: string, disk: WriteDisk): void {
  for (
    let directory = parentOf(path);
    directory !== null && directory !== root && isWithin(root, directory);
    directory = parentOf(directory)
  ) {
    if (!removeIfEmpty(directory, disk)) return;
  }
}

function removeIfEmpty(directory: string, disk: WriteDisk): boolean {
  if (disk.kindOf(directory) !== 'directory' || disk.list(directory).length > 0) return false;
  disk.removeDirectory(directory);
  return true;
}

/** Takes the staging directory away: the journal first, so that what is left is never taken for a change to finish. */
function clear(staging: string, disk: WriteDisk): void {
  const names = disk.list(staging).filter((name) => name !== 'journal' && name !== 'owner');
  for (const name of ['journal', ...names, 'owner']) {
    const path = below(staging, name);
    if (disk.kindOf(path) !== null) disk.remove(path);
  }
  disk.removeDirectory(staging);
}

function readOwner(staging: string, disk: WriteDisk): number | null {
  const path = below(staging, 'owner');
  if (disk.kindOf(path) !== 'file') return null;
  const owner = Number(disk.read(path).toString());
  return Number.isInteger(owner) && owner > 0 ? owner : null;
}

function readJournal(staging: string, disk: WriteDisk): Journal | null {
  const path = below(staging, 'journal');
  // Only this file writes it, in one rename: when it is there it is whole.
  return disk.kindOf(path) === 'file' ? (JSON.parse(disk.read(path).toString()) as Journal) : null;
}

function isAlive(owner: number): boolean {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function refusal(what: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the disk is read-only',
    ENAMETOOLONG: 'the name is too long',
  };
  const code = codeOf(error);
  return new UserError(`${what}: ${reasons[code] ?? (error instanceof Error ? error.message : code)}`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
