// What settings and commands start by a dotted name: `run = "app.cli:main"`, `uvicorn app.main:app`, `Handler: app.handler`.

import type { ModuleId } from './module-id.ts';
import type { Span } from './span.ts';

export interface StartedName {
  /** The file that says it, which need not be a module: pyproject.toml, a Procfile. */
  readonly file: ModuleId;
  /** Of the name there; of the module when there is none. */
  readonly span: Span;
  readonly moduleSpan: Span;
  /** The module as it is written. */
  readonly specifier: string;
  /** Null when a package of the project is there, and the module in it is not. */
  readonly module: ModuleId | null;
  /** The file that would be the module. */
  readonly expected: string;
  /** The name that is taken from the module; null when the module alone is started. */
  readonly name: string | null;
  /**
   * `import`: by a script that imports the name; `module`: it is run by `python -m`; `attribute`: it is read off the module; `handler`, `node-handler`: by AWS Lambda; or by one
   * of the servers that say so in words of their own.
   */
  readonly by: 'import' | 'module' | 'attribute' | 'handler' | 'node-handler' | 'uvicorn' | 'gunicorn';
}
