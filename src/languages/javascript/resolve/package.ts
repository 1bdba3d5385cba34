// Which file of a package a subpath means: by its `exports`, else by its main fields and its folders. Each face is asked
// for by itself: what TypeScript reads, and what is loaded.
// Source: Node.js documentation, esm.md and modules.md; TypeScript handbook, "Modules - Reference".

import { isRecord, type PackageJsonReader } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { nearestName } from '../../../model/nearest-name.ts';
import { below, resolvePath } from '../../../model/path.ts';
import type { UnresolvedResolution } from '../../../model/resolution.ts';
import type { FileLookUp } from './file.ts';
import { type MapTarget, mapKeys, resolveExportsMap } from './package-map.ts';
import { mapTypesVersions } from './types-versions.ts';

/** How a request is made; decides conditions and strictness. */
export interface RequestMode {
  readonly syntax: 'import' | 'require';
  /** Whose conditions hold. Node's are known; of a bundler's, those that are set up somewhere are not. */
  readonly loader: 'node' | 'bundler';
  /** Node's ESM loader makes the request: exact names, nothing is added. */
  readonly strict: boolean;
  /** `customConditions` of tsconfig and those of our configuration. */
  readonly conditions: readonly string[];
  /** TypeScript's old `node` resolution does not look at `exports`. */
  readonly ignoresExports: boolean;
  readonly suffixes: readonly string[];
  /** Of a package without `exports`, `main` is taken before the `module` that bundlers prefer. */
  readonly mainFirst: boolean;
  /** Node is one that loads no ES module by `require()`, and does not know `module-sync` either. */
  readonly isOldNode?: true;
}

export type PackageAnswer =
  | {
      readonly kind: 'found';
      readonly path: string;
      /** What Node would take, and is not there. */
      readonly insteadOf?: string;
      /** What the `exports` give under conditions that this request may be made with too; there or not. */
      readonly alternatives?: readonly string[];
    }
  | {
      readonly kind: 'failed';
      readonly reason:
        | 'not-found'
        | 'not-exported'
        | 'no-condition'
        | 'missing-extension'
        | 'directory-import';
      readonly tried: readonly string[];
      /** See {@link UnresolvedResolution.main}. */
      readonly main?: NonNullable<UnresolvedResolution['main']>;
      readonly alternatives?: readonly string[];
      /** A subpath that would work: `./fp.js`. */
      readonly suggestion?: string;
    };

export interface PackageLookUp {
  /** What is loaded at run time. */
  runtime(directory: string, subpath: string, mode: RequestMode): PackageAnswer;
  /** The declarations or TypeScript sources; null when the package has none for this subpath. */
  types(directory: string, subpath: string, mode: RequestMode): string | null;
  /** Where the package's `exports` or `types` say that the types are, whether a file is there or not. */
  declaredTypes(directory: string, subpath: string, mode: RequestMode): readonly string[];
  /** Whether TypeScript finds anything there, be it JavaScript without types. */
  isSeenByCompiler(directory: string, subpath: string, mode: RequestMode): boolean;
}

const TYPESCRIPT = /\.[cm]?tsx?$/;
const SOURCE = /\.(?:[cm]?[jt]sx?|json)$/;

