// A file by which a program is started where it is deployed, and that is not there: `CMD ["node", "src/worker.js"]`.

import type { ModuleId } from './module-id.ts';
import type { Span } from './span.ts';

export interface AbsentStart {
  /** The Dockerfile. It is no module of the graph. */
  readonly file: ModuleId;
  /** Of the path in it, or of what leads to a script with it. */
  readonly span: Span;
  /** The path as it is written. */
  readonly specifier: string;
  /** The file here that is meant. */
  readonly expected: ModuleId;
  /** Where it is looked for there, absolute. */
  readonly place: string;
  /** What starts it: `CMD`, `ENTRYPOINT`. */
  readonly by: string;
  readonly program: 'node' | 'python';
}
