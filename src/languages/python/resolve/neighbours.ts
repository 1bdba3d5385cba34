// The packages of other projects of the repository (uv's workspaces, path dependencies of poetry, pip's `-e ../lib`): what
// they lack is missing for a project that declares them, as what it lacks itself.

import type { Resolution } from '../../../model/resolution.ts';
import { normalisedName } from '../../../python-project/settings.ts';
import type { Dependencies } from './dependencies.ts';
import type { Directories } from './directories.ts';
import { walkName } from './find-module.ts';
import type { NotFound } from './not-found.ts';
import type { RootSet, Roots } from './roots.ts';

export interface Neighbours {
  /**
   * A module that such a package lacks; null where no package of the repository is surely meant. What is installed of one
   * goes before its sources.
   */
  missing(set: RootSet, directory: string, parts: readonly string[]): Resolution | null;
}

interface NeighboursContext {
  readonly directories: Directories;
  readonly roots: Roots;
  readonly dependencies: Dependencies;
  readonly notFound: NotFound;
}

export function createNeighbours({
  directories,
  roots,
  dependencies,
  notFound,
}: NeighboursContext): Neighbours {
  return {
    missing(set, directory, parts) {
      if (roots.installed().has(normalisedName(parts[0] ?? ''))) return null;
      const walks = set.other.map((each) => walkName(directories, each, parts));
      const [walk, ...others] = walks.filter(({ kind }) => kind !== 'absent');
      if (walk?.kind !== 'stopped' || walk.first.kind !== 'package' || others.length > 0) return null;
      const name = roots.projectAround(walk.first.directory)?.name ?? null;
      if (name === null || !dependencies.isNamed(set, directory, name)) return null;
      return notFound.missing(walk, parts, [walk]);
    },
  };
}
