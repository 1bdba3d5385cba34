// Checks a folder as the command line does, with options that a test may change.

import { type CheckResult, checkProject } from '../../src/check-project.ts';
import type { CheckOptions } from '../../src/options.ts';

export function checkOptions(root: string, changed: Partial<CheckOptions> = {}): CheckOptions {
  return {
    root,
    paths: [],
    view: 'worktree',
    changes: { kind: 'all' },
    engine: 'oxc',
    resolver: { alias: {}, conditions: [], runtime: 'auto', generated: [], pythonPath: [] },
    ignore: [],
    includeFixtures: false,
    severityOf: () => undefined,
    entries: [],
    cacheDirectory: null,
    history: false,
    authors: false,
    today: '2025-01-15',
    ...changed,
  };
}

export function checkFiles(root: string, changed: Partial<CheckOptions> = {}): Promise<CheckResult> {
  return checkProject(checkOptions(root, changed));
}

/** `src/a.ts:3 missing-export`, sorted. */
export function linesOf({ report }: CheckResult): string[] {
  return report.findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`).sort();
}
