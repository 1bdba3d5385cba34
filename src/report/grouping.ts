// Findings by root cause and by file. Many importers of one missing name are one thing to repair. The report itself keeps one
// finding per import; formats that people read say the cause once.

import { addTo } from '../model/lists.ts';
import type { ReportedFinding } from '../model/report.ts';

export interface Cause {
  /** The finding that stands for all: the first in the report's order, so the one with the worst impact. */
  readonly first: ReportedFinding;
  /** The others, in the report's order. */
  readonly others: readonly ReportedFinding[];
}

/** In the order of the report. */
export function causesOf(findings: readonly ReportedFinding[]): Cause[] {
  const causes = new Map<string, { first: ReportedFinding; others: ReportedFinding[] }>();
  for (const finding of findings) {
    const key = causeKey(finding);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, { first: finding, others: [] });
    else cause.others.push(finding);
  }
  return [...causes.values()];
}

/** Two findings with the same key are mended by the same change. */
function causeKey(finding: ReportedFinding): string {
  const { rule, messageId, severity, target, specifier, name, reason, file, fingerprint } = finding;
  const isRelative = specifier?.startsWith('.') === true;
  // Without a target, a relative specifier means another file in every folder.
  const where = target ?? (isRelative ? `${file.replace(/[^/]*$/, '')}${specifier}` : specifier);
  return where === undefined
    ? fingerprint
    : [rule, messageId, severity, reason ?? '', where, name ?? ''].join('\0');
}

/** In the order in which the files are first named. */
export function findingsByFile(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const files = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    addTo(files, finding.file, finding);
  }
  return files;
}
