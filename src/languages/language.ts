// The contract of a front end: how a language is recognised, parsed and resolved. Descriptors are light; the parser
// and the resolver are loaded when the first file of the language is met.

import type { FileSystem } from '../host/file-system.ts';
import type { AbsentEntry } from '../model/absent-entry.ts';
import type { BuildOutputs } from '../model/build-outputs.ts';
import type { AskingRecord, Evaluation } from '../model/evaluation.ts';
import type { ModuleCalls } from '../model/module-calls.ts';
import type { ModuleGraph, ModuleNode, ModuleSettings, RequestRef } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LanguageId, ModuleRecord } from '../model/module-record.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SettingsError } from '../model/settings-error.ts';
import type { Span } from '../model/span.ts';

export interface Language {
  readonly id: LanguageId;
  /** File name endings with their dot, longest first: `.d.ts` before `.ts`. */
  readonly extensions: readonly string[];
  /** The names of the commands that run its files; a `#!` line names one. */
  readonly interpreters: RegExp;
  /** Endings of data files: read when something imports them, never checked for themselves. */
  readonly dataExtensions?: readonly string[];
  /** So many files are worth another thread: what they cost to read is more than what it costs to start one. */
  readonly worthAThread: number;
  loadParser(): Promise<Parser>;
  loadResolver(): Promise<CreateResolver>;
}

/** The language of a file by its ending, data files included; undefined for other files. */
export function languageOf(file: ModuleId, languages: readonly Language[]): Language | undefined {
  return languages.find(({ extensions, dataExtensions = [] }) =>
    [...extensions, ...dataExtensions].some((ending) => file.endsWith(ending)),
  );
}

/** What a parse depends on beside the text. Part of the cache key. */
export interface ParseOptions {
  /** The file name, not its folder: the ending decides the dialect. */
  readonly fileName: string;
  /** JavaScript only: what package.json's `type` and the ending say. */
  readonly format: 'esm' | 'commonjs' | 'unknown';
  /**
   * `surface`: what others can take from it, for the modules of packages. `names`: imports, exports, requests.
   * `members`: in addition the member uses of *named* imports, asked for when one of them turned out to be a namespace.
   */
  readonly detail: 'surface' | 'names' | 'members';
  /** With `members`: the local names whose members are asked for. A parser may tell those of others too. */
  readonly membersOf?: readonly string[];
  /** Python only: `3.12`, `3.9+`, `3.9-3.12`; decides version-guarded code. */
  readonly pythonVersion?: string;
}

/** A file with NUL bytes, or with one that is no UTF-8. */
export type UnreadableText = 'binary' | { readonly byte: number; readonly line: number };

export interface Parser {
  /** Bump to throw away cached records. */
  readonly version: string;
  /** Never throws: what cannot be parsed is in `errors`, and the rest of the record is as whole as can be. */
  parse(text: string, options: ParseOptions): ModuleRecord;
  /** What the language itself says of a file that is no text; null, or absent, where it says nothing of its own. */
  refusal?(path: string, why: UnreadableText): string | null;
  /**
   * From the words of a declaration file: what it refers to and which ambient modules it may declare, without their
   * exports. Absent in languages that have no such files.
   */
  outline?(text: string): ModuleRecord;
  /**
   * Whether the text may use an imported name as a value, by the words around it. True when in doubt; absent in languages
   * without types of their own.
   */
  mayUseAsValue?(text: string, record: ModuleRecord, entry: number): boolean;
  /** Whether the text may ask an imported name for a member that is none of these. True when in doubt. */
  mayAskForOther?(text: string, record: ModuleRecord, entry: number, members: readonly string[]): boolean;
  /** What evaluating the module surely does; `record` is of the same text. Null where that cannot be told. */
  evaluation(text: string, options: ParseOptions, record: AskingRecord): Evaluation | null;
  /**
   * Where an ES module first waits at its top level, so that loading it takes more than one turn ([[HasTLA]], ECMA-262
   * 16.2.1.7). Null where it does not, or that cannot be told; absent in languages without such modules.
   */
  awaitsAt?(text: string, options: ParseOptions, record: AskingRecord): Span | null;
  /** Which functions its code calls. Null where that cannot be told. */
  calls(text: string, options: ParseOptions, record: AskingRecord): ModuleCalls | null;
}

