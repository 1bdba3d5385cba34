// The commit that deleted or renamed a file that is asked for, and where the file is now.

import { milliseconds } from '../../host/clock.ts';
import { joinTop } from '../../host/git.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { type CommitInfo, type FileChange, lastChange, readFileHistory, renamesIn } from './file-history.ts';

export interface Deletion {
  /** Relative to the top. */
  readonly path: string;
  readonly commit: CommitInfo;
}

export interface FileSearch {
  readonly top: string;
  /** The id of the commit that history is told from. */
  readonly commit: string;
  /** As {@link milliseconds} counts; later nothing is asked. */
  readonly deadline: number;
  /** Whether there is such a file now. */
  readonly isThere: (file: ModuleId) => boolean;
}

export interface WhereTo {
  readonly change: 'deleted' | 'renamed';
  /** Null when it is nowhere. */
  readonly movedTo: ModuleId | null;
}

/** Later names of one file. */
const MAX_RENAMES = 4;

/**
 * The commit after which the last of the files was gone; null when none of them went.
 * @param history the changes of files by path, newest first
 */
export function newestDeletion(
  files: readonly ModuleId[],
  { top, history }: { top: string; history: ReadonlyMap<string, readonly FileChange[]> },
): Deletion | null {
  const gone = files
    .map((file) => ({
      path: relativeId(top, file),
      last: lastChange(history.get(relativeId(top, file)) ?? []),
    }))
    .filter(({ last }) => last?.status === 'deleted')
    .sort((a, b) => (a.last?.order ?? 0) - (b.last?.order ?? 0))[0];
  return gone?.last === undefined ? null : { path: gone.path, commit: gone.last.commit };
}

/** Where a file went; null when git cannot say, or not in time. */
export async function whereTo({ path, commit }: Deletion, search: FileSearch): Promise<WhereTo | null> {
  const { top, isThere } = search;
  let from = path;
  let after = commit.id;
  for (let renames = 0; renames <= MAX_RENAMES; renames++) {
    const moved = await newPath(from, after, search);
    if (moved === 'unknown') return null;
    if (moved === null) return { change: renames === 0 ? 'deleted' : 'renamed', movedTo: null };
    const now = joinTop(top, moved);
    if (isThere(now)) return { change: 'renamed', movedTo: now };
    const gone = await deletionSince(moved, after, search);
    if (gone === 'unknown') return null;
    // Git has it, and it is not there: whoever took it away has not committed that yet.
    if (gone === null) break;
    from = moved;
    after = gone;
  }
  return { change: 'renamed', movedTo: null };
}

/** Where a commit moved a file to; null when it moved it nowhere. */
async function newPath(
  path: string,
  commit: string,
  { top, deadline }: FileSearch,
): Promise<string | 'unknown' | null> {
  const left = deadline - milliseconds();
  const renames = left <= 0 ? null : await renamesIn(top, commit, left);
  if (renames === null) return 'unknown';
  return renames.find(({ from }) => from === path)?.to ?? null;
}

/** The id of the commit that took a file away after another one; null when it is there. */
async function deletionSince(
  path: string,
  since: string,
  { top, commit, deadline }: FileSearch,
): Promise<string | 'unknown' | null> {
  const timeout = deadline - milliseconds();
  if (timeout <= 0) return 'unknown';
  const walk = await readFileHistory(top, [path], { revisions: [`${since}..${commit}`], timeout });
  if (!walk.isWhole) return 'unknown';
  const last = lastChange(walk.changes.get(path) ?? []);
  return last?.status === 'deleted' ? last.commit.id : null;
}
