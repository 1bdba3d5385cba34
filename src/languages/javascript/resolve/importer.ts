// What is known about a file that asks: which configuration, which loader, which of the faces of a module it sees.

import type { PackageJson, PackageJsonReader } from '../../../discover/package-json.ts';
import type { ModuleSettings } from '../../../model/module-graph.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import { parentOf } from '../../../model/path.ts';
import { isTestName } from '../../../model/test-name.ts';
import { isRunByVitest } from '../../../model/test-runner.ts';
import type { ParseOptions, ResolverContext } from '../../language.ts';
import { type BrowserFiles, browserFilesOf } from './browser.ts';
import { dropsFlowTypes } from './flow.ts';
import type { Installed } from './installed.ts';
import { isLeftAsEmitted } from './left-as-emitted.ts';
import { requiresEsModules } from './node-version.ts';
import { isOfferedAsModule, isOfferedToNode } from './offered.ts';
import { leavesEndingsOut, mayBeReadFirst } from './read-first.ts';
import { isOfWholeTemplate, isTemplate } from './template.ts';
import { type ToolScope, type Tools, withoutTools } from './tools.ts';
import type { Tsconfig } from './tsconfig.ts';
import type { TsconfigOptions } from './tsconfig-options.ts';
import type { TsconfigScope } from './tsconfig-scope.ts';

export interface Importer {
  readonly directory: string;
  readonly config: Tsconfig | null;
  /** Whether the configuration includes the file, so that a compiler looks at it. */
  readonly isCompiled: boolean;
  /** Whether the configuration leaves out the folder of the file by its name. */
  readonly isLeftOut: boolean;
  /** The nearest package.json, whatever is in it: it says `type` and `imports`. */
  readonly packageJson: PackageJson | null;
  readonly tools: Tools;
  /** Where the file is there for browsers alone: what its package puts in the place of others for them. */
  readonly inBrowser?: BrowserFiles;
  /** Whether the file is there to be copied into another project. */
  readonly isTemplate: boolean;
  /** As {@link Place.isApart}. */
  readonly isApart: boolean;
  /** Whether who copies it declares what it needs, there. */
  readonly isDeclaredElsewhere: boolean;
  readonly dialect: 'typescript' | 'declaration' | 'javascript' | 'component';
  readonly runtime: 'node' | 'bundler' | 'unknown';
  /**
   * Whether bundlers alone read it if it turns out to be an ES module, which nothing but its syntax says; or only if it
   * also leaves out the endings that Node asks for.
   */
  readonly bundledIfModule: 'always' | 'without-endings' | 'never';
  /** How the file is loaded, as far as its name and the configuration tell. */
  readonly format: ParseOptions['format'];
  /** Two files of one scope get the same answer for a specifier that is no path. */
  readonly scope: string;
  /** Whether `import()` stays what it is when the file is compiled to CommonJS. */
  readonly keepsDynamicImport: boolean;
}

export interface Importers {
  importerOf(file: ModuleId): Importer;
  settings(file: ModuleId, record: ModuleRecord): ModuleSettings;
  /** What the file name and package.json say, for the parser. */
  parseFormat(file: ModuleId): ParseOptions['format'];
}

const NODE_MODULE = /^(?:node16|node18|node20|nodenext)$/;

