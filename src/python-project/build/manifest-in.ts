// MANIFEST.in: which files setuptools adds to and takes from a source distribution.
// https://setuptools.pypa.io/en/latest/userguide/miscellaneous.html#using-manifest-in

import { globSource } from '../../model/glob.ts';
import { isBelow, plainPath } from './packing.ts';

export interface ManifestRule {
  readonly adds: boolean;
  /** 1-based line, and the command as written. */
  readonly line: number;
  readonly text: string;
  matches(path: string): boolean;
}

/** In their order: a later rule wins. Commands that are not known are passed over. */
export function parseManifestIn(text: string): ManifestRule[] {
  return text.split(/\r?\n/).flatMap((raw, index): ManifestRule[] => {
    const [command = '', ...words] = raw.replace(/#.*$/, '').trim().split(/\s+/);
    const matches = matcherOf(command, words);
    const adds = /^(?:include|recursive-include|global-include|graft)$/.test(command);
    return matches === null ? [] : [{ adds, line: index + 1, text: raw.trim(), matches }];
  });
}

function matcherOf(command: string, words: readonly string[]): ((path: string) => boolean) | null {
  switch (command) {
    case 'include':
    case 'exclude':
      return matching(words.map((word) => globSource(plainPath(word))));
    case 'global-include':
    case 'global-exclude':
      return matching(words.map((word) => `(?:.*/)?${globSource(word)}`));
    case 'recursive-include':
    case 'recursive-exclude': {
      const [folder = '', ...patterns] = words;
      if (command === 'recursive-exclude' && isHere(folder)) return null;
      const inside = plainPath(folder) === '' ? '' : `${globSource(plainPath(folder))}/`;
      return matching(patterns.map((pattern) => `${inside}(?:.*/)?${globSource(pattern)}`));
    }
    case 'graft':
    case 'prune':
      if (command === 'prune' && words.some(isHere)) return null;
      return (path) =>
        words.some(
          (word) => isBelow(plainPath(word), path) || matching([`${globSource(plainPath(word))}/.*`])(path),
        );
    default:
      return null;
  }
}

/** Below `.` nothing is taken out: the paths that are compared do not begin with it. */
function isHere(folder: string): boolean {
  return plainPath(folder) === '';
}

function matching(sources: readonly string[]): (path: string) => boolean {
  const expressions = sources.map((source) => new RegExp(`^${source}$`));
  return (path) => expressions.some((expression) => expression.test(path));
}
