// Cuts Python text into logical lines of tokens (Language Reference 2, PEP 701, PEP 750). Invariant: it never throws and
// always comes to the end of the text; what CPython's tokenizer refuses is an error, and the next line starts afresh.

import type { ParseError } from '../../model/module-record.ts';
import { identifierPart, identifierStart, isStatementKeyword, STRING_PREFIX } from './characters.ts';
import { formatString } from './format-strings.ts';
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
import { type Comment, createLine, type Lexer, TOKEN } from './tokens.ts';

const HASH = 35;
const COLON = 58;
const EQUALS = 61;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** @param text the whole file; a byte-order mark is passed over */
export function createLexer(text: string): Lexer {
  const length = text.length;
  const errors: ParseError[] = [];
  const comments: Comment[] = [];
  const named = text.includes('danglint');
  const line = createLine();
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  /** Offsets of the open brackets of the current line. */
  const brackets: number[] = [];

  function push(kind: number, start: number, end: number): void {
    if (line.count === line.kinds.length) grow();
    line.kinds[line.count] = kind;
    line.starts[line.count] = start;
    line.ends[line.count] = end;
    line.count++;
  }

  function grow(): void {
    const size = line.kinds.length * 2;
    const kinds = new Uint8Array(size);
    const starts = new Int32Array(size);
    const ends = new Int32Array(size);
    kinds.set(line.kinds);
    starts.set(line.starts);
    ends.set(line.ends);
    line.kinds = kinds;
    line.starts = starts;
    line.ends = ends;
  }

  function fatal(message: string, start: number, end: number): void {
    errors.push({ message, span: { start, end }, severity: 'fatal' });
  }

  function next(): boolean {
    line.count = 0;
    line.hasFor = line.hasLambda = line.hasWalrus = false;
    brackets.length = 0;
    if (!indentation()) return false;
    at = tokens(at, false);
    return true;
  }

  /** Passes over blank and comment lines; stands at the first token of a line, its column in `line.indent`. */
  function indentation(): boolean {
    let column = 0;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === 32) column++;
      else if (code === 9) column = (column | 7) + 1;
      else if (code === 12 || code === NEWLINE || code === RETURN) column = 0;
      else if (code === HASH) {
        at = comment(at);
        continue;
      } else if (code === BACKSLASH && isLineEnd(text.charCodeAt(at + 1))) {
        at++;
      } else {
        line.indent = column;
        return true;
      }
      at++;
    }
    return false;
  }

  /** The end of the comment that starts here (the line end, not consumed). */
  function comment(start: number): number {
    let end = start + 1;
    while (end < length && !isLineEnd(text.charCodeAt(end))) end++;
    if (named && text.slice(start, end).includes('danglint')) comments.push({ start, end });
    return end;
  }

  /**
   * Tokens up to the end of the logical line, or, in a replacement field, up to the `}`, `:` or `!` that ends its
   * expression. Returns the offset behind the line end, or of the character that ends the field.
   */
  function tokens(from: number, inField: boolean): number {
    const depthBefore = brackets.length;
    let i = from;
    while (i < length) {
      const code = text.charCodeAt(i);
      if (code === 32 || code === 9 || code === 12) {
        i++;
        continue;
      }
      if (identifierStart(code)) {
        let end = i + 1;
        while (end < length && identifierPart(text.charCodeAt(end))) end++;
        const size = end - i;
        const quote = text.charCodeAt(end);
        if (size <= 2 && (quote === QUOTE_DOUBLE || quote === QUOTE_SINGLE)) {
          if (STRING_PREFIX.test(text.slice(i, end))) {
            i = string(i, end);
            continue;
          }
        }
        if (size === 3 && code === 102 && text.startsWith('for', i)) line.hasFor = true;
        else if (size === 6 && code === 108 && text.startsWith('lambda', i)) line.hasLambda = true;
        push(TOKEN.name, i, end);
        i = end;
        continue;
      }
      if (code === QUOTE_DOUBLE || code === QUOTE_SINGLE) {
        i = string(i, i);
        continue;
      }
      if (code >= 48 && code <= 57) {
        i = number(i);
        continue;
      }
      switch (code) {
        case NEWLINE:
        case RETURN: {
          i++;
          if (brackets.length === 0 && !inField) return i;
          if (brackets.length > 0 && abandoned(i)) {
            const open = brackets[brackets.length - 1] ?? i;
            fatal(`'${text.charAt(open)}' was never closed`, open, open + 1);
            brackets.length = 0;
            if (!inField) return i;
          }
          continue;
        }
        case HASH:
          i = comment(i);
          continue;
        case BACKSLASH:
          i++;
          if (text.charCodeAt(i) === RETURN && text.charCodeAt(i + 1) === NEWLINE) i += 2;
          else if (isLineEnd(text.charCodeAt(i))) i++;
          continue;
        case 40: // (
        case 91: // [
        case OPEN_BRACE:
          brackets.push(i);
          push(code, i, i + 1);
          i++;
          continue;
        case 41: // )
        case 93: // ]
        case CLOSE_BRACE: {
          if (inField && brackets.length === depthBefore) {
            if (code === CLOSE_BRACE) return i;
          } else if (brackets.length > 0) {
            const open = text.charCodeAt(brackets.pop() ?? i);
            if (closerOf(open) !== code)
              fatal(
                `closing parenthesis '${text.charAt(i)}' does not match opening parenthesis '${String.fromCharCode(open)}'`,
                i,
                i + 1,
              );
          } else fatal(`unmatched '${text.charAt(i)}'`, i, i + 1);
          push(code, i, i + 1);
          i++;
          continue;
        }
        case COLON:
          if (inField && brackets.length === depthBefore) return i;
          break;
        case 33: // ! alone ends a field's expression; != does not
          if (inField && brackets.length === depthBefore && text.charCodeAt(i + 1) !== EQUALS) return i;
          break;
        case 46: {
          const after = text.charCodeAt(i + 1);
          if (after >= 48 && after <= 57) {
            i = number(i);
            continue;
          }
          if (after !== 46 || text.charCodeAt(i + 2) !== 46) {
            push(46, i, i + 1);
            i++;
            continue;
          }
          break;
        }
      }
      i = operator(i, code);
    }
    if (brackets.length > 0) {
      const open = brackets[brackets.length - 1] ?? i;
      fatal(`'${text.charAt(open)}' was never closed`, open, open + 1);
      brackets.length = 0;
    }
    return length;
  }

  /**
   * In brackets, at the start of a line: whether it begins with a keyword that no expression can hold. The bracket was
   * then never closed, and the line is a statement of its own.
   */
  function abandoned(from: number): boolean {
    let start = from;
    while (start < length && (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9)) start++;
    let end = start;
    while (end < length && text.charCodeAt(end) >= 97 && text.charCodeAt(end) <= 122) end++;
    if (end - start < 3 || end - start > 8 || identifierPart(text.charCodeAt(end))) return false;
    return isStatementKeyword(text.slice(start, end));
  }

  function number(from: number): number {
    const end = numberEnd(text, from);
    push(TOKEN.number, from, end);
    return end;
  }

  function operator(i: number, code: number): number {
    const next = text.charCodeAt(i + 1);
    if (next === EQUALS) {
      if (code === COLON) {
        line.hasWalrus = true;
        push(TOKEN.walrus, i, i + 2);
        return i + 2;
      }
      if (code === EQUALS || code === 33 || code === 60 || code === 62) {
        push(TOKEN.operator, i, i + 2);
        return i + 2;
      }
      if (AUGMENTABLE.has(code)) {
        push(TOKEN.augmented, i, i + 2);
        return i + 2;
      }
    } else if (code === 45 && next === 62) {
      push(TOKEN.arrow, i, i + 2);
      return i + 2;
    } else if (next === code && (code === 42 || code === 47 || code === 60 || code === 62)) {
      const augmented = text.charCodeAt(i + 2) === EQUALS;
      push(augmented ? TOKEN.augmented : TOKEN.operator, i, i + (augmented ? 3 : 2));
      return i + (augmented ? 3 : 2);
    } else if (code === 46) {
      push(TOKEN.operator, i, i + 3);
      return i + 3;
    }
    push(code > 9 && code < 256 ? code : TOKEN.operator, i, i + 1);
    return i + 1;
  }

  /** A string literal whose prefix is `text[start, quoteAt)`. Returns the offset behind it. */
  function string(start: number, quoteAt: number): number {
    const quote = text.charCodeAt(quoteAt);
    const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    const prefix = quoteAt > start ? text.slice(start, quoteAt).toLowerCase() : '';
    if (prefix.includes('f') || prefix.includes('t')) return formatString(text, fields, start, quoteAt);
    const end = triple ? tripleEnd(text, quoteAt + 3, quote) : singleEnd(text, quoteAt + 1, quote);
    if (end < 0) return unterminated(start, quoteAt, triple, -end);
    push(TOKEN.string, start, end);
    return end;
  }

  function unterminated(start: number, quoteAt: number, triple: boolean, end: number): number {
    fatal(
      triple ? 'unterminated triple-quoted string literal' : 'unterminated string literal',
      start,
      quoteAt + 1,
    );
    push(TOKEN.string, start, end);
    return end;
  }

  const fields = { push, fatal, fieldExpression: (from: number) => tokens(from, true) };

  return { line, errors, comments, next };
}

const AUGMENTABLE = new Set([43, 45, 42, 47, 37, 38, 124, 94, 64]);

function closerOf(open: number): number {
  return open === 40 ? 41 : open + 2;
}
