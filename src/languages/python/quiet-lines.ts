// Passes over lines in the bodies of functions and classes that say nothing about modules: no word of interest is in them.
// Most lines of a program are such; a look at their words is much cheaper than cutting them into tokens.

import { DIGIT, IDENTIFIER, LETTER, STATEMENT_KEYWORDS } from './characters.ts';
import { addToHash, hashOf, STATEMENT_WORDS } from './identifiers.ts';
import {
  BACKSLASH,
  isLineEnd,
  NEWLINE,
  numberEnd,
  QUOTE_DOUBLE,
  QUOTE_SINGLE,
  RETURN,
  singleEnd,
  tripleEnd,
} from './literals.ts';
import { BEYOND_ASCII } from './source-codes.ts';

/**
 * The words of interest, by hash: a word that is not of interest may seem so, never the other way round.
 */
export type Interest = Uint8Array;

const SIZE = 1 << 12;
const ANYWHERE = 1;
const AS_FIRST_WORD = 2;
/** No expression can hold it: in brackets it tells that one was never closed. */
const IN_BRACKETS = 4;

/** What uses.ts, calls.ts, escape-hatches.ts and setting-strings.ts look for, whatever a file imports. */
const CALLED = [
  'sys',
  'vars',
  'exec',
  'dict',
  'locals',
  'globals',
  'setattr',
  'hasattr',
  '_convert',
  '_convert_',
  'patch',
  '__import__',
  'importorskip',
  'import_module',
  'Celery',
  'include',
];

const ALWAYS: Interest = new Uint8Array(SIZE);
for (const word of CALLED) mark(ALWAYS, word, ANYWHERE);
for (const word of STATEMENT_WORDS) mark(ALWAYS, word, AS_FIRST_WORD);
for (const word of STATEMENT_KEYWORDS) mark(ALWAYS, word, IN_BRACKETS);

/** For one file, before it has imported anything. */
export function createInterest(): Interest {
  return ALWAYS.slice();
}

/** From now on the lines with this name are read. */
export function addInterest(interest: Interest, name: string): void {
  mark(interest, name, ANYWHERE);
}

/** @param hash of a name */
export function isOfInterest(interest: Interest, hash: number): boolean {
  return ((interest[hash & (SIZE - 1)] ?? 0) & ANYWHERE) !== 0;
}

function mark(interest: Interest, word: string, flag: number): void {
  const slot = hashOf(word) & (SIZE - 1);
  interest[slot] = (interest[slot] ?? 0) | flag;
}

const HASH = 35;
const AT = 64;
const SEMICOLON = 59;
const SMALL_B = 98;
const SMALL_R = 114;
const SMALL_U = 117;

/**
 * @param from offset of the first character of a logical line
 * @returns the offset behind its end; -1 when it must be read: it has a word of interest, or something that only the
 *   lexer understands
 */
export function quietLineEnd(codes: Uint8Array, length: number, from: number, interest: Interest): number {
  if (codes[from] === AT) return -1;
  let wanted = ANYWHERE | AS_FIRST_WORD;
  let depth = 0;
  /** The open brackets, two bits for each. */
  let brackets = 0;
  let i = from;
  while (i < length) {
    const code = codes[i] as number;
    const letter = IDENTIFIER[code];
    if (letter === LETTER) {
      const start = i;
      let hash = addToHash(0, code);
      let all = code;
      i++;
      for (let part = codes[i] as number; IDENTIFIER[part] !== 0; part = codes[i] as number) {
        hash = addToHash(hash, part);
        all |= part;
        i++;
      }
      if (all >= BEYOND_ASCII || ((interest[hash & (SIZE - 1)] as number) & wanted) !== 0) return -1;
      wanted = depth > 0 ? ANYWHERE | IN_BRACKETS : ANYWHERE;
      const quote = codes[i];
      if (quote !== QUOTE_DOUBLE && quote !== QUOTE_SINGLE) continue;
      if (!isPlainPrefix(codes, start, i)) return -1;
      i = stringEnd(codes, length, i);
      if (i < 0) return -1;
      continue;
    }
    if (letter === DIGIT) {
      i = numberEnd(codes, i);
      continue;
    }
    switch (code) {
      case QUOTE_DOUBLE:
      case QUOTE_SINGLE:
        i = stringEnd(codes, length, i);
        if (i < 0) return -1;
        break;
      case NEWLINE:
      case RETURN:
        i++;
        if (depth === 0) return i;
        break;
      case HASH:
        while (i < length && !isLineEnd(codes[i] as number)) i++;
        break;
      case BACKSLASH:
        i++;
        if (codes[i] === RETURN && codes[i + 1] === NEWLINE) i += 2;
        else if (isLineEnd(codes[i] as number)) i++;
        break;
      case 40: // (
      case 91: // [
      case 123: // {
        if (++depth > 15) return -1;
        brackets = (brackets << 2) | (code >> 5);
        wanted = ANYWHERE | IN_BRACKETS;
        i++;
        break;
      case 41: // )
      case 93: // ]
      case 125: // }
        if (depth === 0 || (brackets & 3) !== code >> 5) return -1;
        brackets >>>= 2;
        if (--depth === 0) wanted = ANYWHERE;
        i++;
        break;
      case SEMICOLON:
        return -1;
      default:
        i++;
    }
    // A first word is only one that the line begins with.
    wanted &= ~AS_FIRST_WORD;
  }
  return depth === 0 ? length : -1;
}

/** `r`, `b`, `u` and `rb` in any case; what has fields is for the lexer. */
function isPlainPrefix(codes: Uint8Array, start: number, end: number): boolean {
  const first = (codes[start] ?? 0) | 32;
  if (end - start === 1) return first === SMALL_R || first === SMALL_B || first === SMALL_U;
  const second = (codes[start + 1] ?? 0) | 32;
  return (
    end - start === 2 && first + second === SMALL_R + SMALL_B && (first === SMALL_R || first === SMALL_B)
  );
}

/** The offset behind the string whose first quote is at `from`, negative when it does not end. */
function stringEnd(codes: Uint8Array, length: number, from: number): number {
  const quote = codes[from] as number;
  return codes[from + 1] === quote && codes[from + 2] === quote
    ? tripleEnd(codes, length, from + 3, quote)
    : singleEnd(codes, length, from + 1, quote);
}
