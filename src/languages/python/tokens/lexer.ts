// Cuts Python text into logical lines of tokens (Language Reference 2, PEP 701, PEP 750). Invariant: it never throws and
// always comes to the end of the text; what CPython's tokenizer refuses is an error, and the next line starts afresh.

import type { ParseError } from '../../../model/module-record.ts';
import { beginsStatement, closerOf, DIGIT, IDENTIFIER, LETTER, STRING_PREFIX } from './characters.ts';
import { formatString } from './format-strings.ts';
import { addToHash, hashOf, identifierOf, identifierText, wordAt } from './identifiers.ts';
import type { Interest } from './interest.ts';
import { leaves, leavesPassed } from './leaving.ts';
import {
  BACKSLASH,
  continuationEnd,
  isLineEnd,
  NEWLINE,
  numberEnd,
  QUOTE_DOUBLE,
  QUOTE_SINGLE,
  RETURN,
  singleEnd,
  tripleEnd,
} from './literals.ts';
import { addOperator } from './operators.ts';
import { createPassedHeads } from './passed-heads.ts';
import { type LookedAt, quietLineEnd } from './quiet-lines.ts';
import { BEYOND_ASCII, sourceCodes } from './source-codes.ts';
import { addName, addToken, BEHIND, type Comment, createLine, type Lexer, TOKEN } from './tokens.ts';

const HASH = 35;
const COLON = 58;
const SEMICOLON = 59;
const EQUALS = 61;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const SMALL_F = 102;
const SMALL_T = 116;

const AT = 64;

/** A column that no line has. */
const NOWHERE = Number.POSITIVE_INFINITY;

/** No block is certain to be taken. */
const NONE = -1;

