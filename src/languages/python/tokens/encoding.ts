// Whether CPython refuses the encoding that a file declares (PEP 263): one that it does not know, that is none of texts,
// or that the file is not in.

import { type DeclaredEncoding, declaredEncoding } from '../../../model/declared-encoding.ts';
import type { ParseError } from '../../../model/module-record.ts';
import type { UnreadableText } from '../../language.ts';

/**
 * The encodings of texts that CPython knows under any of its names, normalised; of its families a few more, which are not
 * judged. With them those of Windows alone, and those that packages register when Python starts.
 * https://docs.python.org/3/library/codecs.html#standard-encodings
 */
const KNOWN = new RegExp(
  `^(?:${[
    String.raw`u(?:tf)?_?[78]|utf|utf_?8_(?:sig|ucs[24])|unicode\w+|raw_unicode_escape`,
    String.raw`ascii|us(?:_ascii)?|ansi(?:_x3[\w.]*)?|iso_?[\w.]*|cs\w+|l\d0?|latin[\w.]*`,
    String.raw`(?:cp|ibm|windows_)?\d{2,5}u?|cp_(?:gr|is)|ebcdic_cp_\w\w|ms_?\w+|mbcs|dbcs|oem`,
    String.raw`big5\w*|hkscs|gb\w+|euc\w+|hz\w*|chinese|s(?:hift)?_?jis\w*|jisx0213|u_?jis|johab|korean|ks\w+|uhc`,
    String.raw`arabic|asmo_708|cyrillic\w*|greek8?|hebrew|thai|tis_?620\w*|ecma_11[48]|elot_928`,
    String.raw`koi8_[rtu]|kz_?1048|rk1048|strk1048_2002|ruscii|mac\w+|x_mac_\w+|hp_roman8|r(?:oman)?8|palmos|ptcp154|pt154|cp154`,
    String.raw`charmap|idna|punycode|future_\w+|pyxl\w*`,
  ].join('|')})$`,
);
const ASCII = /^(?:ascii|us_ascii|us|646|csascii)$/;
const BEYOND_ASCII = /[^\0-\x7F]/;

export const NUL_BYTES = 'source code string cannot contain null bytes';

/** What CPython says of a file that it cannot decode. */
export function refusal(path: string, why: UnreadableText): string {
  if (why === 'binary') return NUL_BYTES;
  const byte = `\\x${why.byte.toString(16).padStart(2, '0')}`;
  return `Non-UTF-8 code starting with '${byte}' in file ${path} on line ${why.line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details`;
}

/** @returns the error that CPython gives when the file is run; null when it reads it */
export function encodingError(text: string): ParseError | null {
  const declared = declaredEncoding(text);
  if (declared === null) return null;
  const { name, at } = declared;
  const refusal = whyRefused(declared, text);
  if (refusal === null) return null;
  return {
    message: `encoding problem: ${refusal}`,
    span: { start: at, end: at + name.length },
    severity: 'fatal',
  };
}

function whyRefused({ name, normal }: DeclaredEncoding, text: string): string | null {
  if (text.startsWith('\uFEFF') && normal !== 'utf-8') return `${normal} with BOM`;
  if (normal !== name.toLowerCase().replaceAll('_', '-')) return null;
  const key = name.toLowerCase().replace(/[^a-z0-9.]+/g, '_');
  if (!KNOWN.test(key)) return name;
  return ASCII.test(key) && BEYOND_ASCII.test(text) ? name : null;
}