export function createImporters(
  packages: PackageJsonReader,
  configs: TsconfigScope,
  toolScope: ToolScope,
  installed: Installed,
  { root, options, asInstalled }: ResolverContext,
): Importers {
  const known = new Map<ModuleId, Importer>();

  function importerOf(file: ModuleId): Importer {
    let importer = known.get(file);
    if (importer === undefined) {
      importer = describe(file);
      known.set(file, importer);
    }
    return importer;
  }

  function describe(file: ModuleId): Importer {
    const directory = parentOf(file) ?? '/';
    const inPackage = file.includes('/node_modules/');
    const dialect = dialectOf(file);
    const packageJson = packages.nearest(directory);
    const shippedBy = asInstalled === true && dialect === 'javascript' ? installed.ownerOf(directory) : null;
    const { config, isIncluded, isLeftOut } =
      inPackage || shippedBy !== null
        ? { config: null, isIncluded: false, isLeftOut: false }
        : configs.configOf(file);
    const tools =
      shippedBy === null ? toolScope.toolsOf(directory) : withoutTools(toolScope.toolsOf(directory));
    const module = config?.options.module;
    const nodeModule = isNodeModule(config);
    const runtime = inPackage
      ? 'unknown'
      : shippedBy !== null
        ? isOfferedToNode(file, shippedBy)
          ? 'node'
          : 'bundler'
        : runtimeOf(dialect, config, isIncluded, tools, packageJson !== null);
    const loader = options.runtime === 'auto' || inPackage ? runtime : options.runtime;
    const modules = installed.nearestModules(directory);
    const browser = browserFilesOf(packageJson);
    const inBrowser = browser?.isReplacement(file) === true ? { inBrowser: browser } : {};
    const ownConfig = packageJson === null ? null : configs.configIn(packageJson.directory);
    const around = packageJson === null ? null : parentOf(packageJson.directory);
    const outer = around === null ? null : packages.nearest(around);
    const isApart = !inPackage && installed.isApart(directory);
    const place = { root, directory, packageJson, config, isCompiled: isIncluded, ownConfig, outer, isApart };
    const isCopied = !inPackage && isTemplate(place);
    const isDeclaredElsewhere = isCopied || (!inPackage && isOfWholeTemplate(place));
    return {
      directory,
      config,
      isCompiled: isIncluded,
      isLeftOut,
      isTemplate: isCopied,
      isApart,
      isDeclaredElsewhere,
      packageJson,
      tools,
      dialect,
      runtime: loader,
      bundledIfModule: dialect === 'javascript' && !inPackage ? bundledIfModule(file, shippedBy) : 'never',
      ...inBrowser,
      scope: [
        ...[packageJson?.directory, modules, config?.path, tools.directory, dialect, loader],
        ...Object.keys(inBrowser),
        ...(isCopied ? ['template'] : []),
        ...(isDeclaredElsewhere ? ['elsewhere'] : []),
      ].join('\0'),
      format: loadedAs(file, dialect, config),
      keepsDynamicImport:
        dialect === 'javascript' || nodeModule || (module !== undefined && module !== 'commonjs'),
    };
  }

  function bundledIfModule(file: ModuleId, shippedBy: PackageJson | null): Importer['bundledIfModule'] {
    if (parseFormat(file) !== 'unknown') return 'never';
    if (shippedBy !== null) return isOfferedAsModule(file, shippedBy) ? 'never' : 'always';
    const owner = installed.ownerOf(parentOf(file) ?? '/');
    if (owner === null) return 'never';
    if (!isOfferedToNode(file, owner)) return 'always';
    return !isOfferedAsModule(file, owner) && mayBeReadFirst(owner) ? 'without-endings' : 'never';
  }

  function parseFormat(file: ModuleId): ParseOptions['format'] {
    const byName = formatByName(file);
    if (byName !== 'unknown') return byName;
    const type = packages.nearest(parentOf(file) ?? '/')?.type;
    return type === 'module' ? 'esm' : type === 'commonjs' ? 'commonjs' : 'unknown';
  }

  /** A compiler's `module` decides for TypeScript; for JavaScript the name and package.json do. */
  function loadedAs(
    file: ModuleId,
    dialect: Importer['dialect'],
    config: Tsconfig | null,
  ): ParseOptions['format'] {
    const byName = formatByName(file);
    if (byName !== 'unknown') return byName;
    const module = config?.options.module;
    // TypeScript reads a package.json without `type` as CommonJS, and resolves and compiles accordingly. (Until 5.2
    // `moduleResolution` alone could ask for that.)
    const isNode = NODE_MODULE.test(module ?? '') || (module === undefined && isNodeModule(config));
    if (dialect === 'typescript' && isNode) return parseFormat(file) === 'esm' ? 'esm' : 'commonjs';
    if (dialect !== 'typescript' || module === undefined) return parseFormat(file);
    if (module === 'commonjs') return 'commonjs';
    return /^(?:es|preserve)/.test(module) ? 'esm' : 'unknown';
  }

  return {
    importerOf,
    parseFormat,
    settings(file, record) {
      const importer = importerOf(file);
      const { config, dialect, runtime, format, tools, isCompiled, isLeftOut } = importer;
      const flags = config?.options ?? {};
      const typescript = dialect !== 'javascript' && record.plainScripts !== true;
      // Vitest gives `undefined` for what a kept import does not find; only a compiler minds, where one looks. Its names
      // may be global (vitest.dev/config/globals), and tests have helpers.
      const isOfVitest = isRunByVitest(record) || (isTestName(file) && tools.declares('vitest'));
      const isLenient = isOfVitest && !isCompiled;
      const verbatim = !isLenient && (flags.verbatimModuleSyntax === true || isStripped(flags, runtime));
      const compiledWhole =
        dialect === 'typescript' && isCompiled && flags.noEmit !== true && tools.compiles();
      const describesTypes =
        compiledWhole && flags.emitDecoratorMetadata === true && flags.experimentalDecorators === true;
      const isOld = !requiresEsModules(options.nodeVersion);
      const packageRoot = installed.ownerOf(parentOf(file) ?? '/')?.directory;
      return {
        runtime: isRunByVitest(record) && runtime === 'node' ? 'bundler' : runtimeAs(record, importer),
        format: format === 'unknown' ? formatOfRecord(record) : format,
        typescript,
        verbatim: verbatim || !typescript,
        isolated: verbatim || !typescript || flags.isolatedModules === true,
        ...(!typescript && format !== 'esm' && dropsFlowTypes(tools) ? { dropsTypes: true } : {}),
        ...(compiledWhole ? { compiledWhole, ...emittedBy(importer) } : {}),
        ...(describesTypes && format === 'esm' ? { describesTypes } : {}),
        ...(isOld ? { withoutRequiredModules: true } : {}),
        ...(isOld && format === 'unknown' ? { isBySyntax: true } : {}),
        ...(isUnchecked(importer) ? { unchecked: true } : {}),
        ...(isLenient ? { asksDefaults: true } : {}),
        ...(isLeftOut ? { leftAlone: true } : {}),
        ...(packageRoot === undefined ? {} : { packageRoot }),
        ...(dialect === 'typescript' && tools.bundles() ? { bundled: true } : {}),
      };
    },
  };
}

