// All files below a folder as they are on disk, ignored or not; without what was installed and without git's own.

import type { FileSystem } from '../host/file-system.ts';
import { below } from '../model/path.ts';

const PASSED_OVER = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__']);

/** Absolute paths in the order of their names. Folders behind symbolic links are not walked. */
export function filesOnDisk(disk: FileSystem, directory: string): string[] {
  const files: string[] = [];
  const walk = (folder: string): void => {
    for (const { name, kind } of disk.list(folder)) {
      const path = below(folder, name);
      if (kind === 'file' || (kind === 'symlink' && disk.stat(path) === 'file')) files.push(path);
      else if (kind === 'directory' && !PASSED_OVER.has(name)) walk(path);
    }
  };
  walk(directory);
  return files;
}
