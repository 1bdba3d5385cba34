// Which line of which ignore file makes git ignore a path, asked from git itself.

import { findRepository, type GitOptions, isWithoutAnswer, runGitSync, splitNul } from '../host/git.ts';
import { relativeId } from '../model/module-id.ts';

/**
 * @param path absolute, not tracked
 * @returns `git-ignored by .gitignore:12 (lib/)`; null when git does not ignore it
 */
export function ignoredBy(top: string, path: string, options: GitOptions = {}): string | null {
  const relative = relativeId(top, path);
  let output: string;
  try {
    output = runGitSync(top, ['check-ignore', '--verbose', '-z', '--stdin'], {
      ...options,
      input: `${relative}\0`,
    });
  } catch (error) {
    // Exit code 1: not ignored. 128: a path beyond a symbolic link or in a submodule.
    if (isWithoutAnswer(error)) return null;
    throw error;
  }
  const [source = '', line = '', pattern = ''] = splitNul(output);
  if (pattern === '' || pattern.startsWith('!')) return null;
  return `git-ignored by ${relativeId(top, source.replaceAll('\\', '/'))}:${line} (${pattern})`;
}

/** For views of what is built from a checkout: a path that git ignores, and that is not there, waits for its build. */
export function unbuiltBelow(root: string): (path: string) => string | null {
  const top = findRepository(root);
  return (path) => {
    const reason = top === null ? null : ignoredBy(top, path);
    return reason === null ? null : `${reason}, and not built here`;
  };
}
