// Globbing over a view: fast-glob, with our file system in the place of the disk.

import { createRequire } from 'node:module';
import type fastGlob from 'fast-glob';
import { resolvePath } from '../model/path.ts';
import type { DirectoryEntry, FileSystem } from './file-system.ts';

/** Loaded with the first glob: most runs are told their files by git. */
const loadFastGlob = (): typeof fastGlob => createRequire(import.meta.url)('fast-glob');

/**
 * Paths relative to `directory` that match one of `patterns`, hidden ones too; links to directories are not followed.
 * Directories that match `ignore` are not entered.
 */
export function globFiles(
  directory: string,
  patterns: readonly string[],
  ignore: readonly string[],
  fileSystem: FileSystem,
): readonly string[] {
  return loadFastGlob().sync([...patterns], {
    // fast-glob makes its directory absolute in the way of the operating system; so it is shown a root of its own.
    cwd: '/',
    dot: true,
    followSymbolicLinks: false,
    // A link is no file to fast-glob; which kind of thing it leads to is for the caller to ask.
    onlyFiles: false,
    ignore: [...ignore],
    fs: adapter(directory, fileSystem),
  });
}

/** fast-glob types its file system as the overloads of `node:fs`; it calls them with these arguments only. */
function adapter(directory: string, fileSystem: FileSystem): NonNullable<fastGlob.Options['fs']> {
  const inView = (path: string) =>
    resolvePath(directory, `./${path.replaceAll('\\', '/').replace(/^[A-Za-z]:/, '')}`);
  const statSync = (path: string) => {
    const kind = fileSystem.stat(inView(path));
    if (kind === null) throw new Error(`ENOENT: ${path}`);
    return statsLike({ name: path, kind });
  };
  const readdirSync = (path: string) => fileSystem.list(inView(path)).map(statsLike);
  return { statSync, lstatSync: statSync, readdirSync } as unknown as NonNullable<fastGlob.Options['fs']>;
}

function statsLike(entry: DirectoryEntry) {
  return {
    name: entry.name,
    isFile: () => entry.kind === 'file',
    isDirectory: () => entry.kind === 'directory',
    isSymbolicLink: () => entry.kind === 'symlink',
    isBlockDevice: () => false,
    isCharacterDevice: () => false,
    isFIFO: () => false,
    isSocket: () => false,
  };
}
