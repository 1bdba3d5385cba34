// Specifiers that are no paths: aliases of the configuration, tsconfig `paths`, private imports (`#x`), built-in modules,
// packages. An absence is only called one when nothing unseen could have made the name known.

import { isRecord, type PackageJsonReader } from '../../discover/package-json.ts';
import { isBuiltinModule, needsNodeScheme } from '../../host/builtin-modules.ts';
import { nearestName } from '../../model/nearest-name.ts';
import { below, isWithin, resolvePath } from '../../model/path.ts';
import type { Resolution } from '../../model/resolution.ts';
import type { ResolverContext } from '../language.ts';
import { createAbsence } from './resolve-absent-package.ts';
import type { BuildOutput } from './resolve-build-output.ts';
import type { Importer } from './resolve-importer.ts';
import type { Installed, PackageLocation } from './resolve-installed.ts';
import { type PackageLookUp, runtimeConditions } from './resolve-package.ts';
import { mapKeys, resolveImportsMap } from './resolve-package-map.ts';
import type { PathResolver, Want } from './resolve-path.ts';
import { mapByPattern } from './resolve-patterns.ts';
import { type PackageSpecifier, parsePackageSpecifier, typesPackageOf } from './resolve-specifier.ts';
import { isForgivingTool } from './resolve-tools.ts';

export interface BareResolver {
  /** @param specifier as written; `name` is the same without `query` */
  resolve(specifier: string, name: string, query: string, importer: Importer, want: Want): Resolution;
  /** `node:x`, or a bare name that Node has. */
  builtin(name: string): Resolution;
}

/** Built-in modules that came with a Node newer than the oldest supported one; never called unknown. */
const LATER_BUILTINS = new Set(['sqlite', 'sea', 'test/reporters', 'ffi', 'quic', 'vfs']);

