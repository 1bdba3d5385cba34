// f- and t-strings (PEP 701, PEP 750): their text is passed over, the expressions in their fields are lexed as any others.

import { identifierPart } from './characters.ts';
import { BACKSLASH, isLineEnd, NEWLINE, RETURN } from './literals.ts';
import { addToken, type LogicalLine, TOKEN } from './tokens.ts';

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const COLON = 58;
const COMMA = 44;
const SMALL_R = 114;

/** What the lexer lends: its output and its way to read an expression up to the end of a field. */
export interface FieldLexer {
  readonly line: LogicalLine;
  fatal(message: string, start: number, end: number): void;
  /** Tokens from `from` up to the `}`, `:` or `!` that ends the expression; returns its offset. */
  fieldExpression(from: number): number;
}

/**
 * Reads a whole string.
 * @param start offset of its prefix
 * @param quoteAt offset of its first quote
 * @returns the offset behind it
 */
export function formatString(
  codes: Uint8Array,
  length: number,
  lexer: FieldLexer,
  start: number,
  quoteAt: number,
): number {
  const quote = codes[quoteAt] ?? 0;
  const triple = codes[quoteAt + 1] === quote && codes[quoteAt + 2] === quote;
  const raw = codes.subarray(start, quoteAt).some((code) => (code | 32) === SMALL_R);
  addToken(lexer.line, TOKEN.formatOpen, start, quoteAt + 1);
  let i = quoteAt + (triple ? 3 : 1);
  while (i < length) {
    const code = codes[i];
    if (code === quote) {
      if (!triple || (codes[i + 1] === quote && codes[i + 2] === quote)) {
        const end = i + (triple ? 3 : 1);
        addToken(lexer.line, TOKEN.formatClose, i, end);
        return end;
      }
      i++;
    } else if (code === BACKSLASH) {
      const escaped = codes[i + 1];
      if (!raw && escaped === 78 && codes[i + 2] === OPEN_BRACE) {
        while (i < length && codes[i] !== CLOSE_BRACE) i++;
        i = Math.min(i + 1, length);
      } else if (escaped === OPEN_BRACE || escaped === CLOSE_BRACE) i++;
      else i += escaped === RETURN && codes[i + 2] === NEWLINE ? 3 : 2;
    } else if (code === OPEN_BRACE) {
      if (codes[i + 1] === OPEN_BRACE) i += 2;
      else i = field(codes, length, lexer, i, quote, triple);
    } else if (!triple && (code === NEWLINE || code === RETURN)) {
      break;
    } else i++;
  }
  const at = Math.min(i, length);
  lexer.fatal(
    triple ? 'unterminated triple-quoted f-string literal' : 'unterminated f-string literal',
    start,
    quoteAt + 1,
  );
  addToken(lexer.line, TOKEN.formatClose, at, at);
  return at;
}

/** `{expression!r:spec}`, from its `{`. Returns the offset behind the `}`. */
function field(
  codes: Uint8Array,
  length: number,
  lexer: FieldLexer,
  open: number,
  quote: number,
  triple: boolean,
): number {
  let i = lexer.fieldExpression(open + 1);
  if (codes[i] === 33) {
    i++;
    while (i < length && (codes[i] === 32 || isLineEnd(codes[i] ?? 0) || identifierPart(codes[i] ?? 0))) i++;
  }
  if (codes[i] === COLON) {
    i++;
    while (i < length) {
      const code = codes[i];
      if (code === CLOSE_BRACE) break;
      if (code === OPEN_BRACE) i = field(codes, length, lexer, i, quote, triple);
      else if (code === quote && !triple) break;
      else if (isLineEnd(code ?? 0) && !triple) break;
      else i++;
    }
  }
  addToken(lexer.line, COMMA, i, i);
  return codes[i] === CLOSE_BRACE ? i + 1 : i;
}
