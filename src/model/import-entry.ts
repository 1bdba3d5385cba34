// The names that a file imports. The words are those of ECMA-262, section 16.2.2 (ImportEntry Records).

import type { ValueUse } from './member-use.ts';
import type { Span } from './span.ts';

/** One imported name. Whole namespaces have the import name `*`. Side-effect imports have no entry. */
export interface ImportEntry {
  /** Index into `requests`. */
  readonly request: number;
  /** The name asked for: `default`, `*` for the namespace, or any string. */
  readonly importName: string;
  /** The binding in this module; null when there is none (destructured and not bound, a mock member). */
  readonly localName: string | null;
  readonly typeOnly: boolean;
  /** The imported name in the text (for a default import the local name, for a namespace the `*` or the local name). */
  readonly span: Span;
  /**
   * A second request to try when the first target does not export the name: Python's `from pkg import sub` may mean
   * the module `pkg.sub`. Index into `requests`.
   */
  readonly orModule?: number;
  /** Python `from m import *`. The names that come with it are decided when linking. */
  readonly star?: true;
  /** Where its value is needed first, which no type has. Told with the detail `members` only. */
  readonly usedAsValue?: ValueUse;
  /** It was looked for, and nothing in this module needs it as a value. Told with the detail `members` only. */
  readonly onlyAsType?: true;
}
