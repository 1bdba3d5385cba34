// The plan of a compatibility stub: which file stands in for what, with which names in which shapes. The same for
// every language; only the emitter (src/stub/emit-<dialect>.ts) knows how a shape is written down.

import type { Location } from './finding.ts';
import type { ModuleId } from './module-id.ts';
import type { LanguageId } from './module-record.ts';

/** All that a run would do, in the order of the paths. Computed from what is read; nothing is written. */
export interface StubPlan {
  readonly files: readonly StubFile[];
  readonly refusals: readonly StubRefusal[];
}

/** One stub file. */
export interface StubFile {
  /** Where it is written; below the root. */
  readonly path: ModuleId;
  readonly language: LanguageId;
  /** How its text is read by what loads it. */
  readonly dialect: StubDialect;
  readonly standsFor: StubTarget;
  /** What people call the module, for messages: `src/database/connection_pool`, `src.database.connection_pool`. */
  readonly moduleName: string;
  /** The names that are added now, sorted by name. Names that the file already has are not repeated. */
  readonly names: readonly StubName[];
  /** Sentences about this file that do not stop the run: git ignores the path, the view does not ship it. */
  readonly warnings: readonly string[];
}

export type StubTarget =
  /** The module is not there: the stub takes its path. */
  | { readonly kind: 'module' }
  /** The module is there without the names: the stub is its sibling, and one marked line re-exports it. */
  | { readonly kind: 'names'; readonly module: ModuleId };

export type StubDialect =
  | 'typescript' // ES syntax in a .ts, .mts, .cts or .tsx file
  | 'typescript-commonjs' // `export =`: verbatimModuleSyntax in a file that is CommonJS
  | 'declaration' // only types are asked for, and every import is erased
  | 'esm'
  | 'commonjs'
  | 'python';

/** One name that importers ask for. At least one of `value` and `type` is there. */
export interface StubName {
  /** `default`, any string, or {@link WHOLE_MODULE} for what `require` gives when it is called itself. */
  readonly name: string;
  /** What it has to be at run time; null when it is only used as a type. */
  readonly value: StubValue | null;
  /** What it has to be as a type; null when it never is one. Always null in languages without the difference. */
  readonly type: StubType | null;
  /** Where it is asked for, in the order of the graph. */
  readonly askedBy: readonly Location[];
}

/** The name of what a CommonJS module is as a whole (`module.exports`, `export =`). */
export const WHOLE_MODULE = 'export=';

export interface StubValue {
  /**
   * - `function`: called, used as a decorator, a tag or a JSX component. Throws when called.
   * - `class`: constructed or extended. Throws when constructed; `instanceof` is false.
   * - `object`: members are read, or it is a constant. Throws when a member is read, written, iterated or converted.
   * - `unknown`: only handed on. May turn out to be anything: callable, constructible, throws on any use.
   */
  readonly kind: 'function' | 'class' | 'object' | 'unknown';
  /** Python: a class that is caught or raised, so that it has to be an exception. */
  readonly caught?: true;
  /** Python: a function that decorates while its importers are loaded, which is no use yet. */
  readonly decorates?: 'bare' | 'called' | 'both';
  /** Of the call or construction; names where the call sites agree. */
  readonly parameters: readonly StubParameter[];
  /** More arguments may follow: spread arguments, or call sites that the parameters cannot describe. */
  readonly rest: boolean;
  /** Every call is awaited or chained with `then`: rejects instead of throwing. */
  readonly async: boolean;
  /** The most type arguments that a call, construction or `extends` gives. */
  readonly typeArguments: number;
  /** Members that are read of it, sorted: static members of a class, properties of a function or object. */
  readonly members: readonly string[];
  /** Spread, enumerated or iterated: looking at its keys is a use then. */
  readonly enumerated: boolean;
  /** Of a class: what its subclasses override and say so with `override`, and what they inherit. Sorted by name. */
  readonly inherited: readonly StubMember[];
}

export interface StubMember {
  readonly name: string;
  /** How a subclass declares it; `used` when it only uses it. */
  readonly as: 'method' | 'property' | 'accessor' | 'used';
}

export interface StubParameter {
  /** An identifier, unique in its list. */
  readonly name: string;
  readonly optional: boolean;
  /** Call sites pass functions without parameter types here, which need a type that gives them some. */
  readonly takesCallbacks: boolean;
}

export interface StubType {
  /** The most type arguments that a use gives. */
  readonly typeArguments: number;
  /** `Color.Red` as a type: `Red`, sorted. */
  readonly members: readonly string[];
  /** A function without parameter types is assigned to it somewhere. */
  readonly callable: boolean;
}

/** Something that is not stubbed, with the way out. Both are sentences for people, without a full stop. */
export interface StubRefusal {
  readonly location: Location;
  readonly specifier: string;
  readonly name?: string;
  /** The module that lacks the name. */
  readonly of?: ModuleId;
  readonly why: string;
  readonly instead: string;
}

/** The machine-readable header of a stub file. */
export interface StubHeader {
  /** `YYYY-MM-DD`, when it was first written. */
  readonly created: string;
  /** `YYYY-MM-DD`: from this day on `stub-in-use` is an error. */
  readonly expires?: string;
  /** The text of `--message`, on one line. */
  readonly reason?: string;
  /** The version of danglint that wrote it. */
  readonly version: string;
}
