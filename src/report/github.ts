// Annotations of GitHub Actions, as workflow commands. A step shows ten errors and ten warnings, first come: the
// report's order puts what hurts most first, and what is left out is printed as plain lines and counted in a notice.

import type { Report, ReportedFinding } from '../model/report.ts';
import type { FormatContext } from './format.ts';
import { printable } from './printable.ts';
import { counted, crashSentence, helpSentences, resultSentence, scopeSentence } from './sentences.ts';
import { pathInRepository } from './shown-path.ts';

const MAXIMUM_PER_SEVERITY = 10;

export function github(report: Report, context: FormatContext): string {
  const lines: string[] = [];
  const rest: ReportedFinding[] = [];
  for (const severity of ['error', 'warning'] as const) {
    const findings = report.findings.filter((finding) => finding.severity === severity);
    lines.push(...findings.slice(0, MAXIMUM_PER_SEVERITY).map((finding) => annotation(finding, context)));
    rest.push(...findings.slice(MAXIMUM_PER_SEVERITY));
  }
  for (const finding of rest) {
    lines.push(
      `${placed(finding, context)}: ${finding.severity}: ${printable(finding.message)} [${finding.rule}]`,
    );
  }
  if (rest.length > 0) {
    const text = `${counted(rest.length, 'more finding')}: GitHub shows ten of a kind for each step, all are in the log and in the step summary`;
    lines.push(`::notice title=danglint::${escapeData(text)}`);
  }
  lines.push(...context.notices.map(printable));
  // A line that starts with `::` would be a command.
  const plain = lines.map((line) =>
    /^::(error|warning|notice) /.test(line) ? line : line.replace(/^\s*::/, ': :'),
  );
  return `${[...plain, `${resultSentence(report)} (${scopeSentence(report)})`].join('\n')}\n`;
}

function annotation(finding: ReportedFinding, context: FormatContext): string {
  const { file, line, endLine, column, endColumn, severity, rule } = finding;
  const properties = [
    ['file', printable(pathInRepository(file, context))],
    ['line', String(line)],
    ['endLine', String(endLine)],
    // GitHub refuses columns of a range over several lines.
    ...(endLine === line
      ? [['col', String(column)] as const, ['endColumn', String(endColumn)] as const]
      : []),
    ['title', `danglint(${rule})`],
  ] as const;
  const crash = finding.impact === undefined ? null : crashSentence(finding.impact);
  const message = [
    `${placed(finding, context)} ${finding.message}`,
    ...(crash === null ? [] : [`crash: ${crash}`]),
    ...helpSentences(finding, context)
      .slice(0, 1)
      .map((sentence) => `help: ${sentence}`),
  ];
  const written = properties.map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
  return `::${severity} ${written}::${escapeData(message.map(printable).join('\n'))}`;
}

function placed({ file, line, column }: ReportedFinding, context: FormatContext): string {
  return `${printable(pathInRepository(file, context))}:${line}:${column}`;
}

/** As actions/toolkit's command file documents it. */
const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
