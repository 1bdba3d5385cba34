// What a comment says to danglint.

import type { Span } from './span.ts';

/** Comments that speak to danglint. */
export type Directive =
  | {
      readonly kind: 'disable-next-line' | 'disable-line' | 'disable-file' | 'disable' | 'enable';
      /** Rule ids; empty means all rules. */
      readonly rules: readonly string[];
      readonly reason?: string;
      /** The whole comment. */
      readonly span: Span;
    }
  | {
      /** The header of a compatibility stub. */
      readonly kind: 'stub';
      readonly created?: string;
      readonly expires?: string;
      readonly reason?: string;
      readonly span: Span;
    };
