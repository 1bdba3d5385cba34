// The lines of source around a place, with carets under the span. Never wider than asked for, whatever the line is:
// minified, full of tabs, in wide characters.

import { displayWidth, graphemesOf } from './display-width.ts';
import { printable } from './printable.ts';

export interface FrameSpan {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FrameLine {
  /** The line number; null for the line of carets. */
  readonly number: number | null;
  /** The line that the span starts on. */
  readonly marked: boolean;
  readonly text: string;
}

const TAB = '  ';

/**
 * The line before, the line of the span, and the carets.
 * @param width columns for the text itself, without the gutter
 * @param ellipsis stands for what was cut off
 * @returns no lines when the span is not in the text
 */
export function codeFrame(text: string, span: FrameSpan, width: number, ellipsis: string): FrameLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const line = lines[span.line - 1];
  if (line === undefined) return [];
  const from = span.column - 1;
  const to = span.endLine > span.line ? line.length : Math.max(span.endColumn - 1, from + 1);
  const shown = clip(line, from, to, width, ellipsis);
  const frame: FrameLine[] = [
    { number: span.line, marked: true, text: shown.text },
    { number: null, marked: false, text: ' '.repeat(shown.before) + '^'.repeat(Math.max(1, shown.within)) },
  ];
  const previous = lines[span.line - 2];
  if (previous === undefined || previous.trim() === '') return frame;
  return [
    { number: span.line - 1, marked: false, text: clip(previous, 0, 0, width, ellipsis).text.trimEnd() },
    ...frame,
  ];
}

interface Cell {
  readonly shown: string;
  /** UTF-16 offset in the line. */
  readonly unit: number;
  readonly width: number;
}

/** `line` cut to `width` columns so that `from` … is in it; the columns before and within the span. */
function clip(line: string, from: number, to: number, width: number, ellipsis: string) {
  // A line of a minified file has megabytes: only what could be shown is looked at.
  const firstUnit = Math.max(0, from - width * 2);
  const lastUnit = Math.min(line.length, from + width * 2);
  const cells = graphemesOf(line.slice(firstUnit, lastUnit)).map(({ text, index }): Cell => {
    const shown = text === '\t' ? TAB : printable(text);
    return { shown, unit: firstUnit + index, width: displayWidth(shown) };
  });
  const isWhole = firstUnit === 0 && lastUnit === line.length && columnsOf(cells) <= width;
  const first = isWhole ? 0 : firstShown(cells, from, to, firstUnit, width - ellipsis.length);
  const cutBefore = first > 0 || firstUnit > 0;
  const room = isWhole ? width : width - ellipsis.length * (cutBefore ? 2 : 1);

  const window: Cell[] = [];
  let used = 0;
  for (const cell of cells.slice(first)) {
    used += cell.width;
    if (used > room) break;
    window.push(cell);
  }
  const text = window.map(({ shown }) => shown).join('');
  const before = columnsOf(window.filter(({ unit }) => unit < from));
  return {
    text: (cutBefore ? ellipsis : '') + text + (isWhole ? '' : ellipsis),
    before: (cutBefore ? ellipsis.length : 0) + before,
    within: columnsOf(window.filter(({ unit }) => unit >= from && unit < to)),
  };
}

/** Index of the first cell to show: the start of the line if the span is then in it, else a third of the width before it. */
function firstShown(
  cells: readonly Cell[],
  from: number,
  to: number,
  firstUnit: number,
  width: number,
): number {
  if (firstUnit === 0 && columnsOf(cells.filter(({ unit }) => unit < to)) <= width) return 0;
  let first = cells.findIndex(({ unit }) => unit >= from);
  if (first === -1) first = cells.length;
  for (let room = Math.floor(width / 3); first > 0; first--) {
    room -= cells[first - 1]?.width ?? 0;
    if (room < 0) break;
  }
  return first;
}

const columnsOf = (cells: readonly Cell[]) => cells.reduce((sum, { width }) => sum + width, 0);
