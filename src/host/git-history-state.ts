// What `git log` depends on, as one string that changes when any of it does: the commit that is checked out, and where the
// history is cut off, replaced, or its authors are given other names.

import { statOrNull, versionOf } from './disk-entry.ts';
import { GitError, joinTop, runGit } from './git.ts';
import { UserError } from './user-error.ts';

/** Files of git that cut the history off or join it otherwise: `--git-path` tells where they are. */
const FILES = ['shallow', 'info/grafts'];

/**
 * @param top the top of the work tree
 * @returns null without commits, and where git cannot be asked
 */
export async function historyState(top: string): Promise<string | null> {
  try {
    const [told, replaced] = await Promise.all([
      runGit(top, ['rev-parse', 'HEAD', ...FILES.flatMap((name) => ['--git-path', name])]),
      runGit(top, ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/replace']),
    ]);
    const [commit, ...paths] = told.trimEnd().split('\n');
    const files = [...paths.map((path) => absolute(top, path)), joinTop(top, '.mailmap')];
    return JSON.stringify([commit, replaced, files.map((path) => versionOf(statOrNull(path)))]);
  } catch (error) {
    if (error instanceof GitError || error instanceof UserError) return null;
    throw error;
  }
}

/** As git gives it: relative to the top, or absolute in a linked work tree. */
function absolute(top: string, path: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : joinTop(top, path);
}
