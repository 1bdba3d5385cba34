// Whether git ignores a path on purpose. A file that is ignored by its name or its path and is not there is made by a
// build or by hand later: its absence says nothing about the code that imports it.

import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from '../../host/file-system.ts';
import { baseNameOf, below, parentOf } from '../../model/path.ts';

export interface IgnoredPaths {
  /**
   * True when a `.gitignore` names the file (`*.gen.ts`) or its place (`/packages/x/data/posts.json`). A folder that is
   * ignored wherever it stands (`lib/`) does not count: such lines are copied from templates and hide real sources.
   */
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

  return {
    isIgnored(path) {
      // The innermost file that has an opinion decides.
      for (let directory = parentOf(path); directory !== null; directory = parentOf(directory)) {
        const verdict = matcherIn(directory)?.test(path.slice(below(directory, '').length));
        if (verdict?.unignored) return false;
        if (verdict?.ignored) return verdict.rule === undefined || isDeliberate(verdict.rule.pattern, path);
        if (directory === top) return false;
      }
      return false;
    },
  };
}

function isDeliberate(pattern: string, path: string): boolean {
  return pattern.replace(/\/$/, '').includes('/') || ignore().add(pattern).ignores(baseNameOf(path));
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
