// When a check fails. Never the number of findings: 256 of them would be success.

import type { Impact, Report, ReportedFinding } from '../model/report.ts';

/** Which errors fail: those that may stop a program while it starts, also those that crash later, or any. */
export type FailOn = 'startup' | 'call' | 'any';

/**
 * Who lets a deploy through on `startup` asks whether the program will come up. A branch that is not decided may be the one
 * of production, and what is given `undefined` seldom goes on: both fail. What is caught on the way lets it come up.
 */
const FAILING: Readonly<Record<FailOn, (impact: Impact) => boolean>> = {
  startup: ({ when, swallowed }) => when === 'startup' && swallowed === undefined,
  call: ({ when }) => when === 'startup' || when === 'call',
  any: () => true,
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
    severity === 'error' && (impact === undefined || FAILING[policy.failOn](impact));
  return findings.some(counts) ? 1 : 0;
}
