// The answer of ResolveExport (ECMA-262 16.2.1.7.2.2) on a graph that may be incomplete.

import type { Meaning } from './export-entry.ts';
import type { ModuleId } from './module-id.ts';
import type { Span } from './span.ts';

/** One step on the way: the export entry of `module` that was followed, for the message. */
export interface Hop {
  readonly module: ModuleId;
  readonly name: string;
  readonly span: Span;
  /** The step went through `export *`, which names nothing. */
  readonly star?: true;
}

export type ExportResolution =
  | {
      readonly kind: 'found';
      readonly module: ModuleId;
      /** The local binding, or the export name where there is none. */
      readonly binding: string;
      readonly meaning: Meaning;
      readonly span: Span;
      readonly via: readonly Hop[];
      /** As in LocalExport: all member names of the value, when the text tells them. */
      readonly members?: readonly string[];
      /** Those of namespaces inside it, as in `LocalExport`. */
      readonly innerMembers?: Readonly<Record<string, readonly string[]>>;
      readonly certainty?: 'may';
    }
  | { readonly kind: 'namespace'; readonly module: ModuleId; readonly via: readonly Hop[] }
  | {
      readonly kind: 'missing';
      readonly module: ModuleId;
      readonly name: string;
      readonly via: readonly Hop[];
      /** Where a value of the module lacks it (a namespace, an enum): what that has. */
      readonly among?: readonly string[];
    }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Hop[]; readonly via: readonly Hop[] }
  | { readonly kind: 'cycle'; readonly via: readonly Hop[] }
  | { readonly kind: 'unknown'; readonly reason: string; readonly module: ModuleId };
