// The contract of an output format: a pure function of the report.

import type { Report, ReportedFinding } from '../model/report.ts';

export interface FormatContext {
  /** The text of a file named in the report (relative path); null when it cannot be read. For code frames. */
  readonly sourceText: (file: string) => string | null;
  /** Colour level of the stream: 0 none, 1 16 colours, 2 256, 3 true colour. */
  readonly color: 0 | 1 | 2 | 3;
  /** Columns of the terminal; 80 when it is none. */
  readonly width: number;
  /** Columns that sentences are wrapped to; absent where a line may have any length (files, pipes). */
  readonly lineWidth?: number;
  /** The stream understands OSC 8 hyperlinks. */
  readonly hyperlinks: boolean;
  /** The stream shows Unicode; otherwise ASCII is used for marks. */
  readonly unicode: boolean;
  /** The absolute root, for links and SARIF's base. */
  readonly root: string;
  /** The top of the git repository when it is another directory than the root: services show paths from there. */
  readonly repositoryRoot?: string;
  /** Shown paths: relative to this directory, in the formats that people click on. */
  readonly cwd: string;
  /** All rules, for the formats that describe them; empty for the others. */
  readonly rules: readonly RuleDescription[];
  /** The stub that danglint would write for a finding, for the formats that show one; null where none can be written. */
  readonly stubPreview?: (finding: ReportedFinding) => string | null;
  /** Sentences about the run that are no findings ("no node_modules: declared packages are taken as fine"). */
  readonly notices: readonly string[];
}

export interface RuleDescription {
  readonly id: string;
  readonly summary: string;
  readonly defaultSeverity: 'error' | 'warning';
  /** The rule's page, Markdown. */
  readonly page: string;
}

/** Returns the whole document, with its final newline. */
export type Format = (report: Report, context: FormatContext) => string;
