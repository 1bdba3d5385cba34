// Any string as a name in JavaScript and TypeScript text: which can be declared as they are, what the others are
// declared as, and how text goes into literals and comments so that it never becomes code.

import { intoBlockComment } from '../model/block-comment.ts';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/**
 * What the engine that runs danglint may take for a letter and an older reader of the stub may not: characters outside
 * the basic plane, and those that Unicode 16 and 17 added to it (TypeScript 6.0 knows Unicode 15.1). A name that has one
 * is written as a string.
 */
const YOUNG_CHARACTER =
  /\u0897|[\u088f\u0c5c\u0cdc\u1c89\u1c8a\ua7cb-\ua7cf\ua7d2\ua7d4\ua7da-\ua7dc\ua7f1]|[\u1acf-\u1add]|[\u1ae0-\u1aeb]|[\u{10000}-\u{10ffff}]/u;

/** ECMA-262 12.7.2, strict mode and modules included, and what may not be bound in strict code. */
const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof var void while with yield`.split(/\s+/),
);

const PRIMITIVE_TYPES = new Set(
  'any bigint boolean never number object string symbol undefined unknown void'.split(' '),
);

/** Names that a stub file uses itself, or that CommonJS gives every file, or that TypeScript forbids for a type. */
const TAKEN = new Set(
  `Error Function Object Promise Proxy Reflect Symbol StubArgument StubCallError StubExports undefined NaN Infinity exports module
  require __filename __dirname any bigint boolean never number object string symbol unknown`.split(/\s+/),
);

/** Whether every reader of a stub takes `name` for an IdentifierName (ECMA-262 12.7). */
function isIdentifierName(name: string): boolean {
  return IDENTIFIER.test(name) && !YOUNG_CHARACTER.test(name);
}

/** Whether `name` can be written as an identifier in any position of strict code. */
export function isIdentifier(name: string): boolean {
  return isIdentifierName(name) && !RESERVED.has(name);
}

/** Whether a type can have that name. */
export function isTypeName(name: string): boolean {
  return isIdentifier(name) && !PRIMITIVE_TYPES.has(name);
}

/** Whether a stub can declare `name` under that name. Names that begin with `stub` are kept for {@link localName}. */
export function isDeclarable(name: string): boolean {
  return isIdentifier(name) && !TAKEN.has(name) && !name.startsWith('stub') && !name.startsWith('__');
}

/** The identifier that stands for `name` inside the stub; different names have different identifiers. */
export function localName(name: string): string {
  if (isDeclarable(name)) return name;
  const safe = [...name].map((character) =>
    /^[A-Za-z0-9_]$/.test(character) ? character : `$${character.codePointAt(0)?.toString(16)}$`,
  );
  return `stub_${safe.join('')}`;
}

/** `name` after `as` in an export list: ECMA-262 ModuleExportName. */
export function exportName(name: string): string {
  return isIdentifierName(name) ? name : quote(name);
}

/** A string literal that is the same in JavaScript, TypeScript and JSON, on one line, in any encoding of the file. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, (character) =>
    /[\p{L}\p{N}\p{P}\p{S} ]/u.test(character)
      ? character
      : [...Array(character.length).keys()]
          .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

/** Text for a block comment: one line, and no end of the comment in it. */
export function commentText(text: string): string {
  return intoBlockComment(oneLine(text));
}

/** The text with every line break and other control character turned into a space. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{C}\u2028\u2029]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** Whether the text has no half of a surrogate pair, which no export name may have. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
