// From an absolute path that a specifier means (relative, by an alias, by tsconfig paths) to a Resolution.

import type { IgnoredPaths } from '../../../discover/ignored-paths.ts';
import type { PackageJsonReader } from '../../../discover/package-json.ts';
import { globMatcher } from '../../../model/glob.ts';
import { baseNameOf, below, isWithin, parentOf, relativePath, resolvePath } from '../../../model/path.ts';
import type { Resolution, UnresolvedResolution } from '../../../model/resolution.ts';
import type { ResolverContext } from '../../language.ts';
import { browserFilesOf } from './browser.ts';
import type { BuildOutput } from './build-output.ts';
import type { FileLookUp, FoundFile } from './file.ts';
import type { Importer } from './importer.ts';
import type { Makers } from './maker.ts';
import { createMissingFiles } from './not-found.ts';
import { loadedFace, type RequestMode, typesFace } from './package.ts';

/** What the request wants to see of its target. */
export interface Want {
  readonly mode: RequestMode;
  /** The types decide; what is loaded is told apart. */
  readonly types: boolean;
  /** Nothing is loaded: a type-only request. */
  readonly erased: boolean;
}

export interface PathResolver {
  /** @returns null when there is nothing at the path */
  find(path: string, query: string, importer: Importer, want: Want): Resolution | null;
  /** As `find`, and says what to make of an absence. `written` is the specifier. */
  resolve(path: string, query: string, written: string, importer: Importer, want: Want): Resolution;
  /** The Resolution of a file that is there. */
  ofFile(path: string): Resolution;
  /** The answer for a file that a build makes of `source`. */
  ofSource(source: string, output: string): Resolution;
}

const MODULE = /\.(?:[cm]?[jt]sx?|json|vue|svelte|astro|mdx)$/;
const COMPONENT = /\.(?:vue|svelte|astro)$/;
const COMPONENT_DECLARATIONS = /\.(?:vue|svelte|astro)\.d\.ts$/;
/** CoffeeScript and LiveScript: a hook of `require` or a build makes JavaScript of them. */
const OTHER_SOURCES: readonly string[] = ['.coffee', '.litcoffee', '.coffee.md', '.ls'];
const DECLARATION = /\.d\.(?:[a-z0-9]+\.)?[cm]?ts$/i;

