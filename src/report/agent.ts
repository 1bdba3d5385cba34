// For coding assistants: one line a cause and what to do about it. No frames, no colours, no repetition.

import type { Report } from '../model/report.ts';
import type { FormatContext } from './format.ts';
import { causesOf } from './grouping.ts';
import { printable } from './printable.ts';
import {
  crashSentence,
  helpSentences,
  historySentence,
  openSentences,
  resultSentence,
  scopeSentence,
} from './sentences.ts';
import { pathFromCwd } from './shown-path.ts';

export function agent(report: Report, context: FormatContext): string {
  const lines: string[] = [];
  for (const { first, others } of causesOf(report.findings)) {
    const place = ({ file, line, column }: typeof first) => `${pathFromCwd(file, context)}:${line}:${column}`;
    lines.push(`${place(first)} ${first.severity} ${first.rule}: ${first.message}`);
    const crash = first.impact === undefined ? null : crashSentence(first.impact);
    if (crash !== null) lines.push(`  crash: ${crash}`);
    if (first.history !== undefined) lines.push(`  history: ${historySentence(first.history)}`);
    const help = helpSentences(first, context);
    if (help.length > 0) lines.push(`  help: ${help.join(' | ')}`);
    if (others.length > 0) lines.push(`  also: ${others.map(place).join(', ')}`);
  }
  lines.push(...context.notices, ...openSentences(report));
  lines.push(`${resultSentence(report)} (${scopeSentence(report)})`);
  return `${lines.map(printable).join('\n')}\n`;
}