/** What a resolver may know about the project. */
export interface ResolverContext {
  readonly root: string;
  readonly fileSystem: FileSystem;
  /** All discovered source files (absolute), checked or not. */
  readonly files: ReadonlySet<ModuleId>;
  /** Folders of the project that packages of Python were installed into. */
  readonly packageFolders?: readonly string[];
  readonly options: ResolverOptions;
  /** The files are those that others install: no tool of this project reads them before they run. Absent: tools may. */
  readonly asInstalled?: boolean;
}

/** The part of the configuration that resolution depends on. */
export interface ResolverOptions {
  readonly alias: Readonly<Record<string, string>>;
  readonly conditions: readonly string[];
  readonly runtime: 'node' | 'bundler' | 'auto';
  /** Globs of files that a build makes. */
  readonly generated: readonly string[];
  readonly tsconfig?: string;
  /** `20`, `22.3`; absent: the Node that runs danglint. */
  readonly nodeVersion?: string;
  readonly pythonVersion?: string;
  /** Additional Python roots, absolute. */
  readonly pythonPath: readonly string[];
  /** Python environments that are switched on (`VIRTUAL_ENV`, `CONDA_PREFIX`), absolute; others are found beside the project. */
  readonly pythonEnvironments?: readonly string[];
}

/** What files of the project ask for in vain. */
export interface Missing {
  /** By the module that lacks them. */
  readonly names: ReadonlyMap<ModuleId, ReadonlySet<string>>;
  /** Those that are unresolved. */
  readonly requests: readonly RequestRef[];
}

export type CreateResolver = (context: ResolverContext) => Resolver;

/** For what packages are installed: with `production`, what is declared for development is left out. */
export type InstallPurpose = 'production' | 'development';

export interface Resolver {
  /** What a parse of this file depends on; called before the file is parsed. */
  format(file: ModuleId): ParseOptions['format'];
  /** Python only: the versions that the file is run by, as {@link ParseOptions.pythonVersion}; empty: any. */
  pythonVersion?(file: ModuleId): string;
  settings(file: ModuleId, record: ModuleRecord): ModuleSettings;
  /** One request at a time: of a package's module only what is asked for is followed. `request` indexes `record.requests`. */
  resolve(file: ModuleId, record: ModuleRecord, request: number): Resolution;
  /** Modules that are no files (built-in modules with their names), asked for by id when a resolution names one. */
  virtualModule?(id: ModuleId): ModuleRecord | null;
  /** Which sources the files are made of that builds of the project write. */
  readonly outputs?: BuildOutputs;
  submodules?(file: ModuleId): ReadonlyMap<string, ModuleId> | undefined;
  /** Files that are in scope of this one without being imported: tsconfig `types`, automatic `@types` packages. */
  globalTypes?(file: ModuleId): readonly ModuleId[];
  /** Whether what another file of the project declares for all (`declare module 'x'`) is known to this one. */
  sharesGlobals?(file: ModuleId, other: ModuleId): boolean;
  /** Facts that only the whole graph tells (`sys.modules[…] = …`, attributes set from outside); returns new nodes. */
  complete?(graph: ModuleGraph): ReadonlyMap<ModuleId, ModuleNode>;
  /**
   * What is asked for in vain when all is linked, looked at once more; returns new nodes for what may be there in a way that
   * no record tells.
   */
  doubt?(missing: Missing, graph: ModuleGraph): ReadonlyMap<ModuleId, ModuleNode>;
  /** The settings of these files that could not be read; answers that could depend on them are unknown. */
  settingsErrors?(files: readonly ModuleId[]): readonly SettingsError[];
  /** What packages offer to those who install them and do not bring along; asked for in views of packages. */
  absentEntries?(): readonly AbsentEntry[];
  /**
   * The declared package that needs this one, directly or through others, so that an install brings it along; null where
   * none does. Absent: that is told by {@link PackageDeclaration}.
   */
  broughtBy?(packageName: string, importer: ModuleId, purpose: InstallPurpose): string | null;
  /** Sentences about these files that are no findings; asked for after everything is resolved. */
  notices?(files: readonly ModuleId[]): readonly string[];
  /** For `danglint why`: what decides how a request is resolved, as labels with their values; paths are absolute. */
  explain?(
    file: ModuleId,
    record: ModuleRecord,
    request: number,
  ): readonly (readonly [label: string, value: string])[];
}