export function createPathResolver(
  context: ResolverContext,
  packages: PackageJsonReader,
  files: FileLookUp,
  outputs: BuildOutput,
  ignored: IgnoredPaths,
  makers: Makers,
): PathResolver {
  const { fileSystem, root } = context;
  const isGenerated = globMatcher(context.options.generated);
  const missingFiles = createMissingFiles(fileSystem, files);

  function ofFile(path: string): Resolution {
    const real = fileSystem.realpath(path);
    // A program without an ending is one of the discovered files.
    const isModule = MODULE.test(real) || (!baseNameOf(real).includes('.') && context.files.has(real));
    return isModule ? { kind: 'module', module: real } : { kind: 'asset', path: real };
  }

  /** A compiler writes `.cjs` for `.cts` alone; Rollup makes a default export that has no names beside it the whole module. */
  function ofSource(source: string, output: string): Resolution {
    const answer = ofFile(source);
    const isToBeBundled = output.endsWith('.cjs') && !/\.c[jt]s$/.test(source);
    return answer.kind === 'module' && isToBeBundled ? { ...answer, isToBeBundled } : answer;
  }

  function find(path: string, query: string, importer: Importer, want: Want): Resolution | null {
    if (query !== '') return findWithQuery(path, query, importer, want);
    const face = want.types ? typesFace(want.mode) : loadedFace(want.mode);
    const found = files.find(path, face, want.mode.suffixes);
    const replaced = importer.inBrowser?.replacementOf(found?.path ?? path);
    if (replaced === null) return { kind: 'unknown', reason: 'virtual-module' };
    if (replaced !== undefined && files.isFile(replaced)) return ofFile(replaced);
    if (found === null) return null;
    const refused = want.mode.strict ? refusal(path, found, importer) : null;
    if (refused !== null) return refused;
    const described = want.erased && COMPONENT.test(found.path) ? describedBeside(found.path) : null;
    if (described !== null) return described;
    if (!DECLARATION.test(found.path) || want.erased) return ofFile(found.path);
    const runtime = files.find(path, 'runtime', want.mode.suffixes);
    const loaded =
      runtime === null || DECLARATION.test(runtime.path) ? null : fileSystem.realpath(runtime.path);
    if (loaded !== null && !MODULE.test(loaded)) return ofFile(found.path);
    return { kind: 'module', module: fileSystem.realpath(found.path), runtime: loaded };
  }

  /**
   * The declarations of a component that a tool writes beside it (`Button.svelte.d.ts`, by sveld), for who asks for a type;
   * null when there are none.
   */
  function describedBeside(component: string): Resolution | null {
    const declarations = `${component}.d.ts`;
    if (files.isFile(declarations)) return ofFile(declarations);
    // `*.d.ts` is ignored for other reasons.
    const pattern = ignored.patternOf(declarations) ?? '';
    return COMPONENT_DECLARATIONS.test(pattern) ? { kind: 'unknown', reason: 'generated' } : null;
  }

  function findWithQuery(path: string, query: string, importer: Importer, want: Want): Resolution | null {
    // A file may have `?` or `#` in its name.
    if (files.isFile(path + query)) return ofFile(path + query);
    const found = find(path, '', importer, want);
    // `?t=1` loads the module again; any other query asks a plugin for something else than the module.
    const same = query.startsWith('#') || /^\?(?:[tv]=|\d|$)/.test(query);
    return found?.kind === 'module' && !same ? { kind: 'asset', path: found.module } : found;
  }

  /** Node's ESM loader adds nothing to a path: nodejs.org/api/esm.html, "Mandatory file extensions". */
  function refusal(path: string, found: FoundFile, importer: Importer): Resolution | null {
    if (found.by === 'exact' || (found.by === 'substituted' && importer.dialect !== 'javascript'))
      return null;
    if (found.by === 'substituted') {
      // JavaScript that asks for `./x.js` where only `x.ts` is: right if the compiler takes JavaScript too.
      return importer.config === null ? notFound(path, found, importer) : null;
    }
    const reason = found.by === 'directory' ? 'directory-import' : 'missing-extension';
    return { kind: 'unresolved', reason, tried: [path], suggestion: asSpecifier(found.path, importer) };
  }

  function notFound(path: string, found: FoundFile, importer: Importer): Resolution {
    const suggestion = relativePath(importer.directory, found.path);
    return { kind: 'unresolved', reason: 'not-found', tried: [path], suggestion, expected: path };
  }

  function resolve(path: string, query: string, written: string, importer: Importer, want: Want): Resolution {
    return (
      find(path, query, importer, want) ??
      findInRootDirs(path, query, importer, want) ??
      findByOwnEnding(path, importer) ??
      findOtherSource(path) ??
      explainAbsence(path, written, importer, want)
    );
  }

  /** tsconfig `rootDirs`: several folders that are one at run time. */
  function findInRootDirs(path: string, query: string, importer: Importer, want: Want): Resolution | null {
    const rootDirs = importer.config?.options.rootDirs ?? [];
    const own = rootDirs.find((directory) => isWithin(directory, path));
    if (own === undefined) return null;
    for (const directory of rootDirs) {
      const found =
        directory === own ? null : find(directory + path.slice(own.length), query, importer, want);
      if (found !== null) return found;
    }
    return null;
  }

  /** `./style` of `style.scss`: with an ending that a bundler's configuration names (webpack's `resolve.extensions`). */
  function findByOwnEnding(path: string, { runtime, tools }: Importer): Resolution | null {
    const directory = parentOf(path);
    if (directory === null || runtime === 'node' || !tools.aliasing) return null;
    const base = baseNameOf(path);
    const file = fileSystem
      .list(directory)
      .find(
        ({ kind, name }) =>
          kind === 'file' && name.startsWith(`${base}.`) && tools.names(name.slice(base.length)),
      );
    return file === undefined ? null : ofFile(below(directory, file.name));
  }

  /** `./x`, or `./x.js`, of `x.coffee`: compiled as it is loaded, or into its place. */
  function findOtherSource(path: string): Resolution | null {
    const stem = path.replace(/\/$|\.js$/, '');
    const source = OTHER_SOURCES.flatMap((ending) => [stem + ending, below(stem, `index${ending}`)]).find(
      files.isFile,
    );
    return source === undefined ? null : ofFile(source);
  }

  function explainAbsence(path: string, written: string, importer: Importer, want: Want): Resolution {
    if (isWithin(root, path) && isGenerated(path.slice(root.length + 1)))
      return { kind: 'unknown', reason: 'generated' };
    if (path.includes('/node_modules/') && !isInstalledPath(path))
      return { kind: 'unknown', reason: 'not-installed' };
    const owner = packages.nearest(parentOf(path) ?? path)?.directory ?? root;
    const source = outputs.sourceOf(path, owner, null, want.types ? 'types' : 'runtime');
    if (source !== null) return ofSource(source, path);
    const main = files.mainOf(path.replace(/\/$/, ''));
    if (main !== null) return ofUnbuiltMain(path.replace(/\/$/, ''), main, want);
    const missing = missingFiles.describe(path, written, importer);
    const isUnbuilt =
      outputs.isOutput(path, owner) ||
      isUnbuiltAddon(path) ||
      (outputs.isOffered(path, owner) && ignored.isIgnored(path));
    if (isUnbuilt) return { kind: 'unknown', reason: 'unbuilt', tried: missing.tried };
    if (importer.tools.writesTo(path)) return { kind: 'unknown', reason: 'generated' };
    // Another module, or none, may be put in its place.
    if (browserFilesOf(packages.read(owner))?.replacementOf(path) !== undefined)
      return { kind: 'unknown', reason: 'virtual-module' };
    return missing.reason === 'not-found' ? unlessMade(missing, path, owner, want) : missing;
  }

  /** A file that git ignores may be made later: where something makes it, its absence says nothing. */
  function unlessMade(missing: UnresolvedResolution, path: string, owner: string, want: Want): Resolution {
    // Types may come from a declaration that a build copies to the place.
    const declared = want.types ? [`${path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')}.d.ts`] : [];
    const expected = [path, missing.expected ?? path, ...missing.tried, ...declared];
    const pattern = expected.map(ignored.patternOf).find((found) => found !== null);
    if (pattern === undefined) return missing;
    return makers.isMade(expected, pattern, owner)
      ? { kind: 'unknown', reason: 'generated', hint: 'git ignores it, and the project makes it' }
      : { ...missing, ignored: pattern };
  }

  /** A directory whose package.json names a main file that is not there. */
  function ofUnbuiltMain(directory: string, main: string, want: Want): Resolution {
    const source = outputs.sourceOf(main, directory, '.', want.types ? 'types' : 'runtime');
    if (source !== null) return ofSource(source, main);
    if (outputs.isOutput(main, directory) || isUnbuiltAddon(main))
      return { kind: 'unknown', reason: 'unbuilt', tried: [main] };
    return { kind: 'unresolved', reason: 'not-found', tried: [main], expected: main };
  }

  /** An addon (`x.node`) is machine code: what git ignores of that ending, a compiler makes for the platform at hand. */
  function isUnbuiltAddon(path: string): boolean {
    return path.endsWith('.node') && ignored.isIgnored(path);
  }

  function isInstalledPath(path: string): boolean {
    return (
      fileSystem.stat(path.slice(0, path.lastIndexOf('/node_modules/') + '/node_modules'.length)) ===
      'directory'
    );
  }

  return { find, resolve, ofFile, ofSource };
}

/** The specifier that Node would take for a file: the ending that it has once it is compiled, if it is. */
function asSpecifier(path: string, importer: Importer): string {
  const options = importer.config?.options ?? {};
  const keepsEnding = options.allowImportingTsExtensions ?? options.rewriteRelativeImportExtensions ?? false;
  const isCompiled = importer.dialect !== 'javascript' && options.module !== undefined && !keepsEnding;
  const output = path.replace(/(?:\.d)?\.([cm]?)tsx?$/, '.$1js').replace(/\.jsx$/, '.js');
  return relativePath(importer.directory, isCompiled ? output : path);
}

/** The path that a relative specifier means; `.` and `..` mean directories, and keep a final slash for it. */
export function pathOfRelative(directory: string, path: string): string {
  const resolved = resolvePath(directory, path);
  return /(?:^|\/)\.{0,2}$/.test(path) ? `${resolved}/` : resolved;
}
