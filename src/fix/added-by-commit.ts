// Whether a commit put a name into a file, asked from git.

import { findRepository, GitError, literalPath, runGitSync } from '../host/git.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';

/** @returns a question for one repository: does this commit add a line that exports the name to the file? */
export function createAddedByCommit(root: string): (commit: string, file: ModuleId, name: string) => boolean {
  const top = findRepository(root);
  return (commit, file, name) => {
    if (top === null) return false;
    try {
      const path = literalPath(relativeId(top, file));
      const diff = runGitSync(top, [
        'show',
        '--format=',
        '--unified=0',
        '--no-color',
        '--no-ext-diff',
        commit,
        '--',
        path,
      ]);
      return diff.split('\n').some((line) => line.startsWith('+') && exportsName(line, name));
    } catch (error) {
      if (error instanceof GitError) return false;
      throw error;
    }
  };
}

function exportsName(line: string, name: string): boolean {
  return /\bexports?\b/.test(line) && line.split(/[^\p{ID_Continue}$]+/u).includes(name);
}
