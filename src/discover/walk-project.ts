// The files of a project that git cannot list, through the file system of the view: all but what `.gitignore` files,
// version control and package managers set aside.

import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from '../host/file-system.ts';
import { globFiles } from '../host/glob-files.ts';
import { below } from '../model/path.ts';
import { INSTALLED_FOLDERS, INSTALLER_MARKS } from './installed-files.ts';

const NEVER = [...INSTALLED_FOLDERS, '.git', '.hg', '.svn', '__pycache__'].map((name) => `**/${name}/**`);

/** Paths relative to `root` with one of the `extensions` or with no ending at all, and what installers leave in their folders. */
export function walkProject(
  root: string,
  extensions: readonly string[],
  fileSystem: FileSystem,
): readonly string[] {
  const patterns = [
    ...extensions.map((extension) => `**/*${extension}`),
    '**/!(*.*)',
    '**/.gitignore',
    ...INSTALLER_MARKS,
  ];
  const found = globFiles(root, patterns, NEVER, fileSystem);
  const rules = found
    .filter((path) => path === '.gitignore' || path.endsWith('/.gitignore'))
    .sort()
    .flatMap((path) => {
      const matcher = readIgnoreFile(below(root, path), fileSystem);
      return matcher === null ? [] : [{ prefix: path.slice(0, path.length - '.gitignore'.length), matcher }];
    });
  return found.filter((path) => {
    let ignored = false;
    // Outer files come first in the order of names, so the innermost that has an opinion decides, as in git.
    for (const { prefix, matcher } of rules) {
      if (!path.startsWith(prefix)) continue;
      const verdict = matcher.test(path.slice(prefix.length));
      ignored = verdict.ignored || (ignored && !verdict.unignored);
    }
    return !ignored;
  });
}

function readIgnoreFile(path: string, fileSystem: FileSystem): Ignore | null {
  try {
    return ignore().add(fileSystem.readText(path));
  } catch {
    return null;
  }
}
