// Which severity a finding is reported with: the configuration's word, the finding's own, the rule's default.

import type { Finding, Severity } from '../model/finding.ts';

/**
 * A configured severity that differs from the rule's default wins over everything. One that merely repeats the
 * default (a config written out in full) leaves the finding's own opinion standing: an import that is optional by
 * idiom stays a warning.
 */
export function severityOf(
  finding: Finding,
  defaultSeverity: 'error' | 'warning',
  configured: Severity | undefined,
): Severity {
  if (configured !== undefined && configured !== defaultSeverity) return configured;
  return finding.severity ?? defaultSeverity;
}
