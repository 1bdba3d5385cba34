// One line a finding, `path:line:column: message [error/rule]`: for vim, emacs, grep and problem matchers.

import type { Report } from '../model/report.ts';
import type { FormatContext } from './format.ts';
import { printable } from './printable.ts';
import { pathFromCwd } from './shown-path.ts';

export function unix(report: Report, context: FormatContext): string {
  return report.findings
    .map(({ file, line, column, message, severity, rule }) => {
      const path = printable(pathFromCwd(file, context));
      return `${path}:${line}:${column}: ${printable(message)} [${severity}/${rule}]\n`;
    })
    .join('');
}
