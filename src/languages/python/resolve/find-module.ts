// Where a dotted name leads below one directory: the steps of `import a.b.c` (importlib, "PathFinder").

import { below } from '../../../model/path.ts';
import type { Directories, Located } from './directories.ts';

export type Walk =
  | {
      readonly kind: 'found';
      readonly located: Located /** How the first part was found. */;
      readonly first: Located;
    }
  /** `parts[depth]` is not in `directory`, or what is before it is no package (`directory` null). */
  | {
      readonly kind: 'stopped';
      readonly depth: number;
      readonly directory: string | null;
      readonly at: Located | null;
      readonly first: Located;
    }
  /** The first part is not there at all. */
  | { readonly kind: 'absent' };

/** @param parts at least one name */
export function walkName(directories: Directories, root: string, parts: readonly string[]): Walk {
  const [name = ''] = parts;
  const first = directories.locate(root, name);
  if (first === null) return { kind: 'absent' };
  let at: Located = first;
  for (let depth = 1; depth < parts.length; depth++) {
    if (at.kind !== 'package' && at.kind !== 'portion' && at.kind !== 'leftover')
      return { kind: 'stopped', depth, directory: null, at, first };
    const next: Located | null = directories.locate(at.directory, parts[depth] ?? '');
    if (next === null) return { kind: 'stopped', depth, directory: at.directory, at, first };
    at = next;
  }
  return { kind: 'found', located: at, first };
}

/** The file that would make the name importable from `directory`. */
export function expectedFile(directory: string, parts: readonly string[]): string {
  return `${below(directory, parts.join('/'))}.py`;
}

/**
 * The one module that the roots agree on; `several` when they have different ones and nothing says which is meant.
 * @param ownDirectoryFirst the first root is the directory of a file outside of any package: that comes first when it runs
 */
export function bestOf(
  walks: readonly Walk[],
  ownDirectoryFirst: boolean,
): Extract<Walk, { kind: 'found' }> | 'several' | null {
  const found = walks.flatMap((walk) => (walk.kind === 'found' ? [walk] : []));
  const solid = found.filter(({ located }) => located.kind !== 'portion' && located.kind !== 'leftover');
  const [best, ...rest] = solid.length > 0 ? solid : found;
  if (best === undefined) return null;
  const different = rest.some(({ located }) => placeOf(located) !== placeOf(best.located));
  const isDecided = ownDirectoryFirst && walks[0] === best;
  return different && !isDecided && solid.length > 0 ? 'several' : best;
}

/**
 * Of roots that are never on the path together, those of other projects: the module, where one of them has it. `several` also
 * where one has a package and another a folder without `__init__.py`, which would give way to it on one path.
 */
export function onlyOne(walks: readonly Walk[]): ReturnType<typeof bestOf> {
  const best = bestOf(walks, false);
  if (best === null || best === 'several') return best;
  const isAnother = (walk: Walk) =>
    walk.kind === 'found' && walk !== best && placeOf(walk.located) !== placeOf(best.located);
  return walks.some(isAnother) ? 'several' : best;
}

/** The directories of a namespace package that other walks lead to. */
export function portionsIn(walks: readonly Walk[], directory: string): string[] {
  return walks.flatMap((walk) =>
    walk.kind === 'found' && walk.located.kind === 'portion' && walk.located.directory !== directory
      ? walk.located.directory
      : [],
  );
}

function placeOf(located: Located): string {
  return 'file' in located ? located.file : located.directory;
}
