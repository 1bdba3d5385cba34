// Which file a path without its full name means: extensions, index files, the TypeScript source behind `./x.js`. Says
// also how it was found, because Node's ESM loader takes only exact names.

import type { PackageJsonReader } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { baseNameOf, below, parentOf, resolvePath } from '../../../model/path.ts';

/**
 * What is asked for: what TypeScript would read, or what is loaded at run time. `node-types` and `require`: the same, where
 * only the compiler and Node look, which take no `x.cts` or `x.mjs` for `./x` (nodejs.org/api/modules.html, "File
 * modules"; TypeScript handbook, "Modules - Reference").
 */
export type Face = 'types' | 'runtime' | 'node-types' | 'require';

export interface FoundFile {
  readonly path: string;
  /** `substituted`: `x.ts` for `x.js`; `extension`: something was added; `directory`: by package.json or index file. */
  readonly by: 'exact' | 'substituted' | 'extension' | 'directory';
}

export interface FileLookUp {
  /**
   * @param path absolute; with a final slash only a directory is meant
   * @param suffixes TypeScript's `moduleSuffixes`; `['']` where there are none
   */
  find(path: string, face: Face, suffixes: readonly string[]): FoundFile | null;
  /** The file or index file for a directory whose package.json says nothing better. */
  findInDirectory(directory: string, face: Face, suffixes: readonly string[]): string | null;
  /** Where package.json's `main` leads, whether there is a file or not. */
  mainOf(directory: string): string | null;
  isFile(path: string): boolean;
}

/** By the ending that is written: what TypeScript looks for instead (moduleNameResolver.ts, tryAddingExtensions). */
const SUBSTITUTES: Readonly<
  Record<string, { readonly types: readonly string[]; readonly runtime: readonly string[] }>
> = {
  '.js': { types: ['.ts', '.tsx', '.d.ts', '.js', '.jsx'], runtime: ['.js', '.ts', '.tsx', '.jsx'] },
  '.jsx': { types: ['.tsx', '.ts', '.d.ts', '.jsx', '.js'], runtime: ['.jsx', '.tsx', '.ts'] },
  '.mjs': { types: ['.mts', '.d.mts', '.mjs'], runtime: ['.mjs', '.mts'] },
  // Another tool may have made JavaScript of it, or the file was never TypeScript: TypeScript looks for that too.
  '.ts': { types: ['.ts', '.tsx', '.d.ts', '.js', '.jsx'], runtime: ['.ts', '.tsx', '.js', '.jsx'] },
  '.tsx': { types: ['.tsx', '.ts', '.d.ts', '.jsx', '.js'], runtime: ['.tsx', '.ts', '.jsx', '.js'] },
  '.mts': { types: ['.mts', '.d.mts', '.mjs'], runtime: ['.mts', '.mjs'] },
  '.cts': { types: ['.cts', '.d.cts', '.cjs'], runtime: ['.cts', '.cjs'] },
  '.cjs': { types: ['.cts', '.d.cts', '.cjs'], runtime: ['.cjs', '.cts'] },
};

/** `.mjs`, `.mts`, `.vue` and platform files are only added by bundlers; a find is a find, strictness is decided later. */
const ADDED: Readonly<Record<Face, readonly string[]>> = {
  types: [
    '.ts',
    '.tsx',
    '.d.ts',
    '.js',
    '.jsx',
    '.json',
    '.mts',
    '.d.mts',
    '.mjs',
    '.cts',
    '.d.cts',
    '.cjs',
    '.vue',
    '.svelte',
  ],
  runtime: [
    '.js',
    '.mjs',
    '.cjs',
    '.jsx',
    '.ts',
    '.tsx',
    '.mts',
    '.cts',
    '.json',
    '.node',
    '.vue',
    '.svelte',
  ],
  'node-types': ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.json', '.vue', '.svelte'],
  // Behind Node's own three: what the hook of a transpiling loader may add.
  require: ['.js', '.json', '.node', '.jsx', '.ts', '.tsx'],
};

