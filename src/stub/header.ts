// The machine-readable header of a stub and the marker line of a section, the same words in every language; only what
// stands before each line differs. Read back by the parsers as the `stub` directive.

import type { StubHeader } from '../model/stub.ts';
import type { StubSection, StubText } from './emitter.ts';
import { oneLine } from './javascript-names.ts';

/** The word that makes a file a stub, and a line the re-export of one. */
export const STUB_MARK = '@danglint-stub';

const MAX_HEADER_LINES = 40;

/** What may stand before the mark: `'use strict'`, a hashbang, the beginning of a comment or docstring. */
const BEFORE_MARK = /^\uFEFF?(?:'use strict';|#.*|\/\*\*|"{3}.*|)\s*$/;

const EXPLANATION = [
  'A compatibility stub: importing it works, using it throws. `danglint stub --list` shows all of them,',
  '`danglint stub --remove` takes out what nobody imports any more.',
];

/** The lines of the header, without comment signs. */
export function headerLines(header: StubHeader): readonly string[] {
  return [
    STUB_MARK,
    `@created ${header.created}`,
    ...(header.expires === undefined ? [] : [`@expires ${header.expires}`]),
    ...(header.reason === undefined ? [] : [`@reason ${oneLine(header.reason)}`]),
    `@danglint ${header.version}`,
    '',
    ...EXPLANATION,
  ];
}

/** The line that a section begins with, without the comment sign: `@stub "name"`. */
export function sectionMark(name: string, quote: (text: string) => string): string {
  return `@stub ${quote(name)}`;
}

/**
 * Takes a stub file apart.
 * @param comment what begins a comment line: `//` or `#`
 * @param reason how the text of `@reason` is read back where the comment had to change it
 */
export function readStubText(
  text: string,
  comment: '//' | '#',
  reason: (written: string) => string = (written) => written,
): StubText | null {
  const header = readHeader(text, reason);
  if (header === null) return null;
  const sections: StubSection[] = [];
  let current: { name: string; lines: string[] } | null = null;
  for (const line of text.split(/\r?\n/)) {
    const name = readMark(line, comment);
    if (name !== null || line === `${comment} @end`) {
      if (current !== null) sections.push({ name: current.name, text: current.lines.join('\n').trimEnd() });
      current = name === null ? null : { name, lines: [line] };
    } else current?.lines.push(line);
  }
  if (current !== null) sections.push({ name: current.name, text: current.lines.join('\n').trimEnd() });
  return { header, sections };
}

function readHeader(text: string, reason: (written: string) => string): StubHeader | null {
  const lines = text.split(/\r?\n/).slice(0, MAX_HEADER_LINES);
  const start = lines.findIndex((line) => bare(line) === STUB_MARK);
  // The mark in the middle of a file, in a text or a comment of the user's, makes no stub of it.
  if (start < 0 || !lines.slice(0, start).every((line) => BEFORE_MARK.test(line))) return null;
  const tags = new Map<string, string>();
  for (const line of lines.slice(start + 1)) {
    const tag = /^@(created|expires|reason|danglint) (.*)$/.exec(bare(line));
    if (tag === null) break;
    tags.set(tag[1] ?? '', tag[2] ?? '');
  }
  const expires = tags.get('expires');
  const written = tags.get('reason');
  return {
    created: tags.get('created') ?? '',
    ...(expires === undefined ? {} : { expires }),
    ...(written === undefined ? {} : { reason: reason(written) }),
    version: tags.get('danglint') ?? '',
  };
}

/** A line of a comment without the signs around it. */
function bare(line: string): string {
  return line.replace(/^\s*(?:\*|#)?\s?/, '').trimEnd();
}

function readMark(line: string, comment: string): string | null {
  const prefix = `${comment} @stub `;
  if (!line.startsWith(prefix)) return null;
  try {
    const name: unknown = JSON.parse(line.slice(prefix.length));
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}
