// Which tsconfig or jsconfig a file belongs to: the nearest one that includes it, also through project references and
// through neighbours such as tsconfig.test.json; else the nearest one, whose aliases bundlers and editors use as well.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
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
   * known to the other. True as well when none includes the file: then nobody can tell.
   */
  sharesProgram(file: string, other: string): boolean;
}

const CONFIG_NAME = /^[tj]sconfig.*\.json$/;
/** Files whose commands name the configurations that they compile with. */
const COMMAND_FILES = ['package.json', 'project.json', 'angular.json'];
const JAVASCRIPT = /\.[cm]?jsx?$/;
const TYPESCRIPT = /\.[cm]?tsx?$/;
const DEFAULT_EXCLUDE = /\/(?:node_modules|bower_components|jspm_packages)\//;

/** @param forced the configuration that the user named for all files (absolute), or null */
export function createTsconfigScope(
  fileSystem: FileSystem,
  reader: TsconfigReader,
  forced: string | null,
): TsconfigScope {
  const candidatesByDirectory = new Map<string, readonly Tsconfig[]>();
  const inclusion = new Map<Tsconfig, (file: string) => boolean>();
  const referredBy = new Map<Tsconfig, readonly Tsconfig[]>();

  /** The nearest configurations first; each followed by those that it refers to and by its neighbours. */
  function candidates(directory: string): readonly Tsconfig[] {
    const known = candidatesByDirectory.get(directory);
    if (known !== undefined) return known;
    const parent = parentOf(directory);
    const above = parent === null || directory.endsWith('/node_modules') ? [] : candidates(parent);
    const here = configsIn(directory);
    const all = here.length === 0 ? above : [...here, ...above];
    candidatesByDirectory.set(directory, all);
    return all;
  }

  function configsIn(directory: string): readonly Tsconfig[] {
    const names = fileSystem
      .list(directory, CONFIG_NAME)
      .flatMap(({ name }) => (CONFIG_NAME.test(name) ? [name] : []));
    if (names.length === 0) return [];
    const main = ['tsconfig.json', 'jsconfig.json'].find((name) => names.includes(name));
    const found = main === undefined ? [] : withReferences(below(directory, main));
    for (const name of names) {
      const config = name.startsWith('tsconfig') ? reader.read(below(directory, name)) : null;
      if (config !== null && !found.includes(config) && !isBase(config, name, directory)) found.push(config);
    }
    return found;
  }

  /** `tsconfig.shared.json` that names no files is there to be extended, unless a command compiles it. */
  function isBase({ files, include }: Tsconfig, name: string, directory: string): boolean {
    if (files !== null || include !== null) return false;
    return !COMMAND_FILES.some((file) => readTextOrNull(fileSystem, below(directory, file))?.includes(name));
  }

  function withReferences(path: string, found: Tsconfig[] = []): Tsconfig[] {
    const config = reader.read(fileSystem.stat(path) === 'directory' ? below(path, 'tsconfig.json') : path);
    if (config === null || found.includes(config)) return found;
    found.push(config);
    for (const reference of config.references) withReferences(reference, found);
    return found;
  }

  function includes(config: Tsconfig, file: string): boolean {
    let test = inclusion.get(config);
    if (test === undefined) {
      test = inclusionTest(config);
      inclusion.set(config, test);
    }
    return test(file);
  }

  /** A file of a referenced project is compiled there: to the other it is that project's output (TS6305). */
  function ownerAmong(config: Tsconfig, file: string): Tsconfig {
    if (config.references.length === 0) return config;
    let referred = referredBy.get(config);
    if (referred === undefined) {
      referred = withReferences(config.path).filter((other) => other !== config);
      referredBy.set(config, referred);
    }
    return referred.find((other) => includes(other, file)) ?? config;
  }

  const forcedConfigs = forced === null ? null : withReferences(forced);

  const configsFor = (file: string) => forcedConfigs ?? candidates(parentOf(file) ?? '/');

  return {
    configIn: (directory) => reader.read(below(directory, 'tsconfig.json')),
    sharesProgram(file, other) {
      const including = configsFor(file).filter((config) => includes(config, file));
      return including.length === 0 || including.some((config) => includes(config, other));
    },
    configOf(file) {
      const configs = configsFor(file);
      const including = configs.find((config) => includes(config, file));
      if (including !== undefined)
        return { config: ownerAmong(including, file), isIncluded: true, isLeftOut: false };
      const config = configs.find(isMain) ?? configs[0] ?? null;
      return { config, isIncluded: false, isLeftOut: config !== null && leavesOut(config, file) };
    },
  };

  function leavesOut(config: Tsconfig, file: string): boolean {
    const folders = config.exclude?.map((glob) => FOLDER.exec(glob)?.[1]) ?? [];
    const isNamed = folders.some((folder) => folder !== undefined && isWithin(folder, file));
    return isNamed && inclusionTest({ ...config, exclude: null })(file);
  }
}

/** `data/snippets`, `data/snippets/**`: a folder at one place. */
const FOLDER = /^([^*?]+?)(?:\/\*+)*\/?$/;

/** A solution file (`"files": []` with references) says nothing about how a file is compiled. */
function isMain(config: Tsconfig): boolean {
  return config.files?.length !== 0 || config.references.length === 0;
}

/** What TypeScript makes of `files`, `include` and `exclude`; a component file counts as a source file. */
function inclusionTest(config: Tsconfig): (file: string) => boolean {
  const files = new Set(config.files ?? []);
  const include = config.include ?? (config.files === null ? [below(config.directory, '**/*')] : []);
  // A name without wildcards is a file or a directory with all that is below it.
  const included = include.map((glob) => {
    const whole = /[*?][^/]*$/.test(glob) ? '' : '(?:/.*)?';
    return new RegExp(`^${patternSource(glob)}${whole}$`);
  });
  const outputs = [config.options.outDir, config.options.declarationDir].filter((path) => path !== undefined);
  const exclude = config.exclude?.map((glob) => new RegExp(`^${patternSource(glob)}(?:/.*)?$`));
  const isJsconfig = config.path.endsWith('jsconfig.json');
  const javascript = config.options.allowJs ?? config.options.checkJs ?? isJsconfig;
  return (file) => {
    if (files.has(file)) return true;
    if (!isWithin(config.directory, file) && config.include === null) return false;
    if (JAVASCRIPT.test(file) && !javascript) return false;
    // Editors read a jsconfig.json, compilers do not.
    if (isJsconfig && TYPESCRIPT.test(file)) return false;
    if (!included.some((expression) => expression.test(file))) return false;
    if (exclude !== undefined) return !exclude.some((expression) => expression.test(file));
    return !DEFAULT_EXCLUDE.test(file) && !outputs.some((directory) => isWithin(directory, file));
  };
}

/**
 * Only `*`, `?` and the folder `**` are wildcards (typescriptlang.org/tsconfig/include.html). Brackets and braces stand for
 * themselves: folders have them.
 */
function patternSource(pattern: string): string {
  return pattern.replace(/\/+$/, '').replace(/(?<=^|\/)\*\*(?:\/|$)|\*+|\?|[^*?]+/g, (part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return '.*';
    if (part === '?') return '[^/]';
    return part.startsWith('*') ? '[^/]*' : literalPattern(part);
  });
}
