// What `git commit` would record now, read as it stands: nothing is stashed, checked out, refreshed or written.

import type { FileSystem } from '../host/file-system.ts';
import { GitError, runGit, splitNul } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import { shellWord } from '../model/shell-word.ts';
import type { GitEntry } from './git-tree.ts';
import { createGitView } from './git-view.ts';
import type { View } from './view.ts';

export interface IndexEntry extends GitEntry {
  /** 0; 1 to 3 are the sides of a conflict. */
  readonly stage: number;
  /** git is told not to look at the work tree for it (sparse checkout, `--assume-unchanged`). */
  readonly unwatched: boolean;
}

/**
 * The view of the index.
 * @throws {UserError} when it holds conflicts, because then there is no one version of a file to judge
 */
export async function openIndexView(
  top: string,
  root: string,
  disk: FileSystem,
  generated: readonly string[],
): Promise<View> {
  const [entries, changes] = await Promise.all([readIndex(top), worktreeChanges(top)]);
  const conflict = entries.find(({ stage }) => stage !== 0);
  if (conflict !== undefined) {
    throw new UserError(
      `the git index holds a conflict in ${conflict.path}, so it has no single version of that file`,
      'solve the conflict and "git add" the file, or check the work tree with --view worktree',
    );
  }
  const tracked = entries.filter(({ path }) => changes.get(path) !== 'A');
  const unwatched = new Set(entries.filter((entry) => entry.unwatched).map(({ path }) => path));
  const byLowerCase = new Map(tracked.map(({ path }) => [path.toLowerCase(), path]));
  return createGitView({
    name: 'index',
    top,
    root,
    disk,
    entries: tracked,
    generated,
    differs: (path) => changes.has(path) || unwatched.has(path),
    whyNotListed(path) {
      if (changes.get(path) === 'A') return 'added without its content (git add -N), so it is not committed';
      const other = byLowerCase.get(path.toLowerCase());
      if (other !== undefined) return `in the git index as ${other}`;
      return `never added (git add ${shellWord(path)})`;
    },
  });
}

/** The entries of the index that git is pointed at, GIT_INDEX_FILE included. */
export async function readIndex(top: string): Promise<IndexEntry[]> {
  const output = await asUserError(runGit(top, ['ls-files', '--stage', '-v', '-z']));
  return splitNul(output).flatMap((line): IndexEntry[] => {
    const match = /^(\S) (\d+) (\S+) (\d)\t(.*)$/s.exec(line);
    if (match === null) return [];
    const [, tag = '', mode = '', object = '', stage = '', path = ''] = match;
    return [
      { path, mode, object, stage: Number(stage), unwatched: tag === 'S' || tag !== tag.toUpperCase() },
    ];
  });
}

/**
 * Files whose work tree version may differ from the index: path → status letter of `git diff-files`. `A` is an entry
 * without content (`git add -N`). Files that were only touched are among them, because nothing is refreshed.
 */
async function worktreeChanges(top: string): Promise<Map<string, string>> {
  const output = await asUserError(
    runGit(top, ['diff-files', '--name-status', '-z', '--no-renames', '--ignore-submodules']),
  );
  const parts = splitNul(output);
  const changes = new Map<string, string>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [status, path] = [parts[index], parts[index + 1]];
    if (status !== undefined && path !== undefined) changes.set(path, status);
  }
  return changes;
}

async function asUserError<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitError) throw new UserError(`git cannot read the index: ${error.message}`);
    throw error;
  }
}
