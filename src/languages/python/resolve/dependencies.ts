// Whether the project declares the distribution that a module comes from. The metadata of what is installed tells which
// one that is; without it only an equal name does (`import flask` and `Flask`), and everything else stays unknown.

import type { FileSystem } from '../../../host/file-system.ts';
import { isWithin, parentOf } from '../../../model/path.ts';
import {
  type Declarations,
  mergeDeclarations,
  readDeclarations,
  readFolderDeclarations,
} from '../../../python-project/declarations.ts';
import { type Lock, readLock } from '../../../python-project/lock-files.ts';
import type { DeclaredFor } from '../../../python-project/requirements-files.ts';
import { normalisedName } from '../../../python-project/settings.ts';
import { createDistributions, type Distribution } from './distributions.ts';
import type { RootSet } from './roots.ts';

/** As in the resolutions of the model. */
export interface DeclaredPackage {
  readonly packageName: string;
  readonly declared: 'dependencies' | 'optionalDependencies' | 'devDependencies' | 'undeclared';
  readonly broughtBy?: string;
  readonly countsIn?: 'production' | 'start';
}

export interface Dependencies {
  /** The package that gives the module to the files of a directory; null when that cannot be told. */
  packageOf(set: RootSet, directory: string, parts: readonly string[]): DeclaredPackage | null;
  /** Whether a distribution of that name is declared. */
  isNamed(set: RootSet, directory: string, name: string): boolean;
  /** Whether it is the project's own name, and no other distribution that is installed gives a module of that name. */
  isOnlyItself(set: RootSet, name: string): boolean;
  /**
   * Whether a declared distribution has the name as a part of its own: `poetry-core` may add to the package `poetry`. The
   * project itself does not, nor does one that is installed and has no module of that name.
   */
  mayAddTo(set: RootSet, directory: string, name: string): boolean;
  /** The same of those that are declared or locked, and not installed. */
  mayBeAddedTo(set: RootSet, directory: string, name: string): boolean;
  /** Those that are declared and not installed, and have the name in their own: `pylib` gives `py`, `acme-common` `common`. */
  absentWithNameOf(set: RootSet, directory: string, name: string): string[];
  /**
   * What the environments have of all that is declared, as far as it could give a module of that name.
   * `whole`: everything; `here`: everything that is meant for every system; `in part`: something may be absent;
   * `undeclared`: nothing is declared.
   */
  stateOf(set: RootSet, directory: string, name: string): 'whole' | 'here' | 'in part' | 'undeclared';
  /** Whether a declared or locked one has: `ag-ui-protocol` may give `ag_ui`. */
  mayGive(set: RootSet, directory: string, name: string): boolean;
}

