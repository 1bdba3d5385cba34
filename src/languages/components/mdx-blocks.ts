// Where the `import` and `export` statements of an MDX file stand: paragraphs outside of code that begin with one of
// the two words at the start of a line. A paragraph that is not a statement yet is joined with the next one.

import type { Span } from '../../model/span.ts';

/** A statement with blank lines in it may go over that many paragraphs. */
const maximumParagraphs = 40;

/**
 * @param isProgram whether a text is whole as JavaScript
 * @returns the ranges of the statements, in order; prose that begins with "import" is none
 */
export function mdxStatements(text: string, isProgram: (source: string) => boolean): Span[] {
  const paragraphs = paragraphsOf(text);
  const found: Span[] = [];
  for (let index = 0; index < paragraphs.length; index++) {
    const first = paragraphs[index];
    if (first === undefined || !/^(?:import|export)\b/.test(text.slice(first.start, first.start + 7)))
      continue;
    const last = Math.min(paragraphs.length, index + maximumParagraphs);
    for (let end = index; end < last; end++) {
      const range = { start: first.start, end: paragraphs[end]?.end ?? first.end };
      if (!isProgram(text.slice(range.start, range.end))) continue;
      found.push(range);
      index = end;
      break;
    }
  }
  return found;
}

/** Runs of lines without a blank line, outside of fenced code and frontmatter. */
function paragraphsOf(text: string): Span[] {
  const paragraphs: Span[] = [];
  let start = -1;
  let fence: string | null = null;
  let position = /^---\r?\n[\s\S]*?\n---[^\S\n]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
  while (position < text.length) {
    const newline = text.indexOf('\n', position);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(position, end);
    const marker = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    const isText = fence === null && marker === null && line.trim() !== '';
    if (marker !== null) fence = nextFence(fence, marker);
    if (isText && start === -1) start = position;
    else if (!isText && start !== -1) {
      paragraphs.push({ start, end: position });
      start = -1;
    }
    position = end + 1;
  }
  if (start !== -1) paragraphs.push({ start, end: text.length });
  return paragraphs;
}

function nextFence(open: string | null, marker: string): string | null {
  if (open === null) return marker;
  return marker.startsWith(open) ? null : open;
}
