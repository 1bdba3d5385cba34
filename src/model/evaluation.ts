// What evaluating a module surely does with the names of other modules, and from where on its own names are there.
// Told from one text; asked for only for modules on an import cycle.

import type { ModuleRecord } from './module-record.ts';
import type { Span } from './span.ts';

/** What an evaluation is told from beside the text: what it names by index. */
export type AskingRecord = Pick<ModuleRecord, 'moduleKind' | 'requests' | 'imports'>;

export interface Evaluation {
  /** Uses of what other modules export, in code that surely runs while the module is loaded, in source order. */
  readonly reads: readonly LoadRead[];
  /**
   * Imports that stand as types in decorated signatures, in code that surely runs: with `emitDecoratorMetadata` the
   * compiler writes down the classes among them, and reads them there.
   */
  readonly described?: readonly LoadRead[];
  /** Module-level bindings that are not there from the start; a hoisted function is, and is not listed. */
  readonly bindings: readonly LateBinding[];
  /** Functions and classes at module level that others may call while modules are loaded, and that use something. */
  readonly callables: readonly ModuleCallable[];
  /** Requests (indices) whose statement surely runs: none of a branch, a handler, a loop, none that a compiler drops. */
  readonly sureRequests: readonly number[];
  /** Imports (indices) that TypeScript drops, unless it is told to keep all: what they import is only used as types. */
  readonly droppedRequests: readonly number[];
  /** CommonJS: when its exports come to be. Absent where not every use of `exports` can be followed. */
  readonly exported?: ExportedFrom;
}

export interface ModuleCallable {
  /** `*default*` for a default export without a name. */
  readonly name: string;
  /** What a call (of a class: making an instance) surely uses, in that order. */
  readonly reads: readonly CallableRead[];
}

/** A use of what other modules export, or of a module-level binding of its own module. */
export type CallableRead = Omit<LoadRead, 'of' | 'at' | 'later'> & {
  readonly of: LoadRead['of'] | { readonly binding: string };
};

export interface LateBinding {
  /** `*default*` for a default export without a name. */
  readonly name: string;
  /**
   * What it is before: `uninitialised` in its temporal dead zone (ECMA-262, 14.3.1: `let`, `const`, `class`), where
   * reading throws; `undefined` for `var`, and for the enums and namespaces of TypeScript.
   */
  readonly before: 'uninitialised' | 'undefined';
  /** The offset from which on it may have its value. */
  readonly from: number;
  /** It is the declaration of a class. */
  readonly isClass?: true;
  /** `export const x = …`: compilers to CommonJS write its uses as `exports.x`. */
  readonly isExportedInPlace?: true;
}

/** Offsets from which on something may have been exported; -1 for what a function does that may run at any time. */
export interface ExportedFrom {
  /** `exports.name = …` */
  readonly names: Readonly<Record<string, number>>;
  /** `module.exports = …`: who has the object from before never sees the new one. Null when it is never replaced. */
  readonly whole: number | null;
}

/**
 * How a value is used. `member`: something is read off it; `tested`: only asked whether it is there; `keys`, `copied`: each
 * export of a namespace is looked at, in the two ways that V8 words differently; `read`: anything else.
 */
export type UseOfValue = 'extends' | 'call' | 'construct' | 'member' | 'tested' | 'keys' | 'copied' | 'read';

export interface LoadRead {
  /** The import entry whose binding is used, or the request whose value is. */
  readonly of: { readonly import: number } | { readonly request: number };
  /** `ns.a` gives `a`; null for the binding itself, and for the whole of what was required. */
  readonly member: string | null;
  readonly use: UseOfValue;
  /** The expression as engines quote it in their errors: `pool.connect`, `require(...).connect`. */
  readonly text: string;
  /** For `member`: what is read off it. */
  readonly next?: string;
  /** For `copied`: the exports that are left out. */
  readonly except?: readonly string[];
  readonly span: Span;
  /** The offset that the module has come to by then; the read itself may stand in a function that is called there. */
  readonly at: number;
  /**
   * The value is taken at load and kept, as a name (`const { x } = require('./y')`) or as a module
   * (`const y = require('./y')`); the use is in a function that runs later. Absent when it is part of loading.
   */
  readonly later?: { readonly kept: 'name' | 'module'; readonly enclosing?: string };
}
