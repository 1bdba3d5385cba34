// The compiler options of a tsconfig that say something about modules.
// Source: TSConfig reference, typescriptlang.org/tsconfig.

import { isRecord } from '../../../discover/package-json.ts';

/** The compiler options that say something about modules. Paths are absolute. */
export interface TsconfigOptions {
  readonly module?: string;
  readonly moduleResolution?: string;
  readonly baseUrl?: string;
  /** Substitutions are absolute and may hold one `*`. */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** The file that `paths` stands in, which may be one that is extended. */
  readonly pathsFile?: string;
  readonly rootDirs?: readonly string[];
  readonly rootDir?: string;
  readonly outDir?: string;
  readonly declarationDir?: string;
  readonly moduleSuffixes?: readonly string[];
  readonly customConditions?: readonly string[];
  readonly types?: readonly string[];
  readonly typeRoots?: readonly string[];
  readonly allowJs?: boolean;
  readonly checkJs?: boolean;
  readonly verbatimModuleSyntax?: boolean;
  readonly isolatedModules?: boolean;
  readonly experimentalDecorators?: boolean;
  readonly emitDecoratorMetadata?: boolean;
  readonly erasableSyntaxOnly?: boolean;
  readonly resolvePackageJsonExports?: boolean;
  readonly skipLibCheck?: boolean;
  readonly composite?: boolean;
  readonly noEmit?: boolean;
  readonly emitDeclarationOnly?: boolean;
  /** A plugin that a patched compiler runs on what it writes: https://github.com/nonara/ts-patch. */
  readonly isTransformed?: boolean;
  readonly allowImportingTsExtensions?: boolean;
  readonly rewriteRelativeImportExtensions?: boolean;
}

/** Options while configurations that extend one another are put together. */
export type RawOptions = { -readonly [Key in keyof TsconfigOptions]: TsconfigOptions[Key] };

/**
 * The options that a configuration itself sets.
 * @param source its `compilerOptions`
 * @param absolute gives the absolute path of one that stands in it
 */
export function ownOptions(
  source: Readonly<Record<string, unknown>>,
  absolute: (value: string) => string,
): RawOptions {
  const options: RawOptions = {};
  for (const name of ['module', 'moduleResolution'] as const) {
    const value = source[name];
    if (typeof value === 'string') options[name] = value.toLowerCase();
  }
  for (const name of ['baseUrl', 'rootDir', 'outDir', 'declarationDir'] as const) {
    const value = source[name];
    if (typeof value === 'string') options[name] = absolute(value).replace(/(?<=[^/])\/$/, '');
  }
  for (const name of ['rootDirs', 'typeRoots'] as const) {
    const value = asArray(source[name]);
    if (value !== null) options[name] = value.map(absolute);
  }
  for (const name of ['moduleSuffixes', 'customConditions', 'types'] as const) {
    const value = asArray(source[name]);
    if (value !== null) options[name] = value;
  }
  for (const name of [
    'allowJs',
    'checkJs',
    'verbatimModuleSyntax',
    'isolatedModules',
    'experimentalDecorators',
    'emitDecoratorMetadata',
    'erasableSyntaxOnly',
    'resolvePackageJsonExports',
    'skipLibCheck',
    'composite',
    'noEmit',
    'emitDeclarationOnly',
    'allowImportingTsExtensions',
    'rewriteRelativeImportExtensions',
  ] as const) {
    const value = source[name];
    if (typeof value === 'boolean') options[name] = value;
  }
  const { plugins } = source;
  if (Array.isArray(plugins)) {
    options.isTransformed = plugins.some((plugin) => isRecord(plugin) && plugin['transform'] !== undefined);
  }
  const paths = source['paths'];
  if (isRecord(paths)) {
    // With a baseUrl they are relative to it, else to the file that they stand in; the baseUrl may be inherited, so
    // relative substitutions are finished in resolve/tsconfig.ts.
    const directory = absolute('.');
    options.paths = Object.fromEntries(
      Object.entries(paths).map(([pattern, targets]) => [
        pattern,
        (asArray(targets) ?? []).map((target) => `${directory}\0${target}`),
      ]),
    );
  }
  return options;
}

/** The strings of an array; null for what is none. */
export function asArray(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;
}
