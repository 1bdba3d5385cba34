// Modules of installed packages: where a name leads in the site-packages directories of the environment that the asking
// file runs in, and where packages lead from there. What they ask for in vain is their own affair: unknown, never missing.

import type { ModuleId } from '../../../model/module-id.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Directories, Located } from './directories.ts';
import type { InstalledFolder } from './environments.ts';
import { walkName } from './find-module.ts';
import type { NotFound } from './not-found.ts';
import type { VirtualModules } from './virtual-modules.ts';

export interface InstalledModules {
  /** The site-packages directory that a directory is, or lies in; null when it is of the project. */
  folderOf(directory: string): InstalledFolder | null;
  /**
   * What the name means to a file of the project in `directory`; null where nothing is installed that tells it.
   * @param mayBeAdded whether a distribution that is not installed may add to the package of that name
   */
  find(directory: string, parts: readonly string[], mayBeAdded: () => boolean): Resolution | null;
  /** What a module in a package asks for. */
  resolveInside(
    folder: InstalledFolder,
    directory: string,
    specifier: string,
    inLibrary: (parts: readonly string[]) => Resolution | null,
  ): Resolution;
}

/**
 * @param folders the site-packages directories, in the order in which they are searched
 * @param textOf read of modules that are asked for what only packages have
 */
export function createInstalledModules(
  folders: () => readonly InstalledFolder[],
  directories: Directories,
  virtual: VirtualModules,
  notFound: NotFound,
  textOf: (file: ModuleId) => string,
): InstalledModules {
  const places = new Map<string, InstalledFolder | null>();

  function folderOf(directory: string): InstalledFolder | null {
    const known = places.get(directory);
    if (known !== undefined) return known;
    // Folders lie in one another where one is a path that another adds.
    const around = folders().filter(({ path }) => isWithin(path, directory));
    const [place = null] = around.sort((left, right) => right.path.length - left.path.length);
    places.set(directory, place);
    return place;
  }

  /** The folders of one environment: of the nearest around the directory that has the name, else of the only one. */
  function searchedFrom(directory: string, first: string): readonly InstalledFolder[] {
    const having = folders().filter(({ path }) => directories.locate(path, first) !== null);
    const prefixes = [...new Set(having.map(({ prefix }) => prefix))];
    const around = prefixes
      .filter((prefix) => isWithin(parentOf(prefix) ?? '/', directory))
      .sort((left, right) => right.length - left.length);
    const chosen = around[0] ?? (prefixes.length === 1 ? prefixes[0] : undefined);
    return having.filter(({ prefix }) => prefix === chosen);
  }

  function walkIn(searched: readonly InstalledFolder[], parts: readonly string[]): Located | null {
    let portion: Located | null = null;
    for (const { path } of searched) {
      const walk = walkName(directories, path, parts);
      if (walk.kind !== 'found') continue;
      if (walk.located.kind !== 'portion' && walk.located.kind !== 'leftover') return walk.located;
      portion ??= walk.located;
    }
    return portion;
  }

  function answer(located: Located): Resolution {
    switch (located.kind) {
      case 'package':
      case 'module':
        return { kind: 'module', module: located.file };
      case 'portion':
        virtual.openNamespace(located.directory);
        return { kind: 'module', module: located.directory };
      case 'opaque':
        return { kind: 'unknown', reason: 'opaque-file' };
      case 'unbuilt':
      case 'leftover':
        return THIRD_PARTY;
    }
  }

  return {
    folderOf,
    find(directory, parts, mayBeAdded) {
      const searched = searchedFrom(directory, parts[0] ?? '');
      const located = walkIn(searched, parts);
      if (located !== null) return answer(located);
      const walks = searched.map(({ path }) => walkName(directories, path, parts));
      const [stopped] = walks;
      // What another folder has of the same package, or a module whose inside nobody sees, may have it.
      if (stopped?.kind !== 'stopped' || walks.length > 1) return null;
      const { at, first } = stopped;
      // `sys.modules[f'requests.packages.{name}'] = …` in `requests/packages.py`
      if (at?.kind === 'module' && (MAY_BE_PACKAGE.test(textOf(at.file)) || putsModules(textOf(at.file))))
        return MADE;
      // What others add to a namespace is beside the packages and modules in it: those are whole.
      const isWhole = first.kind === 'portion' || !mayBeAdded();
      return (at?.kind === 'package' || at?.kind === 'module') && isWhole
        ? withoutPlace(notFound.missing(stopped, parts, [stopped]), parts[0] ?? '')
        : null;
    },
    resolveInside(folder, directory, specifier, inLibrary) {
      const name = specifier.replace(/^\.+/, '');
      const parts = name === '' ? [] : name.split('.');
      const dots = specifier.length - name.length;
      if (dots === 0) {
        const standard = inLibrary(parts);
        if (standard !== null && standard.kind === 'builtin') return standard;
        const located = walkIn(
          folders().filter(({ prefix }) => prefix === folder.prefix),
          parts,
        );
        return located === null ? THIRD_PARTY : answer(located);
      }
      let base = directory;
      for (let up = dots; up > 1; up--) base = parentOf(base) ?? base;
      if (!isWithin(folder.path, base)) return THIRD_PARTY;
      if (parts.length === 0) {
        if (directories.has(base, '__init__.py') === 'file')
          return { kind: 'module', module: below(base, '__init__.py') };
        return answer({ kind: 'portion', directory: base });
      }
      const walk = walkName(directories, base, parts);
      return walk.kind === 'found' ? answer(walk.located) : THIRD_PARTY;
    },
  };
}

/** Nothing of the project can be put there. */
function withoutPlace(answer: Resolution, packageName: string): Resolution {
  if (answer.kind !== 'unresolved') return answer;
  const { expected, ...rest } = answer;
  return { ...rest, packageName };
}

/** A module that gives itself a `__path__`, or may answer who asks for it: six makes whole trees of modules. */
const MAY_BE_PACKAGE = /^[ \t]*__path__\b|^def __getattr__\b/m;

const MADE: Resolution = { kind: 'unknown', reason: 'made-at-run-time' };
const THIRD_PARTY: Resolution = { kind: 'unknown', reason: 'third-party' };

/** Whether the text puts modules into `sys.modules`, whatever their names are. */
export function putsModules(text: string): boolean {
  return PUTS_MODULES.test(text);
}

const PUTS_MODULES = /\bsys\.modules\s*(?:\[[^\]\n]*\]\s*=(?!=)|\.\s*(?:setdefault|update)\b)/;
