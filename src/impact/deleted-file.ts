// The commit that deleted or renamed a file that is asked for, and where the file is now.

import { milliseconds } from '../host/clock.ts';
import { joinTop } from '../host/git.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import { type CommitInfo, type FileChange, lastChange, readFileHistory, renamesIn } from './file-history.ts';

export interface FileSearch {
  readonly top: string;
  /** As {@link milliseconds} counts; later nothing is asked. */
  readonly deadline: number;
  /** The changes of files by path, newest first. */
  readonly history: ReadonlyMap<string, readonly FileChange[]>;
  /** Whether the project has this file now. */
  readonly isThere: (file: ModuleId) => boolean;
}

export interface Deletion {
  readonly commit: CommitInfo;
  readonly change: 'deleted' | 'renamed';
  /** Null when it is nowhere. */
  readonly movedTo: ModuleId | null;
}

/** Earlier or later names of one file. */
const MAX_RENAMES = 4;

/** The newest of the files that went; null when none of them did, or is there again. */
export async function deletedFile(files: readonly ModuleId[], search: FileSearch): Promise<Deletion | null> {
  const { top, history } = search;
  const gone = files
    .map((file) => ({
      path: relativeId(top, file),
      last: lastChange(history.get(relativeId(top, file)) ?? []),
    }))
    .filter(({ last }) => last?.status === 'deleted')
    .sort((a, b) => (a.last?.order ?? 0) - (b.last?.order ?? 0))[0];
  if (gone?.last === undefined) return null;
  const { commit } = gone.last;
  const renamed = await newPath(gone.path, commit.id, search);
  return {
    commit,
    change: renamed === null ? 'deleted' : 'renamed',
    movedTo: renamed === null ? null : await whereNow(renamed, commit.id, search),
  };
}

/** Where a commit moved a file to; null when it moved it nowhere, or there was no time to ask. */
async function newPath(path: string, commit: string, { top, deadline }: FileSearch): Promise<string | null> {
  const left = deadline - milliseconds();
  if (left <= 0) return null;
  return (await renamesIn(top, commit, left)).find(({ from }) => from === path)?.to ?? null;
}

/** The path under which a file is there now, after all later commits that moved it; null when one deleted it. */
async function whereNow(path: string, since: string, search: FileSearch): Promise<ModuleId | null> {
  const { top, deadline, isThere } = search;
  let at: string | null = path;
  let after = since;
  for (let renames = 0; at !== null && renames <= MAX_RENAMES; renames++) {
    if (isThere(joinTop(top, at))) return joinTop(top, at);
    const left = deadline - milliseconds();
    if (left <= 0) return null;
    const walk = { revisions: [`${after}..HEAD`] };
    const last = lastChange((await readFileHistory(top, [at], left, walk)).get(at) ?? []);
    if (last?.status !== 'deleted') return joinTop(top, at);
    after = last.commit.id;
    at = await newPath(at, after, search);
  }
  return null;
}
