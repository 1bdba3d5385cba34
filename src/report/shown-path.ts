// Paths as people and tools want them: relative to where the command was run, or to the top of the repository.

import { below, isAbsolutePath, shownPath } from '../model/path.ts';
import type { FormatContext } from './format.ts';

/** For terminals: what can be clicked on or pasted into the next command. `file` is relative to the root. */
export function pathFromCwd(file: string, { root, cwd }: FormatContext): string {
  return cwd === root ? file : relativeTo(cwd, file, root);
}

/** For services that show the repository: GitHub, GitLab, SARIF viewers. */
export function pathInRepository(file: string, { root, repositoryRoot }: FormatContext): string {
  return repositoryRoot === undefined || repositoryRoot === root
    ? file
    : relativeTo(repositoryRoot, file, root);
}

function relativeTo(directory: string, file: string, root: string): string {
  // `ambient:NAME` and `node:fs` are no paths.
  if (isAbsolutePath(file) || /^[a-z]+:/.test(file)) return file;
  return shownPath(directory, below(root, file));
}
