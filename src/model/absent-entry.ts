// A file that a package offers to those who install it, and that is not there: `"main": "dist/index.js"`.

import type { ModuleId } from './module-id.ts';
import type { Span } from './span.ts';

export interface AbsentEntry {
  /** The package.json. It is no module of the graph. */
  readonly file: ModuleId;
  /** Of the path in it. */
  readonly span: Span;
  /** `main`, `exports`, `bin`, `module`, `types` … */
  readonly field: string;
  /** The path as it is written; of a pattern with its `*`, which no file matches. */
  readonly specifier: string;
  /** The same, absolute. */
  readonly expected: ModuleId;
  /** What those who install the package ask for: `kit`, `kit/colors`; of a command, its name. */
  readonly asked: string;
  /**
   * Who goes by it: Node and everybody else; bundlers alone, of which some go on with the next field; or compilers, which
   * know no types then.
   */
  readonly readBy: 'node' | 'bundlers' | 'compilers';
  /** Whether a build may be yet to make it: no entry is there, or nothing in its folder and in any other that builds write. */
  readonly isBeforeBuild: boolean;
}