/** By what a file is loaded, now that it is known what it is. */
export function runtimeAs(record: ModuleRecord, { runtime, bundledIfModule }: Importer): Importer['runtime'] {
  if (bundledIfModule === 'never' || record.moduleKind !== 'esm') return runtime;
  return bundledIfModule === 'always' || leavesEndingsOut(record) ? 'bundler' : runtime;
}

/** Where the compiler writes a file, if that is sure to be what runs. */
function emittedBy({ config, packageJson }: Importer): Pick<ModuleSettings, 'emittedTo'> {
  const { outDir, emitDeclarationOnly, isTransformed } = config?.options ?? {};
  const isSure = config?.incomplete === null && emitDeclarationOnly !== true && isTransformed !== true;
  return isSure && outDir !== undefined && packageJson !== null && isLeftAsEmitted(packageJson)
    ? { emittedTo: outDir }
    : {};
}

/**
 * Whether Node runs the sources themselves, and takes out of them what is syntax of types alone. Compilers and bundlers
 * forget an import that only types use, with `erasableSyntaxOnly` too; the endings tell that Node can find the files.
 * Source: nodejs.org/api/typescript.html ("Importing types without type keyword").
 */
function isStripped(flags: TsconfigOptions, runtime: Importer['runtime']): boolean {
  // Endings that are rewritten are allowed, whatever the other option says, as the compiler takes it.
  const keepsEndings =
    flags.allowImportingTsExtensions === true || flags.rewriteRelativeImportExtensions === true;
  return flags.erasableSyntaxOnly === true && keepsEndings && runtime === 'node';
}

function dialectOf(file: ModuleId): Importer['dialect'] {
  if (/\.d\.(?:[a-z0-9]+\.)?[cm]?ts$/i.test(file)) return 'declaration';
  if (/\.[cm]?tsx?$/.test(file)) return 'typescript';
  return /\.(?:vue|svelte|astro|mdx)$/.test(file) ? 'component' : 'javascript';
}

/** Says `node` only where it is sure that nothing more forgiving stands between. */
function runtimeOf(
  dialect: Importer['dialect'],
  config: Tsconfig | null,
  isCompiled: boolean,
  tools: Tools,
  inPackage: boolean,
): Importer['runtime'] {
  if (dialect === 'component') return 'bundler';
  if (dialect !== 'javascript') {
    // The compiler itself refuses what Node refuses (TS2834, TS2835), whatever else is there; where it does not look, a
    // tool that adds extensions may be what runs the file.
    if (isNodeModule(config) && (isCompiled || !tools.forgiving)) return 'node';
    if (config?.options.moduleResolution === 'bundler') return 'bundler';
    const module = config?.options.module;
    if (tools.forgiving || (module !== undefined && module !== 'commonjs')) return 'bundler';
    return module === 'commonjs' ? 'node' : 'unknown';
  }
  if (tools.forgiving) return 'bundler';
  return inPackage ? 'node' : 'unknown';
}

/** `skipLibCheck`: the project itself does not look at what stands in declaration files, or may not, as far as it is known. */
export function isUnchecked({
  dialect,
  config,
  isApart,
}: Pick<Importer, 'dialect' | 'config' | 'isApart'>): boolean {
  if (dialect !== 'declaration') return false;
  // Who installs that package may check them: what is asked for is there then.
  if (isApart) return true;
  if (config === null) return false;
  return config.options.skipLibCheck ?? config.incomplete !== null;
}

export function isNodeModule(config: Tsconfig | null): boolean {
  const { module, moduleResolution } = config?.options ?? {};
  return NODE_MODULE.test(moduleResolution ?? module ?? '');
}

function formatByName(file: ModuleId): ParseOptions['format'] {
  if (/\.m[jt]s$/.test(file)) return 'esm';
  if (/\.c[jt]s$/.test(file)) return 'commonjs';
  return /\.(?:vue|svelte|astro|mdx)$/.test(file) ? 'esm' : 'unknown';
}

/** Node looks for ESM syntax where nothing else says it: nodejs.org/api/packages.html, "Syntax detection". */
function formatOfRecord(record: ModuleRecord): ModuleSettings['format'] {
  if (record.moduleKind === 'esm') return 'esm';
  return record.moduleKind === 'commonjs' ? 'commonjs' : 'unknown';
}
