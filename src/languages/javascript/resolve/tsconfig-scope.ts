// Which tsconfig or jsconfig a file belongs to: the nearest one that includes it, also through project references and
// through neighbours such as tsconfig.test.json; else the nearest one, whose aliases bundlers and editors use as well.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { below, parentOf } from '../../../model/path.ts';
import { createIncludedFiles, leavesOut } from './included-files.ts';
import type { Tsconfig, TsconfigReader } from './tsconfig.ts';

/** The configuration of a file. */
export interface TsconfigOfFile {
  /** Null when no configuration is above the file. */
  readonly config: Tsconfig | null;
  /** Whether the configuration includes the file, so that a compiler looks at it; else it is only the nearest. */
  readonly isIncluded: boolean;
  /** Whether it would include the file, were it not for the folder that its `exclude` names. */
  readonly isLeftOut: boolean;
}

export interface TsconfigScope {
  /** The `tsconfig.json` in exactly this directory. */
  configIn(directory: string): Tsconfig | null;
  configOf(file: string): TsconfigOfFile;
  /**
   * Whether a configuration that includes the file includes the other one too, so that what one declares for all is
   * known to the other. Null when none includes the file.
   */
  sharesProgram(file: string, other: string): boolean | null;
}

const CONFIG_NAME = /^[tj]sconfig.*\.json$/;
/** Files whose commands name the configurations that they compile with. */
const COMMAND_FILES = ['package.json', 'project.json', 'angular.json'];

/** The configurations of a directory, and those of the directories above it. */
interface Configs {
  /** In the order in which they are asked. */
  readonly here: ReadonlySet<Tsconfig>;
  readonly above: Configs | null;
}

/** @param forced the configuration that the user named for all files (absolute), or null */
export function createTsconfigScope(
  fileSystem: FileSystem,
  reader: TsconfigReader,
  forced: string | null,
): TsconfigScope {
  const byDirectory = new Map<string, Configs | null>();
  const bases = new Map<string, Tsconfig>();
  const included = createIncludedFiles();
  const withReferred = new Map<string, ReadonlySet<Tsconfig>>();

  /** The nearest configurations first; each followed by those that it refers to and by its neighbours. */
  function configsAround(directory: string): Configs | null {
    const known = byDirectory.get(directory);
    if (known !== undefined) return known;
    const parent = parentOf(directory);
    const above = parent === null || directory.endsWith('/node_modules') ? null : configsAround(parent);
    const here = configsIn(directory);
    const all = here.size === 0 ? above : { here, above };
    byDirectory.set(directory, all);
    return all;
  }

  function configsIn(directory: string): ReadonlySet<Tsconfig> {
    const names = fileSystem
      .list(directory, CONFIG_NAME)
      .flatMap(({ name }) => (CONFIG_NAME.test(name) ? [name] : []));
    const main = ['tsconfig.json', 'jsconfig.json'].find((name) => names.includes(name));
    const found = new Set(main === undefined ? [] : withReferences(below(directory, main)));
    for (const name of names) {
      const config = name.startsWith('tsconfig') ? read(below(directory, name)) : null;
      if (config === null || found.has(config)) continue;
      if (!isBase(config, name, directory)) found.add(config);
      else if (!bases.has(directory)) bases.set(directory, config);
    }
    return found;
  }

  /** Where no configuration is: what those extend that a tool writes for each package (`tsconfig.base.json`). */
  function nearestBase(directory: string): Tsconfig | null {
    const parent = parentOf(directory);
    return bases.get(directory) ?? (parent === null ? null : nearestBase(parent));
  }

  function read(path: string): Tsconfig | null {
    const config = reader.read(path);
    if (config !== null) included.add(config);
    return config;
  }

  /** `tsconfig.shared.json` that names no files is there to be extended, unless a command compiles it. */
  function isBase({ files, include }: Tsconfig, name: string, directory: string): boolean {
    if (files !== null || include !== null) return false;
    return !COMMAND_FILES.some((file) => readTextOrNull(fileSystem, below(directory, file))?.includes(name));
  }

  /** The configuration at a path, or in the folder at it, and those that it refers to, each once. */
  function withReferences(path: string): ReadonlySet<Tsconfig> {
    let found = withReferred.get(path);
    if (found === undefined) {
      found = addReferred(path, new Set());
      withReferred.set(path, found);
    }
    return found;
  }

  function addReferred(path: string, found: Set<Tsconfig>): Set<Tsconfig> {
    const config = read(fileSystem.stat(path) === 'directory' ? below(path, 'tsconfig.json') : path);
    if (config === null || found.has(config)) return found;
    found.add(config);
    for (const reference of config.references) addReferred(reference, found);
    return found;
  }

  /** A file of a referenced project is compiled there: to the other it is that project's output (TS6305). */
  function ownerAmong(config: Tsconfig, file: string): Tsconfig {
    if (config.references.length === 0) return config;
    const referred = withReferences(config.path);
    const including = new Set(included.including(file));
    including.delete(config);
    return firstOf(referred, including) ?? config;
  }

  const forcedConfigs: Configs | null =
    forced === null ? null : { here: withReferences(forced), above: null };

  /** From the nearest to the farthest. */
  function* configsFor(file: string): Generator<ReadonlySet<Tsconfig>> {
    let configs = forcedConfigs ?? configsAround(parentOf(file) ?? '/');
    for (; configs !== null; configs = configs.above) yield configs.here;
  }

  return {
    configIn: (directory) => reader.read(below(directory, 'tsconfig.json')),
    sharesProgram(file, other) {
      const places = [...configsFor(file)];
      const including = [...included.including(file)].filter((config) =>
        places.some((here) => here.has(config)),
      );
      const includingOther = included.including(other);
      return including.length === 0 ? null : including.some((config) => includingOther.has(config));
    },
    configOf(file) {
      const places = [...configsFor(file)];
      const including = included.including(file);
      for (const here of places) {
        const config = firstOf(here, including);
        if (config !== null) return { config: ownerAmong(config, file), isIncluded: true, isLeftOut: false };
      }
      const config = nearestMain(places) ?? nearestBase(parentOf(file) ?? '/');
      return { config, isIncluded: false, isLeftOut: config !== null && leavesOut(config, file) };
    },
  };
}

/** The first of `configs` that is among the few. */
function firstOf(configs: ReadonlySet<Tsconfig>, few: ReadonlySet<Tsconfig>): Tsconfig | null {
  if (![...few].some((config) => configs.has(config))) return null;
  for (const config of configs) if (few.has(config)) return config;
  return null;
}

function nearestMain(places: readonly ReadonlySet<Tsconfig>[]): Tsconfig | null {
  for (const here of places) for (const config of here) if (isMain(config)) return config;
  const [nearest = null] = places[0] ?? [];
  return nearest;
}

/** A solution file (`"files": []` with references) says nothing about how a file is compiled. */
function isMain(config: Tsconfig): boolean {
  return config.files?.length !== 0 || config.references.length === 0;
}
