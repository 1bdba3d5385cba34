// Programs that run files with a `require` of their own, as those with plugins do: `vm.runInNewContext(code, { require: … })`.
// What a path means in such a file is up to them.

import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { below, isWithin, parentOf, resolvePath } from '../../../model/path.ts';

/** nodejs.org/api/vm.html: the functions that run code with the globals that they are given. */
const RUNS_CODE = /\b(?:runIn(?:New)?Context|createContext|compileFunction)\b/;
const GIVES_REQUIRE = /\brequire\s*:|\.require\s*=|['"]require['"]/;
const SCRIPT = /\.c?js$/;
const ENDINGS = ['', '.js', '.json', '/index.js'];

/**
 * @returns tells whether a path that leads nowhere from the folder of a file leads to something from a folder above, where a
 * module runs code with a `require` of its own
 */
export function createOwnLoaders(
  root: string,
  fileSystem: FileSystem,
): (directory: string, specifier: string) => boolean {
  const known = new Map<string, boolean>();

  function hasLoader(directory: string): boolean {
    let has = known.get(directory);
    if (has === undefined) {
      has = fileSystem.list(directory).some(({ kind, name }) => {
        if (kind !== 'file' || !SCRIPT.test(name)) return false;
        const text = textOf(below(directory, name), fileSystem) ?? '';
        return RUNS_CODE.test(text) && GIVES_REQUIRE.test(text);
      });
      known.set(directory, has);
    }
    return has;
  }

  return (directory, specifier) => {
    for (let at = parentOf(directory); at !== null && isWithin(root, at); at = parentOf(at)) {
      const path = resolvePath(at, specifier);
      if (ENDINGS.some((ending) => fileSystem.stat(path + ending) === 'file') && hasLoader(at)) return true;
    }
    return false;
  };
}
