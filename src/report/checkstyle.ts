// Checkstyle XML, for Jenkins' warnings plug-in and reviewdog.

import type { Report } from '../model/report.ts';
import type { FormatContext } from './format.ts';
import { findingsByFile } from './grouping.ts';
import { pathInRepository } from './shown-path.ts';
import { xmlText } from './xml-text.ts';

export function checkstyle(report: Report, context: FormatContext): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="4.3">',
    ...[...findingsByFile(report.findings)].flatMap(([file, findings]) => [
      `  <file name="${xmlText(pathInRepository(file, context))}">`,
      ...findings.map(
        ({ line, column, severity, message, rule }) =>
          `    <error line="${line}" column="${column}" severity="${severity}" message="${xmlText(message)}" source="danglint.${xmlText(rule)}"/>`,
      ),
      '  </file>',
    ]),
    '</checkstyle>',
    '',
  ].join('\n');
}
