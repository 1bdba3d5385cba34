// When a check fails. Never the number of findings: 256 of them would be success.

import type { Report } from '../model/report.ts';

export interface FailurePolicy {
  readonly failOn: 'error' | 'warning' | 'startup';
  readonly maxWarnings?: number;
  readonly exitZero?: boolean;
}

/** @param staleEntries baseline entries that nothing needs any more: they would hide the next break */
export function exitCodeOf(report: Report, policy: FailurePolicy, staleEntries: number): 0 | 1 {
  if (policy.exitZero === true) return 0;
  const { findings, summary } = report;
  const tooManyWarnings = policy.maxWarnings !== undefined && summary.warnings > policy.maxWarnings;
  if (tooManyWarnings || staleEntries > 0) return 1;
  switch (policy.failOn) {
    case 'error':
      return summary.errors > 0 ? 1 : 0;
    case 'warning':
      return findings.length > 0 ? 1 : 0;
    case 'startup':
      return findings.some(({ severity, impact }) => severity === 'error' && impact?.when === 'startup')
        ? 1
        : 0;
  }
}
