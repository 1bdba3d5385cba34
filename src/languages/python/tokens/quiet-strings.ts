// Passes over strings, f- and t-strings included, of which no field says anything about modules (PEP 701, PEP 750).

import { IDENTIFIER, LETTER } from './characters.ts';
import { addToHash } from './identifiers.ts';
import { slotOf, WORD_KIND } from './interest.ts';
import { BACKSLASH, isLineEnd, NEWLINE, QUOTE_DOUBLE, QUOTE_SINGLE, RETURN, stringEnd } from './literals.ts';
import { SAID, saidBy } from './quiet-words.ts';
import { BEYOND_ASCII } from './source-codes.ts';

const HASH = 35;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const SMALL_B = 98;
const SMALL_F = 102;
const SMALL_R = 114;
const SMALL_T = 116;
const SMALL_U = 117;

/**
 * @param start offset of the prefix
 * @param quoteAt offset of the first quote
 * @param kinds see interest.ts
 * @returns the offset behind the string; negative when it must be read, or does not end
 */
export function quietStringEnd(
  codes: Uint8Array,
  length: number,
  start: number,
  quoteAt: number,
  kinds: Uint16Array,
): number {
  const size = quoteAt - start;
  if (size > 2) return -1;
  const first = (codes[start] as number) | 32;
  const last = (codes[quoteAt - 1] as number) | 32;
  const isRaw = first === SMALL_R || last === SMALL_R;
  if (size === 2 && (!isRaw || first === last)) return -1;
  const letter = first === SMALL_R ? last : first;
  if (letter === SMALL_F || letter === SMALL_T) return formatEnd(codes, length, quoteAt, isRaw, kinds);
  if (letter !== SMALL_R && letter !== SMALL_B && (letter !== SMALL_U || size === 2)) return -1;
  return stringEnd(codes, length, quoteAt);
}

function formatEnd(
  codes: Uint8Array,
  length: number,
  quoteAt: number,
  isRaw: boolean,
  kinds: Uint16Array,
): number {
  const quote = codes[quoteAt] as number;
  const isTriple = codes[quoteAt + 1] === quote && codes[quoteAt + 2] === quote;
  let i = quoteAt + (isTriple ? 3 : 1);
  while (i < length) {
    const code = codes[i] as number;
    if (code === quote) {
      if (!isTriple) return i + 1;
      if (codes[i + 1] === quote && codes[i + 2] === quote) return i + 3;
      i++;
    } else if (code === BACKSLASH) {
      const escaped = codes[i + 1] as number;
      // \N{DIGIT ONE} is no field.
      if (!isRaw && escaped === 78) return -1;
      if (escaped === OPEN_BRACE || escaped === CLOSE_BRACE) i++;
      else i += escaped === RETURN && codes[i + 2] === NEWLINE ? 3 : 2;
    } else if (code === OPEN_BRACE) {
      if (codes[i + 1] === OPEN_BRACE) i += 2;
      else {
        i = fieldEnd(codes, length, i + 1, kinds);
        if (i < 0) return -1;
      }
    } else if (!isTriple && isLineEnd(code)) return -1;
    else i++;
  }
  return -1;
}

/** The offset behind the `}` of a field of which the expression begins at `from`; -1 when it must be read. */
function fieldEnd(codes: Uint8Array, length: number, from: number, kinds: Uint16Array): number {
  let depth = 0;
  let brackets = 0;
  let i = from;
  while (i < length) {
    const code = codes[i] as number;
    if (IDENTIFIER[code] === LETTER) {
      const start = i;
      let hash = 0;
      for (let part = code; IDENTIFIER[part] !== 0; part = codes[i] as number) {
        if (part >= BEYOND_ASCII) return -1;
        hash = addToHash(hash, part);
        i++;
      }
      const kind = kinds[slotOf(hash)] as number;
      if (kind !== 0) {
        if ((kind & WORD_KIND.notInBrackets) !== 0) return -1;
        // What is named only cannot be bound here.
        if (saidBy(kind, codes, start, i, true) === SAID.much) return -1;
      }
      if (codes[i] !== QUOTE_DOUBLE && codes[i] !== QUOTE_SINGLE) continue;
      i = quietStringEnd(codes, length, start, i, kinds);
      if (i < 0) return -1;
      continue;
    }
    switch (code) {
      case QUOTE_DOUBLE:
      case QUOTE_SINGLE:
        i = stringEnd(codes, length, i);
        if (i < 0) return -1;
        continue;
      case 40: // (
      case 91: // [
      case OPEN_BRACE:
        if (++depth > 15) return -1;
        brackets = (brackets << 2) | (code >> 5);
        break;
      case 41: // )
      case 93: // ]
      case CLOSE_BRACE:
        if (depth === 0) return code === CLOSE_BRACE ? i + 1 : -1;
        if ((brackets & 3) !== code >> 5) return -1;
        brackets >>>= 2;
        depth--;
        break;
      case COLON:
        if (depth === 0) return formatSpecEnd(codes, length, i + 1, kinds);
        break;
      case HASH:
      case BACKSLASH:
      case NEWLINE:
      case RETURN:
        return -1;
    }
    i++;
  }
  return -1;
}

/** The same, from behind the colon of the field. */
function formatSpecEnd(codes: Uint8Array, length: number, from: number, kinds: Uint16Array): number {
  let i = from;
  while (i < length) {
    const code = codes[i] as number;
    if (code === CLOSE_BRACE) return i + 1;
    if (code === QUOTE_DOUBLE || code === QUOTE_SINGLE || isLineEnd(code)) return -1;
    if (code === OPEN_BRACE) {
      i = fieldEnd(codes, length, i + 1, kinds);
      if (i < 0) return -1;
    } else i++;
  }
  return -1;
}
