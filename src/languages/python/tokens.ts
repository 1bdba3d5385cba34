// What the lexer hands over: a logical line as parallel arrays of tokens.

import type { ParseError } from '../../model/module-record.ts';

/** Kinds of tokens that are no single character; an operator of one character has its character code as kind. */
export const TOKEN = {
  name: 1,
  number: 2,
  /** A whole string literal without replacement fields, prefix and quotes included. */
  string: 3,
  /** Opening and closing of an f- or t-string; between them are the tokens of its replacement fields. */
  formatOpen: 4,
  formatClose: 5,
  /** `:=` */
  walrus: 6,
  /** `+=` and its kin. */
  augmented: 7,
  /** `->` */
  arrow: 8,
  /** Any other operator of several characters: `==`, `**`, `...`. */
  operator: 9,
} as const;

/** One logical line. The same object is filled again and again: take what is needed before asking for the next one. */
export interface LogicalLine {
  count: number;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** Column of its first token, tabs counted to multiples of 8. */
  indent: number;
  /** Words in it that bind names inside of an expression: a comprehension's `for`, `lambda`, `:=`. */
  hasFor: boolean;
  hasLambda: boolean;
  hasWalrus: boolean;
}

export function createLine(): LogicalLine {
  return {
    count: 0,
    kinds: new Uint8Array(64),
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    indent: 0,
    hasFor: false,
    hasLambda: false,
    hasWalrus: false,
  };
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface Lexer {
  readonly line: LogicalLine;
  readonly errors: ParseError[];
  /** Comments that name danglint; all others are passed over. */
  readonly comments: Comment[];
  /** Fills `line` with the next logical line that has tokens; false at the end of the text. */
  next(): boolean;
}
