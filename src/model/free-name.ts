// A name that a module reads and does not bind itself.

import type { Span } from './span.ts';

export interface FreeName {
  readonly name: string;
  /** Where it is read first. */
  readonly span: Span;
  readonly runs: 'load' | 'call';
  /** The function that it is read in. */
  readonly enclosing?: string;
}
