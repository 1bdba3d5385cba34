// A name of a package: the package itself (self-reference), one of the project or an installed one, with its types and what
// runs. A package of the project that is not built is told by its sources.

import { isRecord, type PackageJsonReader } from '../../../discover/package-json.ts';
import { isWithin } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { ResolverContext } from '../../language.ts';
import type { BuildOutput } from './build-output.ts';
import { isForgivingTool } from './forgiving-tools.ts';
import type { Importer } from './importer.ts';
import type { Installed, PackageLocation } from './installed.ts';
import { triedPaths } from './not-found.ts';
import type { PackageAnswer, PackageLookUp } from './package.ts';
import type { PathResolver, Want } from './path.ts';
import { type PackageSpecifier, typesPackageOf } from './specifier.ts';
import { isGivenByHost } from './virtual.ts';

export interface FromPackage {
  /** Null where there is no such package. */
  resolve(parsed: PackageSpecifier, query: string, importer: Importer, want: Want): Resolution | null;
  /** The source of a build output of the project; null for what is a source itself. */
  sourceOf(path: string, directory: string, subpath: string | null, want: Want): string | null;
}

export function createFromPackage(
  { fileSystem, root, files }: ResolverContext,
  packages: PackageJsonReader,
  installed: Installed,
  lookUp: PackageLookUp,
  paths: PathResolver,
  outputs: BuildOutput,
): FromPackage {
  const needsByDirectory = new Map<string, readonly string[]>();

  function resolve(
    parsed: PackageSpecifier,
    query: string,
    importer: Importer,
    want: Want,
  ): Resolution | null {
    if (!isGivenByHost(parsed, importer.tools)) return installedOrOwn(parsed, query, importer, want);
    const told = installedOrOwn(parsed, query, importer, { ...want, types: true });
    return told?.kind === 'module' && DECLARATION.test(told.module)
      ? { kind: 'module', module: told.module, runtime: null }
      : { kind: 'unknown', reason: 'virtual-module' };
  }

  function installedOrOwn(
    parsed: PackageSpecifier,
    query: string,
    importer: Importer,
    want: Want,
  ): Resolution | null {
    const { packageName, subpath } = parsed;
    const scope = importer.packageJson;
    // Self-reference needs `exports`: nodejs.org/api/packages.html, "Self-referencing a package using its name".
    const self: readonly PackageLocation[] =
      scope?.name === packageName && scope.fields['exports'] !== undefined
        ? [{ directory: scope.directory, ofProject: isWithin(root, scope.directory) }]
        : [];
    let failure: Resolution | null = null;
    for (const location of [...self, ...installed.locate(importer.directory, packageName)]) {
      const answer = inPackage(location, packageName, subpath, importer, want);
      if (answer.kind === 'module')
        return afterQuery({ ...answer, ...needsOf(location.directory) }, query, packageName, importer);
      if (answer.kind !== 'unresolved') return afterQuery(answer, query, packageName, importer);
      failure ??= answer;
    }
    const types = want.types ? typesOf(packageName, subpath, importer, want) : null;
    // The package is there and refuses the request: what `@types` says of it helps nobody who runs the code.
    if (types === null || (failure?.kind === 'unresolved' && isRefusal(failure.reason) && !want.erased)) {
      return failure;
    }
    const answer: Resolution = { kind: 'module', module: types, ...(want.erased ? {} : { runtime: null }) };
    return afterQuery(answer, '', packageName, importer);
  }

  function afterQuery(
    answer: Resolution,
    query: string,
    packageName: string,
    importer: Importer,
  ): Resolution {
    if (answer.kind !== 'module') return answer;
    if (query !== '') return { kind: 'asset', path: answer.module };
    if (importer.packageJson?.name === packageName) return answer;
    const declared = installed.declaration(importer.directory, packageName);
    // The key of an alias: the bundler finds it whether it is declared or not.
    const isAlias = declared === 'undeclared' && importer.tools.aliases(packageName);
    return { ...answer, packageName, ...(isAlias ? {} : { declared }) };
  }

  /** What a package depends on, by name; absent when that is nothing. */
  function needsOf(directory: string): { readonly needs?: readonly string[] } {
    let needs = needsByDirectory.get(directory);
    if (needs === undefined) {
      const { dependencies, peerDependencies } = packages.read(directory)?.fields ?? {};
      needs = [dependencies, peerDependencies].flatMap((field) =>
        isRecord(field) ? Object.keys(field) : [],
      );
      needsByDirectory.set(directory, needs);
    }
    return needs.length === 0 ? {} : { needs };
  }

  function inPackage(
    location: PackageLocation,
    packageName: string,
    subpath: string,
    importer: Importer,
    want: Want,
  ): Resolution {
    const runtime = lookUp.runtime(location.directory, subpath, want.mode);
    const faces = byFaces(location, packageName, subpath, importer, want, runtime);
    if (faces.kind !== 'module' || want.erased) return faces;
    const described =
      want.types || location.ofProject ? null : typesAt(location, packageName, subpath, importer, want);
    const answer = described === null ? faces : { ...faces, declaration: fileSystem.realpath(described) };
    const others = [...(runtime.alternatives ?? []), ...copiesInNext(packageName, subpath, importer)];
    const alternatives = others.flatMap((path) => {
      const source = location.ofProject ? sourceOfFile(path, location.directory, subpath, want) : null;
      const file = source ?? (fileSystem.stat(path) === 'file' ? path : null);
      return file === null ? [] : [fileSystem.realpath(file)];
    });
    return alternatives.length === 0 ? answer : { ...answer, alternatives };
  }

  /** Next puts the React that it brings along in the place of what is installed: nextjs.org/docs, "App Router". */
  function copiesInNext(
    packageName: string,
    subpath: string,
    { tools, directory }: Importer,
  ): readonly string[] {
    if (subpath !== '.' || !/^react(?:-dom)?$/.test(packageName) || !tools.declares('next')) return [];
    const [next] = installed.locate(directory, 'next');
    const compiled = `${next?.directory}/dist/compiled/${packageName}`;
    return next === undefined ? [] : [`${compiled}/index.js`, `${compiled}-experimental/index.js`];
  }

  /** What the types say and what is loaded, in one answer. */
  function byFaces(
    location: PackageLocation,
    packageName: string,
    subpath: string,
    importer: Importer,
    want: Want,
    runtime: PackageAnswer,
  ): Resolution {
    const { directory, ofProject } = location;
    const sourceOf = (path: string) => (ofProject ? sourceOfFile(path, directory, subpath, want) : null);
    const types = want.types ? typesAt(location, packageName, subpath, importer, want) : null;
    const output =
      runtime.kind === 'found' ? runtime.path : runtime.tried.find((path) => sourceOf(path) !== null);
    const loaded = output === undefined ? null : (sourceOf(output) ?? output);
    const meant = runtime.kind === 'found' ? (runtime.insteadOf ?? output) : output;
    // TypeScript takes all names of a package without types as `any`.
    if (types === null && want.erased && !ofProject && loaded !== null && JAVASCRIPT.test(loaded))
      return { kind: 'unknown', reason: 'untyped' };
    if (types === null && loaded !== null) return paths.ofSource(loaded, meant ?? loaded);
    const isRefused = runtime.kind === 'failed' && isRefusal(runtime.reason);
    if (types !== null && (want.erased || !isRefused)) {
      const typesSource = sourceOf(types) ?? types;
      // Of a component in the project a tool may write the types beside it.
      if (want.erased)
        return (ofProject ? paths.find(typesSource, '', importer, want) : null) ?? paths.ofFile(typesSource);
      if (loaded === typesSource) return paths.ofFile(typesSource);
      // The output is not there, but its source is (`./src/x.js` made of `x.ts`): the source has both faces.
      if (loaded === null && !/\.d\.[cm]?ts$/.test(typesSource)) return paths.ofFile(typesSource);
      // `vitepress` means its Node side to Node; to the pages that it builds, itself puts its client there.
      const isServedByItself = importer.runtime !== 'node' && isForgivingTool(packageName);
      const real = loaded === null || isServedByItself ? null : fileSystem.realpath(loaded);
      return { kind: 'module', module: fileSystem.realpath(typesSource), runtime: real };
    }
    if (runtime.kind === 'found') return paths.ofFile(runtime.path);
    const { reason, suggestion, main } = runtime;
    // Of a package of the project it matters which file was meant: it may be gone, or here and not where it is deployed.
    const tried = ofProject ? filesMeant(runtime.tried, want) : runtime.tried;
    if (ofProject && runtime.tried.some((path) => outputs.isOutput(path, directory))) {
      const gone = want.types ? goneSource(directory, subpath, want, importer) : null;
      if (gone !== null) return { kind: 'unresolved', reason: 'not-found', tried: [gone], packageName };
      return { kind: 'unknown', reason: 'unbuilt', tried };
    }
    const [entry] = runtime.tried;
    if (ofProject && reason === 'not-found' && entry !== undefined) {
      // What git ignores by its name is made by a build, in whatever folder.
      const asPath = paths.resolve(entry, '', packageName, importer, want);
      if (asPath.kind === 'unknown') return asPath;
    }
    return {
      kind: 'unresolved',
      reason,
      tried,
      packageName,
      ...(main === undefined ? {} : { main }),
      ...(suggestion === undefined ? {} : { suggestion: packageName + suggestion.slice(1) }),
    };
  }

  function typesAt(
    { directory, ofProject }: PackageLocation,
    packageName: string,
    subpath: string,
    importer: Importer,
    want: Want,
  ): string | null {
    return (
      lookUp.types(directory, subpath, want.mode) ??
      (ofProject ? unbuiltTypes(directory, subpath, want) : null) ??
      typesOf(packageName, subpath, importer, want)
    );
  }

  /** The source of a build output of the project; null for what is a source itself. */
  function sourceOfFile(path: string, directory: string, subpath: string | null, want: Want): string | null {
    if (files.has(path)) return null;
    return outputs.sourceOf(path, directory, subpath, want.types ? 'types' : 'runtime');
  }

  /**
   * The file that the compiler takes the types from, built or not, when it is known and gone: a source behind a condition
   * of the project's own (tsconfig `customConditions`), whose first match counts, so that the output behind the next one
   * is no excuse; or the source of an output in the project of the importer or one that it refers to.
   */
  function goneSource(
    directory: string,
    subpath: string,
    want: Want,
    { config, isCompiled, packageJson }: Importer,
  ): string | null {
    const [first] = lookUp.declaredTypes(directory, subpath, want.mode);
    if (first === undefined) return null;
    const isSource = TYPESCRIPT_SOURCE.test(first) && !outputs.isOutput(first, directory);
    if (want.mode.conditions.length > 0 && isSource) return first;
    // A package that asks itself by its name asks for what its own configuration writes.
    const own = isCompiled && config !== null && packageJson?.directory === directory ? [config.path] : [];
    return outputs.promisedSource(first, directory, [...own, ...(config?.references ?? [])]);
  }

  /**
   * Before a build the types are in the source of the file that `types` names, which may be another than what runs
   * (`"types": "./dist/index.d.ts", "default": "./dist/stub.js"`).
   */
  function unbuiltTypes(directory: string, subpath: string, want: Want): string | null {
    for (const declared of lookUp.declaredTypes(directory, subpath, want.mode)) {
      const source = sourceOfFile(declared, directory, subpath, want);
      if (source !== null) return source;
    }
    return null;
  }

  function typesOf(packageName: string, subpath: string, importer: Importer, want: Want): string | null {
    for (const { directory } of installed.locate(importer.directory, typesPackageOf(packageName))) {
      const found = lookUp.types(directory, subpath, want.mode);
      if (found !== null) return found;
    }
    return null;
  }

  return { resolve, sourceOf: sourceOfFile };
}

/** The paths, and with the endings that may have been left out. */
function filesMeant(paths: readonly string[], want: Want): readonly string[] {
  const face = want.types ? 'types' : 'runtime';
  return [...new Set(paths.flatMap((path) => [path, ...triedPaths(path, face)]))];
}

const DECLARATION = /\.d\.[cm]?ts$/;

const JAVASCRIPT = /\.[cm]?jsx?$/;

const TYPESCRIPT_SOURCE = /(?<!\.d)\.[cm]?tsx?$/;

/**
 * Something is there, and neither Node nor TypeScript takes it under this name. A folder with a package.json of its own
 * is refused by Node alone: what else runs TypeScript (a test runner) may take it.
 */
function isRefusal(reason: string): boolean {
  return reason === 'not-exported' || reason === 'missing-extension';
}
