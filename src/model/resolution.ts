// What a specifier means for one importer. Lives beside the record, never in it: adding a file can change it.

import type { ModuleId } from './module-id.ts';

export type Resolution =
  | ModuleResolution
  /** A package that is not followed: declared but not installed where that is taken as fine, or excluded. */
  | { readonly kind: 'external'; readonly packageName: string }
  /** A module of the platform: `node:fs`, a Python built-in. `module` is in the graph when its names are known. */
  | { readonly kind: 'builtin'; readonly name: string; readonly module?: ModuleId }
  /** A file that is there and is no module: style sheet, image, `?raw`. */
  | { readonly kind: 'asset'; readonly path: string }
  | UnresolvedResolution
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly hint?: string };

export interface ModuleResolution {
  readonly kind: 'module';
  /** The module whose exports decide: for a TypeScript importer the types when there are any, else what runs. */
  readonly module: ModuleId;
  /** What is loaded at run time when that is another file than `module`; null when nothing is (types only). */
  readonly runtime?: ModuleId | null;
  /** The package it was found in, when the importer is in another one. */
  readonly packageName?: string;
  /** How it is declared by the importing package; absent for relative and self references. */
  readonly declared?:
    | 'dependencies'
    | 'devDependencies'
    | 'peerDependencies'
    | 'optionalDependencies'
    | 'undeclared';
}

export interface UnresolvedResolution {
  readonly kind: 'unresolved';
  readonly reason: UnresolvedReason;
  /** Paths that were tried, absolute, in order. */
  readonly tried: readonly string[];
  /** What is there instead: the file in another case, the file with its extension, the nearest name. */
  readonly suggestion?: string;
  /** The package concerned, for `not-installed`, `not-exported` and `no-condition`. */
  readonly packageName?: string;
  /** The path where the file would be expected, for a stub and for the `not-deployed` rule. */
  readonly expected?: string;
  /** Python: the absolute name of the first part that is missing, as CPython's error gives it. */
  readonly absent?: string;
}

export type UnresolvedReason =
  | 'not-found'
  | 'not-installed'
  | 'wrong-case'
  | 'missing-extension'
  | 'directory-import'
  | 'not-exported'
  | 'no-condition'
  | 'unknown-builtin'
  | 'beyond-top-level' // Python: more dots than packages
  | 'empty-directory' // Python: a directory with nothing importable in it
  | 'removed-builtin' // Python: gone from the standard library of the target version
  | 'not-in-view'; // on disk, but not in what is deployed

export type UnknownReason =
  | 'virtual-module'
  | 'undeclared-alias'
  | 'url'
  | 'loader' // 'raw-loader!./x', unknown prefix
  | 'not-installed' // no node_modules at all
  | 'generated'
  | 'not-literal'
  | 'outside' // resolves to a file that may not be read
  | 'third-party' // Python: not owned by the project
  | 'several-roots' // Python: two roots have a module of that name, and nothing says which is meant
  | 'opaque-file' // native extension, or compiled without its source
  | 'config-error'
  | 'skipped-declaration' // in a .d.ts that the project's own compiler does not check (skipLibCheck)
  | 'unbuilt'
  | 'not-followed'; // an import inside a package that no question led to
