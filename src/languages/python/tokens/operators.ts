// Operators of one and several characters (Language Reference 2.6).

import { AUGMENTABLE } from './characters.ts';
import { addToken, type LogicalLine, TOKEN } from './tokens.ts';

const COLON = 58;
const EQUALS = 61;

/** Adds the operator that begins at `at` with `code`, or the one character that nothing else knows. Returns its end. */
export function addOperator(line: LogicalLine, codes: Uint8Array, at: number, code: number): number {
  const next = codes[at + 1] as number;
  if (next === EQUALS) {
    if (code === COLON) {
      line.hasWalrus = true;
      addToken(line, TOKEN.walrus, at, at + 2);
      return at + 2;
    }
    if (code === EQUALS || code === 33 || code === 60 || code === 62) {
      addToken(line, TOKEN.operator, at, at + 2);
      return at + 2;
    }
    if (AUGMENTABLE.has(code)) {
      addToken(line, TOKEN.augmented, at, at + 2);
      return at + 2;
    }
  } else if (code === 45 && next === 62) {
    addToken(line, TOKEN.arrow, at, at + 2);
    return at + 2;
  } else if (next === code && (code === 42 || code === 47 || code === 60 || code === 62)) {
    const augmented = (codes[at + 2] as number) === EQUALS;
    addToken(line, augmented ? TOKEN.augmented : TOKEN.operator, at, at + (augmented ? 3 : 2));
    return at + (augmented ? 3 : 2);
  } else if (code === 46) {
    addToken(line, TOKEN.operator, at, at + 3);
    return at + 3;
  }
  addToken(line, code > 9 && code < 256 ? code : TOKEN.operator, at, at + 1);
  return at + 1;
}
