// A view made of what git lists: the index or a commit. Files that are the same in the work tree are read from
// there, the others from git's objects.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import { joinTop } from '../host/git.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf } from '../model/path.ts';
import { type BuiltFiles, createBuiltFiles } from './built-files.ts';
import { createGitBlobs } from './git-blobs.ts';
import { createGitFilters } from './git-filters.ts';
import { ignoredBy } from './git-ignore.ts';
import { type GitEntry, LINK_MODE, SUBMODULE_MODE } from './git-tree.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import { inEmptySubmodules, type LinkTexts } from './not-checked-out.ts';
import { declaredIn, withSubmodules } from './submodule-files.ts';
import type { View } from './view.ts';

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

export function createGitView(input: GitViewInput): View {
  const { top, root, disk } = input;
  const files = new Map<string, ListedFile>();
  const filters = createGitFilters(
    top,
    input.entries.map(({ path }) => path),
    // Asked while the file system of the view is made: which submodules it has stands in a file that may be filtered.
    (path) => textOf(files.get(joinTop(top, path)), joinTop(top, path), disk),
  );
  const blobs = createGitBlobs(top, filters.isFiltered);
  const commits: GitEntry[] = [];
  for (const entry of input.entries) {
    const { path, mode, object } = entry;
    const absolute = joinTop(top, path);
    if (mode === SUBMODULE_MODE) commits.push(entry);
    else if (mode === LINK_MODE) files.set(absolute, blobs.link(object));
    else files.set(absolute, input.differs(path) ? blobs.file(path, object) : { from: 'disk' });
  }
  const { isLater } = input;
  const declared = declaredSubmodules(commits, files.get(joinTop(top, '.gitmodules')), top, disk);
  const submodules = declared.map(({ path }) => joinTop(top, path));
  const fileSystem = createListedFileSystem({
    area: top,
    files,
    onDisk: submodules,
    disk: withSubmodules(
      disk,
      declared.map(({ path, object }) => ({ directory: joinTop(top, path), commit: object })),
    ),
    ...(isLater !== undefined && { isLater }),
  });
  const built: BuiltFiles = createBuiltFiles(disk, root, input.generated);
  const isAbsent = (path: string) => disk.stat(path) === 'file' && fileSystem.stat(path) === null;
  const innerOf = (path: string) => innerRepository(top, path, disk);
  const ignored = new Map<string, string | null>();
  const ignoredReason = (path: string): string | null => {
    const known = ignored.get(path);
    if (known !== undefined) return known;
    const inner = innerOf(path);
    const reason =
      inner === null ? ignoredBy(top, path) : ignoredBy(inner, path, { isOtherRepository: true });
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
        const inner = innerOf(path);
        const isSubmodule = inner !== null && submodules.includes(inner);
        if (inner !== null && !isSubmodule) return `in another git repository (${relativeId(top, inner)})`;
        const ignoring = ignoredReason(path);
        if (ignoring !== null || inner === null) return ignoring ?? input.whyNotListed(relativeId(top, path));
        return `not in the commit of the submodule ${relativeId(top, inner)} that is recorded here`;
      },
      // What the configuration of the project says of such paths, resolution has judged already.
      unbuilt: () => null,
      // Only what git ignores is left to a build; a generated file that could be added was forgotten.
      madeBy: (path) => (isAbsent(path) && ignoredReason(path) !== null ? built.madeBy(path) : null),
    },
  };
}

/** Of the commits of other repositories those that are submodules; all, where that cannot be read. */
function declaredSubmodules(
  commits: readonly GitEntry[],
  gitmodules: ListedFile | undefined,
  top: string,
  disk: FileSystem,
): readonly GitEntry[] {
  if (commits.length === 0) return [];
  const path = joinTop(top, '.gitmodules');
  try {
    if (gitmodules?.from === 'view') return declaredIn(gitmodules.read(), commits);
    return gitmodules === undefined ? [] : declaredIn(disk.readText(path), commits);
  } catch (error) {
    if (error instanceof FileReadError) return commits;
    throw error;
  }
}

function textOf(file: ListedFile | undefined, path: string, disk: FileSystem): string {
  if (file?.from === 'view') return file.read();
  return file?.from === 'disk' ? disk.readText(path) : '';
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
