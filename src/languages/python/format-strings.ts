// f- and t-strings (PEP 701, PEP 750): their text is passed over, the expressions in their fields are lexed as any others.

import { identifierPart } from './characters.ts';
import { BACKSLASH, isLineEnd, NEWLINE, RETURN } from './literals.ts';
import { TOKEN } from './tokens.ts';

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const COLON = 58;
const COMMA = 44;

/** What the lexer lends: its output and its way to read an expression up to the end of a field. */
export interface FieldLexer {
  push(kind: number, start: number, end: number): void;
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
export function formatString(text: string, lexer: FieldLexer, start: number, quoteAt: number): number {
  const quote = text.charCodeAt(quoteAt);
  const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
  const raw = /r/i.test(text.slice(start, quoteAt));
  const length = text.length;
  lexer.push(TOKEN.formatOpen, start, quoteAt + 1);
  let i = quoteAt + (triple ? 3 : 1);
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      if (!triple || (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote)) {
        const end = i + (triple ? 3 : 1);
        lexer.push(TOKEN.formatClose, i, end);
        return end;
      }
      i++;
    } else if (code === BACKSLASH) {
      const escaped = text.charCodeAt(i + 1);
      if (!raw && escaped === 78 && text.charCodeAt(i + 2) === OPEN_BRACE) {
        const close = text.indexOf('}', i);
        i = close === -1 ? length : close + 1;
      } else if (escaped === OPEN_BRACE || escaped === CLOSE_BRACE) i++;
      else i += escaped === RETURN && text.charCodeAt(i + 2) === NEWLINE ? 3 : 2;
    } else if (code === OPEN_BRACE) {
      if (text.charCodeAt(i + 1) === OPEN_BRACE) i += 2;
      else i = field(text, lexer, i, quote, triple);
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
  lexer.push(TOKEN.formatClose, at, at);
  return at;
}

/** `{expression!r:spec}`, from its `{`. Returns the offset behind the `}`. */
function field(text: string, lexer: FieldLexer, open: number, quote: number, triple: boolean): number {
  const length = text.length;
  let i = lexer.fieldExpression(open + 1);
  if (text.charCodeAt(i) === 33) {
    i++;
    while (i < length && (identifierPart(text.charCodeAt(i)) || text.charCodeAt(i) === 32)) i++;
  }
  if (text.charCodeAt(i) === COLON) {
    i++;
    while (i < length) {
      const code = text.charCodeAt(i);
      if (code === CLOSE_BRACE) break;
      if (code === OPEN_BRACE) i = field(text, lexer, i, quote, triple);
      else if (code === quote && !triple) break;
      else if (isLineEnd(code) && !triple) break;
      else i++;
    }
  }
  lexer.push(COMMA, i, i);
  return text.charCodeAt(i) === CLOSE_BRACE ? i + 1 : i;
}