const PLATFORMS = ['.native', '.ios', '.android', '.web'];

/** Fields of package.json that name a directory's main file, in the order of preference. */
const MAIN_FIELDS: Readonly<Record<Face, readonly string[]>> = {
  types: ['types', 'typings', 'main', 'module'],
  runtime: ['main', 'module'],
  'node-types': ['types', 'typings', 'main', 'module'],
  require: ['main'],
};

const MAX_DIRECTORY_HOPS = 3;

export function createFileLookUp(fileSystem: FileSystem, packages: PackageJsonReader): FileLookUp {
  const isFile = (path: string): boolean => fileSystem.stat(path) === 'file';

  function firstFile(base: string, endings: readonly string[], suffixes: readonly string[]): string | null {
    for (const ending of endings) {
      for (const suffix of suffixes) {
        if (isFile(base + suffix + ending)) return base + suffix + ending;
      }
    }
    return null;
  }

  function findFile(path: string, face: Face, suffixes: readonly string[]): FoundFile | null {
    const ending = /\.[A-Za-z0-9]+$/.exec(baseNameOf(path))?.[0] ?? '';
    const base = path.slice(0, path.length - ending.length);
    const substitutes = SUBSTITUTES[ending]?.[isOfTypes(face) ? 'types' : 'runtime'];
    if (substitutes !== undefined) {
      const found = firstFile(base, substitutes, suffixes);
      if (found !== null) return { path: found, by: found === path ? 'exact' : 'substituted' };
    } else if (ending !== '') {
      const found = firstFile(base, [ending], suffixes);
      if (found !== null) return { path: found, by: 'exact' };
      // `./x.css` described by `x.d.css.ts` (allowArbitraryExtensions).
      if (isOfTypes(face) && isFile(`${base}.d${ending}.ts`))
        return { path: `${base}.d${ending}.ts`, by: 'substituted' };
    } else if (isFile(path)) return { path, by: 'exact' };
    const added = firstFile(path, ADDED[face], suffixes);
    return added === null ? null : { path: added, by: 'extension' };
  }

  function findInDirectory(
    directory: string,
    face: Face,
    suffixes: readonly string[],
    hops = 0,
  ): string | null {
    const fields = packages.read(directory)?.fields ?? {};
    for (const field of MAIN_FIELDS[face]) {
      const value = fields[field];
      if (typeof value !== 'string' || hops > MAX_DIRECTORY_HOPS) continue;
      const target = resolvePath(directory, value);
      const found = findFile(target, face, suffixes)?.path ?? null;
      if (found !== null) return found;
      if (target !== directory && fileSystem.stat(target) === 'directory') {
        const inside = findInDirectory(target, face, suffixes, hops + 1);
        if (inside !== null) return inside;
      }
    }
    return firstFile(below(directory, 'index'), ADDED[face], suffixes);
  }

  function find(path: string, face: Face, suffixes: readonly string[]): FoundFile | null {
    const directory = path.endsWith('/') && parentOf(path) !== null ? path.slice(0, -1) : path;
    const file = directory === path ? findFile(path, face, suffixes) : null;
    if (file !== null) return file;
    if (fileSystem.stat(directory) === 'directory') {
      const found = findInDirectory(directory, face, suffixes);
      if (found !== null) return { path: found, by: 'directory' };
    }
    const platform = firstFile(directory, platformEndings, ['']);
    return platform === null ? null : { path: platform, by: 'extension' };
  }

  function mainOf(directory: string): string | null {
    const main = packages.read(directory)?.fields['main'];
    return typeof main === 'string' ? resolvePath(directory, main) : null;
  }

  return { mainOf, find, findInDirectory, isFile };
}

function isOfTypes(face: Face): boolean {
  return face === 'types' || face === 'node-types';
}

/** React Native's packager adds them without any configuration. */
const platformEndings = PLATFORMS.flatMap((platform) =>
  ['.ts', '.tsx', '.js', '.jsx'].map((ending) => platform + ending),
);
