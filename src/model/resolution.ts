// What a specifier means for one importer. Lives beside the record, never in it: adding a file can change it.

import type { ModuleId } from './module-id.ts';

export type Resolution =
  | ModuleResolution
  /** A package that is not followed: declared but not installed where that is taken as fine, or excluded. */
  | ({
      readonly kind: 'external';
      readonly packageName: string;
      /** Its types are declared as a package of their own (`@types/vscode`), and that is not here either. */
      readonly isTypedApart?: true;
      /** Declared for development, of which nothing was installed. */
      readonly isLeftOut?: true;
    } & PackageDeclaration)
  /** A module of the platform: `node:fs`, a Python built-in. `module` is in the graph when its names are known. */
  | {
      readonly kind: 'builtin';
      readonly name: string;
      readonly module?: ModuleId;
      /** `may`: not in all versions of the platform that the project allows. */
      readonly certainty?: 'may';
    }
  /** A file that is there and is no module: style sheet, image, `?raw`. */
  | { readonly kind: 'asset'; readonly path: string }
  | UnresolvedResolution
  | UnknownResolution;

export interface UnknownResolution {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  readonly hint?: string;
  /** Python: the module of that name in the package of the file, which Python 3 does not look for there. */
  readonly beside?: ModuleId;
  /** Where the project would have it, if it is its own after all: absolute paths. */
  readonly tried?: readonly string[];
  /** Python: the declared distributions, of those that are not installed, whose names have this one in them. */
  readonly givers?: readonly string[];
}

/** What the manifest of the importing package says about the package that it imports from. */
export interface PackageDeclaration {
  /** Absent for relative and self references, and where it cannot be told. */
  readonly declared?:
    | 'dependencies'
    | 'devDependencies'
    | 'peerDependencies'
    | 'optionalDependencies'
    | 'undeclared';
  /** Of an undeclared package: the declared one that needs it, and so brings it along. */
  readonly broughtBy?: string;
  /**
   * Of an undeclared package: where that counts. Absent: everywhere. `production`: in what production reaches; `start`:
   * in what it loads at its start, because a package that nobody brings along and that is asked for later is as likely
   * one that users may install.
   */
  readonly countsIn?: 'production' | 'start';
}

export interface ModuleResolution extends PackageDeclaration {
  readonly kind: 'module';
  /** The module whose exports decide: for a TypeScript importer the types when there are any, else what runs. */
  readonly module: ModuleId;
  /** What is loaded at run time when that is another file than `module`; null when nothing is (types only). */
  readonly runtime?: ModuleId | null;
  /** What else its package gives under conditions that nobody names, and that a bundler may set (`react-server`). */
  readonly alternatives?: readonly ModuleId[];
  /**
   * What TypeScript reads in the place of the module, where the importer is JavaScript: of a package, asked for what its code
   * leaves open; beside a file that is re-exported, asked for types.
   */
  readonly declaration?: ModuleId;
  /**
   * The module is the source of a CommonJS file that a bundler is yet to write: it may make the default export the whole of
   * that.
   */
  readonly isToBeBundled?: true;
  /**
   * The configuration of the compiler whose `paths` or `baseUrl` lead here, where Node knows nothing by that name: what the
   * compiler writes still has the name.
   */
  readonly mappedBy?: string;
  /** Python: found beside the file, in a folder that is on the path only when a file there is run by its name. */
  readonly isBeside?: true;
  /** The package it was found in, when the importer is in another one. */
  readonly packageName?: string;
  /** What that package depends on: loaded for its effect alone, it may add names to one of them. */
  readonly needs?: readonly string[];
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
  /** It is the main file of a package that is missing: `package.json` names it, or it would be `index.js`. */
  readonly main?: 'named' | 'assumed';
  /** The path is a folder, which has no index file that counts. */
  readonly isFolder?: true;
  /** It is the name of the importing package itself, or of the one around it, which is not to be had by it. */
  readonly isOwnName?: true;
  /** The path where the file would be expected, for a stub and for the `not-deployed` rule. */
  readonly expected?: string;
  /** The line of a `.gitignore` that names the path: a file that was there once need not be in a fresh clone. */
  readonly ignored?: string;
  /** In a copy of the sources that a tool makes when somebody asks for it, in the branch for that. */
  readonly isOnDemand?: true;
  /** Python: the name by which the module is imported where it is deployed, which is another one. */
  readonly deployedAs?: string;
  /** Python: the absolute name of the first part that is missing, as CPython's error gives it. */
  readonly absent?: string;
  /** As in {@link PackageDeclaration.countsIn}, of a package that whatever runs the program may have. */
  readonly countsIn?: 'start';
}

export type UnresolvedReason =
  | 'not-found'
  | 'not-installed'
  | 'wrong-case'
  | 'missing-extension'
  | 'directory-import'
  | 'compiler-name' // `paths` or `baseUrl` of the compiler alone lead somewhere, and Node runs what it writes
  | 'es-module' // `require()` of an ES module in a Node that loads none so
  | 'asynchronous' // `require()` of an ES module that waits at its top level, or imports one that does
  | 'missing-attribute' // JSON without `with { type: 'json' }`
  | 'not-exported'
  | 'no-condition'
  | 'unknown-builtin'
  | 'beyond-top-level' // Python: more dots than packages
  | 'no-parent-package' // Python: dots in a module that is in no package
  | 'not-on-path' // Python: beside the file, which is imported from elsewhere
  | 'empty-directory' // Python: a directory with nothing importable in it
  | 'removed-builtin' // Python: gone from the standard library of the target version
  | 'later-builtin' // Python: not yet in the standard library of the target version
  | 'not-in-view'; // on disk, but not in what is deployed

export type UnknownReason =
  | 'bundled-comment' // a doc comment of a file that a bundler put into another
  | 'other-condition' // another file under conditions that may hold as well
  | 'virtual-module'
  | 'made-at-run-time'
  | 'mocked'
  | 'undeclared-alias'
  | 'url'
  | 'working-directory' // a path that is read in the directory that the program is started in
  | 'page-script' // `require` in a script of a page, which is not Node's
  | 'loader' // 'raw-loader!./x', unknown prefix
  | 'not-installed' // no node_modules at all
  | 'generated'
  | 'template' // in a file that is copied elsewhere: delivered for that, or by a build
  | 'not-literal'
  | 'outside' // in a file that may not be read, or around the project
  | 'third-party' // Python: not owned by the project
  | 'several-roots' // Python: two roots have a module of that name, and nothing says which is meant
  | 'opaque-file' // native extension, or compiled without its source
  | 'config-error'
  | 'skipped-declaration' // in a .d.ts that the project's own compiler does not check (skipLibCheck)
  | 'unbuilt'
  | 'untaken-fallback' // Python: in an `except ImportError:` whose import in the `try` is there
  | 'untyped' // a type asked of a package that has none here: TypeScript takes it as `any`
  | 'not-checked-out' // git has it, this work tree does not: submodule, sparse checkout
  | 'not-followed'; // an import inside a package that no question led to
