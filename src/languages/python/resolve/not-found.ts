// What is said of a module that is not where it has to be: the files that would be it, the absolute name that CPython
// misses, and whether another case of its letters or a build explains it.

import type { ModuleId } from '../../../model/module-id.ts';
import { below } from '../../../model/path.ts';
import type { Resolution, UnresolvedResolution } from '../../../model/resolution.ts';
import type { Directories } from './directories.ts';
import { expectedFile, type Walk } from './find-module.ts';
import type { MadeByBuilds } from './made-by-builds.ts';

export interface NotFound {
  /** The answers that say that a module is no package, with that module. */
  readonly inModules: ReadonlyMap<Resolution, ModuleId>;
  /** Of a walk that stopped, among `all` those that did. */
  missing(
    walk: Extract<Walk, { kind: 'stopped' }>,
    parts: readonly string[],
    all: readonly Walk[],
  ): Resolution;
  /** `parts[depth]` is not in the directory. */
  unresolved(
    directory: string,
    parts: readonly string[],
    depth: number,
    tried: readonly string[],
  ): Resolution;
  /** The same answer in other words. */
  reworded(answer: UnresolvedResolution, words: Partial<UnresolvedResolution>): Resolution;
}

export function createNotFound(directories: Directories, builds: MadeByBuilds): NotFound {
  const inModules = new Map<Resolution, ModuleId>();

  function missing(
    walk: Extract<Walk, { kind: 'stopped' }>,
    parts: readonly string[],
    all: readonly Walk[],
  ): Resolution {
    if (builds.isInWorkspace(parts)) return { kind: 'unknown', reason: 'made-at-run-time' };
    const tried = all.flatMap((each) =>
      each.kind === 'stopped' && each.directory !== null
        ? candidates(each.directory, parts.slice(each.depth))
        : [],
    );
    if (walk.directory === null) {
      const absent = parts.slice(0, walk.depth + 1).join('.');
      const resolution: Resolution = { kind: 'unresolved', reason: 'not-found', tried, absent };
      if (walk.at?.kind === 'module') inModules.set(resolution, walk.at.file);
      return resolution;
    }
    return unresolved(walk.directory, parts, walk.depth, tried);
  }

  function unresolved(
    directory: string,
    parts: readonly string[],
    depth: number,
    tried: readonly string[],
  ): Resolution {
    const name = parts[depth] ?? '';
    const expected = expectedFile(directory, parts.slice(depth));
    if (builds.isMade(directory, name, expected)) return { kind: 'unknown', reason: 'generated' };
    const absent = parts.slice(0, depth + 1).join('.');
    const other = directories.inOtherCase(directory, name);
    if (other !== null) {
      const suggestion = [...parts.slice(0, depth), other, ...parts.slice(depth + 1)].join('.');
      return { kind: 'unresolved', reason: 'wrong-case', tried, suggestion, expected, absent };
    }
    return { kind: 'unresolved', reason: 'not-found', tried, expected, absent };
  }

  function reworded(answer: UnresolvedResolution, words: Partial<UnresolvedResolution>): Resolution {
    const other: Resolution = { ...answer, ...words };
    const module = inModules.get(answer);
    if (module !== undefined) inModules.set(other, module);
    return other;
  }

  return { missing, unresolved, reworded, inModules };
}

/** The files that would be the module. */
export function candidates(directory: string, parts: readonly string[]): string[] {
  const path = below(directory, parts.join('/'));
  return [`${path}.py`, `${path}/__init__.py`];
}
