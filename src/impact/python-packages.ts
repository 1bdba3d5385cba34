// Which packages of a Python project others import: those that its build packs. Where nothing is built, or what is packed
// cannot be told, all that lie at the top.

import type { ModuleId } from '../model/module-id.ts';
import { relativeId } from '../model/module-id.ts';
import { baseNameOf, isWithin, parentOf } from '../model/path.ts';
import { packing } from '../python-project/build/backends.ts';
import { packInputOf } from '../python-project/build/pack-input.ts';
import { UnknownPackingError, type WhyNotPacked } from '../python-project/build/packing.ts';
import { tableAt } from '../python-project/settings.ts';
import type { EntrySources } from './entries/entry.ts';

export interface PythonPackages {
  /** The `__init__.py` of each: what `import pkg` loads, when the folder above is no package itself. */
  readonly modules: readonly ModuleId[];
  /** Whether a module comes along when the project is installed, in one of these packages. */
  isInstalled(module: ModuleId): boolean;
  /** Whether a module is developed beside the packages of a project that is installed by them, and stays there. */
  isLeftAtHome(module: ModuleId): boolean;
}

export function pythonPackages(python: readonly ModuleId[], sources: EntrySources): PythonPackages {
  const builds = new Map<string, WhyNotPacked | null>();
  const buildOf = (directory: string): WhyNotPacked | null => {
    let build = builds.get(directory);
    if (build === undefined) {
      build = wheelOf(directory, python, sources);
      builds.set(directory, build);
    }
    return build;
  };
  /** The project around a module, where it is built; the deepest one that is. */
  function projectOf(module: ModuleId): { directory: string; isPacked: boolean } | null {
    for (let at = parentOf(module); at !== null && isWithin(sources.root, at); at = parentOf(at)) {
      const build = buildOf(at);
      if (build !== null) return { directory: at, isPacked: build(relativeId(at, module)) === null };
    }
    return null;
  }
  const modules = topLevelPackages(python, sources.root).filter(
    (module) => projectOf(module)?.isPacked !== false,
  );
  const folders = modules.map((module) => parentOf(module) ?? sources.root);
  const all = new Set(python);
  return {
    modules,
    isInstalled(module) {
      // A folder that is no package holds templates and data, whatever its files are called.
      const isInPackage = all.has(`${parentOf(module) ?? ''}/__init__.py`);
      return (
        isInPackage &&
        folders.some((folder) => isWithin(folder, module)) &&
        projectOf(module)?.isPacked === true
      );
    },
    isLeftAtHome(module) {
      const project = projectOf(module);
      return (
        project !== null &&
        parentOf(module) !== project.directory &&
        folders.some((folder) => isWithin(project.directory, folder)) &&
        !folders.some((folder) => isWithin(folder, module))
      );
    },
  };
}

/** What the wheel of the project in a directory leaves out; null when none is built from there. */
function wheelOf(
  directory: string,
  python: readonly ModuleId[],
  { fileSystem }: EntrySources,
): WhyNotPacked | null {
  const isThere = (name: string) => fileSystem.stat(`${directory}/${name}`) === 'file';
  if (!['pyproject.toml', 'setup.py', 'setup.cfg'].some(isThere)) return null;
  const input = packInputOf(directory, 'wheel', python, fileSystem, null);
  const isBuilt =
    tableAt(input.pyproject, 'build-system') !== null ||
    input.setupCall !== null ||
    input.setupCfg.get('metadata')?.has('name') === true;
  if (!isBuilt) return null;
  try {
    return packing(input);
  } catch (error) {
    if (!(error instanceof UnknownPackingError)) throw error;
    return () => null;
  }
}

function topLevelPackages(python: readonly ModuleId[], root: string): ModuleId[] {
  const all = new Set(python);
  return python.filter((module) => {
    const folder = parentOf(module);
    if (baseNameOf(module) !== '__init__.py' || folder === null || folder === root) return false;
    const above = parentOf(folder);
    return above !== null && isWithin(root, above) && !all.has(`${above}/__init__.py`);
  });
}
