// The order of a report: what hurts most comes first. Total, so that two runs print the same.

import type { Impact, ReportedFinding } from '../model/report.ts';

const WHEN: Readonly<Record<Impact['when'], number>> = {
  startup: 0,
  call: 1,
  unreached: 2,
  test: 3,
  never: 4,
};
const FAILURE: Readonly<Record<Impact['failure'], number>> = { link: 0, throw: 1, undefined: 2, type: 3 };

/** Errors before warnings, then by impact, file and place. */
export function compareFindings(left: ReportedFinding, right: ReportedFinding): number {
  return (
    severityRank(left) - severityRank(right) ||
    impactRank(left.impact) - impactRank(right.impact) ||
    compareText(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compareText(left.rule, right.rule) ||
    compareText(left.message, right.message)
  );
}

const severityRank = (finding: ReportedFinding) => (finding.severity === 'error' ? 0 : 1);

/** What surely happens stands before what may. */
function impactRank(impact: Impact | undefined): number {
  // Without an impact a finding stands where "not reached from a known entry point" does.
  return impact === undefined
    ? WHEN.unreached * 10
    : WHEN[impact.when] * 10 +
        FAILURE[impact.failure] +
        (impact.branchIn === undefined && impact.handedTo === undefined ? 0 : 5);
}

/** By code unit: the same on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
