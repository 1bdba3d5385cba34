// JUnit XML, as Jenkins and GitLab read it. Errors are failures; warnings are passing cases with their text as output,
// because a failing case fails a build that danglint let pass. A clean run has one passing case: without any, readers
// call the report empty.

import type { Report, ReportedFinding } from '../model/report.ts';
import type { FormatContext } from './format.ts';
import { findingsByFile } from './grouping.ts';
import { crashSentence, helpSentences } from './sentences.ts';
import { pathInRepository } from './shown-path.ts';
import { xmlText } from './xml-text.ts';

export function junit(report: Report, context: FormatContext): string {
  const { findings, summary } = report;
  const time = (summary.durationMs / 1000).toFixed(3);
  const suites =
    findings.length === 0
      ? [
          '  <testsuite name="danglint" tests="1" failures="0" errors="0">',
          '    <testcase name="no dangling imports" classname="danglint"/>',
          '  </testsuite>',
        ]
      : [...findingsByFile(findings)].flatMap(([file, group]) =>
          suite(pathInRepository(file, context), group, context),
        );
  const tests = Math.max(1, findings.length);
  const failures = findings.filter(isFailure).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="danglint" tests="${tests}" failures="${failures}" errors="0" time="${time}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(path: string, findings: readonly ReportedFinding[], context: FormatContext): string[] {
  const failures = findings.filter(isFailure).length;
  const name = xmlText(path);
  return [
    `  <testsuite name="${name}" tests="${findings.length}" failures="${failures}" errors="0">`,
    ...findings.flatMap((finding) => {
      const { rule, line, column, message } = finding;
      const text = xmlText([`${path}:${line}:${column} ${message}`, ...details(finding, context)].join('\n'));
      return [
        `    <testcase name="${xmlText(rule)} at ${line}:${column}" classname="${name}" file="${name}" line="${line}">`,
        isFailure(finding)
          ? `      <failure message="${xmlText(message)}" type="${xmlText(rule)}">${text}</failure>`
          : `      <system-out>warning: ${text}</system-out>`,
        '    </testcase>',
      ];
    }),
    '  </testsuite>',
  ];
}

function details(finding: ReportedFinding, context: FormatContext): string[] {
  const crash = finding.impact === undefined ? null : crashSentence(finding.impact);
  return [
    ...(crash === null ? [] : [`crash: ${crash}`]),
    ...helpSentences(finding, context).map((sentence) => `help: ${sentence}`),
  ];
}

const isFailure = ({ severity }: ReportedFinding) => severity === 'error';
