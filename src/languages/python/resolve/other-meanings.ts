// Whether a name that a root has may mean another module all the same: which directories are on the path depends on how a
// program is started.

import { parentOf } from '../../../model/path.ts';
import type { Walk } from './find-module.ts';
import type { Outside } from './outside.ts';
import type { RootSet } from './roots.ts';
import type { SelfImports } from './self-imports.ts';

type Found = Extract<Walk, { kind: 'found' }>;

/** What was found, and the walks that it is one of: from the roots of the asking file, and from its folder when it is run. */
export interface FoundIn {
  readonly found: Found;
  readonly own: readonly Walk[];
  readonly byRun: readonly Walk[];
}

/** @returns whether the name may mean another module to a file in `directory` */
export function createOtherMeanings(
  outside: Outside,
  selfImports: SelfImports,
): (set: RootSet, directory: string, parts: readonly string[], where: FoundIn) => boolean {
  /**
   * `_vendor/jaraco/functools/__init__.py` asks for `functools`, `src/tools/run.py` for `queue` beside it, and
   * `tests/data/attrs.py` for `attrs` of a dependency.
   */
  function isOutside(
    set: RootSet,
    directory: string,
    parts: readonly string[],
    { found, own, byRun }: FoundIn,
  ): boolean {
    if (!isByPlace(found, set, own, byRun)) return false;
    const isInside = found === byRun[0] || set.base !== directory;
    return (
      (isInside && outside.isStandard(set, parts)) || outside.isDependency(set, directory, parts[0] ?? '')
    );
  }

  /**
   * `keyring.py` asks for `keyring` itself: it is there for a package of that name, and its folder is not on the path then.
   * What is on it by its project may be a slip, which breaks whoever runs it.
   */
  function isWrapper(
    set: RootSet,
    directory: string,
    [first = '']: readonly string[],
    { found, own, byRun }: FoundIn,
  ): boolean {
    if (found.first.kind !== 'module' || !selfImports.has(found.first.file, first)) return false;
    const isFar = outside.isDependency(set, directory, first) && parentOf(found.first.file) !== directory;
    return isFar || isByPlace(found, set, own, byRun);
  }

  return (set, directory, parts, where) =>
    isPortionBefore(where) ||
    isOutside(set, directory, parts, where) ||
    isWrapper(set, directory, parts, where);
}

/** `qt/tools/` of the asking project, where the one around it has `tools/__init__.py`: either may be there without the other. */
function isPortionBefore({ found, own }: FoundIn): boolean {
  const before = own.slice(0, Math.max(0, own.indexOf(found)));
  return before.some((walk) => walk.kind === 'found' && walk.located.kind === 'portion');
}

/** Whether nothing but the place of the asking file speaks for a walk. */
export function isByPlace(
  walk: Walk,
  { isBaseGuessed }: RootSet,
  own: readonly Walk[],
  byRun: readonly Walk[],
): boolean {
  return (isBaseGuessed && walk === own[0]) || walk === byRun[0];
}

export function isSolid({ located }: Found): boolean {
  return located.kind === 'module' || located.kind === 'package';
}
