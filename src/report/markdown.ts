// For pull-request comments and the step summary of GitHub: a table of the causes, details folded.

import type { Report, ReportedFinding } from '../model/report.ts';
import type { FormatContext } from './format.ts';
import { type Cause, causesOf } from './grouping.ts';
import { printable } from './printable.ts';
import {
  counted,
  crashSentence,
  helpSentences,
  historySentence,
  openSentences,
  resultSentence,
  scopeSentence,
} from './sentences.ts';
import { pathInRepository } from './shown-path.ts';

/** GitHub drops a step summary of more than 1 MiB whole; this leaves room for what others write. */
export const MAXIMUM_MARKDOWN_BYTES = 900 * 1024;

export function markdown(report: Report, context: FormatContext): string {
  const causes = causesOf(report.findings);
  const head = [
    '## danglint',
    '',
    `${report.summary.errors > 0 ? '❌' : report.summary.warnings > 0 ? '⚠️' : '✅'} **${resultSentence(report)}** (${scopeSentence(report)})`,
    ...[...openSentences(report), ...context.notices].map((sentence) => `- ${escapeText(sentence)}`),
    '',
    ...(causes.length > 0 ? ['| | where | what | rule |', '|---|---|---|---|'] : []),
  ];
  const rows: string[] = [];
  const details: string[] = [];
  let size = Buffer.byteLength(head.join('\n')) + 200;
  for (const cause of causes) {
    const row = tableRow(cause, context);
    const detail = detailBlock(cause, context);
    size += Buffer.byteLength(row) + Buffer.byteLength(detail) + 2;
    if (size > MAXIMUM_MARKDOWN_BYTES) break;
    rows.push(row);
    details.push(detail);
  }
  const cut = causes.length - rows.length;
  const lines = [
    ...head,
    ...rows,
    ...(cut > 0 ? ['', `… and ${counted(cut, 'more cause')}: see the log.`] : []),
    ...(details.length > 0 ? ['', ...details] : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function tableRow({ first, others }: Cause, context: FormatContext): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const mark = first.severity === 'error' ? '❌ error' : '⚠️ warning';
  return `| ${mark} | ${placeText(first, context)}${more} | ${escapeText(first.message)} | ${first.rule} |`;
}

function detailBlock({ first, others }: Cause, context: FormatContext): string {
  const crash = first.impact === undefined ? null : crashSentence(first.impact);
  const items = [
    ...(crash === null ? [] : [`**crash** ${escapeText(crash)}`]),
    ...(first.history === undefined ? [] : [`**history** ${escapeText(historySentence(first.history))}`]),
    ...helpSentences(first, context).map((sentence) => `**help** ${escapeText(sentence)}`),
    ...others.map((other) => `also ${placeText(other, context)}`),
  ];
  if (items.length === 0) return '';
  const summary = `<details><summary>${escapeMarkup(printable(first.message))}</summary>`;
  return [summary, '', ...items.map((item) => `- ${item}`), '', '</details>', ''].join('\n');
}

function placeText({ file, line, column }: ReportedFinding, context: FormatContext): string {
  return codeText(`${pathInRepository(file, context)}:${line}:${column}`);
}

function codeText(text: string): string {
  // A code span ends at a run of as many back-ticks as it starts with; in a table a pipe must be escaped even there.
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const blank = longest > 0 ? ' ' : '';
  return `${fence}${blank}${printable(text).replaceAll('|', '\\|')}${blank}${fence}`;
}

function escapeText(text: string): string {
  return escapeMarkup(printable(text).replace(/[\\`*_{}[\]#|~]/g, '\\$&'));
}

function escapeMarkup(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // A mention would notify people.
      .replaceAll('@', '&#64;')
  );
}
