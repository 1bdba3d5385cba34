// What commander makes of the options of `check`.

import type { FailOn } from './exit-code.ts';
import type { ProjectFlags } from './project-options.ts';

/** `--format sarif=out.sarif`. */
export interface FormatChoice {
  readonly format: string;
  /** As typed; null for stdout. */
  readonly file: string | null;
}

export interface CheckFlags extends ProjectFlags {
  readonly format?: readonly FormatChoice[];
  readonly quiet?: boolean;
  readonly stats?: boolean;
  readonly explainUnknown?: boolean;
  readonly failOn: FailOn;
  readonly maxWarnings?: number;
  readonly exitZero?: boolean;
  readonly baseline?: string;
  readonly suppressAll?: boolean;
  readonly pruneSuppressions?: boolean;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly watch?: boolean;
  readonly printConfig?: boolean;
  readonly listFiles?: boolean;
}
