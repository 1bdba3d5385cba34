// Passes over lines in the bodies of functions and classes that say nothing about modules: they import nothing, bind no
// name that is imported, and take no member of one. Most lines of a program are such; a look at their words is much
// cheaper than cutting them into tokens.

import { DIGIT, IDENTIFIER, LETTER } from './characters.ts';
import { addToHash } from './identifiers.ts';
import { type Interest, OF_FIRST_WORDS, slotOf, WORD_KIND } from './interest.ts';
import {
  BACKSLASH,
  continuationEnd,
  isLineEnd,
  NEWLINE,
  numberEnd,
  QUOTE_DOUBLE,
  QUOTE_SINGLE,
  RETURN,
  stringEnd,
} from './literals.ts';
import { quietStringEnd } from './quiet-strings.ts';
import { SAID, saidBy } from './quiet-words.ts';
import { BEYOND_ASCII } from './source-codes.ts';

/** What {@link quietLineEnd} tells beside the end of a line. */
export interface LookedAt {
  /** What its first word makes of it; see {@link OF_FIRST_WORDS}. */
  line: number;
}

const HASH = 35;
const COLON = 58;
const SEMICOLON = 59;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const NOT = 33;
const OPEN_PAREN = 40;

/**
 * @param from offset of the first character of a logical line
 * @returns the offset behind its end; -1 when it must be read: it says something about modules, or has something that
 *   only the lexer understands
 */
export function quietLineEnd(
  codes: Uint8Array,
  length: number,
  from: number,
  { kinds }: Interest,
  lookedAt: LookedAt,
): number {
  lookedAt.line = 0;
  /** The next word is the first one of a statement. */
  let first = true;
  let named = false;
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
      if (all >= BEYOND_ASCII) return -1;
      const kind = kinds[slotOf(hash)] as number;
      if (kind !== 0) {
        if (first) {
          lookedAt.line |= kind & OF_FIRST_WORDS;
          if ((kind & WORD_KIND.statement) !== 0) return -1;
        }
        if (depth > 0 && (kind & WORD_KIND.notInBrackets) !== 0) return -1;
        const said = saidBy(kind, codes, start, i, depth > 0);
        if (said === SAID.much) return -1;
        if (said === SAID.itsName) named = true;
      }
      first = false;
      const quote = codes[i];
      if (quote !== QUOTE_DOUBLE && quote !== QUOTE_SINGLE) continue;
      i = quietStringEnd(codes, length, start, i, kinds);
      if (i < 0) return -1;
      continue;
    }
    switch (code) {
      case 32:
      case 9:
        i++;
        continue;
      case QUOTE_DOUBLE:
      case QUOTE_SINGLE:
        i = stringEnd(codes, length, i);
        if (i < 0) return -1;
        break;
      case NEWLINE:
      case RETURN:
        i++;
        if (depth > 0) break;
        return named && (lookedAt.line & WORD_KIND.binds) !== 0 ? -1 : i;
      case HASH:
        while (i < length && !isLineEnd(codes[i] as number)) i++;
        break;
      case BACKSLASH:
        i = continuationEnd(codes, i);
        break;
      case OPEN_PAREN:
      case 91: // [
      case 123: // {
        if (++depth > 15) return -1;
        brackets = (brackets << 2) | (code >> 5);
        i++;
        break;
      case 41: // )
      case 93: // ]
      case 125: // }
        if (depth === 0 || (brackets & 3) !== code >> 5) return -1;
        brackets >>>= 2;
        depth--;
        i++;
        break;
      case SEMICOLON:
        return -1;
      case COLON:
        i++;
        // What stands behind the colon of a head is a statement too.
        if (depth === 0 && (lookedAt.line & (WORD_KIND.opens | WORD_KIND.continues)) !== 0) {
          first = true;
          continue;
        }
        break;
      case EQUALS:
        if (codes[i + 1] === EQUALS) i++;
        else if (named && depth === 0 && !isComparison(codes, i)) return -1;
        i++;
        break;
      default:
        if (letter === DIGIT) i = numberEnd(codes, i);
        else i++;
    }
    first = false;
  }
  if (depth > 0) return -1;
  return named && (lookedAt.line & WORD_KIND.binds) !== 0 ? -1 : length;
}

/** `<=`, `>=` and `!=` of which the last character is at `at`; `<<=` assigns. */
function isComparison(codes: Uint8Array, at: number): boolean {
  const before = codes[at - 1];
  return before === NOT || ((before === LESS || before === GREATER) && codes[at - 2] !== before);
}
