// What evaluating a module surely does with the names of other modules, and which of its own names may not be touched
// before it has run. Told from one text; asked for only for modules on an import cycle.

import type { Span } from './span.ts';

export interface Evaluation {
  /** Uses of imported bindings in code that surely runs while the module is loaded, in source order. */
  readonly reads: readonly LoadRead[];
  /**
   * Bindings that are in their temporal dead zone until their declaration has run (ECMA-262, 14.3.1): `let`, `const`
   * and `class` at module level; `*default*` for a default export without a name.
   */
  readonly uninitialised: readonly string[];
  /** Requests (indices) whose statement surely runs: none of a branch, a handler, a loop. */
  readonly sureRequests: readonly number[];
}

export interface LoadRead {
  /** The local name of the import. */
  readonly localName: string;
  /** `ns.a` gives `a`; null for the binding itself. */
  readonly member: string | null;
  readonly use: 'extends' | 'call' | 'construct' | 'read';
  readonly span: Span;
}
