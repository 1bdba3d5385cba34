// Which folder the files of an output folder come from, as the tsconfigs of a package say: outDir, declarationDir, rootDir,
// and where there is no rootDir the folder that TypeScript takes for it.

import type { CompiledFolder } from '../../../model/build-outputs.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import { startingWith } from '../../../model/path-sets.ts';
import type { ResolverContext } from '../../language.ts';
import { filesOf, foldersOf } from './included-files.ts';
import type { Tsconfig, TsconfigReader } from './tsconfig.ts';

const COMPILED = /\.(?:[cm]?[jt]sx?|json)$/;
const DECLARATION = /\.d\.[cm]?ts$/;

/**
 * The folders that `tsc` writes to, asked package by package.
 * @returns of a package its output folders, each with a folder of sources; the likeliest first
 */
export function createCompiledFolders(
  { fileSystem, files }: ResolverContext,
  tsconfigs: TsconfigReader,
): (directory: string) => readonly CompiledFolder[] {
  const known = new Map<string, readonly CompiledFolder[]>();
  let sorted: readonly string[] | null = null;

  /**
   * Where sources begin. Without a rootDir it is the folder that all files of the program share which are no declarations,
   * or with `composite` the folder of the configuration: typescriptlang.org/tsconfig/#rootDir. Which files those are
   * depends on what they import as well, so the usual folders may be it too.
   */
  function sourcesOf(config: Tsconfig, directory: string): readonly string[] {
    if (config.options.rootDir !== undefined) return [config.options.rootDir];
    const usual = [below(directory, 'src'), directory];
    if (config.options.composite === true) return [config.directory, ...usual];
    const shared = sharedFolder(config);
    return shared === null || usual.includes(shared) ? usual : [shared, ...usual];
  }

  function sharedFolder(config: Tsconfig): string | null {
    sorted ??= [...files].filter((file) => COMPILED.test(file) && !DECLARATION.test(file)).sort();
    const places = [...foldersOf(config)];
    const near = sorted;
    const included = new Set(
      places.flatMap((place) => filesOf(config, startingWith(near, below(place, '')))),
    );
    let shared: string | null = null;
    for (const file of included) {
      shared ??= parentOf(file);
      while (shared !== null && !isWithin(shared, file)) shared = parentOf(shared);
    }
    return shared;
  }

  return (directory) => {
    let folders = known.get(directory);
    if (folders === undefined) {
      const programs = fileSystem
        .list(directory)
        .filter(({ name }) => /^tsconfig.*\.json$/.test(name))
        .flatMap(({ name }) => {
          const config = tsconfigs.read(below(directory, name));
          if (config === null) return [];
          const { outDir, declarationDir } = config.options;
          const outputs = [outDir, declarationDir].filter(
            (output) => output !== undefined && output !== directory && isWithin(directory, output),
          );
          return outputs.length === 0 ? [] : [{ outputs, sources: sourcesOf(config, directory) }];
        });
      folders = wholeFirst(programs, directory).flatMap(({ outputs, sources }) =>
        outputs.flatMap((output = '') => sources.map((source) => ({ output, source }))),
      );
      known.set(directory, folders);
    }
    return folders;
  };
}

/** What one configuration compiles: where to, and where from, the likeliest folder first. */
interface Program {
  readonly outputs: readonly (string | undefined)[];
  readonly sources: readonly string[];
}

/**
 * A program of a folder inside the one that another compiles (`src/gen` beside `src`) is a step on the way: where both
 * write to one folder, what is there in the end is of the whole. Of the package itself every folder is a part.
 */
function wholeFirst(programs: readonly Program[], directory: string): readonly Program[] {
  const isPart = ({ sources: [own = ''] }: Program): boolean =>
    programs.some(
      ({ sources: [other = own] }) => other !== own && other !== directory && isWithin(other, own),
    );
  return [...programs.filter((one) => !isPart(one)), ...programs.filter(isPart)];
}
