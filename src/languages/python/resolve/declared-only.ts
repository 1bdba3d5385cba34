// A module of which only the declaration is there (`pool.pyi` without `pool.py`): made by a build of native code, or gone.
// CPython does not read declarations, and a project that builds nothing has nothing else that could be the module.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { baseNameOf, below, isWithin, parentOf } from '../../../model/path.ts';
import type { Directories } from './directories.ts';

/** What describes a build of something else than Python. */
const BUILDS =
  /^(?:CMakeLists\.txt|meson\.build|Cargo\.toml|build\.rs|BUILD(?:\.bazel)?|WORKSPACE(?:\.bazel)?|MODULE\.bazel|GNUmakefile|[Mm]akefile|SConstruct|wscript|binding\.gyp|build\.py)$/;
/** Sources of native modules, what is made of them, and the headers and libraries that they are made with. */
const NATIVE = /\.(?:pyx|pxd|pxi|c|cc|cpp|cxx|cu|h|hpp|rs|go|zig|nim|f|f90|swg|i|sip|so|pyd|dll|dylib)$/;
/** What pyproject.toml, setup.cfg or setup.py say of a build of native modules, and of code that runs in any build. */
const TOLD =
  /ext[-_]modules|Extension\(|cython|maturin|scikit.build|meson|setuptools.rust|rust_extensions|pybind11|nanobind|cffi|mypyc|cmake|numba\.pycc|cibuildwheel|\bsip\b|pyo3|build.hook|hooks|cmdclass/i;
const SETTINGS = ['pyproject.toml', 'setup.cfg', 'setup.py'];

/**
 * Whether the module is not there at all, by its declaration.
 * @param declaration a file of which nothing but the ending keeps it from being the module
 */
export type IsDeclaredOnly = (declaration: string) => boolean;

/** @param root of the project: what lies around it is not looked at */
export function createDeclaredOnly(
  root: string,
  directories: Directories,
  fileSystem: FileSystem,
): IsDeclaredOnly {
  const building = new Map<string, boolean>();

  /** Whether the directory, or one around it, builds native code. */
  function builds(directory: string): boolean {
    const known = building.get(directory);
    if (known !== undefined) return known;
    const parent = parentOf(directory);
    const answer =
      fileSystem.list(directory).some(({ name }) => BUILDS.test(name) || NATIVE.test(name)) ||
      SETTINGS.some((name) => TOLD.test(readTextOrNull(fileSystem, below(directory, name)) ?? '')) ||
      (directory !== root && parent !== null && isWithin(root, parent) && builds(parent));
    building.set(directory, answer);
    return answer;
  }

  return (declaration) => {
    const directory = parentOf(declaration) ?? '/';
    // Of modules that are in no package, others may be meant: those of a program that Python is a part of (`bpy.pyi`).
    const isOfPackage = directories.has(directory, '__init__.py') === 'file';
    const isPrivate = baseNameOf(declaration).startsWith('_');
    return declaration.endsWith('.pyi') && isOfPackage && !isPrivate && !builds(directory);
  };
}
