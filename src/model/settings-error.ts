// A file that says how modules are resolved (tsconfig.json, package.json, pyproject.toml) and cannot be read as such.

import type { ModuleId } from './module-id.ts';
import type { Span } from './span.ts';

export interface SettingsError {
  /** Absolute. It is no module of the graph. */
  readonly file: ModuleId;
  /** The place in its text; at its start where there is none. */
  readonly span: Span;
  /** One sentence without a full stop. */
  readonly message: string;
}
