// From a file that a build will make to the source that it is made from: `dist/index.js` → `src/index.ts`. So a package
// of the project can be checked before it is built, and against its sources rather than against an old build.

import type { PackageJsonReader } from '../../../discover/package-json.ts';
import type { CompiledFolder } from '../../../model/build-outputs.ts';
import { baseNameOf, below, isWithin, parentOf, resolvePath } from '../../../model/path.ts';
import type { ResolverContext } from '../../language.ts';
import { createBundleEntries } from './bundle-entries.ts';
import { createCompiledFolders } from './compiled-folders.ts';
import type { Face, FileLookUp } from './file.ts';
import type { TsconfigReader } from './tsconfig.ts';

export interface BuildOutput {
  /** The folders that the compiler of a package writes to, each with the folders that their files may come from. */
  foldersOf(directory: string): readonly CompiledFolder[];
  /**
   * The source of `path`, a file below the package in `directory`; null when it cannot be told.
   * @param subpath what was asked of the package (`.`, `./x`), for outputs that are named unlike their source
   */
  sourceOf(path: string, directory: string, subpath: string | null, face: Face): string | null;
  /**
   * Where TypeScript takes the source of `path` to be because the configuration of the importer refers to the project
   * that writes it: nothing else can make the file. Null when it refers to none that does.
   */
  promisedSource(path: string, directory: string, references: readonly string[]): string | null;
  /** Whether the path lies in a folder that a build makes: by the package's tsconfig, or by name and not there. */
  isOutput(path: string, directory: string): boolean;
  /** Whether the path lies in a folder that is not there, and that the package's manifest offers entries from. */
  isOffered(path: string, directory: string): boolean;
}

/** Folders that builds write to, also inside one another (`dist/esm`). `lib` may be a source folder: it is asked whether it is there. */
const OUTPUT =
  /^(?:dist|lib|libs|build|built|out|output|release|pkg|es|esm|es6|cjs|umd|iife|module|modules|commonjs|types|dts|typings|declarations|modern|legacy|browser|bundles?|\.output|\.next|\.nuxt|\.svelte-kit|\.astro|\.vite|\.vitepress|_build|compiled|generated|bin-dist|[\w-]*dist|dist-[\w-]+|build-[\w-]+|es20\d\d|esm20\d\d|esnext|node\d*)$/;
const SOURCES = ['src', 'source', 'lib', 'src/lib', ''];
const ENDING = /(?:\.d)?\.[cm]?[jt]sx?$/;
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
/** No source module makes these, whatever the entry is called. */
const DATA = /\.(?:json5?|wasm|node|[ps]?css|less|html?|svg|txt|md)$/;
const DECLARATION = /\.d\.[cm]?ts$/;

function inSourceFolders(directory: string, path: string): string[] {
  return SOURCES.map((source) => below(below(directory, source).replace(/\/$/, ''), path));
}

/** Whether builds write to folders of this name. */
export function isOutputFolder(name: string): boolean {
  return OUTPUT.test(name);
}

