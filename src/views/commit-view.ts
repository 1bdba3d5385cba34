// What a commit holds, beside the work tree and the index as they are.

import type { FileSystem } from '../host/file-system.ts';
import { joinTop, objectIdOf, runGit, splitNul } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import { type GitEntry, parseTree } from './git-tree.ts';
import { createGitView } from './git-view.ts';
import { readIndex } from './index-view.ts';
import type { View } from './view.ts';

/**
 * The view of a commit.
 * @param revision anything that names a commit or a tree: `HEAD~1`, `v1.2.0`, `main`
 * @param added whether a file is known to have come after the commit; those that git lists now are known without
 * @throws {UserError} when there is no such commit
 */
export async function openCommitView(
  top: string,
  root: string,
  revision: string,
  disk: FileSystem,
  generated: readonly string[],
  added: (path: string) => boolean = () => false,
): Promise<View> {
  const tree = await resolveTree(top, revision);
  const [entries, changed, index] = await Promise.all([
    readTree(top, tree),
    changedSince(top, tree),
    readIndex(top),
  ]);
  const unwatched = new Set(index.filter((entry) => entry.unwatched).map(({ path }) => path));
  const now = new Set(index.map(({ path }) => joinTop(top, path)));
  const view = createGitView({
    name: `commit:${revision}`,
    top,
    root,
    disk,
    entries,
    generated,
    differs: (path) => changed.has(path) || unwatched.has(path),
    isLater: (path) => now.has(path) || added(path),
    whyNotListed: () => `not in the commit ${revision}`,
  });
  return { ...view, revision };
}

async function resolveTree(top: string, revision: string): Promise<string> {
  const tree = await objectIdOf(top, revision, 'tree');
  if (tree !== null) return tree;
  if ((await objectIdOf(top, 'HEAD', 'commit')) === null)
    throw new UserError(`nothing is committed yet, so there is no commit "${revision}"`);
  throw new UserError(
    `git knows no commit "${revision}"`,
    'a shallow clone holds only its newest commits: git fetch --unshallow',
  );
}

async function readTree(top: string, tree: string): Promise<GitEntry[]> {
  const output = await runGit(top, ['ls-tree', '-r', '-z', '--full-tree', tree]);
  return parseTree(splitNul(output));
}

/** Paths whose file in the work tree may differ from the tree. */
async function changedSince(top: string, tree: string): Promise<Set<string>> {
  const output = await runGit(top, [
    'diff-index',
    '--name-only',
    '-z',
    '--no-renames',
    '--ignore-submodules',
    tree,
  ]);
  return new Set(splitNul(output));
}
