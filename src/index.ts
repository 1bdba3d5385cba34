// The public API: check a project from a program, and the types of the configuration and of the report. Importing it
// loads nothing else: the engine comes with the first check.

import type { Config, ConfigOverride } from './config/config.ts';
import type { Severity } from './model/finding.ts';
import type {
  History,
  Impact,
  Report,
  ReportedFinding,
  ReportedFix,
  ReportedRelated,
  ReportedSuggestion,
  Summary,
} from './model/report.ts';

export type {
  Config,
  ConfigOverride,
  History,
  Impact,
  Report,
  ReportedFinding,
  ReportedFix,
  ReportedRelated,
  ReportedSuggestion,
  Severity,
  Summary,
};

export interface CheckProjectOptions {
  /** Absolute. The project is looked for here and above, as the command line does it. */
  readonly cwd: string;
  /** Files and folders that limit what is reported, not what is known. Relative paths start at `cwd`. */
  readonly paths?: readonly string[];
  /** A configuration file, instead of those that are found. */
  readonly config?: string;
  /** `worktree`, `index`, `commit:REV`, `npm`, `docker` or `manifest:FILE`. */
  readonly view?: string;
  /** `ts-morph` asks TypeScript's checker: slow and exact. */
  readonly engine?: 'oxc' | 'ts-morph';
  /** Rule id → severity, over the configuration. */
  readonly rules?: Readonly<Record<string, Severity>>;
  /** Report only what is broken by the staged changes, or by those since a branch was left. */
  readonly changes?: { readonly kind: 'staged' } | { readonly kind: 'since'; readonly ref: string };
  /** Ask git who removed a name; true when absent. */
  readonly history?: boolean;
  /** Absolute; absent: no cache is kept. */
  readonly cacheDirectory?: string;
}

/**
 * Checks a project and gives the report, the same that `--format json` prints. Comments suppress; the baseline, which
 * is a matter of the command line, does not. Prints nothing and ends nothing.
 * @throws {UserError} (`name` is `UserError`, with an optional `hint`) when there is no such path or view, when the
 *   configuration is wrong, or when there is nothing to check
 */
export async function checkProject(options: CheckProjectOptions): Promise<Report> {
  const [{ openProject }, check] = await Promise.all([
    import('./open-project.ts'),
    import('./check-project.ts'),
  ]);
  const { rules, cacheDirectory, cwd, ...request } = options;
  const project = await openProject({
    ...request,
    cwd: cwd.replaceAll('\\', '/'),
    ...(rules !== undefined && { severities: new Map(Object.entries(rules)) }),
    cacheDirectoryOf: () => cacheDirectory ?? null,
  });
  const { report } = await check.checkProject(project.options);
  return report;
}

/** Gives the configuration back: for tools that write a danglint.json and want it checked by TypeScript. */
export function defineConfig(config: Config): Config {
  return config;
}
