// A view made of what git lists: the index or a commit. Files that are the same in the work tree are read from
// there, the others from git's objects.

import type { FileSystem } from '../host/file-system.ts';
import { joinTop } from '../host/git.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf } from '../model/path.ts';
import { type BuiltFiles, createBuiltFiles } from './built-files.ts';
import { createGitBlobs } from './git-blobs.ts';
import { ignoredBy } from './git-ignore.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import { inEmptySubmodules, type LinkTexts } from './not-checked-out.ts';
import type { View } from './view.ts';

export interface GitEntry {
  /** Relative to the top of the work tree. */
  readonly path: string;
  /** `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
  readonly mode: string;
  readonly object: string;
}

export interface GitViewInput {
  readonly name: string;
  readonly top: string;
  readonly root: string;
  readonly disk: FileSystem;
  readonly entries: readonly GitEntry[];
  /** Whether the file in the work tree may differ from the entry. */
  readonly differs: (path: string) => boolean;
  /** Why a path that is on disk and not ignored is not in the view; relative to the top. */
  readonly whyNotListed: (path: string) => string;
  /** Globs of generated files, from the configuration. */
  readonly generated: readonly string[];
  /** As for the file system of a list: settings that git has now and had not then. */
  readonly isLater?: (path: string) => boolean;
}

const LINK = '120000';
const SUBMODULE = '160000';

export function createGitView(input: GitViewInput): View {
  const { top, root, disk } = input;
  const blobs = createGitBlobs(top);
  const files = new Map<string, ListedFile>();
  const submodules: string[] = [];
  for (const { path, mode, object } of input.entries) {
    const absolute = joinTop(top, path);
    if (mode === SUBMODULE) submodules.push(absolute);
    else if (mode === LINK) files.set(absolute, blobs.link(object));
    else files.set(absolute, input.differs(path) ? blobs.file(object) : { from: 'disk' });
  }
  const { isLater } = input;
  const fileSystem = createListedFileSystem({
    area: top,
    files,
    onDisk: submodules,
    disk,
    ...(isLater !== undefined && { isLater }),
  });
  const built: BuiltFiles = createBuiltFiles(disk, root, input.generated);
  const isAbsent = (path: string) =>
    disk.stat(path) === 'file' && fileSystem.governs(path) && fileSystem.stat(path) === null;
  const ignored = new Map<string, string | null>();
  const ignoredReason = (path: string): string | null => {
    const known = ignored.get(path);
    if (known !== undefined) return known;
    const reason = ignoredBy(top, path);
    ignored.set(path, reason);
    return reason;
  };
  return {
    name: input.name,
    fileSystem,
    files: [...files.keys()].filter((path) => isWithin(root, path)).sort(),
    loadedBy: 'anything',
    notCheckedOut: inEmptySubmodules(top, submodules, linksOf(files), disk),
    absence: {
      isAbsent,
      reason(path) {
        if (!isAbsent(path)) return null;
        const inner = innerRepository(top, path, disk);
        if (inner !== null) return `in another git repository (${relativeId(top, inner)})`;
        return ignoredReason(path) ?? input.whyNotListed(relativeId(top, path));
      },
      // What the configuration of the project says of such paths, resolution has judged already.
      unbuilt: () => null,
      // Only what git ignores is left to a build; a generated file that could be added was forgotten.
      madeBy: (path) => (isAbsent(path) && ignoredReason(path) !== null ? built.madeBy(path) : null),
    },
  };
}

function linksOf(files: ReadonlyMap<string, ListedFile>): LinkTexts {
  const links = new Map<string, () => string>();
  for (const [path, file] of files) if (file.from === 'link') links.set(path, file.target);
  return links;
}

/** The repository inside this one that a file belongs to; git does not look into it. */
function innerRepository(top: string, path: string, disk: FileSystem): string | null {
  for (let at = parentOf(path); at !== null && at !== top && isWithin(top, at); at = parentOf(at)) {
    if (disk.stat(below(at, '.git')) !== null) return at;
  }
  return null;
}
