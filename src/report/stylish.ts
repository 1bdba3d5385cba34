// The default format, for people at a terminal: a clickable place, the message, the line of source, when it crashes,
// who broke it, what to do. The same root cause is said once.

import { Chalk, type ChalkInstance } from 'chalk';
import type { Report, ReportedFinding } from '../model/report.ts';
import { codeFrame } from './code-frame.ts';
import type { FormatContext } from './format.ts';
import { type Cause, causesOf } from './grouping.ts';
import { printable } from './printable.ts';
import {
  counted,
  crashSentence,
  helpSentences,
  historySentence,
  type Marks,
  marksOf,
  openSentences,
  reachSentence,
  resultSentence,
  scopeSentence,
} from './sentences.ts';
import { pathFromCwd } from './shown-path.ts';
import { wrapText } from './wrap-text.ts';

/** More are cut, and the cut is said: nobody scrolls through thousands of frames. */
const MAXIMUM_CAUSES = 100;
const MAXIMUM_IMPORTERS = 8;
const LABEL_WIDTH = 9;

interface Pen {
  readonly chalk: ChalkInstance;
  readonly marks: Marks;
  readonly context: FormatContext;
}

export function stylish(report: Report, context: FormatContext): string {
  const pen: Pen = { chalk: new Chalk({ level: context.color }), marks: marksOf(context.unicode), context };
  const causes = causesOf(report.findings);
  const cut = causes.length - MAXIMUM_CAUSES;
  const blocks = causes.slice(0, MAXIMUM_CAUSES).map((cause) => causeBlock(cause, pen));
  if (cut > 0) {
    blocks.push([
      `${pen.marks.ellipsis} and ${counted(cut, 'more cause')}; --format unix lists every finding`,
    ]);
  }
  blocks.push([
    ...context.notices.map((notice) => pen.chalk.dim(printable(notice))),
    ...summaryLines(report, pen),
  ]);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function causeBlock({ first, others }: Cause, pen: Pen): string[] {
  const { chalk, marks } = pen;
  const color = first.severity === 'error' ? chalk.red : chalk.yellow;
  const message = chalk.bold(printable(first.message));
  const lines = [
    `${place(first, pen)}  ${color.bold(first.severity)}  ${message}  ${chalk.dim(first.rule)}`,
    ...frameLines(first, pen),
  ];
  if (first.impact !== undefined) {
    const crash = crashSentence(first.impact);
    const reach = crash === null ? null : reachSentence(first.impact, marks);
    lines.push(...labelled('crash', [crash, reach], pen));
  }
  if (first.history !== undefined) lines.push(...labelled('history', [historySentence(first.history)], pen));
  for (const { file, line, column, message } of first.related) {
    lines.push(...labelled('see', [`${pathFromCwd(file, pen.context)}:${line}:${column}  ${message}`], pen));
  }
  const shown = others.slice(0, MAXIMUM_IMPORTERS).map((other) => plainPlace(other, pen));
  const rest = others.length - shown.length;
  if (rest > 0) shown.push(`${marks.ellipsis} and ${counted(rest, 'more import')}; --format unix lists them`);
  lines.push(...labelled('also', shown, pen));
  const help = helpSentences(first, pen.context);
  lines.push(...labelled('help', help.length === 0 ? [] : [help.join('  or: ')], pen));
  return lines;
}

function frameLines(finding: ReportedFinding, { chalk, marks, context }: Pen): string[] {
  const text = context.sourceText(finding.file);
  if (text === null) return [];
  const gutter = String(finding.line).length;
  const width = Math.max(20, context.width - gutter - 7);
  return codeFrame(text, finding, width, marks.ellipsis).map(({ number, marked, text }) => {
    const label = (number === null ? '' : String(number)).padStart(gutter);
    const prefix = chalk.dim(`  ${marked ? '>' : ' '} ${label} |`);
    const shown = number === null ? chalk.red.bold(text) : text;
    return text === '' ? prefix : `${prefix} ${shown}`;
  });
}

/** `  crash    first line`, the following lines indented below it. */
function labelled(label: string, texts: readonly (string | null)[], { chalk, context }: Pen): string[] {
  // A command must stay on one line: it is copied.
  const room = label === 'help' ? undefined : context.lineWidth;
  return texts
    .filter((text) => text !== null)
    .flatMap((text) => (room === undefined ? text : wrapText(text, room - LABEL_WIDTH - 2)))
    .map((text, index) => {
      const head = index === 0 ? chalk.cyan(label.padEnd(LABEL_WIDTH)) : ' '.repeat(LABEL_WIDTH);
      return `  ${head}${printable(text)}`;
    });
}

function place(finding: ReportedFinding, pen: Pen): string {
  const { root, hyperlinks } = pen.context;
  const text = pen.chalk.underline(plainPlace(finding, pen));
  if (!hyperlinks) return text;
  const uri = encodeURI(`file://${root.startsWith('/') ? '' : '/'}${root}/${finding.file}`);
  return `\u001B]8;;${uri}\u0007${text}\u001B]8;;\u0007`;
}

function plainPlace({ file, line, column }: ReportedFinding, { context }: Pen): string {
  return `${printable(pathFromCwd(file, context))}:${line}:${column}`;
}

function summaryLines(report: Report, { chalk, marks }: Pen): string[] {
  const { errors, warnings } = report.summary;
  const [mark, color] =
    errors > 0
      ? [marks.cross, chalk.red]
      : warnings > 0
        ? [marks.cross, chalk.yellow]
        : [marks.check, chalk.green];
  return [
    ...openSentences(report).map((sentence) => chalk.dim(sentence)),
    `${color.bold(`${mark} ${resultSentence(report)}`)} ${chalk.dim(`(${scopeSentence(report)})`)}`,
  ];
}
