// Specifiers that are no paths: aliases of the configuration, tsconfig `paths`, private imports (`#x`), built-in modules,
// packages (resolve/from-package.ts). An absence is only called one when nothing unseen could have made the name known.

import { isRecord, type PackageJsonReader } from '../../../discover/package-json.ts';
import { type BuiltinModules, isBuiltinOfSomeNode } from '../../../host/builtin-modules.ts';
import { misspeltName, nearestName } from '../../../model/nearest-name.ts';
import { below, isWithin, parentOf, resolvePath } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { ResolverContext } from '../../language.ts';
import { createAbsence } from './absent-package.ts';
import { createBaseUrl, isDeclared } from './base-url.ts';
import type { BuildOutput } from './build-output.ts';
import { asNameOfCompiler } from './compiler-names.ts';
import { createDocusaurusNames } from './docusaurus.ts';
import { createFrameworkFolders } from './framework-folders.ts';
import { createFromPackage } from './from-package.ts';
import { createImportMap } from './import-map.ts';
import type { Importer } from './importer.ts';
import type { Installed } from './installed.ts';
import { createModuleAliases } from './module-alias.ts';
import { type PackageLookUp, runtimeConditions } from './package.ts';
import { mapKeys, resolveImportsMap } from './package-map.ts';
import type { PathResolver, Want } from './path.ts';
import { isCatchAll, mapByPattern } from './patterns.ts';
import { type PackageSpecifier, parsePackageSpecifier } from './specifier.ts';
import { lax, withStrictness } from './want.ts';

export interface BareResolver {
  /** @param specifier as written; `name` is the same without `query` */
  resolve(specifier: string, name: string, query: string, importer: Importer, want: Want): Resolution;
  /** `node:x`, or a bare name that Node has. */
  builtin(name: string): Resolution;
}

