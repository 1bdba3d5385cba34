// What happened to files in git's history, from one walk over it: each commit that changed one of them, newest first,
// with the object before and after; where a file had another name before, on with that one. Bounded by time: what was read
// until then is used.

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

/** Which commits are walked over: revisions as git takes them (HEAD when there are none), and how far back. */
export interface Walk {
  readonly revisions?: readonly string[];
  /** As git takes a date; everything when absent. */
  readonly since?: string;
  /** Ends the walk early. */
  readonly signal?: AbortSignal;
}

/**
 * The changes of some files, newest first; without an entry for a file that no commit knows.
 * @param paths relative to the top
 * @param timeout milliseconds
 */
export async function readFileHistory(
  top: string,
  paths: readonly string[],
  timeout: number,
  { revisions = [], since, signal }: Walk = {},
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
        ...(since === undefined ? [] : [`--since=${since}`]),
        ...revisions,
        '--',
        ...paths.slice(0, MAX_PATHS),
      ],
      { timeout, ...(signal !== undefined && { signal }) },
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
      from: path,
      to: path,
      status: isIn('A') ? 'added' : isIn('D') ? 'deleted' : 'modified',
      before: objects.slice(0, -1).filter((_, parent) => letters[parent] !== 'A'),
      after: isIn('D') ? null : (objects.at(-1) ?? null),
    };
    const list = changes.get(path);
    if (list === undefined) changes.set(path, [change]);
    else list.push(change);
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

/** The files that a commit moved, as git tells them from their content. */
export async function renamesIn(top: string, commit: string, timeout: number): Promise<Rename[]> {
  const output = await outputSoFar(
    runGit(
      top,
      [
        ...['show', '--format=', '--raw', '--no-abbrev', '-M', '--diff-filter=R', '--no-show-signature'],
        ...['-z', commit],
      ],
      { timeout },
    ),
  );
  const renames: Rename[] = [];
  const parts = splitNul(output).filter((part) => part !== '');
  for (let index = 0; index + 2 < parts.length; index += 3) {
    const [, before = ''] = /^\s*:\d+ \d+ ([\da-f]+) /.exec(parts[index] ?? '') ?? [];
    const [from = '', to = ''] = [parts[index + 1], parts[index + 2]];
    if (before !== '') renames.push({ from, to, before });
  }
  return renames;
}

/** Commits that are asked for renames at once. */
const MAX_COMMITS = 20;

/**
 * For files that were added under another name first: their changes, on with those under that name.
 * @param history the changes of each path
 * @param paths those whose earliest known change is followed
 * @returns only what became longer
 */
export async function followRenames(
  top: string,
  history: ReadonlyMap<string, readonly FileChange[]>,
  paths: readonly string[],
  timeout: number,
): Promise<Map<string, FileChange[]>> {
  const added = paths.flatMap((path) => {
    const oldest = history.get(path)?.at(-1);
    return oldest?.status === 'added' ? [{ path, oldest }] : [];
  });
  const commits = [...new Set(added.map(({ oldest }) => oldest.commit.id))].slice(0, MAX_COMMITS);
  const renames = new Map(
    await Promise.all(
      commits.map(async (commit) => [commit, await renamesIn(top, commit, timeout)] as const),
    ),
  );
  const followed = added.flatMap(({ path, oldest }) => {
    const rename = renames.get(oldest.commit.id)?.find(({ to }) => to === oldest.to);
    return rename === undefined ? [] : [{ path, oldest, rename }];
  });
  const earlier = await readFileHistory(
    top,
    followed.map(({ rename }) => rename.from),
    timeout,
    { revisions: commits },
  );
  return new Map(
    followed.map(({ path, oldest, rename }) => {
      const changes = earlier.get(rename.from) ?? [];
      const moved = changes.findIndex(({ commit }) => commit.id === oldest.commit.id);
      const until = (history.get(path) ?? []).slice(0, -1);
      const renamed = { ...oldest, status: 'modified', before: [rename.before], from: rename.from } as const;
      // Orders of two walks do not compare: what is known of an earlier name is older than the rest.
      const before = changes
        .slice(moved + 1)
        .map((change) => ({ ...change, order: oldest.order + 1 + change.order }));
      return [path, [...until, renamed, ...before]];
    }),
  );
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
