// A file system in which a list says what exists inside the project, while what is outside of it, and what package
// managers installed, is as it is on disk. Invariant: a path of the project that is not listed is not there.

import { createDirectoryIndex } from '../host/directory-index.ts';
import { byName, FileReadError, type FileSystem } from '../host/file-system.ts';
import { baseNameOf, below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import { isProjectSettings } from './project-settings.ts';

/** What the list says about one path, and where its content comes from. */
export type ListedFile =
  /** As it is on disk. */
  | { readonly from: 'disk' }
  /** `read` gives the text; `version` changes with it. */
  | { readonly from: 'view'; readonly version: string; read(): string }
  /** A symbolic link; `target` gives its text, relative to the directory of the link. */
  | { readonly from: 'link'; target(): string }
  /** It exists, and nobody here knows what it holds. */
  | { readonly from: 'nowhere'; readonly because: string };

export interface ListedFileSystemOptions {
  /** The list decides below this directory. */
  readonly area: string;
  /** Absolute paths in the exact case of the list. */
  readonly files: ReadonlyMap<string, ListedFile>;
  /** Directories in the area that have an own life on disk: git submodules. */
  readonly onDisk?: readonly string[];
  /** Whether settings, or what was installed, came after the list: it is not read, as that is which no list has. */
  readonly isLater?: (path: string) => boolean;
  readonly disk: FileSystem;
}

export interface ListedFileSystem extends FileSystem {
  /** Whether the list, and not the disk, decides about this path (links followed). */
  governs(path: string): boolean;
}

/** Folders whose content was installed, not written; wherever they stand. */
const INSTALLED = new Set(['node_modules', 'site-packages', 'dist-packages', 'bower_components', '.yarn']);

/** Whether a path leads through such a folder. */
export function isInstalledPath(path: string): boolean {
  return path.split('/').some((name) => INSTALLED.has(name));
}

/** A file or folder with which a Python environment (PEP 405, conda) shows itself. */
const ENVIRONMENT_MARKS = ['pyvenv.cfg', 'conda-meta'];
const MAX_LINKS = 40;

/** Asked of every path that a resolution tries: the disk is only looked at where it has a folder of that name. */
function isEnvironment(path: string, disk: FileSystem): boolean {
  return (
    disk.stat(path) === 'directory' && ENVIRONMENT_MARKS.some((mark) => disk.stat(below(path, mark)) !== null)
  );
}

export function createListedFileSystem(options: ListedFileSystemOptions): ListedFileSystem {
  const { area, files, disk } = options;
  const hasLinks = [...files.values()].some(({ from }) => from === 'link');
  const directories = createDirectoryIndex(
    [
      ...[...files].map(([path, { from }]) => [path, from === 'link' ? 'symlink' : 'file'] as const),
      ...(options.onDisk ?? []).map((directory) => [directory, 'directory'] as const),
    ],
    (directory) => isWithin(area, directory),
  );
  const isDirectory = (path: string) => path === area || directories.has(path);
  const installed = new Map<string, boolean>();

  /** Whether a directory of the area, or one around it, holds what was installed or is a submodule. */
  function isInstalled(directory: string): boolean {
    if (directory === area || !isWithin(area, directory)) return false;
    const known = installed.get(directory);
    if (known !== undefined) return known;
    const parent = parentOf(directory);
    const answer =
      INSTALLED.has(baseNameOf(directory)) ||
      (options.onDisk?.includes(directory) ?? false) ||
      (parent !== null && isInstalled(parent)) ||
      (!isDirectory(directory) && isEnvironment(directory, disk));
    installed.set(directory, answer);
    return answer;
  }

  function isOnDisk(path: string): boolean {
    if (!isWithin(area, path)) return true;
    const listed = files.get(path);
    // What was installed by committing it is as it was committed.
    if (listed?.from === 'view' || listed?.from === 'link') return false;
    if (listed !== undefined) return isInstalled(parentOf(path) ?? area);
    if (isInstalled(path)) return options.isLater?.(path) !== true;
    return isProjectSettings(path) && disk.stat(path) === 'file' && options.isLater?.(path) !== true;
  }

  /** The path without links in it, of the list as well as of the disk; null when links lead in a circle. */
  function follow(path: string, links = 0): string | null {
    if (links > MAX_LINKS) return null;
    if (isOnDisk(path)) {
      // node_modules/@scope/package is a link to packages/package in a workspace: back into the area.
      const real = realpathOfExisting(path);
      return real !== path && !isOnDisk(real) ? follow(real, links + 1) : path;
    }
    if (!hasLinks) return path;
    for (let at: string | null = path; at !== null && at !== area; at = parentOf(at)) {
      const file = files.get(at);
      if (file?.from !== 'link') continue;
      const target = resolvePath(parentOf(at) ?? area, file.target());
      return follow(target + path.slice(at.length), links + 1);
    }
    return path;
  }

  function realpathOfExisting(path: string): string {
    let existing = path;
    while (disk.stat(existing) === null) {
      const parent = parentOf(existing);
      if (parent === null) return path;
      existing = parent;
    }
    const real = disk.realpath(existing);
    return path === existing ? real : below(real, path.slice(existing.length).replace(/^\//, ''));
  }

  function stat(path: string): 'file' | 'directory' | null {
    const real = follow(path);
    if (real === null) return null;
    const onDisk = isOnDisk(real) ? disk.stat(real) : null;
    if (onDisk !== null) return onDisk;
    if (files.has(real)) return isOnDisk(real) ? null : 'file';
    return isDirectory(real) ? 'directory' : null;
  }

  return {
    governs(path) {
      const real = follow(path);
      return real !== null && !isOnDisk(real);
    },
    stat,
    readText(path) {
      const real = follow(path);
      if (real === null) throw new FileReadError('not-found', 'the symbolic link leads in a circle');
      if (isOnDisk(real)) return disk.readText(real);
      const file = files.get(real);
      if (file === undefined) {
        if (isDirectory(real)) throw new FileReadError('directory', 'this is a directory');
        throw new FileReadError('not-found', 'there is no such file');
      }
      switch (file.from) {
        case 'disk':
          return disk.readText(real);
        case 'view':
          return file.read();
        case 'nowhere':
          throw new FileReadError('not-found', file.because);
        case 'link':
          throw new FileReadError('not-found', 'the symbolic link leads nowhere');
      }
    },
    holds(path, word) {
      const real = follow(path);
      const isThere = real !== null && (isOnDisk(real) || files.get(real)?.from === 'disk');
      return !isThere || (disk.holds?.(real, word) ?? true);
    },
    list(directory) {
      const real = follow(directory);
      if (real === null) return [];
      const entries = new Map(directories.entriesOf(real).map((entry) => [entry.name, entry]));
      if (entries.size === 0 && isOnDisk(real) && options.isLater === undefined) return disk.list(real);
      for (const entry of disk.list(real)) {
        if (!entries.has(entry.name) && isOnDisk(below(real, entry.name))) entries.set(entry.name, entry);
      }
      return [...entries.values()].sort(byName);
    },
    realpath(path) {
      const real = follow(path);
      if (real === null) return path;
      return isOnDisk(real) ? disk.realpath(real) : real;
    },
    version(path) {
      const real = follow(path);
      if (real === null) return null;
      if (isOnDisk(real)) return disk.version(real);
      const file = files.get(real);
      if (file?.from === 'disk') return disk.version(real);
      return file?.from === 'view' ? file.version : null;
    },
  };
}
