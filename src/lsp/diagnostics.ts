// A finding as an editor shows it. Lines and columns of the protocol start at 0 and count UTF-16 units, ours at 1.

import type { Diagnostic, Range } from 'vscode-languageserver';
import type { ReportedFinding } from '../model/report.ts';
import { crashSentence } from '../report/sentences.ts';
import { uriOfPath } from './file-uri.ts';

interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export function rangeOf({ line, column, endLine = line, endColumn = column }: Place): Range {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

/** @param root absolute; paths of the finding are relative to it */
export function diagnosticOf(finding: ReportedFinding, root: string): Diagnostic {
  const crash = finding.impact === undefined ? null : crashSentence(finding.impact);
  return {
    range: rangeOf(finding),
    severity: finding.severity === 'error' ? 1 : 2,
    source: 'danglint',
    code: finding.rule,
    message: crash === null ? finding.message : `${finding.message}\nCrashes ${crash}`,
    relatedInformation: finding.related.map((related) => ({
      location: { uri: uriOfPath(`${root}/${related.file}`), range: rangeOf(related) },
      message: related.message,
    })),
    data: finding.fingerprint,
  };
}
