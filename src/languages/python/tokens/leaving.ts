// Statements that leave the block that they stand in: what follows there never runs, and what it imports is never missed.

import { WORD } from './identifiers.ts';
import { WORD_KIND } from './interest.ts';
import { type LogicalLine, TOKEN } from './tokens.ts';

/** `return`, `raise`, `break`, `continue`, and what unittest and pytest have to raise: `self.skipTest('…')`, `pytest.skip('…')`. */
export function leaves(line: LogicalLine): boolean {
  if (line.kinds[0] !== TOKEN.name) return false;
  switch (line.words[0]) {
    case WORD.return:
    case WORD.raise:
    case WORD.break:
    case WORD.continue:
      return true;
    default:
      return isSkip(line);
  }
}

/** Of nothing but the call: `pytest.skip('…') if OLD else None` may go on. */
function isSkip({ kinds, words, count }: LogicalLine): boolean {
  const isNamed = words[2] === WORD.skipTest || (words[2] === WORD.skip && words[0] === WORD.pytest);
  if (!isNamed || kinds[1] !== 46 || kinds[3] !== 40) return false;
  let depth = 0;
  for (let index = 3; index < count; index++) {
    const kind = kinds[index];
    if (kind === 40 || kind === 91 || kind === 123) depth++;
    else if ((kind === 41 || kind === 93 || kind === 125) && --depth === 0) return index === count - 1;
  }
  return false;
}

const HEAD_LEAVES = /[ \t]*(?:return|raise|break|continue)\b/y;
const LINE = /^([ \t]*)([^\s#][^\n]*)$/gm;
const LINE_LEAVES = /^(?:return|raise|break|continue)\b|^(?:pytest\.skip|self\.skipTest)\(/;

/**
 * Whether a block that has been opened ends with a statement that leaves it, told from its text.
 * @param from behind the colon of its head
 * @param column of its head
 */
export function endsByLeaving(text: string, from: number, column: number): boolean {
  HEAD_LEAVES.lastIndex = from;
  if (HEAD_LEAVES.test(text)) return true;
  let inside: number | null = null;
  let last = '';
  LINE.lastIndex = text.indexOf('\n', from) + 1;
  if (LINE.lastIndex === 0) return false;
  for (let line = LINE.exec(text); line !== null; line = LINE.exec(text)) {
    const [, indentation = '', statement = ''] = line;
    if (indentation.length <= column) break;
    inside ??= indentation.length;
    if (indentation.length === inside) last = statement;
  }
  return LINE_LEAVES.test(last);
}

const LEAVING = /(?:return|raise|break|continue)\b/y;

/**
 * The same of a line that was passed over.
 * @param kind what its first word makes of it: other words may look like these there
 */
export function leavesPassed(text: string, start: number, kind: number): boolean {
  if ((kind & WORD_KIND.leaves) === 0 || (kind & (WORD_KIND.opens | WORD_KIND.continues)) !== 0) return false;
  LEAVING.lastIndex = start;
  return LEAVING.test(text);
}
