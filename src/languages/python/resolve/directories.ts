// What Python's path-based finder sees in a directory (importlib, "FileFinder"): packages, modules, portions of namespace
// packages. Listings are read once.

import type { FileSystem } from '../../../host/file-system.ts';
import { below } from '../../../model/path.ts';

/** What one directory has under a name, in the order in which CPython looks. */
export type Located =
  | { readonly kind: 'package'; readonly directory: string; readonly file: string }
  | { readonly kind: 'module'; readonly file: string }
  /** Native, or compiled without its source: it is there, and its names cannot be seen. */
  | { readonly kind: 'opaque'; readonly file: string }
  /** Made by a build that has not run here: `speedups.pyx`, `speedups.pxd`, `speedups.c`, `speedups.pyi`. */
  | { readonly kind: 'unbuilt'; readonly file: string }
  | { readonly kind: 'portion'; readonly directory: string }
  /** Nothing in it but `__pycache__`: what a removed package leaves behind. */
  | { readonly kind: 'leftover'; readonly directory: string };

export interface Directories {
  /** What `directory` has for `import name`; null when nothing. */
  locate(directory: string, name: string): Located | null;
  /** A name in the directory that differs from `name` in case only. */
  inOtherCase(directory: string, name: string): string | null;
  /** All modules and packages in a package's directory by their names, those that only a build makes among them. */
  submodules(directory: string): ReadonlyMap<string, Located>;
  has(directory: string, name: string): 'file' | 'directory' | null;
  isDirectory(path: string): boolean;
}

const NATIVE = /^([^.]+)(?:\.(?:cpython|cp\d|pypy|abi3|graalpy)[^.]*)?(?:-[^.]*)?\.(?:so|pyd|dylib)$/;
const BUILT_FROM = ['.pyx', '.pxd', '.pyi', '.c', '.cpp', '.rs'];
const MODULE_FILE = /^([^.]+)\.(?:pyw?|pyc|pyx|pxd|pyi|c|cpp|rs|so|pyd|dylib|[^.]+\.(?:so|pyd|dylib))$/;

type Listing = ReadonlyMap<string, 'file' | 'directory'>;

export function createDirectories(fileSystem: FileSystem): Directories {
  const listings = new Map<string, Listing>();
  const empty = new Map<string, boolean>();

  function list(directory: string): Listing {
    const known = listings.get(directory);
    if (known) return known;
    const names = new Map<string, 'file' | 'directory'>();
    for (const { name, kind } of fileSystem.list(directory)) {
      const real = kind === 'symlink' ? fileSystem.stat(below(directory, name)) : kind;
      if (real === 'file' || real === 'directory') names.set(name, real);
    }
    listings.set(directory, names);
    return names;
  }

  function locate(directory: string, name: string): Located | null {
    const names = list(directory);
    const isDirectory = names.get(name) === 'directory';
    const inside = isDirectory ? below(directory, name) : '';
    if (isDirectory) {
      const init = moduleFile(inside, '__init__');
      if (init?.kind === 'module') return { kind: 'package', directory: inside, file: init.file };
      if (init?.kind === 'opaque') return { kind: 'opaque', file: init.file };
    }
    const module = moduleFile(directory, name);
    if (module) return module;
    if (isDirectory) return { kind: isLeftover(inside) ? 'leftover' : 'portion', directory: inside };
    for (const ending of BUILT_FROM)
      if (names.get(name + ending) === 'file')
        return { kind: 'unbuilt', file: below(directory, name + ending) };
    return null;
  }

  function moduleFile(
    directory: string,
    name: string,
  ): Extract<Located, { kind: 'module' | 'opaque' }> | null {
    const names = list(directory);
    // A wheel may ship both; the extension runs, and the source says what is in it.
    for (const ending of ['.py', '.pyw'])
      if (names.get(name + ending) === 'file')
        return { kind: 'module', file: below(directory, name + ending) };
    if (names.get(`${name}.pyc`) === 'file') return { kind: 'opaque', file: below(directory, `${name}.pyc`) };
    for (const [file, kind] of names)
      if (kind === 'file' && file.startsWith(name) && NATIVE.exec(file)?.[1] === name)
        return { kind: 'opaque', file: below(directory, file) };
    return null;
  }

  /** Nothing but `__pycache__` and directories of that kind. */
  function isLeftover(directory: string): boolean {
    const known = empty.get(directory);
    if (known !== undefined) return known;
    empty.set(directory, false); // a directory that links to itself holds something
    const left = [...list(directory)].every(
      ([name, kind]) =>
        kind === 'directory' && (name === '__pycache__' || isLeftover(below(directory, name))),
    );
    empty.set(directory, left);
    return left;
  }

  function submodules(directory: string): ReadonlyMap<string, Located> {
    const modules = new Map<string, Located>();
    for (const [entry, kind] of list(directory)) {
      const name = kind === 'directory' ? entry : MODULE_FILE.exec(entry)?.[1];
      if (name === undefined || name === '__init__' || name === '__pycache__' || modules.has(name)) continue;
      const located = locate(directory, name);
      if (located !== null && located.kind !== 'leftover') modules.set(name, located);
    }
    return modules;
  }

  return {
    locate,
    inOtherCase(directory, name) {
      const lower = name.toLowerCase();
      for (const entry of list(directory).keys()) {
        const stem = entry.replace(/\.pyw?$/, '');
        if (stem !== name && stem.toLowerCase() === lower) return stem;
      }
      return null;
    },
    submodules,
    has: (directory, name) => list(directory).get(name) ?? null,
    isDirectory: (path) => fileSystem.stat(path) === 'directory',
  };
}
