// Which characters and words mean something to Python's lexer.

import { BEYOND_ASCII } from './source-codes.ts';

/** What a code may be in an identifier. Everything beyond ASCII counts as a letter: what else is there is an error anyway. */
export const LETTER = 1;
export const DIGIT = 2;

/** {@link LETTER}, {@link DIGIT} or 0, by code. */
export const IDENTIFIER = new Uint8Array(256).fill(LETTER, BEYOND_ASCII);
for (let code = 97; code <= 122; code++) IDENTIFIER[code] = IDENTIFIER[code - 32] = LETTER;
IDENTIFIER[95] = LETTER;
for (let code = 48; code <= 57; code++) IDENTIFIER[code] = DIGIT;

export function identifierPart(code: number): boolean {
  return IDENTIFIER[code] !== 0;
}

/** Prefixes of string literals (Language Reference 2.5.1, PEP 750). */
export const STRING_PREFIX = /^(?:[rbuft]|[bft]r|r[bft])$/i;

/** Keywords that start a statement and can stand nowhere inside an expression. */
export const STATEMENT_KEYWORDS: ReadonlySet<string> = new Set([
  'import',
  'class',
  'def',
  'while',
  'return',
  'raise',
  'try',
  'except',
  'finally',
  'global',
  'nonlocal',
  'del',
  'pass',
  'break',
  'continue',
  'assert',
]);

/** Operators of one character that `=` makes an assignment of. */
export const AUGMENTABLE = new Set([43, 45, 42, 47, 37, 38, 124, 94, 64]);

/** The code of the bracket that closes `open`. */
export function closerOf(open: number): number {
  return open === 40 ? 41 : open + 2;
}
