// What a word says about modules by itself and what stands beside it, in a line that is only looked at.

import { WORD_KIND } from './interest.ts';
import { BACKSLASH, isLineEnd } from './literals.ts';

export const SAID = {
  nothing: 0,
  /** A name of interest is there: the line matters if it binds it. */
  itsName: 1,
  /** The line has to be read. */
  much: 2,
} as const;

const HASH = 35;
const OPEN_PAREN = 40;
const DOT = 46;
const COLON = 58;
const EQUALS = 61;

/**
 * What the word `[start, end)` says.
 * @param kind a sum of {@link WORD_KIND}
 * @param inBrackets what it belongs to may go on in the next line
 * @returns one of {@link SAID}
 */
export function saidBy(
  kind: number,
  codes: Uint8Array,
  start: number,
  end: number,
  inBrackets: boolean,
): number {
  if ((kind & WORD_KIND.anywhere) !== 0) return SAID.much;
  const isAttribute = codes[start - 1] === DOT;
  let next = end;
  let code = codes[next] as number;
  while (code === 32 || code === 9 || (inBrackets && isLineEnd(code))) code = codes[++next] as number;
  if (code === OPEN_PAREN) {
    if ((kind & WORD_KIND.called) !== 0 || (isAttribute && (kind & WORD_KIND.method) !== 0)) return SAID.much;
  }
  if (isAttribute || (kind & WORD_KIND.name) === 0) return SAID.nothing;
  if (code === DOT || code === BACKSLASH || (inBrackets && code === HASH)) return SAID.much;
  return code === COLON && codes[next + 1] === EQUALS ? SAID.much : SAID.itsName;
}