/** @param environments the site-packages directories of the project */
export function createDependencies(
  root: string,
  fileSystem: FileSystem,
  environments: () => readonly string[],
): Dependencies {
  const distributions = createDistributions(environments, fileSystem);
  const byFolder = new Map<string, Declarations | null>();
  const byDirectory = new Map<string, Declarations>();
  const locks = new Map<string, Lock>();

  function keep<Value>(kept: Map<string, Value>, key: string, compute: () => Value): Value {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = compute();
    kept.set(key, value);
    return value;
  }

  /** Of the projects around a directory, and of the requirements files on the way up to them. */
  function declarationsFor({ projects }: RootSet, directory: string): Declarations {
    return keep(byDirectory, directory, () => {
      const own = new Set(projects.map((project) => project.directory));
      const all: Declarations[] = [];
      for (let at: string | null = directory; at !== null && isWithin(root, at); at = parentOf(at)) {
        const folder = at;
        const declared = keep(byFolder, folder, () =>
          own.has(folder) ? readDeclarations(folder, fileSystem) : readFolderDeclarations(folder, fileSystem),
        );
        if (declared !== null) all.push(declared);
      }
      return mergeDeclarations(all);
    });
  }

  function locksOf({ projects }: RootSet): Lock[] {
    return projects.map(({ directory }) => keep(locks, directory, () => readLock(directory, fileSystem)));
  }

  /** Nothing is installed, but a lock file has a distribution of the module's own name. */
  function lockedUnder(
    set: RootSet,
    { declared, broughtAlong }: Declarations,
    names: readonly string[],
  ): Distribution | undefined {
    const name = names.find((each) => broughtAlong.has(each) || locksOf(set).some((lock) => lock.has(each)));
    return name === undefined || hasVariant(declared, name)
      ? undefined
      : { name: shown(name), normalised: name };
  }

  /** The declared distribution for that purpose that needs this one, directly or through others; null when none does. */
  function broughtBy(
    set: RootSet,
    { declared, broughtAlong }: Declarations,
    name: string,
    purpose: DeclaredFor = 'dependencies',
  ): string | null {
    const isOwn = new Set(set.projects.map((project) => project.name));
    for (const [start, itsPurpose] of declared) {
      if (itsPurpose !== purpose || isOwn.has(start)) continue;
      const reached = new Set([start]);
      for (const each of reached) {
        if (each === name) return shown(start);
        for (const needed of distributions.needsOf(each)) reached.add(needed);
        for (const lock of locksOf(set)) for (const needed of lock.get(each) ?? []) reached.add(needed);
      }
    }
    return broughtAlong.get(name) ?? null;
  }

  function packageOf(set: RootSet, directory: string, parts: readonly string[]): DeclaredPackage | null {
    const declarations = declarationsFor(set, directory);
    const { declared } = declarations;
    const names = parts.map((_, index) => normalisedName(parts.slice(0, parts.length - index).join('_')));
    const providers = distributions.providersOf(parts);
    const equal = names.find((name) => declared.has(name));
    const given = providers.find(({ normalised }) => declared.has(normalised));
    const name = given?.normalised ?? equal;
    const purpose = name === undefined ? undefined : declared.get(name);
    // Declared for development, and installed in production because another package needs it: an undeclared one there.
    // `ansible` for tests and `ansible-core` for production: either may give the module.
    if (given === undefined && purpose === 'devDependencies' && hasProductiveVariant(declared, name ?? ''))
      return null;
    const isBrought =
      name !== undefined && purpose === 'devDependencies' && broughtBy(set, declarations, name) !== null;
    if (name !== undefined && purpose !== undefined && !isBrought)
      return {
        packageName: given?.name ?? shown(name),
        declared: purpose,
        // Who calls the function that imports it has it, and installed it himself.
        ...(purpose === 'devDependencies' && declarations.isPublished && { countsIn: 'start' }),
      };
    if (!declarations.isComplete || !declarations.speaksOfProduction) return null;
    const known = isBrought ? (given ?? { name: shown(name), normalised: name }) : providers[0];
    const provider = known ?? lockedUnder(set, declarations, names);
    if (provider === undefined) return null;
    const by = broughtBy(set, declarations, provider.normalised);
    const byExtra = broughtBy(set, declarations, provider.normalised, 'optionalDependencies');
    return {
      packageName: provider.name,
      declared: 'undeclared',
      // What tests and documentation need is as often told to the tools that run them as to a manifest.
      ...(by !== null
        ? { broughtBy: by, countsIn: 'production' }
        : { countsIn: 'start', ...(byExtra !== null && { broughtBy: byExtra }) }),
    };
  }

  function stateOf(set: RootSet, directory: string, name: string): ReturnType<Dependencies['stateOf']> {
    const { declared, needed, isComplete, speaksOfProduction } = declarationsFor(set, directory);
    if (!isComplete || ![...needed].every(distributions.isInstalled)) return 'in part';
    const reached = new Set(declared.keys());
    for (const each of reached) for (const other of distributions.needsOf(each)) reached.add(other);
    const absent = [...reached].filter((each) => !distributions.isInstalled(each));
    if (hasVariant(new Map(absent.map((each) => [each, null])), normalisedName(name))) return 'in part';
    if (needed.size === 0 && !speaksOfProduction) return 'undeclared';
    return absent.some((each) => declared.get(each) === 'dependencies') ? 'here' : 'whole';
  }

  function isOnlyItself(set: RootSet, name: string): boolean {
    const isAnother = ({ normalised }: Distribution): boolean => !isItself(set, normalised);
    return isItself(set, name) && !distributions.providersOf([name]).some(isAnother);
  }

  return {
    packageOf,
    stateOf,
    isNamed: (set, directory, name) => declarationsFor(set, directory).declared.has(normalisedName(name)),
    isOnlyItself,
    mayAddTo(set, directory, name) {
      const own = isItself(set, name) ? normalisedName(name) : null;
      const others = [...declarationsFor(set, directory).declared.keys()].filter(
        (each) => each !== own && distributions.mayGive(each, name),
      );
      return hasVariant(new Map(others.map((each) => [each, null])), normalisedName(name));
    },
    mayBeAddedTo: (set, directory, name) =>
      [declarationsFor(set, directory).declared, ...locksOf(set)].some((all) => {
        const absent = [...all.keys()].filter((each) => !distributions.isInstalled(each));
        return hasVariant(new Map(absent.map((each) => [each, null])), normalisedName(name));
      }),
    absentWithNameOf: (set, directory, name) =>
      [...declarationsFor(set, directory).declared.keys()].filter(
        (each) => !distributions.isInstalled(each) && hasNameIn(each, normalisedName(name)),
      ),
    mayGive: (set, directory, name) =>
      [declarationsFor(set, directory).declared, ...locksOf(set)].some((all) =>
        hasVariant(all, normalisedName(name)),
      ),
  };
}

function isItself({ projects }: RootSet, name: string): boolean {
  return projects.some((project) => project.name === normalisedName(name));
}

/** As people write it, where it is known in its normalised form only. */
function shown(normalised: string): string {
  return normalised.replaceAll('_', '-');
}

function hasProductiveVariant(declared: Declarations['declared'], name: string): boolean {
  return hasVariant(new Map([...declared].filter(([, purpose]) => purpose === 'dependencies')), name);
}

/** `psycopg2-binary` gives what `psycopg2` gives: where such a name is declared, an equal name proves nothing. */
function hasVariant(distributions: ReadonlyMap<string, unknown>, name: string): boolean {
  for (const each of distributions.keys()) {
    if (`_${each}_`.includes(`_${name}_`) && !/^types_|_stubs$/.test(each)) return true;
  }
  return false;
}

/** At the start or the end of one of its words. */
const hasNameIn = (distribution: string, name: string): boolean =>
  `_${distribution}`.includes(`_${name}`) || `${distribution}_`.includes(`${name}_`);
