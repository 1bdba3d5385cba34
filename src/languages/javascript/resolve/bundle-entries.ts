// Which sources the configuration of a bundler names: `entry: ['src/exports/types.ts']` (tsdown, tsup) is written to
// `dist/types.mjs`, whatever other `types.ts` there is. Looked at as text; never run.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { below } from '../../../model/path.ts';

export interface BundleEntries {
  /**
   * @param output the path below a package's output folder, without its ending (`types`, `react/index`)
   * @param directory the package
   * @returns the source that a configuration beside package.json names for it, without its ending; null when none does,
   * or several, and for a name that any folder may have (`index`)
   */
  sourceOf(output: string, directory: string): string | null;
}

const CONFIG = /^(?:tsdown|tsup|rollup|rolldown|rslib|build|esbuild|vite)\.config\.[cm]?[jt]s$/;

/** `'src/exports/types.ts'`, `"types": './src/types/all.ts'`; the name is how the output is to be called. */
const ENTRY =
  /(?:(?:^|[\s{,])(['"]?)([\w./@-]+)\1\s*:\s*)?(['"`])(?:\.\/)?((?:[\w@.-]+\/)+[\w.-]+?)\.[cm]?[jt]sx?\3/gm;

export function createBundleEntries(fileSystem: FileSystem): BundleEntries {
  const known = new Map<string, readonly { name: string | undefined; source: string }[]>();

  function entriesOf(directory: string): readonly { name: string | undefined; source: string }[] {
    let entries = known.get(directory);
    if (entries === undefined) {
      entries = fileSystem
        .list(directory)
        .filter(({ kind, name }) => kind === 'file' && CONFIG.test(name))
        .flatMap(({ name }) => [
          ...(readTextOrNull(fileSystem, below(directory, name)) ?? '').matchAll(ENTRY),
        ])
        .map(([, , name, , source = '']) => ({ name, source }));
      known.set(directory, entries);
    }
    return entries;
  }

  return {
    sourceOf(output, directory) {
      const entries = entriesOf(directory);
      const named = entries.filter(({ name }) => name === output);
      const isTelling = !/(?:^|\/)(?:index|main)$/.test(output);
      const alike = isTelling ? entries.filter(({ source }) => source.endsWith(`/${output}`)) : [];
      const found = named.length > 0 ? named : alike;
      const sources = new Set(found.map(({ source }) => source));
      const [source] = sources;
      return source === undefined || sources.size > 1 ? null : below(directory, source);
    },
  };
}