export function createBareResolver(
  context: ResolverContext,
  packages: PackageJsonReader,
  installed: Installed,
  lookUp: PackageLookUp,
  paths: PathResolver,
  outputs: BuildOutput,
): BareResolver {
  const { fileSystem, root, files, options } = context;
  const absence = createAbsence(root, fileSystem, installed);

  function resolve(
    specifier: string,
    name: string,
    query: string,
    importer: Importer,
    want: Want,
  ): Resolution {
    const mapped = byPatterns(name, query, importer, want);
    if (mapped?.found != null) return mapped.found;
    if (name.startsWith('#')) {
      const own = privateImport(name, importer, want);
      if (own !== null) return own;
    }
    const byBaseUrl = fromBaseUrl(name, query, importer, want);
    if (byBaseUrl !== null) return byBaseUrl;
    const parsed = parsePackageSpecifier(name);
    if (parsed !== null) {
      // As Node does. A package of that name is a copy of the module for browsers (`events`, `buffer`).
      if (isBuiltinModule(name) && !needsNodeScheme(name)) return builtin(name);
      const found = fromPackage(parsed, query, importer, want);
      if (found?.kind === 'unresolved' && absence.isMadeByTool(specifier, importer)) {
        return { kind: 'unknown', reason: 'virtual-module' };
      }
      if (found !== null) return found;
    }
    if (mapped !== null) {
      const absent = paths.resolve(mapped.expected, query, name, importer, want);
      if (absent.kind !== 'unresolved' || importer.config?.incomplete == null) return absent;
    }
    return absence.explain(specifier, name, parsed, importer);
  }

  function builtin(name: string): Resolution {
    if (isBuiltinModule(name)) return { kind: 'builtin', name, module: `node:${name}` };
    if (LATER_BUILTINS.has(name)) return { kind: 'builtin', name };
    return { kind: 'unresolved', reason: 'unknown-builtin', tried: [] };
  }

  /** Aliases of our configuration first, then tsconfig `paths`. `expected` is where the first of them leads. */
  function byPatterns(name: string, query: string, importer: Importer, want: Want) {
    const targets = [
      ...mapByPattern(aliasPatterns, name).map((target) => resolvePath(root, target)),
      ...mapByPattern(importer.config?.options.paths ?? {}, name),
      ...svelteLibrary(name, importer),
    ];
    for (const target of targets) {
      const found = paths.find(target, query, importer, lax(want)) ?? viaOutput(target, want);
      if (found === null) continue;
      return { found: withRuntimeOfPackage(found, name, importer, want), expected: target };
    }
    const expected = targets[0];
    return expected === undefined ? null : { found: null, expected };
  }

  /** `$lib` is `src/lib` unless the configuration says otherwise: svelte.dev/docs/kit, "$lib". */
  function svelteLibrary(name: string, { packageJson, tools }: Importer): readonly string[] {
    if (!/^\$lib(?:\/|$)/.test(name) || packageJson === null || !tools.declares('@sveltejs/kit')) return [];
    const target = resolvePath(packageJson.directory, `./src/lib${name.slice('$lib'.length)}`);
    return fileSystem.stat(below(packageJson.directory, 'src/lib')) === 'directory' ? [target] : [];
  }

  const aliasPatterns: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
    Object.entries(options.alias).flatMap(([key, target]) =>
      key.includes('*')
        ? [[key, [target]]]
        : [
            [key, [target]],
            [`${key.replace(/\/$/, '')}/*`, [`${target.replace(/\/$/, '')}/*`]],
          ],
    ),
  );

  /** `paths` may lead to declarations only; what is loaded is then found by the name, as without `paths`. */
  function withRuntimeOfPackage(found: Resolution, name: string, importer: Importer, want: Want): Resolution {
    if (found.kind !== 'module' || found.runtime !== null) return found;
    const parsed = parsePackageSpecifier(name);
    const loaded = parsed === null ? null : fromPackage(parsed, '', importer, { ...want, types: false });
    return loaded?.kind === 'module' ? { ...found, runtime: loaded.module } : found;
  }

  /** `paths` may name the output of a package that is not built. */
  function viaOutput(target: string, want: Want): Resolution | null {
    const owner = packages.nearest(target)?.directory;
    const source =
      owner === undefined ? null : outputs.sourceOf(target, owner, null, want.types ? 'types' : 'runtime');
    return source === null ? null : paths.ofFile(source);
  }

  function fromBaseUrl(name: string, query: string, importer: Importer, want: Want): Resolution | null {
    const baseUrl = importer.config?.options.baseUrl;
    return baseUrl === undefined
      ? null
      : paths.find(resolvePath(baseUrl, `./${name}`), query, importer, lax(want));
  }

  function privateImport(name: string, importer: Importer, want: Want): Resolution | null {
    const scope = importer.packageJson;
    const imports = scope?.fields['imports'];
    if (scope === null || !isRecord(imports)) return null;
    const types = want.types ? new Set(['types', want.mode.syntax, 'node', ...want.mode.conditions]) : null;
    let target = resolveImportsMap(imports, name, types ?? runtimeConditions(want.mode));
    if (target.kind === 'no-condition') target = resolveImportsMap(imports, name, 'any');
    if (target.kind === 'targets') {
      for (const path of target.targets) {
        if (!path.startsWith('./')) return resolve(path, path, '', importer, want);
        const place = resolvePath(scope.directory, path);
        const found = paths.find(place, '', importer, lax(want));
        if (found !== null) return found;
        const source = ofProjectSource(place, scope.directory, null, want);
        if (source !== null) return paths.ofFile(source);
      }
      const first = target.targets[0] ?? '.';
      return paths.resolve(resolvePath(scope.directory, first), '', name, importer, want);
    }
    if (importer.tools.aliasing && importer.tools.mentions(`${name.split('/')[0]}`)) return null;
    const near = nearestName(name, mapKeys(imports));
    return {
      kind: 'unresolved',
      reason: target.kind,
      tried: [below(scope.directory, 'package.json')],
      ...(scope.name === null ? {} : { packageName: scope.name }),
      ...(near === null ? {} : { suggestion: near }),
    };
  }

  function fromPackage(
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
      if (answer.kind !== 'unresolved') return afterQuery(answer, query, packageName, importer);
      failure ??= answer;
    }
    const types = want.types ? typesOf(packageName, subpath, importer, want) : null;
    if (
      types === null ||
      (failure?.kind === 'unresolved' && failure.reason === 'not-exported' && !want.erased)
    ) {
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
    return { ...answer, packageName, declared: installed.declaration(importer.directory, packageName) };
  }

  function inPackage(
    location: PackageLocation,
    packageName: string,
    subpath: string,
    importer: Importer,
    want: Want,
  ): Resolution {
    const { directory, ofProject } = location;
    const sourceOf = (path: string) => (ofProject ? ofProjectSource(path, directory, subpath, want) : null);
    const typesPath = want.types ? lookUp.types(directory, subpath, want.mode) : null;
    const types = typesPath ?? (want.types ? typesOf(packageName, subpath, importer, want) : null);
    const runtime = lookUp.runtime(directory, subpath, want.mode);
    const loaded =
      runtime.kind === 'found'
        ? (sourceOf(runtime.path) ?? runtime.path)
        : (runtime.tried.map(sourceOf).find((path) => path !== null) ?? null);
    if (types === null && loaded !== null) return paths.ofFile(loaded);
    const isRefused =
      runtime.kind === 'failed' &&
      (runtime.reason === 'not-exported' || runtime.reason === 'missing-extension');
    if (types !== null && (want.erased || !isRefused)) {
      const typesSource = sourceOf(types) ?? types;
      if (want.erased || loaded === typesSource) return paths.ofFile(typesSource);
      // The output is not there, but its source is (`./src/x.js` made of `x.ts`): the source has both faces.
      if (loaded === null && !/\.d\.[cm]?ts$/.test(typesSource)) return paths.ofFile(typesSource);
      // `vitepress` means its Node side to Node; to the pages that it builds, itself puts its client there.
      const isServedByItself = importer.runtime !== 'node' && isForgivingTool(packageName);
      const real = loaded === null || isServedByItself ? null : fileSystem.realpath(loaded);
      return { kind: 'module', module: fileSystem.realpath(typesSource), runtime: real };
    }
    if (runtime.kind === 'found') return paths.ofFile(runtime.path);
    if (ofProject && runtime.tried.some((path) => outputs.isOutput(path, directory))) {
      return { kind: 'unknown', reason: 'unbuilt' };
    }
    const { reason, tried, suggestion } = runtime;
    return {
      kind: 'unresolved',
      reason,
      tried,
      packageName,
      ...(suggestion === undefined ? {} : { suggestion: packageName + suggestion.slice(1) }),
    };
  }

  /** The source of a build output of the project; null for what is a source itself. */
  function ofProjectSource(
    path: string,
    directory: string,
    subpath: string | null,
    want: Want,
  ): string | null {
    if (files.has(path)) return null;
    return outputs.sourceOf(path, directory, subpath, want.types ? 'types' : 'runtime');
  }

  function typesOf(packageName: string, subpath: string, importer: Importer, want: Want): string | null {
    for (const { directory } of installed.locate(importer.directory, typesPackageOf(packageName))) {
      const found = lookUp.types(directory, subpath, want.mode);
      if (found !== null) return found;
    }
    return null;
  }

  return { resolve, builtin };
}

/** Aliases lead through a compiler or a bundler, which add extensions. */
function lax(want: Want): Want {
  return want.mode.strict ? { ...want, mode: { ...want.mode, strict: false } } : want;
}
