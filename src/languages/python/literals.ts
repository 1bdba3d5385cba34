// Where literals end (Language Reference 2.5 to 2.7). Pure look-ups in the text.

import { identifierPart } from './characters.ts';

export const QUOTE_DOUBLE = 34;
export const QUOTE_SINGLE = 39;
export const BACKSLASH = 92;
export const NEWLINE = 10;
export const RETURN = 13;

export function isLineEnd(code: number): boolean {
  return code === NEWLINE || code === RETURN;
}

/** The offset behind the closing quote, or minus the offset of the line end that comes first. */
export function singleEnd(text: string, from: number, quote: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === BACKSLASH)
      i += text.charCodeAt(i + 1) === RETURN && text.charCodeAt(i + 2) === NEWLINE ? 3 : 2;
    else if (code === NEWLINE || code === RETURN) return -i;
    else i++;
  }
  return -text.length;
}

/** The same for three quotes; minus the length of the text where they do not come. */
export function tripleEnd(text: string, from: number, quote: number): number {
  const closing = quote === QUOTE_DOUBLE ? '"""' : "'''";
  let i = from;
  for (;;) {
    const found = text.indexOf(closing, i);
    if (found === -1) return -text.length;
    let slashes = 0;
    while (text.charCodeAt(found - 1 - slashes) === BACKSLASH && found - slashes > from) slashes++;
    if (slashes % 2 === 0) return found + 3;
    i = found + 1;
  }
}

/** The offset behind the number that starts at `from`. A keyword may follow at once: `0or 1`. */
export function numberEnd(text: string, from: number): number {
  let i = from;
  const second = text.charCodeAt(i + 1) | 32;
  if (text.charCodeAt(i) === 48 && (second === 120 || second === 111 || second === 98)) {
    i += 2;
    while (i < text.length && identifierPart(text.charCodeAt(i))) i++;
  } else {
    i = digits(text, i);
    if (text.charCodeAt(i) === 46) i = digits(text, i + 1);
    if ((text.charCodeAt(i) | 32) === 101) {
      const sign = text.charCodeAt(i + 1);
      const power = sign === 43 || sign === 45 ? i + 2 : i + 1;
      const end = digits(text, power);
      if (end > power) i = end;
    }
    if ((text.charCodeAt(i) | 32) === 106) i++;
  }
  return i;
}

function digits(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if ((code < 48 || code > 57) && code !== 95) break;
    i++;
  }
  return i;
}
