// Which files git holds in another form than they have in a work tree (gitattributes(5), "filter": Git LFS, git-crypt).
// danglint runs no filter, because it is a program that the repository names.

import { isWithoutAnswer, runGitSync, splitNul } from '../host/git.ts';
import { baseNameOf } from '../model/path.ts';

export interface GitFilters {
  /** @param path relative to the top */
  isFiltered(path: string): boolean;
}

const ATTRIBUTES = '.gitattributes';

/**
 * @param paths all that git lists, relative to the top
 * @param read the text of one of them
 */
export function createGitFilters(
  top: string,
  paths: readonly string[],
  read: (path: string) => string,
): GitFilters {
  let filtered: ReadonlySet<string> | null = null;

  /** Git is only asked where an attribute is set: it needs half a second for a hundred thousand paths. */
  function ask(): ReadonlySet<string> {
    const isAnySet = paths.some((path) => baseNameOf(path) === ATTRIBUTES && /\sfilter=/.test(read(path)));
    if (!isAnySet) return new Set();
    try {
      const input = `${paths.join('\0')}\0`;
      const answers = splitNul(runGitSync(top, ['check-attr', '-z', '--stdin', 'filter'], { input }));
      // path, attribute, value; and so on.
      return new Set(answers.filter((_, index) => index % 3 === 0 && isName(answers[index + 2])));
    } catch (error) {
      if (isWithoutAnswer(error)) return new Set();
      throw error;
    }
  }

  return {
    isFiltered(path) {
      if (baseNameOf(path) === ATTRIBUTES) return false;
      filtered ??= ask();
      return filtered.has(path);
    },
  };
}

function isName(value: string | undefined): boolean {
  return value !== undefined && value !== 'unspecified' && value !== 'unset' && value !== 'set';
}
