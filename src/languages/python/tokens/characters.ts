// Which characters and words mean something to Python's lexer.

import { addToHash, hashOf, textOf } from './identifiers.ts';
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

/** Operators of one character that `=` makes an assignment of. */
export const AUGMENTABLE = new Set([43, 45, 42, 47, 37, 38, 124, 94, 64]);

/** The code of the bracket that closes `open`. */
export function closerOf(open: number): number {
  return open === 40 ? 41 : open + 2;
}

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

/** Most words that stand there are told from these by their hash alone. */
const STATEMENT_HASHES: ReadonlySet<number> = new Set([...STATEMENT_KEYWORDS].map(hashOf));

/**
 * In brackets, at the start of a line: whether it begins with a keyword that no expression can hold. The bracket was
 * then never closed, and the line is a statement of its own.
 */
export function beginsStatement(codes: Uint8Array, length: number, from: number): boolean {
  let start = from;
  while (start < length && (codes[start] === 32 || codes[start] === 9)) start++;
  let end = start;
  let hash = 0;
  for (let code = codes[end] as number; code >= 97 && code <= 122; code = codes[end] as number) {
    hash = addToHash(hash, code);
    end++;
  }
  if (!STATEMENT_HASHES.has(hash) || identifierPart(codes[end] as number)) return false;
  return STATEMENT_KEYWORDS.has(textOf(codes, start, end));
}
