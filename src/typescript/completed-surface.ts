// What the checker told about a module, and what that depends on.

import type { LocalExport } from '../model/export-entry.ts';
import type { ModuleId } from '../model/module-id.ts';

/** The exported names of one module, and the files that they were read from. */
export interface CompletedSurface {
  /** Null: the checker cannot tell them all. */
  readonly exports: readonly LocalExport[] | null;
  readonly files: readonly ModuleId[];
}
