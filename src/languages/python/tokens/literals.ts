// Where literals end (Language Reference 2.5 to 2.7). Pure look-ups in the codes of the text.

import { DIGIT, IDENTIFIER } from './characters.ts';

export const QUOTE_DOUBLE = 34;
export const QUOTE_SINGLE = 39;
export const BACKSLASH = 92;
export const NEWLINE = 10;
export const RETURN = 13;

export function isLineEnd(code: number): boolean {
  return code === NEWLINE || code === RETURN;
}

/** The offset behind a backslash and the line end that it takes away. */
export function continuationEnd(codes: Uint8Array, backslash: number): number {
  const next = codes[backslash + 1] as number;
  if (next === RETURN && codes[backslash + 2] === NEWLINE) return backslash + 3;
  return isLineEnd(next) ? backslash + 2 : backslash + 1;
}

/** The offset behind the closing quote, or minus the offset of the line end that comes first. */
export function singleEnd(codes: Uint8Array, length: number, from: number, quote: number): number {
  let i = from;
  while (i < length) {
    const code = codes[i];
    if (code === quote) return i + 1;
    if (code === BACKSLASH) i += codes[i + 1] === RETURN && codes[i + 2] === NEWLINE ? 3 : 2;
    else if (code === NEWLINE || code === RETURN) return -i;
    else i++;
  }
  return -length;
}

/** The same for three quotes; minus the length of the text where they do not come. */
export function tripleEnd(codes: Uint8Array, length: number, from: number, quote: number): number {
  let i = from;
  while (i < length) {
    const code = codes[i];
    if (code === BACKSLASH) i += 2;
    else if (code === quote && codes[i + 1] === quote && codes[i + 2] === quote) return i + 3;
    else i++;
  }
  return -length;
}

/** The offset behind the string whose first quote is at `from`, negative when it does not end. */
export function stringEnd(codes: Uint8Array, length: number, from: number): number {
  const quote = codes[from] as number;
  return codes[from + 1] === quote && codes[from + 2] === quote
    ? tripleEnd(codes, length, from + 3, quote)
    : singleEnd(codes, length, from + 1, quote);
}

/** The offset behind the number that starts at `from`. A keyword may follow at once: `0or 1`. */
export function numberEnd(codes: Uint8Array, from: number): number {
  let i = from;
  const second = (codes[i + 1] ?? 0) | 32;
  if (codes[i] === 48 && (second === 120 || second === 111 || second === 98)) {
    i += 2;
    while (IDENTIFIER[codes[i] ?? 0] !== 0) i++;
  } else {
    i = digits(codes, i);
    if (codes[i] === 46) i = digits(codes, i + 1);
    if (((codes[i] ?? 0) | 32) === 101) {
      const sign = codes[i + 1] ?? 0;
      const power = sign === 43 || sign === 45 ? i + 2 : i + 1;
      const end = digits(codes, power);
      if (end > power) i = end;
    }
    if (((codes[i] ?? 0) | 32) === 106) i++;
  }
  return i;
}

function digits(codes: Uint8Array, from: number): number {
  let i = from;
  for (let code = codes[i]; code === 95 || IDENTIFIER[code ?? 0] === DIGIT; code = codes[i]) i++;
  return i;
}
