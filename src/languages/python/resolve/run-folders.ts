// Folders that are on the path because a script in them is run by its path: `python service/captions/main.py` puts
// `service/captions` in front, for everything that the script loads, whatever packages lie around it.
// https://docs.python.org/3/using/cmdline.html#interface-options

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { isWithin, parentOf } from '../../../model/path.ts';
import type { Directories, Located } from './directories.ts';
import { walkName } from './find-module.ts';

export interface RunFolders {
  /** What a file in `directory` gets by the name, when a script around it is run; null where no such folder has it. */
  find(directory: string, parts: readonly string[]): Located | null;
}

const RUN_BY_PATH = /^if\s*\(?\s*(?:__name__\s*==\s*(["'])__main__\1|(["'])__main__\2\s*==\s*__name__)/m;

export function createRunFolders(root: string, directories: Directories, fileSystem: FileSystem): RunFolders {
  const known = new Map<string, boolean>();

  function hasScript(directory: string): boolean {
    const answer = known.get(directory);
    if (answer !== undefined) return answer;
    const found = [...directories.submodules(directory).values()].some(
      (at) => at.kind === 'module' && RUN_BY_PATH.test(readTextOrNull(fileSystem, at.file) ?? ''),
    );
    known.set(directory, found);
    return found;
  }

  return {
    find(directory, parts) {
      for (let at: string | null = directory; at !== null && isWithin(root, at); at = parentOf(at)) {
        const walk = walkName(directories, at, parts);
        if (walk.kind === 'found' && walk.located.kind !== 'leftover' && hasScript(at)) return walk.located;
      }
      return null;
    },
  };
}
