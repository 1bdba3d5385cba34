// When a check fails. Never the number of findings: 256 of them would be success.

import type { Impact, Report, ReportedFinding } from '../model/report.ts';

/** Which errors fail: those that crash at start-up, also those that crash when a function is called, any. */
export type FailOn = 'startup' | 'call' | 'any';

const FAILING: Readonly<Record<FailOn, readonly Impact['when'][]>> = {
  startup: ['startup'],
  call: ['startup', 'call'],
  any: ['startup', 'call', 'test', 'unreached', 'never'],
};

export interface FailurePolicy {
  readonly failOn: FailOn;
  readonly maxWarnings?: number;
  readonly exitZero?: boolean;
}

/** @param staleEntries baseline entries that nothing needs any more: they would hide the next break */
export function exitCodeOf(report: Report, policy: FailurePolicy, staleEntries: number): 0 | 1 {
  if (policy.exitZero === true) return 0;
  const { findings, summary } = report;
  const tooManyWarnings = policy.maxWarnings !== undefined && summary.warnings > policy.maxWarnings;
  if (tooManyWarnings || staleEntries > 0) return 1;
  const counts = ({ severity, impact }: ReportedFinding) =>
    severity === 'error' && (impact === undefined || FAILING[policy.failOn].includes(impact.when));
  return findings.some(counts) ? 1 : 0;
}
