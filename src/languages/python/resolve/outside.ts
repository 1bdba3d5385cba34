// What a name means that the project does not own: a module of the standard library, of a declared or installed
// distribution, or nobody knows.

import type { Resolution } from '../../../model/resolution.ts';
import { normalisedName } from '../../../python-project/settings.ts';
import { rangeLabel, type VersionRange, versionRange } from '../version.ts';
import type { AbsentPackages } from './absent-packages.ts';
import type { Dependencies } from './dependencies.ts';
import type { InstalledModules } from './installed-modules.ts';
import { candidates } from './not-found.ts';
import type { RootSet, Roots } from './roots.ts';
import type { StandardLibrary } from './standard-library.ts';

export interface Outside {
  readonly library: StandardLibrary;
  /** Whether the standard library has the module, in the versions that the project allows. */
  isStandard(set: RootSet, parts: readonly string[]): boolean;
  /** Whether the interpreter has the first part before any directory is searched. */
  isLoadedFirst(first: string): boolean;
  /** The standard library, in the versions that the project allows; null when no version has the first part. */
  inLibrary(set: RootSet, directory: string, parts: readonly string[]): Resolution | null;
  thirdParty(set: RootSet, directory: string, parts: readonly string[]): Resolution;
  /** Whether a distribution of that name is installed or declared. */
  isDependency(set: RootSet, directory: string, first: string): boolean;
  /** Whether the declarations around a directory were asked since {@link Outside.beginAnswer}: its neighbours may have others. */
  hasAskedDeclarations(): boolean;
  beginAnswer(): void;
  versionsOf(set: RootSet): VersionRange;
  versionsLabel(set: RootSet): string;
}

/** @param pythonVersion the version that was asked for, before those that the projects allow */
export function createOutside(
  roots: Roots,
  dependencies: Dependencies,
  installed: InstalledModules,
  absent: AbsentPackages,
  library: StandardLibrary,
  pythonVersion: string | undefined,
): Outside {
  const labels = new Map<RootSet, string>();
  let asked = false;

  function thirdParty(set: RootSet, directory: string, parts: readonly string[]): Resolution {
    asked = true;
    const [first = ''] = parts;
    const told = dependencies.packageOf(set, directory, parts);
    const found = installed.find(directory, parts, () => dependencies.mayBeAddedTo(set, directory, first));
    if (found?.kind === 'module') return { ...found, packageName: first, ...told };
    if (found?.kind === 'unresolved') return { ...found, packageName: told?.packageName ?? first };
    if (found?.kind === 'unknown' && found.reason === 'opaque-file' && told === null) return found;
    if (told !== null) return { kind: 'external', ...told };
    if (isDependency(set, directory, first)) return { kind: 'external', packageName: first };
    const missing = absent.missing(set, directory, parts);
    if (missing !== null) return missing;
    // In a view that lacks the whole package, the disk may still have it.
    const tried = set.own.flatMap((root) => candidates(root, parts));
    const givers = dependencies.absentWithNameOf(set, directory, first);
    return { kind: 'unknown', reason: 'third-party', tried, ...(givers.length > 0 && { givers }) };
  }

  function isDependency(set: RootSet, directory: string, first: string): boolean {
    asked = true;
    return roots.installed().has(normalisedName(first)) || dependencies.isNamed(set, directory, first);
  }

  function inLibrary(set: RootSet, directory: string, parts: readonly string[]): Resolution | null {
    const [first = ''] = parts;
    const name = parts.join('.');
    const answer = library.find(name, versionsOf(set));
    switch (answer?.kind) {
      case 'module':
        return {
          kind: 'builtin',
          name,
          module: answer.module,
          ...(answer.certainty === undefined ? {} : { certainty: answer.certainty }),
        };
      case 'unlisted':
        return { kind: 'builtin', name };
      case 'absent':
        return { kind: 'unresolved', reason: 'unknown-builtin', tried: [], absent: answer.missing };
      case 'removed':
      case 'later':
        // A backport, or a package that keeps it alive; setuptools brings its own distutils.
        if (
          isDependency(set, directory, first) ||
          (first === 'distutils' && isDependency(set, directory, 'setuptools'))
        )
          return thirdParty(set, directory, parts);
        return { kind: 'unresolved', reason: `${answer.kind}-builtin`, tried: [], absent: name };
      case undefined:
        return null;
    }
  }

  function versionsOf(set: RootSet): VersionRange {
    return versionRange(pythonVersion ?? set.projects.find(({ python }) => python)?.python ?? undefined);
  }

  function versionsLabel(set: RootSet): string {
    const before = labels.get(set);
    if (before !== undefined) return before;
    const label = rangeLabel(versionsOf(set));
    labels.set(set, label);
    return label;
  }

  return {
    library,
    isStandard: (set, parts) => library.find(parts.join('.'), versionsOf(set))?.kind === 'module',
    isLoadedFirst: (first) => LOADED_FIRST.has(first),
    inLibrary,
    thirdParty,
    isDependency,
    hasAskedDeclarations: () => asked,
    beginAnswer() {
      asked = false;
    },
    versionsOf,
    versionsLabel,
  };
}

/**
 * What every CPython on every system has built in, and what it imports before the code of a program runs: no directory can
 * put another module in front of them (`sys.builtin_module_names`, and `sys.modules` at the start of 3.6 to 3.14).
 */
const LOADED_FIRST: ReadonlySet<string> = new Set(
  (
    'abc atexit builtins codecs encodings errno faulthandler gc genericpath io itertools marshal os site stat sys time ' +
    'zipimport _abc _codecs _collections _collections_abc _functools _imp _io _locale _operator _signal _sre _stat ' +
    '_string _symtable _thread _tracemalloc _warnings _weakref'
  ).split(' '),
);
