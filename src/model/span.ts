// Where something stands in a text. Everything inside danglint speaks in offsets; lines and columns are made
// only for a report.

/** A half-open range of UTF-16 code units in the text of one file. A byte-order mark counts as one unit. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place for people: both numbers start at 1, the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Turns an offset into a line and a column.
 * @param lineStarts the offsets at which lines start, from {@link lineStartsOf}
 * @param offset UTF-16 offset; past the end it gives the last position
 */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** Offsets at which the lines of a text start; `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}