export function createPackageLookUp(
  fileSystem: FileSystem,
  packages: PackageJsonReader,
  files: FileLookUp,
): PackageLookUp {
  function runtime(directory: string, subpath: string, mode: RequestMode): PackageAnswer {
    const fields = packages.read(directory)?.fields ?? {};
    if (hasExports(fields)) return byExports(directory, fields['exports'], subpath, mode);
    return subpath === '.' ? mainFile(directory, fields, mode) : fileInPackage(directory, subpath, mode);
  }

  function byExports(directory: string, exports: unknown, subpath: string, mode: RequestMode): PackageAnswer {
    const target = runtimeTarget(exports, subpath, mode);
    if (target.kind === 'not-exported') {
      const near = nearestName(
        subpath,
        mapKeys(exports).filter((key) => key.startsWith('.')),
      );
      return {
        kind: 'failed',
        reason: 'not-exported',
        tried: [],
        ...(near === null ? {} : { suggestion: near }),
      };
    }
    if (target.kind === 'no-condition') return { kind: 'failed', reason: 'no-condition', tried: [] };
    const paths = target.targets
      .filter((path) => path.startsWith('./'))
      .map((path) => resolvePath(directory, path));
    const found = paths.find(files.isFile);
    // Where the usual conditions match nothing, the file of each platform is as likely as the first.
    const isUsual = resolveExportsMap(exports, subpath, runtimeConditions(mode)).kind === 'targets';
    const chosen = isUsual || found === undefined ? paths : [found];
    const alternatives = () => alternativesOf(directory, exports, subpath, mode, chosen);
    if (found !== undefined) {
      const [first = found] = paths;
      return { kind: 'found', path: found, ...(first !== found && { insteadOf: first }), ...alternatives() };
    }
    // A source file behind a condition may be named as its output (`./src/x.js` for `x.ts`).
    for (const path of paths) {
      const near = mode.loader === 'node' ? null : files.find(path, 'runtime', mode.suffixes);
      if (near !== null) return { kind: 'found', path: near.path, ...alternatives() };
    }
    return { kind: 'failed', reason: 'not-found', tried: paths, ...alternatives() };
  }

  function mainFile(
    directory: string,
    fields: Readonly<Record<string, unknown>>,
    mode: RequestMode,
  ): PackageAnswer {
    // Node's `import` finds the main file as its `require` does.
    const face = mode.loader === 'node' ? 'require' : 'runtime';
    const names =
      mode.loader === 'node'
        ? ['main']
        : mode.mainFirst || mode.syntax === 'require'
          ? ['main', 'module']
          : ['module', ...(typeof fields['main'] === 'string' ? ['main'] : ['browser'])];
    const tried: string[] = [];
    for (const name of names) {
      const value = fields[name];
      if (typeof value !== 'string') continue;
      const path = resolvePath(directory, value);
      const found = path === directory ? null : files.find(path, face, mode.suffixes);
      if (found !== null) return { kind: 'found', path: found.path };
      tried.push(path);
    }
    const index = files.findInDirectory(directory, face, mode.suffixes);
    if (index !== null) return { kind: 'found', path: index };
    return {
      kind: 'failed',
      reason: 'not-found',
      ...(tried.length > 0
        ? { tried, main: 'named' as const }
        : { tried: [below(directory, 'index.js')], main: 'assumed' as const }),
    };
  }

  function fileInPackage(directory: string, subpath: string, mode: RequestMode): PackageAnswer {
    const path = resolvePath(directory, subpath);
    const found = files.find(path, loadedFace(mode), mode.suffixes);
    if (found === null) return { kind: 'failed', reason: 'not-found', tried: [path] };
    if (mode.strict && (found.by === 'extension' || found.by === 'directory')) {
      const suggestion = `.${found.path.slice(directory.length)}`;
      const reason = found.by === 'extension' ? 'missing-extension' : 'directory-import';
      return {
        kind: 'failed',
        reason,
        tried: [path],
        ...(found.path.startsWith(directory) ? { suggestion } : {}),
      };
    }
    return { kind: 'found', path: found.path };
  }

  /** @param accepted which files count */
  function compilerFile(
    directory: string,
    subpath: string,
    mode: RequestMode,
    accepted: RegExp,
  ): string | null {
    const fields = packages.read(directory)?.fields ?? {};
    const modern = hasExports(fields)
      ? typesByExports(directory, fields['exports'], subpath, mode, accepted)
      : null;
    if (modern !== null && !mode.ignoresExports) return modern;
    if (hasExports(fields) && !mode.ignoresExports) return null;
    return typesByFields(directory, fields, subpath, mode, accepted) ?? modern;
  }

  function typesByExports(
    directory: string,
    exports: unknown,
    subpath: string,
    mode: RequestMode,
    accepted: RegExp,
  ): string | null {
    for (const path of typesTargets(directory, exports, subpath, mode)) {
      const found = files.find(path, 'types', mode.suffixes);
      if (found !== null && accepted.test(found.path)) return found.path;
    }
    return null;
  }

  function declaredTypes(directory: string, subpath: string, mode: RequestMode): readonly string[] {
    const fields = packages.read(directory)?.fields ?? {};
    if (hasExports(fields)) return typesTargets(directory, fields['exports'], subpath, mode);
    const declared = [fields['types'], fields['typings']].find((value) => typeof value === 'string');
    return declared === undefined || subpath !== '.' ? [] : [resolvePath(directory, declared)];
  }

  function typesByFields(
    directory: string,
    fields: Readonly<Record<string, unknown>>,
    subpath: string,
    mode: RequestMode,
    accepted: RegExp,
  ): string | null {
    const declared = [fields['types'], fields['typings'], fields['main']].find(
      (value) => typeof value === 'string',
    );
    const wanted = subpath === '.' ? (typeof declared === 'string' ? declared : 'index') : subpath;
    const mapped = mapTypesVersions(fields['typesVersions'], wanted.replace(/^\.\//, ''));
    for (const name of [...mapped, wanted]) {
      const path = resolvePath(directory, name);
      if (path === directory) continue;
      const found = files.find(path, 'types', mode.suffixes);
      if (found !== null && accepted.test(found.path)) return found.path;
    }
    if (subpath !== '.') return null;
    const index = below(directory, 'index.d.ts');
    return fileSystem.stat(index) === 'file' ? index : null;
  }

  return {
    runtime,
    declaredTypes,
    types: (directory, subpath, mode) => compilerFile(directory, subpath, mode, TYPESCRIPT),
    isSeenByCompiler: (directory, subpath, mode) => compilerFile(directory, subpath, mode, SOURCE) !== null,
  };
}

function typesTargets(
  directory: string,
  exports: unknown,
  subpath: string,
  mode: RequestMode,
): readonly string[] {
  const conditions = new Set(['types', mode.syntax, ...(mode.strict ? ['node'] : []), ...mode.conditions]);
  const target = resolveExportsMap(exports, subpath, conditions);
  return target.kind === 'targets' ? target.targets.map((path) => resolvePath(directory, path)) : [];
}

function hasExports(fields: Readonly<Record<string, unknown>>): boolean {
  const exports = fields['exports'];
  return typeof exports === 'string' || Array.isArray(exports) || isRecord(exports);
}

/**
 * A bundler's conditions depend on its target and its settings, which nobody declares; so where the usual ones match
 * nothing, any condition will do.
 */
function runtimeTarget(exports: unknown, subpath: string, mode: RequestMode): MapTarget {
  const target = resolveExportsMap(exports, subpath, runtimeConditions(mode));
  if (mode.loader === 'node' || target.kind === 'targets') return target;
  return withoutTypes(resolveExportsMap(exports, subpath, 'any'));
}

/**
 * A package may give another file to another platform (`react-server`, `workerd`, `browser`). Which of them a bundler
 * builds for is told to it somewhere; a condition that the configuration names, and that the package knows, decides.
 */
function alternativesOf(
  directory: string,
  exports: unknown,
  subpath: string,
  mode: RequestMode,
  chosen: readonly string[],
): { readonly alternatives?: readonly string[] } {
  const otherwise = resolveExportsMap(exports, subpath, runtimeConditions({ ...mode, conditions: [] }));
  if (mode.conditions.length > 0 && !isSameTarget(otherwise, chosen, directory)) return {};
  const allBut = new Set(['types', mode.syntax === 'import' ? 'require' : 'import']);
  const all = withoutTypes(resolveExportsMap(exports, subpath, { allBut }));
  if (all.kind !== 'targets') return {};
  const paths = all.targets
    .filter((path) => path.startsWith('./'))
    .map((path) => resolvePath(directory, path));
  const others = [...new Set(paths)].filter((path) => !chosen.includes(path));
  return others.length === 0 ? {} : { alternatives: others };
}

function isSameTarget(target: MapTarget, paths: readonly string[], directory: string): boolean {
  return target.kind === 'targets' && resolvePath(directory, target.targets[0] ?? '.') === paths[0];
}

function withoutTypes(target: MapTarget): MapTarget {
  if (target.kind !== 'targets') return target;
  const targets = target.targets.filter((path) => !/\.d\.[cm]?ts$/.test(path));
  return targets.length > 0 ? { kind: 'targets', targets } : { kind: 'no-condition' };
}

/** By which look-up a path is found. What Node's ESM loader refuses to find is found all the same, to tell what was meant. */
export function loadedFace({ loader, syntax }: RequestMode): 'runtime' | 'require' {
  return loader === 'node' && syntax === 'require' ? 'require' : 'runtime';
}

/** The same for types. */
export function typesFace({ loader, strict }: RequestMode): 'types' | 'node-types' {
  return loader === 'node' && !strict ? 'node-types' : 'types';
}

export function runtimeConditions(mode: RequestMode): ReadonlySet<string> {
  return new Set([
    mode.syntax,
    ...(mode.loader === 'node'
      ? ['node', ...(mode.isOldNode === true ? [] : ['module-sync']), 'node-addons']
      : mode.syntax === 'import'
        ? ['module']
        : []),
    ...mode.conditions,
  ]);
}