export function createBuildOutput(
  context: ResolverContext,
  packages: PackageJsonReader,
  files: FileLookUp,
  tsconfigs: TsconfigReader,
): BuildOutput {
  const { fileSystem } = context;
  const bundleEntries = createBundleEntries(fileSystem);
  const outputsOf = createCompiledFolders(context, tsconfigs);

  /** `"main": "dist/debug.mjs", "source": "src/index.js"`: what microbundle and Parcel make the one of the other. */
  function statedSource(path: string): readonly string[] {
    const manifest = packages.nearest(parentOf(path) ?? path);
    if (manifest === null) return [];
    const { source, main, module } = manifest.fields;
    const isMadeOfIt = [main, module].some(
      (field) => typeof field === 'string' && resolvePath(manifest.directory, field) === path,
    );
    return isMadeOfIt && typeof source === 'string' ? [resolvePath(manifest.directory, source)] : [];
  }

  /** Where the source of `path` may be, without its ending: the surest first, each told only when it is asked for. */
  function* candidates(path: string, directory: string, subpath: string | null): Generator<string> {
    for (const candidate of candidatesWithEnding(path, directory, subpath))
      yield candidate.replace(ENDING, '');
  }

  function* candidatesWithEnding(path: string, directory: string, subpath: string | null): Generator<string> {
    yield* statedSource(path);
    const parts = path.slice(directory.length + 1).split('/');
    for (let skipped = 1; skipped < parts.length && OUTPUT.test(parts[skipped - 1] ?? ''); skipped++) {
      const named = bundleEntries.sourceOf(parts.slice(skipped).join('/').replace(ENDING, ''), directory);
      if (named !== null) yield named;
    }
    for (const { output, source } of outputsOf(directory)) {
      if (path === output) yield below(source, 'index');
      else if (isWithin(output, path)) yield source + path.slice(output.length);
    }
    // The folder itself: `require('../lib')`.
    if (parts.length === 1 && OUTPUT.test(parts[0] ?? '')) yield below(directory, 'src/index');
    // `main: 'kit.js'`: some builds write beside package.json.
    if (subpath !== null && parts.length === 1)
      for (const source of SOURCES.slice(0, 2)) yield below(directory, `${source}/${parts[0]}`);
    for (let skipped = 1; skipped < parts.length && OUTPUT.test(parts[skipped - 1] ?? ''); skipped++)
      yield* inSourceFolders(directory, parts.slice(skipped).join('/'));
    // Bundles are named as people like, and some packages are published from a folder that a build fills; what was
    // asked of the package says which entry it is.
    if (
      subpath !== null &&
      !DATA.test(path) &&
      (OUTPUT.test(parts[0] ?? '') || !files.isFile(path)) &&
      !isForeign(path, directory, subpath)
    ) {
      yield* inSourceFolders(directory, subpath === '.' ? 'index' : subpath.slice(2));
      if (subpath === '.') yield* [below(directory, 'src/main'), below(directory, 'main')];
    }
  }

  /**
   * Whether something else than the package's own build fills the folder of another entry: `./styled-system/css/index.js`
   * of Panda CSS for `./css`, where the compiler is told to write to `dist`. A package that is published from the folder
   * of its build has its entries at their own names.
   */
  function isForeign(path: string, directory: string, subpath: string): boolean {
    const inside = path.slice(directory.length + 1);
    if (subpath === '.' || inside.startsWith(subpath.slice(2)) || !inside.includes('/')) return false;
    return !OUTPUT.test(inside.slice(0, inside.indexOf('/'))) && outputsOf(directory).length > 0;
  }

  /**
   * What stands beside package.json in front of the output is no source of it: a declaration (`export * from
   * './dist/index.js'`), or JavaScript that the package offers under another condition.
   */
  function isFacade(path: string, directory: string): boolean {
    if (parentOf(path) !== directory) return false;
    if (DECLARATION.test(path)) return true;
    const { exports, main, module } = packages.read(directory)?.fields ?? {};
    const name = baseNameOf(path);
    const offered = JSON.stringify([exports, main, module]);
    return (
      !/\.[cm]?tsx?$/.test(path) && [`"${name}"`, `"./${name}"`].some((entry) => offered.includes(entry))
    );
  }

  /** The files that a package offers under some name. */
  function entriesOf(directory: string): readonly string[] {
    const { exports, main, module, types } = packages.read(directory)?.fields ?? {};
    const written = JSON.stringify([exports, main, module, types]);
    return [...written.matchAll(/"(\.\/[^"*]+|[^".*:][^"*:]*\.[cm]?[jt]s)"/g)].map(([, path = '']) =>
      resolvePath(directory, path),
    );
  }

  return {
    foldersOf: outputsOf,
    sourceOf(path, directory, subpath, face) {
      if (!isWithin(directory, path)) return null;
      // The compiler makes `index.cjs` of `index.cts`; others make it of any source.
      const flavour = /\.(?:d\.)?([cm])[jt]s$/.exec(path)?.[1];
      for (const candidate of candidates(path, directory, subpath)) {
        const same = flavour === undefined ? null : `${candidate}.${flavour}ts`;
        const found = same !== null && files.isFile(same) ? same : files.find(candidate, face, [''])?.path;
        if (found === undefined || found === path || !SOURCE.test(found)) continue;
        if (!isFacade(found, directory)) return found;
      }
      return null;
    },
    promisedSource(path, directory, references) {
      if (!ENDING.test(path)) return null;
      for (const reference of references) {
        const config = tsconfigs.read(
          reference.endsWith('.json') ? reference : below(reference, 'tsconfig.json'),
        );
        if (config === null || config.incomplete !== null) continue;
        const { outDir: output, rootDir = config.directory } = config.options;
        if (output === undefined || !isWithin(output, path)) continue;
        const stemOf = (made: string) => (rootDir + made.slice(output.length)).replace(ENDING, '');
        // Another entry shows that the package offers what this project writes, and no bundle of it.
        const isPlain = entriesOf(directory).some(
          (entry) =>
            isWithin(output, entry) &&
            stemOf(entry) !== stemOf(path) &&
            files.find(stemOf(entry), 'types', ['']) !== null,
        );
        if (isPlain) return `${stemOf(path)}.ts`;
      }
      return null;
    },
    isOffered(path, directory) {
      if (!isWithin(directory, path)) return false;
      const [folder = '', ...rest] = path.slice(directory.length + 1).split('/');
      if (rest.length === 0 || fileSystem.stat(below(directory, folder)) !== null) return false;
      const { exports, main, module } = packages.read(directory)?.fields ?? {};
      const offered = JSON.stringify([exports, main, module]);
      return [`"${folder}/`, `"./${folder}/`].some((start) => offered.includes(start));
    },
    isOutput(path, directory) {
      if (!isWithin(directory, path)) return false;
      if (outputsOf(directory).some(({ output }) => isWithin(output, path))) return true;
      const parts = path.slice(directory.length + 1).split('/');
      const at = parts.slice(0, -1).findIndex((part) => OUTPUT.test(part));
      return at !== -1 && fileSystem.stat(below(directory, parts.slice(0, at + 1).join('/'))) === null;
    },
  };
}
