// What a clone gets of the submodules that are checked out here: the files of the commits that the repository names, not
// what is in their folders now. Invariant: where that cannot be told, the folder counts as it is.

import type { FileSystem } from '../host/file-system.ts';
import { type GitOptions, isWithoutAnswer, joinTop, runGitSync, splitNul } from '../host/git.ts';
import { below, isWithin } from '../model/path.ts';
import { createGitBlobs } from './git-blobs.ts';
import { type GitEntry, LINK_MODE, parseTree, SUBMODULE_MODE } from './git-tree.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';

const OF_SUBMODULE: GitOptions = { isOtherRepository: true };

export interface Submodule {
  /** Absolute. */
  readonly directory: string;
  /** The commit that the repository names. */
  readonly commit: string;
}

/**
 * Of the entries that are commits of other repositories those that a clone fills: `.gitmodules` says where from. Of a
 * repository that was added by mistake (git warns of an "embedded repository") a clone gets an empty folder.
 * @param gitmodules the text of that file
 */
export function declaredIn(gitmodules: string, commits: readonly GitEntry[]): readonly GitEntry[] {
  const lines = gitmodules.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?(.*?)\/?"?[ \t\r]*$/gm);
  const paths = new Set([...lines].map(([, path]) => path));
  return commits.filter(({ path }) => paths.has(path));
}

/** The disk, with the submodules as the repository names them. */
export function withSubmodules(disk: FileSystem, submodules: readonly Submodule[]): FileSystem {
  if (submodules.length === 0) return disk;
  const opened = new Map<Submodule, FileSystem>();

  function at(path: string): FileSystem {
    const submodule = submodules.find(({ directory }) => path !== directory && isWithin(directory, path));
    if (submodule === undefined) return disk;
    let inside = opened.get(submodule);
    if (inside === undefined) {
      inside = openSubmodule(submodule, disk);
      opened.set(submodule, inside);
    }
    return inside;
  }

  return {
    readText: (path) => at(path).readText(path),
    stat: (path) => at(path).stat(path),
    list: (directory, named) => at(below(directory, '.')).list(directory, named),
    realpath: (path) => at(path).realpath(path),
    version: (path) => at(path).version(path),
  };
}

function openSubmodule({ directory, commit }: Submodule, disk: FileSystem): FileSystem {
  const ask = (...args: string[]) => splitNul(runGitSync(directory, args, OF_SUBMODULE));
  try {
    const entries = parseTree(ask('ls-tree', '-r', '-z', '--full-tree', commit));
    const changed = new Set(
      ask('diff-index', '--name-only', '-z', '--no-renames', '--ignore-submodules', commit),
    );
    const blobs = createGitBlobs(directory, () => false, OF_SUBMODULE);
    const files = new Map<string, ListedFile>();
    const onDisk: string[] = [];
    for (const { path, mode, object } of entries) {
      const absolute = joinTop(directory, path);
      if (mode === SUBMODULE_MODE) onDisk.push(absolute);
      else if (mode === LINK_MODE) files.set(absolute, blobs.link(object));
      else files.set(absolute, changed.has(path) ? blobs.file(path, object) : { from: 'disk' });
    }
    return createListedFileSystem({ area: directory, files, onDisk, disk });
  } catch (error) {
    // The commit was not fetched yet, say.
    if (isWithoutAnswer(error)) return disk;
    throw error;
  }
}
