// Python: a module below a package that is gone needs the package too. Where the package around it is a regular one, the
// new folders get an `__init__.py` (packagers drop folders without); in a namespace package they need none (PEP 420).

import type { FileSystem } from '../host/file-system.ts';
import type { ModuleId } from '../model/module-id.ts';
import { below, isWithin, parentOf } from '../model/path.ts';
import type { StubFile } from '../model/stub.ts';
import type { ModuleName } from './module-name.ts';

/** The files of a plan with those that make packages of their folders, sorted by path. */
export function withPythonPackages(
  files: readonly StubFile[],
  root: string,
  fileSystem: FileSystem,
  moduleName: ModuleName,
): StubFile[] {
  const isNewModule = ({ language, standsFor }: StubFile) =>
    language === 'python' && standsFor.kind === 'module';
  const folderOf = (path: ModuleId) => path.replace(/\.py$/, '');
  // `app/gone.py` would hide `app/gone/deeper.py`: a module that has modules is a package.
  const placed = files.map((file) =>
    isNewModule(file) &&
    files.some((other) => other !== file && isNewModule(other) && isWithin(folderOf(file.path), other.path))
      ? { ...file, path: below(folderOf(file.path), '__init__.py') }
      : file,
  );
  const paths = new Set(placed.map(({ path }) => path));
  const added = placed.filter(isNewModule).flatMap((file) => {
    const missing: string[] = [];
    let folder = parentOf(file.path);
    while (folder !== null && isWithin(root, folder) && fileSystem.stat(folder) === null) {
      missing.push(folder);
      folder = parentOf(folder);
    }
    if (folder === null || fileSystem.stat(below(folder, '__init__.py')) !== 'file') return [];
    return missing.flatMap((each): StubFile[] => {
      const path = below(each, '__init__.py');
      if (paths.has(path)) return [];
      paths.add(path);
      return [{ ...file, path, moduleName: moduleName(path), names: [] }];
    });
  });
  return [...placed, ...added].sort((a, b) => (a.path < b.path ? -1 : 1));
}
