// Everything one file says about modules, told from its own text and the parse options alone: no path but its own
// language, no resolution, nothing of any other file. Plain JSON data, so that it can be cached and can cross threads.
// The words are those of ECMA-262, section 16.2.1.6 (Source Text Module Records).

import type { CommonJsFace, MadeBy, MadeMember, Makes, NamingExport } from './commonjs-face.ts';
import type { Directive } from './directive.ts';
import type { AmbientModule, ExportEntry } from './export-entry.ts';
import type { FreeName } from './free-name.ts';
import type { ImportEntry } from './import-entry.ts';
import type { MemberUse, NamedUses } from './member-use.ts';
import type { Guard, ModuleRequest } from './module-request.ts';
import type { Span } from './span.ts';
import type { Timing } from './timing.ts';

export type LanguageId = 'javascript' | 'python';

/** How the text is run; `declaration` is a `.d.ts`, `script` has neither ESM nor CommonJS syntax. */
export type ModuleKind = 'esm' | 'commonjs' | 'script' | 'declaration' | 'json' | 'asset' | 'python';

export interface ModuleRecord {
  readonly language: LanguageId;
  readonly moduleKind: ModuleKind;
  /** `dynamic`: exports names that cannot be seen; an absent name is then *unknown*, never *missing*. */
  readonly exportsKind: 'static' | 'dynamic';
  /** Why the exports are dynamic; present exactly when `exportsKind` is `dynamic`. */
  readonly dynamicReason?: DynamicReason;
  /** In source order. Everything else points here by index. */
  readonly requests: readonly ModuleRequest[];
  readonly imports: readonly ImportEntry[];
  readonly exports: readonly ExportEntry[];
  readonly memberUses: readonly MemberUse[];
  /**
   * What the detail `members` would add, where the text was looked at so closely anyway. Most of it is never asked for:
   * the linker reads `memberUses`.
   */
  readonly namedUses?: NamedUses;
  /** `declare module 'x' { … }` blocks: ambient modules and augmentations. */
  readonly ambientModules: readonly AmbientModule[];
  /** What Node's ESM loader sees of a CommonJS module; present exactly when `moduleKind` is `commonjs`. */
  readonly commonjs?: CommonJsFace;
  /** What `from m import *` and its kin take from this module, when it is not all names but `default`. */
  readonly starNames?: StarNames;
  /** What a star takes beside `starNames`: what stars take from other modules (`__all__ = ['a', *sub.__all__]`). */
  readonly starParts?: readonly StarPart[];
  /** CommonJS: functions of other modules that make the exports object, or put names into it. */
  readonly madeBy?: readonly MadeBy[];
  /** CommonJS: what the function that is `module.exports` does for those who call it; absent where it is none, or open. */
  readonly makes?: Makes;
  /** CommonJS: the same of its members. Of one that is not there nothing is told. */
  readonly madeMembers?: readonly MadeMember[];
  /** CommonJS: functions that it exports and that give names to its exports object when others call them. */
  readonly namedThrough?: readonly NamingExport[];
  /**
   * Names of this shape may be there without being listed. `internal`: constants (`SO_REUSEPORT`) and names with a
   * leading underscore, which depend on the system that a native module was built for.
   */
  readonly unlistedNames?: 'internal';
  /**
   * What `require` gives beyond `exports`: properties of a built-in module that cannot be enumerated or are inherited, so
   * that Node makes no exports of them (`require('stream').once`).
   */
  readonly unlistedProperties?: readonly string[];
  /** Where the text names what a star takes (Python's `__all__`), for the names that are surely meant. */
  readonly starSites?: readonly LocalDeclaration[];
  readonly directives: readonly Directive[];
  readonly errors: readonly ParseError[];
  /** Names declared at module scope but not exported, for messages ("declared here, not exported"). */
  readonly unexported?: readonly LocalDeclaration[];
  /** Names that it reads and does not bind, where a star may bring them. */
  readonly freeNames?: readonly FreeName[];
  /** Python: functions that may give names to the module that calls them, through the frame of the caller. */
  readonly changesCallers?: readonly string[];
  /** Components: the scripts are JavaScript; compilers take them as such, whatever declarations say of what they import. */
  readonly plainScripts?: true;
  /** Files that it takes by patterns. */
  readonly globs?: readonly FileGlob[];
  /** TypeScript declarations: enums that the compiler may put the values of in the place of their names. */
  readonly constEnums?: readonly string[];
}

export type DynamicReason =
  | 'computed-commonjs' // exports[key] = …, module.exports = f()
  | 'amd' // define(…): what the factory returns
  | 'export-equals' // `export = X` whose members only the type checker can tell
  | 'no-module-syntax' // a script or an empty file: what a loader makes of it is not in the text
  | 'unparsed' // syntax errors, or not read at all
  | 'not-at-hand' // only git has it, in another form or in another place
  | 'module-getattr' // Python: module __getattr__
  | 'computed-globals' // Python: globals(), setattr(sys.modules[…]), exec, …
  | 'mixed-exports' // an ES module that also writes to CommonJS's exports
  | 'open-namespace' // Python: a directory of a namespace package that a dependency may add to
  | 'added-by-compiler' // MDX: what its plugins and the framework export (`frontmatter`, `toc`)
  | 'declared-any' // TypeScript: `declare module 'x';`, which has any name
  | 'opaque-file' // native extension, wasm, unknown format
  | 'other-node'; // a built-in module of a Node that is not the running one and in no table

/** What a star takes from this module. `public`: all names without a leading underscore (Python without `__all__`). */
export type StarNames = 'public' | readonly string[];

/** The list of what a star takes from the module that `request` leads to, as a part of the own one. */
export interface StarPart {
  readonly request: number;
  /** Where it is named. */
  readonly span: Span;
  /** It is a part whenever the module is loaded. */
  readonly isSure: boolean;
}

/** `import.meta.glob(patterns, { base, query: '?url' })`, `require.context(base, isDeep, expression)`, `require('./' + name)` */
export type FileGlob = Timing & {
  /** Where relative patterns begin, seen from the folder of this file; with a slash in front from the root of the site. */
  readonly base: string;
  /** `data`: as text or by their address, whatever is in them. */
  readonly gives: 'modules' | 'data';
  /** One of them is what this module exports, and nothing else keeps its exports from being known. */
  readonly isWhole?: true;
  readonly span: Span;
  readonly guard?: Guard;
} & (
    | {
        /** As written; `!` takes back. */
        readonly patterns: readonly string[];
      }
    | {
        /** Of the path below `base`, with `./` in front. */
        readonly expression: string;
        /** Of the expression: `i`. */
        readonly flags?: string;
        readonly isDeep: boolean;
      }
  );

export interface ParseError {
  readonly message: string;
  readonly span: Span;
  /** `fatal`: what the file exports cannot be trusted; `recovered`: the record is whole all the same. */
  readonly severity: 'fatal' | 'recovered';
}

export interface LocalDeclaration {
  readonly name: string;
  readonly span: Span;
}
