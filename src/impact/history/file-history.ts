// What happened to files in git's history, from one walk over it: each commit that changed one of them, newest first,
// with the object before and after; where a file had another name before, on with that one. Bounded by time: what was read
// until then is used.

import { isWithoutAnswer, runGit, splitNul } from '../../host/git.ts';
import { addTo } from '../../model/lists.ts';

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
  /** Relative to the top, before the commit and after it: the same but for a commit that renamed the file. */
  readonly from: string;
  readonly to: string;
  /** The object before the commit, of a merge one for each parent; empty when the file was added. */
  readonly before: readonly string[];
  /** The object after the commit; null when the file was deleted. */
  readonly after: string | null;
}

/** As many paths as a command line holds everywhere. */
const MAX_PATHS = 400;

/** Which commits are walked over, and how long. */
export interface Walk {
  /** As git takes them; HEAD when there are none. */
  readonly revisions?: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  /** Ends the walk early. */
  readonly signal?: AbortSignal;
  /** Is given what is known so far, whenever git has told more: the newest commits, all of them up to one. */
  readonly onMore?: (changes: ReadonlyMap<string, readonly FileChange[]>) => void;
}

export interface FileHistory {
  /** By path, newest first; without an entry for a file that no commit knows. */
  readonly changes: Map<string, FileChange[]>;
  /** False when git was ended before it had told everything, or could not. */
  readonly isWhole: boolean;
}

/**
 * The changes of some files.
 * @param paths relative to the top
 */
export async function readFileHistory(
  top: string,
  paths: readonly string[],
  { revisions = [], timeout, signal, onMore }: Walk,
): Promise<FileHistory> {
  const changes = new Map<string, FileChange[]>();
  if (paths.length === 0) return { changes, isWhole: true };
  let order = 0;
  let unread = '';
  /** A record begins with \x01, so that only the beginning of the next one tells that it is whole. */
  function read(text: string, isEnd: boolean): void {
    const records = (unread + text).split('\x01');
    unread = isEnd ? '' : (records.pop() ?? '');
    for (const record of records) {
      if (record === '') continue;
      const [head = '', body = ''] = record.split('\x03');
      const [id = '', date = '', subject = '', author = ''] = head.split('\x02');
      readRaw(body, { id, date, subject, author }, order++, changes);
    }
  }
  const isWhole = await hasEnded(
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
        ...revisions,
        '--',
        ...paths.slice(0, MAX_PATHS),
      ],
      {
        timeout,
        atHand: true,
        ...(signal !== undefined && { signal }),
        onOutput(text) {
          const known = order;
          read(text, false);
          if (order > known) onMore?.(changes);
        },
      },
    ),
  );
  // The last record of a walk that was ended may be half a record.
  if (isWhole) read('', true);
  return { changes, isWhole };
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
      from: path,
      to: path,
      status: isIn('A') ? 'added' : isIn('D') ? 'deleted' : 'modified',
      before: objects.slice(0, -1).filter((_, parent) => letters[parent] !== 'A'),
      after: isIn('D') ? null : (objects.at(-1) ?? null),
    };
    addTo(changes, path, change);
  }
}

/** What happened to a file last. By date, a merge on another branch may come after what happened on this one. */
export function lastChange(changes: readonly FileChange[]): FileChange | undefined {
  return changes.find(({ before, status }) => before.length < 2 || status === 'deleted');
}

/** A file that a commit moved; paths relative to the top. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** The object before the commit. */
  readonly before: string;
}

/** The files that a commit moved, as git tells them from their content; null when it cannot, or not in time. */
export async function renamesIn(top: string, commit: string, timeout: number): Promise<Rename[] | null> {
  let output = '';
  const isWhole = await hasEnded(
    runGit(
      top,
      [
        ...['show', '--format=', '--raw', '--no-abbrev', '-M', '--diff-filter=R', '--no-show-signature'],
        ...['-z', commit],
      ],
      {
        timeout,
        atHand: true,
        onOutput(text) {
          output += text;
        },
      },
    ),
  );
  if (!isWhole) return null;
  const renames: Rename[] = [];
  const parts = splitNul(output).filter((part) => part !== '');
  for (let index = 0; index + 2 < parts.length; index += 3) {
    const [, before = ''] = /^\s*:\d+ \d+ ([\da-f]+) /.exec(parts[index] ?? '') ?? [];
    const [from = '', to = ''] = [parts[index + 1], parts[index + 2]];
    if (before !== '') renames.push({ from, to, before });
  }
  return renames;
}

/** False when git failed or was ended, as it does in a repository without commits. */
async function hasEnded(answer: Promise<string>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (isWithoutAnswer(error)) return false;
    throw error;
  }
}
