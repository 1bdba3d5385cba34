// Adding one line at the end of a text and taking it out again, so that the rest stays byte for byte what it was.

import type { Span } from '../model/span.ts';

/** Adds `line` at the end, in the text's own kind of line break; a text without a final line break keeps none. */
export function appendLine(text: string, line: string): string {
  const lineBreak = lineBreakOf(text);
  return text === '' || /[\r\n]$/.test(text) ? text + line + lineBreak : text + lineBreak + line;
}

/** The text with the characters of `span`, a whole line without its break, replaced. */
export function replaceLine(text: string, span: Span, line: string): string {
  return text.slice(0, span.start) + line + text.slice(span.end);
}

/** Takes a line out that {@link appendLine} added. */
export function removeLine(text: string, span: Span): string {
  const after = /^(?:\r\n|\r|\n)/.exec(text.slice(span.end));
  if (after !== null) return text.slice(0, span.start) + text.slice(span.end + after[0].length);
  return text.slice(0, span.start).replace(/(?:\r\n|\r|\n)$/, '') + text.slice(span.end);
}

/** The line around an offset, without its break. */
export function lineAround(text: string, offset: number): Span {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const rest = /[\r\n]/.exec(text.slice(offset));
  return { start, end: rest === null ? text.length : offset + rest.index };
}

function lineBreakOf(text: string): string {
  return /(\r\n|\r|\n)[^\r\n]*$/.exec(text)?.[1] ?? '\n';
}