export function createBareResolver(
  context: ResolverContext,
  packages: PackageJsonReader,
  installed: Installed,
  lookUp: PackageLookUp,
  paths: PathResolver,
  outputs: BuildOutput,
  builtins: () => BuiltinModules,
): BareResolver {
  const { fileSystem, root, options } = context;
  const absence = createAbsence(root, fileSystem, installed, packages);
  const fromPackage = createFromPackage(context, packages, installed, lookUp, paths, outputs);
  const frameworkFolders = createFrameworkFolders(root, fileSystem);
  const importMap = createImportMap(root, fileSystem);
  const moduleAliases = createModuleAliases(root, packages);
  const baseUrl = createBaseUrl(root, fileSystem, installed, paths);
  const docusaurus = createDocusaurusNames(root, fileSystem, packages, installed, paths);

  function resolve(
    specifier: string,
    name: string,
    query: string,
    importer: Importer,
    want: Want,
  ): Resolution {
    const mapped = byPatterns(name, query, importer, want);
    if (mapped?.found != null)
      return docusaurus.isDeclaredByThemes(name, importer)
        ? { kind: 'unknown', reason: 'virtual-module' }
        : mapped.found;
    if (name.startsWith('#')) {
      const own = privateImport(name, importer, want);
      if (own !== null) return own;
    }
    const byBaseUrl = baseUrl.find(name, query, importer, want);
    if (byBaseUrl !== null) return asNameOfCompiler(byBaseUrl, name, importer, installed);
    const parsed = parsePackageSpecifier(name);
    if (parsed !== null) {
      // As Node does. A package of that name is a copy of the module for browsers (`events`, `buffer`).
      if (builtins().has(name) && !builtins().needsScheme(name)) return builtin(name);
      const home = mapped === null ? null : absentSource(mapped.targets, name, parsed, importer, want);
      // The alias of a bundler leads to the same source, which is gone.
      if (home !== null) return home;
      const found = fromPackage.resolve(parsed, query, importer, want);
      if (found?.kind === 'unresolved' && absence.isMadeByTool(specifier, importer)) {
        return { kind: 'unknown', reason: 'virtual-module' };
      }
      if (found !== null) return mapped === null ? found : asMapped(found, parsed, importer, want);
    }
    // `"@shop/*": ["packages/*/src"]` says nothing about a package of that scope that is published by others.
    const isOfOthers = parsed !== null && installed.isFromRegistry(importer.directory, parsed.packageName);
    if (mapped !== null && !isOfOthers) {
      const absent = absentAmong(mapped.targets, query, name, importer, want);
      const isSure = absent?.kind !== 'unresolved' || importer.config?.incomplete == null;
      if (absent !== null && isSure) return absent;
    }
    return (
      docusaurus.resolve(name, query, importer, lax(want)) ??
      baseUrl.absent(name, query, importer, want) ??
      misspeltAlias(name, query, importer, want) ??
      absence.explain(specifier, name, parsed, importer)
    );
  }

  function builtin(name: string): Resolution {
    if (builtins().has(name)) return { kind: 'builtin', name, module: `node:${name}` };
    // Nobody said which Node it will be: one that has the module is as good as the one that runs danglint.
    if (options.nodeVersion === undefined && isBuiltinOfSomeNode(name)) return { kind: 'builtin', name };
    return { kind: 'unresolved', reason: 'unknown-builtin', tried: [] };
  }

  /** Aliases of our configuration first, then tsconfig `paths`: what is found, and where they lead. */
  function byPatterns(name: string, query: string, importer: Importer, want: Want) {
    const ofCompiler = mapByPattern(importer.config?.options.paths ?? {}, name).map((target) =>
      resolvePath('/', target),
    );
    const configured = mapByPattern(aliasPatterns, name).map((target) => resolvePath(root, target));
    const targets = [
      ...configured,
      ...ofCompiler,
      ...frameworkFolders(name, importer),
      ...[importMap(name, importer.directory), moduleAliases(name, importer)].filter((path) => path !== null),
    ];
    for (const target of targets) {
      const found = paths.find(target, query, importer, lax(want)) ?? viaOutput(target, want);
      if (found === null) continue;
      const loaded = withRuntimeOfPackage(found, name, importer, want);
      const isOfCompiler = configured.length === 0 && ofCompiler.includes(target);
      return { found: isOfCompiler ? asNameOfCompiler(loaded, name, importer, installed) : loaded, targets };
    }
    const isOpen = isCatchAll({ ...importer.config?.options.paths, ...aliasPatterns }, name);
    return targets.length === 0 || isOpen ? null : { found: null, targets };
  }

  /** Why none of the targets is there: that the first is not, unless another may be made. */
  function absentAmong(
    targets: readonly string[],
    query: string,
    name: string,
    importer: Importer,
    want: Want,
  ): Resolution | null {
    const absent = targets.map((target): Resolution => {
      const answer = paths.resolve(target, query, name, importer, want);
      // What is around the project, its own checkout does not tell.
      const isAround = answer.kind === 'unresolved' && !isWithin(root, target);
      return isAround ? { kind: 'unknown', reason: 'outside' } : answer;
    });
    return absent.find(({ kind }) => kind !== 'unresolved') ?? absent[0] ?? null;
  }

  /** `@compnents/button`, where the configuration has `@components/*` and a button is there. */
  function misspeltAlias(name: string, query: string, importer: Importer, want: Want): Resolution | null {
    if (isDeclared(name, importer, installed)) return null;
    for (const pattern of Object.keys({ ...aliasPatterns, ...importer.config?.options.paths })) {
      if (!pattern.endsWith('/*')) continue;
      const alias = pattern.slice(0, -2);
      const written = name.split('/').slice(0, alias.split('/').length).join('/');
      if (misspeltName(written, [alias]) === null || importer.tools.mentions(written)) continue;
      const suggestion = alias + name.slice(written.length);
      const meant = byPatterns(suggestion, query, importer, want)?.found ?? null;
      if (meant !== null && meant.kind !== 'unresolved')
        return { kind: 'unresolved', reason: 'not-found', tried: [], suggestion };
    }
    return null;
  }

  /** A package that `paths` lead to its source by its name is known to the importer, whatever the manifest says of it. */
  function asMapped(
    found: Resolution,
    { packageName, subpath }: PackageSpecifier,
    importer: Importer,
    want: Want,
  ): Resolution {
    if (found.kind !== 'module' || found.declared !== 'undeclared' || subpath === '.') return found;
    if (byPatterns(packageName, '', importer, want)?.found == null) return found;
    const { declared: _, broughtBy: __, countsIn: ___, ...known } = found;
    return known;
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

  /**
   * `paths` may lead a package of the project to its own source. When that source is gone and the compiler finds nothing
   * else in the package, that the package is not built is no excuse: there is nothing to build it from.
   */
  function absentSource(
    targets: readonly string[],
    name: string,
    { packageName, subpath }: PackageSpecifier,
    importer: Importer,
    want: Want,
  ): Resolution | null {
    const { config, packageJson } = importer;
    if (!want.types || config === null || config.incomplete != null) return null;
    const own =
      packageJson?.name === packageName
        ? packageJson.directory
        : installed.locate(importer.directory, packageName).find(({ ofProject }) => ofProject)?.directory;
    const [expected] = targets;
    if (own === undefined || expected === undefined || !isWithin(own, expected)) return null;
    // A pattern for all packages (`packages/*/src`) says nothing about one that has no such folder.
    const folder = fileSystem.stat(expected) === 'directory' ? expected : (parentOf(expected) ?? own);
    const isMeant =
      Object.hasOwn(config.options.paths ?? {}, name) ||
      (folder !== own && fileSystem.stat(folder) === 'directory');
    if (!isMeant || lookUp.isSeenByCompiler(own, subpath, want.mode)) return null;
    const absent = absentAmong(targets, '', name, importer, want);
    return absent?.kind === 'unresolved' ? absent : null;
  }

  /** `paths` may lead to declarations only; what is loaded is then found by the name, as without `paths`. */
  function withRuntimeOfPackage(found: Resolution, name: string, importer: Importer, want: Want): Resolution {
    if (found.kind !== 'module' || found.runtime !== null) return found;
    const parsed = parsePackageSpecifier(name);
    const loaded =
      parsed === null ? null : fromPackage.resolve(parsed, '', importer, { ...want, types: false });
    return loaded?.kind === 'module' ? { ...found, runtime: loaded.module } : found;
  }

  /** `paths` may name the output of a package that is not built. */
  function viaOutput(target: string, want: Want): Resolution | null {
    const owner = packages.nearest(target)?.directory;
    const source =
      owner === undefined ? null : outputs.sourceOf(target, owner, null, want.types ? 'types' : 'runtime');
    return source === null ? null : paths.ofFile(source);
  }

  function privateImport(name: string, importer: Importer, want: Want): Resolution | null {
    const scope = importer.packageJson;
    const imports = scope?.fields['imports'];
    if (scope === null || !isRecord(imports)) return null;
    const types = want.types ? new Set(['types', want.mode.syntax, 'node', ...want.mode.conditions]) : null;
    let target = resolveImportsMap(imports, name, types ?? runtimeConditions(want.mode));
    const isNode = want.mode.loader === 'node';
    if (target.kind === 'no-condition' && !isNode) target = resolveImportsMap(imports, name, 'any');
    if (target.kind === 'targets') {
      let lacksTypes = false;
      for (const path of target.targets) {
        if (!path.startsWith('./')) return resolve(path, path, '', importer, want);
        const place = resolvePath(scope.directory, path);
        const found = paths.find(place, '', importer, withStrictness(want, isNode));
        // A published package may leave its declarations out, and say where they were.
        if (found !== null && lacksTypes && want.erased) return { kind: 'unknown', reason: 'untyped' };
        if (found !== null) return inOwnWords(found, name, place, importer);
        lacksTypes ||= /\.d\.[cm]?ts$/.test(path);
        const source = fromPackage.sourceOf(place, scope.directory, null, want);
        if (source !== null) return paths.ofFile(source);
      }
      const first = target.targets[0] ?? '.';
      return paths.resolve(resolvePath(scope.directory, first), '', name, importer, want);
    }
    if (importer.tools.aliasing && importer.tools.mentions(`${name.split('/')[0]}`)) return null;
    // Nuxt makes `#imports`, whatever the package names so for itself.
    if (absence.isMadeByTool(name, importer)) return null;
    const near = nearestName(name, mapKeys(imports));
    return {
      kind: 'unresolved',
      reason: target.kind,
      tried: [below(scope.directory, 'package.json')],
      ...(scope.name === null ? {} : { packageName: scope.name }),
      ...(near === null ? {} : { suggestion: near }),
    };
  }

  return { resolve, builtin };
}

/** What Node would take in the place of a private name: `#lib/a.js` for `#lib/a`. */
function inOwnWords(found: Resolution, name: string, place: string, { directory }: Importer): Resolution {
  if (found.kind !== 'unresolved' || found.suggestion === undefined) return found;
  const meant = resolvePath(directory, found.suggestion);
  return meant.startsWith(place) ? { ...found, suggestion: name + meant.slice(place.length) } : found;
}
