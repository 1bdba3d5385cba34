// Which characters and words mean something to Python's lexer.

const IDENTIFIER = new Uint8Array(128);
for (let code = 97; code <= 122; code++) IDENTIFIER[code] = IDENTIFIER[code - 32] = 1;
IDENTIFIER[95] = 1;
const DIGIT = 2;
for (let code = 48; code <= 57; code++) IDENTIFIER[code] = DIGIT;

/** May start an identifier. Everything beyond ASCII counts as a letter: what else is there is an error anyway. */
export function identifierStart(code: number): boolean {
  return code > 127 || IDENTIFIER[code] === 1;
}

export function identifierPart(code: number): boolean {
  return code > 127 || (IDENTIFIER[code] ?? 0) > 0;
}

/** Prefixes of string literals (Language Reference 2.5.1, PEP 750). */
export const STRING_PREFIX = /^(?:[rbuft]|[bft]r|r[bft])$/i;

const STATEMENT_KEYWORDS = new Set([
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

/** Keywords that start a statement and can stand nowhere inside an expression. */
export function isStatementKeyword(word: string): boolean {
  return STATEMENT_KEYWORDS.has(word);
}

/** An identifier as Python compares it: NFKC-normalised (Language Reference 2.3). */
export function identifier(text: string, start: number, end: number): string {
  const name = text.slice(start, end);
  for (let index = 0; index < name.length; index++)
    if (name.charCodeAt(index) > 127) return name.normalize('NFKC');
  return name;
}
