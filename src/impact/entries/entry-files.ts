// From a path in a manifest or a command to the source module that it means: the file itself, the source that is
// compiled to it (`dist/server.js` → `src/server.ts`), a file without its extension, the index of a folder.

import type { BuildOutputs } from '../../model/build-outputs.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { below, isWithin, parentOf, resolvePath } from '../../model/path.ts';
import { startingWith } from '../../model/path-sets.ts';

export interface EntryFiles {
  /** All project modules, sorted. */
  readonly modules: readonly ModuleId[];
  /**
   * The module that `path`, relative to `directory`, means; null when it means none.
   * @param subpath under which name a package offers it (`.`, `./x`); absent where none is told
   */
  find(directory: string, path: string, subpath?: string): ModuleId | null;
  /** The modules that a pattern with one or more `*` means (`./dist/features/*.js`). */
  match(directory: string, pattern: string): readonly ModuleId[];
  /** The modules below a folder, relative to `directory`; without those that a dot or an underscore hides. */
  below(directory: string, folder: string): readonly ModuleId[];
}

const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.js', '.ts', '.tsx', '.jsx', '.mts', '.cts', '.mjs', '.cjs'],
  '.mjs': ['.mjs', '.mts', '.ts', '.tsx', '.js'],
  '.cjs': ['.cjs', '.cts', '.ts', '.tsx', '.js'],
  '.d.ts': ['.d.ts', '.ts', '.tsx'],
  '.d.mts': ['.d.mts', '.mts', '.ts'],
  '.d.cts': ['.d.cts', '.cts', '.ts'],
};
const COMPLETED = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte', '.py'];
/** Folders that builds write to; what is in them comes from the folder's own place or from a source folder. */
const OUTPUT = /^(?:dist|build|lib|out|output|es|esm|cjs|umd|module|\.output|_build)$/;
const SOURCE_FOLDERS = ['src/', 'source/', ''];

/**
 * @param modules all project modules, in any order
 * @param outputs what is known of builds; null where nothing is
 * @param packageAround the package that a path lies in
 */
export function createEntryFiles(
  modules: readonly ModuleId[],
  outputs: BuildOutputs | null,
  packageAround: (path: string) => string | null,
): EntryFiles {
  const known = new Set(modules);
  const sorted = [...modules].sort();

  /** Where the sources of a compiled path may be, as its package and those around it say. */
  function compiledFrom(absolute: string): string[] {
    const found: string[] = [];
    let at = packageAround(absolute);
    while (at !== null) {
      for (const { output, source } of outputs?.foldersOf(at) ?? [])
        if (isWithin(output, absolute)) found.push(source + absolute.slice(output.length));
      const parent = parentOf(at);
      at = parent === null ? null : packageAround(parent);
    }
    return found;
  }

  /** The files that a path may mean, by the place that is looked at: nearer ones first. */
  function candidates(directory: string, path: string): string[][] {
    const whole = path.replace(/^\.\//, '').replace(/\/$/, '');
    const places = [whole, ...compiledFrom(resolvePath(directory, whole))];
    const parts = whole.split('/');
    // dist/esm/features/a.js: try src/esm/features/a, src/features/a, and the same without a source folder.
    for (let cut = 1; cut < parts.length && OUTPUT.test(parts[cut - 1] ?? ''); cut++) {
      const rest = parts.slice(cut).join('/');
      places.push(...SOURCE_FOLDERS.map((folder) => folder + rest));
    }
    const sourcesOf = (place: string): string[] => {
      const extension = /(?:\.d)?\.[cm]?[jt]sx?$/.exec(place)?.[0] ?? '';
      const sources = SOURCES_OF[extension];
      if (sources !== undefined) {
        const stem = place.slice(0, -extension.length);
        return sources.map((source) => stem + source);
      }
      return [place, ...COMPLETED.flatMap((source) => [place + source, `${place}/index${source}`])];
    };
    return places.map((place) => sourcesOf(place).map((source) => resolvePath(directory, source)));
  }

  function matching(pattern: string): readonly ModuleId[] {
    const parts = pattern.split('*');
    return startingWith(sorted, parts[0] ?? '').filter((module) => isMadeOf(parts, module));
  }

  return {
    modules: sorted,
    find(directory, path, subpath) {
      const absolute = resolvePath(directory, path);
      if (known.has(absolute)) return absolute;
      const around = packageAround(absolute);
      const source = around === null ? null : outputs?.sourceOf(absolute, around, subpath ?? null);
      if (source != null && known.has(source)) return source;
      return (
        candidates(directory, path)
          .flat()
          .find((module) => known.has(module)) ?? null
      );
    },
    match(directory, pattern) {
      // Where the folder itself is there, it is not one that a build is to make of all others.
      const matched = candidates(directory, pattern).map((place) => place.flatMap(matching));
      return [...new Set(matched.find(({ length }) => length > 0))].sort();
    },
    below(directory, folder) {
      const top = resolvePath(directory, folder);
      return startingWith(sorted, below(top, '')).filter(
        (module) => !/\/[._]/.test(module.slice(top.length)),
      );
    },
  };
}

/**
 * Whether a path is these parts in this order, with something between each two of them. Taking the first place where a
 * part fits leaves the most to the others, so one look is enough; an expression would try them all.
 */
function isMadeOf(parts: readonly string[], path: string): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!path.endsWith(last) || !path.startsWith(first)) return false;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = path.indexOf(part, position + 1);
    if (at === -1) return false;
    position = at + part.length;
  }
  return position + 1 + last.length <= path.length;
}
