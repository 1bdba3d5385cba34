// Which source folder a folder of compiled files comes from, as the tsconfigs of a package say (outDir, rootDir):
// `target/app/server.js` is `code/server.ts`.

import type { FileSystem } from '../../host/file-system.ts';
import { asObject, readJsonObject } from '../../host/settings-file.ts';
import { isWithin, resolvePath } from '../../model/path.ts';

export interface CompiledFolder {
  /** Absolute, as the source. */
  readonly output: string;
  readonly source: string;
}

/**
 * The folders that `tsc` writes to, each with where its files come from.
 * @param packages the folders of the packages
 */
export function compiledFolders(
  packages: readonly string[],
  fileSystem: FileSystem,
): readonly CompiledFolder[] {
  return packages.flatMap((directory) =>
    tsconfigsIn(directory, fileSystem).flatMap((name): CompiledFolder[] => {
      const options = asObject(readJsonObject(fileSystem, `${directory}/${name}`)?.['compilerOptions']);
      const { outDir, rootDir } = options ?? {};
      if (typeof outDir !== 'string') return [];
      const output = resolvePath(directory, outDir);
      if (output === directory || !isWithin(directory, output)) return [];
      // Without a rootDir it is the folder that all sources have in common: that of the package, or "src".
      const sources = typeof rootDir === 'string' ? [rootDir] : ['.', 'src'];
      return sources.map((source) => ({ output, source: resolvePath(directory, source) }));
    }),
  );
}

/** What a build compiles with has any name: `tsconfig.dist.json`. */
function tsconfigsIn(directory: string, fileSystem: FileSystem): readonly string[] {
  const names = fileSystem.list(directory).map(({ name }) => name);
  return names.filter((name) => /^tsconfig(?:\..+)?\.json$/.test(name));
}
