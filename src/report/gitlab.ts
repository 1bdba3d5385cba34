// GitLab's code quality report: an array, also when it is empty. Two entries with one fingerprint would be shown as one,
// so the fingerprint tells equal imports of one file apart.

import type { Report, ReportedFinding } from '../model/report.ts';
import type { FormatContext } from './format.ts';
import { jsonText } from './json-text.ts';
import { pathInRepository } from './shown-path.ts';

export function gitlab(report: Report, context: FormatContext): string {
  const entries = report.findings.map((finding) => ({
    description: finding.message,
    check_name: finding.rule,
    fingerprint: finding.fingerprint,
    severity: severityOf(finding),
    location: { path: pathInRepository(finding.file, context), lines: { begin: finding.line } },
  }));
  return `${jsonText(entries, 2)}\n`;
}

function severityOf({ severity, impact }: ReportedFinding): 'minor' | 'major' | 'critical' {
  if (severity === 'warning') return 'minor';
  return impact?.when === 'startup' && impact.failure !== 'type' ? 'critical' : 'major';
}