export function createLexer(): Lexer {
  const line = createLine();
  let text = '';
  let codes: Uint8Array = new Uint8Array(1 << 16);
  let length = 0;
  let at = 0;
  let errors: ParseError[] = [];
  let comments: Comment[] = [];
  /** Some comment may speak to danglint. */
  let named = false;
  /** Offsets of the open brackets of the current line. */
  const brackets: number[] = [];
  const lookedAt: LookedAt = { line: 0 };
  /** Those of `heads` from this index on are to be given; then the line at `afterHeads`, unless that is -1. */
  const heads = createPassedHeads();
  let head = -1;
  let afterHeads = -1;
  let columnAfterHeads = 0;
  /** The column of a statement that has left its block, until the block ends. */
  let left = NOWHERE;

  function open(opened: string): void {
    text = opened;
    length = text.length;
    codes = sourceCodes(text, codes);
    line.codes = codes;
    at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    errors = [];
    comments = [];
    named = text.includes('danglint');
    heads.clear();
    head = -1;
    left = NOWHERE;
  }

  function fatal(message: string, start: number, end: number): void {
    errors.push({ message, span: { start, end }, severity: 'fatal' });
  }

  function next(certain = NONE): boolean {
    while (indentation()) {
      const isDead = isLeft();
      readTokens(certain);
      if (!isDead) return true;
    }
    return false;
  }

  /** Whether the line at hand stands behind a statement that leaves its block. */
  function isLeft(): boolean {
    if (line.indent < left) left = NOWHERE;
    return left !== NOWHERE;
  }

  function nextOfInterest(quietFrom: number, interest: Interest, certain: number): boolean {
    let open = certain;
    if (head >= 0) {
      nextHead();
      return true;
    }
    // What a decorator says is said of the definition behind it.
    let mustRead = named || line.kinds[0] === AT;
    while (indentation()) {
      mustRead ||= line.indent < quietFrom;
      const isDead = isLeft();
      const end = mustRead ? -1 : quietLineEnd(codes, length, at, interest, lookedAt);
      if (isDead) {
        if (end < 0) readTokens(NONE);
        else at = end;
        continue;
      }
      if (end < 0) {
        heads.leadTo(line.indent, mustRead ? 0 : lookedAt.line);
        if (heads.count === 0) readTokens(open);
        else {
          head = 0;
          afterHeads = heads.endsWithTry() ? -1 : at;
          columnAfterHeads = line.indent;
          nextHead();
        }
        return true;
      }
      heads.pass(line.indent, at, lookedAt.line);
      if (line.indent <= open) open = NONE;
      if (leavesPassed(text, at, lookedAt.line)) leave(heads.count === 0 ? open : NONE);
      at = end;
    }
    return false;
  }

  /** Reads the next of the heads that were passed over, or the line in front of which they had to be read. */
  function nextHead(): void {
    if (head < heads.count) {
      at = heads.start(head);
      line.indent = heads.column(head);
      head++;
      readTokens(NONE);
      if (head < heads.count || afterHeads >= 0) return;
    } else {
      at = afterHeads;
      line.indent = columnAfterHeads;
      readTokens(NONE);
    }
    heads.clear();
    head = -1;
  }

  /** @param certain as for {@link Lexer.next}, where the line stands in no block inside of that one */
  function leave(certain: number): void {
    left = certain > 0 && line.indent > certain ? certain : line.indent;
  }

  function readTokens(certain: number): void {
    line.count = 0;
    line.hasFor = line.hasElse = line.hasLambda = line.hasWalrus = line.hasSemicolon = false;
    brackets.length = 0;
    at = tokens(at, false);
    line.kinds.fill(0, line.count, line.count + BEHIND);
    // At the left margin it is the module that ends, and whoever imports it is told of that.
    if (left === NOWHERE && line.indent > 0 && leaves(line)) leave(certain);
  }

  /** Passes over blank and comment lines; stands at the first token of a line, its column in `line.indent`. */
  function indentation(): boolean {
    let column = 0;
    while (at < length) {
      const code = codes[at] as number;
      if (code === 32) column++;
      else if (code === 9) column = (column | 7) + 1;
      else if (code === 12 || code === NEWLINE || code === RETURN) column = 0;
      else if (code === HASH) {
        at = comment(at);
        continue;
      } else if (code === BACKSLASH && isLineEnd(codes[at + 1] as number)) {
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
    while (end < length && !isLineEnd(codes[end] as number)) end++;
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
      const code = codes[i] as number;
      if (code === 32 || code === 9 || code === 12) {
        i++;
        continue;
      }
      const letter = IDENTIFIER[code];
      if (letter === LETTER) {
        i = word(i, code);
        continue;
      }
      if (code === QUOTE_DOUBLE || code === QUOTE_SINGLE) {
        i = string(i, i);
        continue;
      }
      if (letter === DIGIT) {
        i = number(i);
        continue;
      }
      switch (code) {
        case NEWLINE:
        case RETURN: {
          i++;
          if (brackets.length === 0 && !inField) return i;
          if (brackets.length > 0 && beginsStatement(codes, length, i)) {
            neverClosed();
            if (!inField) return i;
          }
          continue;
        }
        case HASH:
          i = comment(i);
          continue;
        case BACKSLASH:
          i = continuationEnd(codes, i);
          continue;
        case 40: // (
        case 91: // [
        case OPEN_BRACE:
          brackets.push(i);
          addToken(line, code, i, i + 1);
          i++;
          continue;
        case 41: // )
        case 93: // ]
        case CLOSE_BRACE: {
          if (!inField || brackets.length !== depthBefore) closeBracket(code, i);
          else if (code === CLOSE_BRACE) return i;
          addToken(line, code, i, i + 1);
          i++;
          continue;
        }
        case SEMICOLON:
          line.hasSemicolon = true;
          break;
        case COLON:
          if (inField && brackets.length === depthBefore) return i;
          break;
        case 33: // ! alone ends a field's expression; != does not
          if (inField && brackets.length === depthBefore && (codes[i + 1] as number) !== EQUALS) return i;
          break;
        case 46: {
          const after = codes[i + 1] as number;
          if (after >= 48 && after <= 57) {
            i = number(i);
            continue;
          }
          if (after !== 46 || (codes[i + 2] as number) !== 46) {
            addToken(line, 46, i, i + 1);
            i++;
            continue;
          }
          break;
        }
      }
      i = addOperator(line, codes, i, code);
    }
    if (brackets.length > 0) neverClosed();
    return length;
  }

  function neverClosed(): void {
    const open = brackets[brackets.length - 1] ?? 0;
    fatal(`'${text.charAt(open)}' was never closed`, open, open + 1);
    brackets.length = 0;
  }

  function closeBracket(code: number, close: number): void {
    const open = brackets.pop();
    if (open === undefined) fatal(`unmatched '${text.charAt(close)}'`, close, close + 1);
    else if (closerOf(codes[open] as number) !== code)
      fatal(
        `closing parenthesis '${text.charAt(close)}' does not match opening parenthesis '${text.charAt(open)}'`,
        close,
        close + 1,
      );
  }

  /** An identifier, or a string with its prefix. */
  function word(start: number, first: number): number {
    let end = start + 1;
    let hash = addToHash(0, first);
    let all = first;
    for (let code = codes[end] as number; IDENTIFIER[code] !== 0; code = codes[end] as number) {
      hash = addToHash(hash, code);
      all |= code;
      end++;
    }
    const quote = codes[end];
    if ((quote === QUOTE_DOUBLE || quote === QUOTE_SINGLE) && end - start <= 2) {
      if (STRING_PREFIX.test(text.slice(start, end))) return string(start, end);
    }
    if (all < BEYOND_ASCII) addName(line, wordAt(codes, start, end, hash), hash, start, end);
    else {
      const name = identifierOf(text.slice(start, end));
      addName(line, -name, hashOf(identifierText(name)), start, end);
    }
    return end;
  }

  function number(from: number): number {
    const end = numberEnd(codes, from);
    addToken(line, TOKEN.number, from, end);
    return end;
  }

  /** A string literal whose prefix is `text[start, quoteAt)`. Returns the offset behind it. */
  function string(start: number, quoteAt: number): number {
    const quote = codes[quoteAt] as number;
    const triple = (codes[quoteAt + 1] as number) === quote && (codes[quoteAt + 2] as number) === quote;
    for (let index = start; index < quoteAt; index++) {
      const letter = (codes[index] as number) | 32;
      if (letter === SMALL_F || letter === SMALL_T)
        return formatString(codes, length, fields, start, quoteAt);
    }
    const end = triple
      ? tripleEnd(codes, length, quoteAt + 3, quote)
      : singleEnd(codes, length, quoteAt + 1, quote);
    if (end < 0) return unterminated(start, quoteAt, triple, -end);
    addToken(line, TOKEN.string, start, end);
    return end;
  }

  function unterminated(start: number, quoteAt: number, triple: boolean, end: number): number {
    fatal(
      triple ? 'unterminated triple-quoted string literal' : 'unterminated string literal',
      start,
      quoteAt + 1,
    );
    addToken(line, TOKEN.string, start, end);
    return end;
  }

  const fields = { line, fatal, fieldExpression: (from: number) => tokens(from, true) };

  return {
    line,
    get errors() {
      return errors;
    },
    get comments() {
      return comments;
    },
    open,
    next,
    nextOfInterest,
  };
}
