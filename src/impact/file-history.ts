// What happened to files in git's history, from one walk over it: each commit that changed one of them, newest first,
// with the object before and after. Bounded by time: what was read until then is used.

import { GitError, runGit, splitNul } from '../host/git.ts';

export interface CommitInfo {
  readonly id: string;
  /** When its author made it, ISO 8601. */
  readonly date: string;
  readonly subject: string;
  /** The name of who made it. */
  readonly author: string;
}

/** One commit's change of one file. */
export interface FileChange {
  readonly commit: CommitInfo;
  /** Position of the commit in the walk; smaller is newer. */
  readonly order: number;
  readonly status: 'added' | 'modified' | 'deleted';
  /** The object before the commit, of a merge one for each parent; empty when the file was added. */
  readonly before: readonly string[];
  /** The object after the commit; null when the file was deleted. */
  readonly after: string | null;
}

/** As many paths as a command line holds everywhere. */
const MAX_PATHS = 400;

/**
 * The changes of some files, newest first; without an entry for a file that no commit knows.
 * @param paths relative to the top
 * @param timeout milliseconds
 */
export async function readFileHistory(
  top: string,
  paths: readonly string[],
  timeout: number,
): Promise<Map<string, FileChange[]>> {
  const changes = new Map<string, FileChange[]>();
  if (paths.length === 0) return changes;
  const output = await outputSoFar(
    runGit(
      top,
      [
        '--literal-pathspecs',
        'log',
        '--format=%x01%H%x02%aI%x02%s%x02%aN%x03',
        '--raw',
        '--no-abbrev',
        '--no-renames',
        '--no-show-signature',
        // Of a merge, what it changed by itself: what differs from all of its parents.
        '-c',
        '-z',
        '--',
        ...paths.slice(0, MAX_PATHS),
      ],
      { timeout },
    ),
  );
  output
    .split('\x01')
    .slice(1)
    .forEach((record, order) => {
      const [head = '', body = ''] = record.split('\x03');
      const [id = '', date = '', subject = '', author = ''] = head.split('\x02');
      readRaw(body, { id, date, subject, author }, order, changes);
    });
  return changes;
}

/**
 * `:100644 100644 OLD NEW M`, then the path; each ended by NUL. A merge has as many colons, modes and old objects as
 * parents, and a letter for each.
 */
function readRaw(body: string, commit: CommitInfo, order: number, changes: Map<string, FileChange[]>): void {
  const parts = splitNul(body).filter((part) => part !== '' && part !== '\n');
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const match = /^\s*:+(?:\d+ )+([\da-f ]+) ([AMDT]+)$/.exec(parts[index] ?? '');
    const path = parts[index + 1];
    if (match === null || path === undefined) continue;
    const objects = (match[1] ?? '').split(' ');
    const letters = match[2] ?? '';
    const isIn = (letter: string) => [...letters].every((one) => one === letter);
    const change: FileChange = {
      commit,
      order,
      status: isIn('A') ? 'added' : isIn('D') ? 'deleted' : 'modified',
      before: objects.slice(0, -1).filter((_, parent) => letters[parent] !== 'A'),
      after: isIn('D') ? null : (objects.at(-1) ?? null),
    };
    const list = changes.get(path);
    if (list === undefined) changes.set(path, [change]);
    else list.push(change);
  }
}

/** Where a commit moved files to: old path → new path, both relative to the top. */
export async function renamesIn(top: string, commit: string, timeout: number): Promise<Map<string, string>> {
  const output = await outputSoFar(
    runGit(
      top,
      ['show', '--format=', '--name-status', '-M', '--diff-filter=R', '--no-show-signature', '-z', commit],
      { timeout },
    ),
  );
  const renames = new Map<string, string>();
  const parts = splitNul(output);
  for (let index = 0; index + 2 < parts.length; index += 3) {
    const [from, to] = [parts[index + 1], parts[index + 2]];
    if (from !== undefined && to !== undefined) renames.set(from, to);
  }
  return renames;
}

/** What git printed, also when it ran into the time limit; nothing for a repository without commits. */
async function outputSoFar(answer: Promise<string>): Promise<string> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitError) return error.output;
    throw error;
  }
}
