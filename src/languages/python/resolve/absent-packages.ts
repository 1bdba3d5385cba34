// A name that nothing has: neither the project, nor the standard library, nor anything that is installed. It is missing
// where the environment is known to be whole: a virtual environment that holds all that is declared. Where something may
// be absent from it, the name is unknown.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { misspeltName } from '../../../model/nearest-name.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Dependencies } from './dependencies.ts';
import type { Directories } from './directories.ts';
import type { RootSet, Roots } from './roots.ts';

export interface AbsentPackages {
  /**
   * A name whose first part was found nowhere; null where that may be for want of an install. What is no slip of the hand
   * may come from where the program runs (`bpy` in Blender, `boto3` in a Lambda): it counts at the start of production.
   */
  missing(set: RootSet, directory: string, parts: readonly string[]): Resolution | null;
}

export interface AbsentPackagesContext {
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly files: ReadonlySet<string>;
  readonly directories: Directories;
  readonly roots: Roots;
  readonly dependencies: Dependencies;
  /** The modules of the standard library that lie in no package. */
  libraryNames(): readonly string[];
}

export function createAbsentPackages(context: AbsentPackagesContext): AbsentPackages {
  const { root, fileSystem, files, directories, roots, dependencies } = context;
  let environment: { readonly only: string | null } | null = null;
  let ownNames: ReadonlySet<string> | null = null;

  /** The environment of the project, where there is one alone and no package of the system comes into it (PEP 405). */
  function onlyEnvironment(): string | null {
    if (environment !== null) return environment.only;
    const prefixes = new Set(
      roots.environments().flatMap(({ prefix, isCommitted }) => (isCommitted === true ? [] : prefix)),
    );
    const [prefix] = prefixes;
    const settings =
      prefix === undefined || prefixes.size > 1
        ? null
        : readTextOrNull(fileSystem, below(prefix, 'pyvenv.cfg'));
    const isSealed = settings !== null && !/^\s*include-system-site-packages\s*=\s*true\b/im.test(settings);
    environment = { only: isSealed ? (prefix ?? null) : null };
    return environment.only;
  }

  /** Whatever a file or folder of the project is called: code may put any folder on the path. */
  function isOwnName(name: string): boolean {
    ownNames ??= new Set(
      [...files].flatMap((file) =>
        file
          .slice(root.length + 1)
          .replace(/\.\w+$/, '')
          .split('/'),
      ),
    );
    return ownNames.has(name);
  }

  function missing(set: RootSet, directory: string, parts: readonly string[]): Resolution | null {
    const [first = ''] = parts;
    const prefix = onlyEnvironment();
    if (prefix === null || isOwnName(first)) return null;
    const state = dependencies.stateOf(set, directory, first);
    // Nothing is declared: what lies in the project's own environment is what there is.
    const isWhole = state === 'undeclared' ? isWithin(root, parentOf(prefix) ?? '/') : state !== 'in part';
    if (!isWhole) return null;
    const installed = roots.environments().flatMap(({ path }) => [...directories.submodules(path).keys()]);
    const own = set.own.flatMap((each) => [...directories.submodules(each).keys()]);
    const names = [...own, ...installed, ...context.libraryNames()];
    const near = misspeltName(
      first,
      names.filter((name) => /^\w+$/.test(name) && name.startsWith('_') === first.startsWith('_')),
    );
    if (near === null && state !== 'whole') return null;
    return {
      kind: 'unresolved',
      reason: 'not-installed',
      tried: [],
      packageName: first,
      absent: first,
      ...(near === null ? { countsIn: 'start' } : { suggestion: [near, ...parts.slice(1)].join('.') }),
    };
  }

  return { missing };
}
