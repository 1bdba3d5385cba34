// Which files a tsconfig or jsconfig includes. The configurations are asked by the folders in which they look for files:
// of the thousand configurations of a large repository few look where a file lies.

import { addTo } from '../../../model/lists.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { Tsconfig } from './tsconfig.ts';

export interface IncludedFiles {
  add(config: Tsconfig): void;
  /** Those of the configurations added so far that include the file, in no order that means something. */
  including(file: string): ReadonlySet<Tsconfig>;
}

const JAVASCRIPT = /\.[cm]?jsx?$/;
const TYPESCRIPT = /\.[cm]?tsx?$/;
const DEFAULT_EXCLUDE = /\/(?:node_modules|bower_components|jspm_packages)\//;
/** `data/snippets`, `data/snippets/**`: a folder at one place. */
const FOLDER = /^([^*?]+?)(?:\/\*+)*\/?$/;

export function createIncludedFiles(): IncludedFiles {
  const tests = new Map<Tsconfig, (file: string) => boolean>();
  const byFolder = new Map<string, Tsconfig[]>();
  return {
    add(config) {
      if (tests.has(config)) return;
      tests.set(config, inclusionTest(config));
      for (const folder of foldersOf(config)) {
        addTo(byFolder, folder, config);
      }
    },
    including(file) {
      const found = new Set<Tsconfig>();
      for (let at = parentOf(file); at !== null; at = parentOf(at)) {
        for (const config of byFolder.get(at) ?? []) if (tests.get(config)?.(file)) found.add(config);
      }
      return found;
    },
  };
}

/** Whether a configuration would include the file, were it not for a folder that its `exclude` names. */
export function leavesOut(config: Tsconfig, file: string): boolean {
  const folders = config.exclude?.map((glob) => FOLDER.exec(glob)?.[1]) ?? [];
  const isNamed = folders.some((folder) => folder !== undefined && isWithin(folder, file));
  return isNamed && inclusionTest({ ...config, exclude: null })(file);
}

/** Which of these files a configuration includes. */
export function filesOf(config: Tsconfig, files: readonly string[]): readonly string[] {
  return files.filter(inclusionTest(config));
}

/** Without an `include` and without `files` it is everything in its directory. */
function includeOf(config: Tsconfig): readonly string[] {
  return config.include ?? (config.files === null ? [below(config.directory, '**/*')] : []);
}

/** The folders that hold everything that a configuration includes. */
export function foldersOf(config: Tsconfig): ReadonlySet<string> {
  const globs = includeOf(config).map((glob) => /^[^*?]*/.exec(glob.replace(/\/+$/, ''))?.[0] ?? '');
  return new Set([...globs, ...(config.files ?? [])].map((path) => parentOf(path) ?? '/'));
}

/** What TypeScript makes of `files`, `include` and `exclude`; a component file counts as a source file. */
function inclusionTest(config: Tsconfig): (file: string) => boolean {
  const files = new Set(config.files ?? []);
  // A name without wildcards is a file or a directory with all that is below it.
  const included = includeOf(config).map((glob) => {
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
