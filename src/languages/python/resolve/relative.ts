// Where the dots of a relative import lead (PEP 328): one is the package that the file is in.

import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Directories, Located } from './directories.ts';
import { walkName } from './find-module.ts';
import { candidates, type NotFound } from './not-found.ts';
import type { RootSet, Roots } from './roots.ts';
import type { VirtualModules } from './virtual-modules.ts';

export interface Relative {
  /**
   * `..a.b` from a file in `directory`.
   * @param names what is taken from there
   */
  resolve(directory: string, specifier: string, names: () => readonly string[]): Resolution;
  /** The answers about too many dots in files that are in no regular package, with their directory. */
  readonly alone: ReadonlyMap<Resolution, string>;
}

export interface RelativeContext {
  readonly root: string;
  readonly directories: Directories;
  readonly roots: Roots;
  readonly virtual: VirtualModules;
  readonly notFound: NotFound;
  located(at: Located, parts: readonly string[]): Resolution;
}

export function createRelative({
  root,
  directories,
  roots,
  virtual,
  notFound,
  located,
}: RelativeContext): Relative {
  const alone = new Map<Resolution, string>();

  function relative(directory: string, specifier: string, names: () => readonly string[]): Resolution {
    const name = specifier.replace(/^\.+/, '');
    const parts = name === '' ? [] : name.split('.');
    let base = directory;
    for (let up = specifier.length - name.length; up > 1; up--) base = parentOf(base) ?? base;
    if (!isWithin(root, base)) return beyondTopLevel(directory);
    /** Above the packages of the project: it is one only to those who keep the project itself in a package. */
    const isAbove =
      base === root && specifier.startsWith('..') && directories.has(base, '__init__.py') === null;
    if (parts.length === 0) {
      const isFound = !isAbove || names().some((taken) => directories.locate(base, taken) !== null);
      return isFound ? ownPackage(base) : beyondTopLevel(directory);
    }
    const walk = walkName(directories, base, parts);
    if (walk.kind === 'found') return located(walk.located, parts);
    if (walk.kind === 'stopped' && (walk.at?.kind === 'opaque' || walk.at?.kind === 'unbuilt'))
      return { kind: 'unknown', reason: 'unbuilt' };
    const set = roots.of(directory);
    const elsewhere = otherPortions(set, base, parts);
    if (elsewhere) return elsewhere;
    if (isAbove) return beyondTopLevel(directory);
    if (walk.kind === 'stopped') return notFound.missing(walk, parts, [walk]);
    return notFound.unresolved(base, parts, 0, candidates(base, parts));
  }

  function beyondTopLevel(directory: string): Resolution {
    const resolution: Resolution = { kind: 'unresolved', reason: 'beyond-top-level', tried: [] };
    const { base, byRun } = roots.of(directory);
    if (base === directory && byRun === null) alone.set(resolution, directory);
    return resolution;
  }

  /** The names that people see: the suggestion as relative as it is written, what is absent as CPython says it. */
  function madeAbsolute(answer: Resolution, directory: string, specifier: string): Resolution {
    if (answer.kind !== 'unresolved' || alone.has(answer)) return answer;
    const { base } = roots.of(directory);
    const dots = specifier.replace(/[^.].*$/, '');
    const above = directory === base ? [] : directory.slice(below(base, '').length).split('/');
    const prefix = above.slice(0, Math.max(0, above.length - dots.length + 1));
    const { suggestion, absent } = answer;
    return notFound.reworded(answer, {
      ...(suggestion === undefined ? {} : { suggestion: dots + suggestion }),
      ...(absent === undefined ? {} : { absent: [...prefix, absent].join('.') }),
    });
  }

  function ownPackage(base: string): Resolution {
    const init = directories.has(base, '__init__.py') === 'file';
    if (!init) virtual.addNamespace(base);
    return { kind: 'module', module: init ? below(base, '__init__.py') : base };
  }

  /**
   * A directory without `__init__.py` is one portion of a package that may have others below other roots. One that has it
   * may still be put together with another, in what is built of both: `packages = ["one/shop", "two/shop"]`.
   */
  function otherPortions(set: RootSet, base: string, parts: readonly string[]): Resolution | null {
    const isRegular = directories.has(base, '__init__.py') === 'file';
    const all = [...set.own, ...set.other];
    for (const top of all) {
      if (top === base || !isWithin(top, base)) continue;
      const dotted = [...base.slice(below(top, '').length).split('/'), ...parts];
      for (const other of all) {
        const walk = walkName(directories, other, dotted);
        if (walk.kind !== 'found') continue;
        return isRegular ? { kind: 'unknown', reason: 'several-roots' } : located(walk.located, dotted);
      }
    }
    return null;
  }

  return {
    resolve: (directory, specifier, names) =>
      madeAbsolute(relative(directory, specifier, names), directory, specifier),
    alone,
  };
}
