// Whether git ignores a path on purpose: by its name or its place. Such a file may be made by a build, or by hand later.

import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from '../host/file-system.ts';
import { isGeneratedName } from '../model/generated-name.ts';
import { baseNameOf, below, parentOf } from '../model/path.ts';

export interface IgnoredPaths {
  /**
   * The line of a `.gitignore` that names the file (`*.gen.ts`) or its place (`/packages/x/data/posts.json`); null when
   * there is none. A folder that is ignored wherever it stands (`lib/`) does not count: such lines are copied from
   * templates and hide real sources. One with a dot in front (`.sst`) or whose name says so (`generated`) does: tools make
   * those.
   */
  patternOf(path: string): string | null;
  /** Whether any line of a `.gitignore` ignores the file. */
  isIgnored(path: string): boolean;
}

export function createIgnoredPaths(root: string, fileSystem: FileSystem): IgnoredPaths {
  const matchers = new Map<string, Ignore | null>();

  function matcherIn(directory: string): Ignore | null {
    let matcher = matchers.get(directory);
    if (matcher === undefined) {
      matcher = readIgnoreFile(below(directory, '.gitignore'), fileSystem);
      matchers.set(directory, matcher);
    }
    return matcher;
  }

  const top = gitTop(root, fileSystem);

  /** The line that ignores a path; the innermost file that has an opinion decides. */
  function ignoringLine(path: string): string | null {
    for (
      let directory = parentOf(path.replace(/\/$/, ''));
      directory !== null;
      directory = parentOf(directory)
    ) {
      const verdict = matcherIn(directory)?.test(path.slice(below(directory, '').length));
      if (verdict?.unignored) return null;
      if (verdict?.ignored) return verdict.rule?.pattern ?? '';
      if (directory === top) return null;
    }
    return null;
  }

  return {
    isIgnored: (path) => ignoringLine(path) !== null,
    patternOf(path) {
      const pattern = ignoringLine(path);
      return pattern !== null && isDeliberate(pattern, path) ? pattern : null;
    },
  };
}

function isDeliberate(pattern: string, path: string): boolean {
  const place = pattern.replace(/\/$/, '');
  return (
    place.includes('/') ||
    place.startsWith('.') ||
    isGeneratedName(place) ||
    (hasEnding(path) && ignore().add(pattern).ignores(baseNameOf(path)))
  );
}

/** `./types` without an ending stands for `types.ts` as well as for a folder: a line `types` names the folder alone. */
function hasEnding(path: string): boolean {
  return baseNameOf(path).includes('.');
}

function readIgnoreFile(path: string, fileSystem: FileSystem): Ignore | null {
  if (fileSystem.stat(path) !== 'file') return null;
  try {
    return ignore().add(fileSystem.readText(path));
  } catch {
    return null;
  }
}

function gitTop(root: string, fileSystem: FileSystem): string {
  for (let directory: string | null = root; directory !== null; directory = parentOf(directory)) {
    if (fileSystem.stat(below(directory, '.git')) !== null) return directory;
  }
  return root;
}
