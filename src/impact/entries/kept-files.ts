// Files that are kept in folders of their own below a package, as settings of what runs it are.

import type { FileSystem } from '../../host/file-system.ts';
import { below } from '../../model/path.ts';

/**
 * @param ending of the file names
 * @param levels how many folders deeper to look
 * @returns absolute paths; what is installed is left out
 */
export function filesBelow(folder: string, ending: RegExp, levels: number, fileSystem: FileSystem): string[] {
  return fileSystem.list(folder).flatMap(({ name, kind }) => {
    const path = below(folder, name);
    if (kind === 'directory')
      return levels > 0 && name !== 'node_modules' ? filesBelow(path, ending, levels - 1, fileSystem) : [];
    return kind === 'file' && ending.test(name) ? [path] : [];
  });
}
