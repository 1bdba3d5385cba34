// What the lexer hands over: a logical line as parallel arrays of tokens.

import type { ParseError } from '../../../model/module-record.ts';
import { WORD } from './identifiers.ts';
import type { Interest } from './interest.ts';

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

/** How many tokens without a kind follow the last one, so that looking ahead needs no test for the end of the line. */
export const BEHIND = 8;

/** One logical line. The same object is filled again and again: take what is needed before asking for the next one. */
export interface LogicalLine {
  count: number;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /**
   * Of names: the number of one of the words that mean something, or 0; less than 0 is the number of a name that is not
   * written in ASCII. See identifiers.ts. What other tokens have here means nothing.
   */
  words: Int32Array;
  /** Of names: their hash. */
  hashes: Int32Array;
  /** The text that the tokens are of. */
  codes: Uint8Array;
  /** Column of its first token, tabs counted to multiples of 8. */
  indent: number;
  /** Words in it that bind names inside of an expression: a comprehension's `for`, `lambda`, `:=`. */
  hasFor: boolean;
  /** `a if test else b`, or a clause of that name. */
  hasElse: boolean;
  hasLambda: boolean;
  hasWalrus: boolean;
  /** More than one statement. */
  hasSemicolon: boolean;
}

/** Few lines have more: code that V8 has optimised is thrown away when these arrays become others. */
const TOKENS = 1 << 12;

export function createLine(): LogicalLine {
  return {
    count: 0,
    kinds: new Uint8Array(TOKENS),
    starts: new Int32Array(TOKENS),
    ends: new Int32Array(TOKENS),
    words: new Int32Array(TOKENS),
    hashes: new Int32Array(TOKENS),
    codes: new Uint8Array(0),
    indent: 0,
    hasFor: false,
    hasElse: false,
    hasLambda: false,
    hasWalrus: false,
    hasSemicolon: false,
  };
}

export function addToken(line: LogicalLine, kind: number, start: number, end: number): void {
  if (line.count + BEHIND >= line.kinds.length) grow(line);
  line.kinds[line.count] = kind;
  line.starts[line.count] = start;
  line.ends[line.count] = end;
  line.count++;
}

export function addName(line: LogicalLine, word: number, hash: number, start: number, end: number): void {
  addToken(line, TOKEN.name, start, end);
  line.words[line.count - 1] = word;
  line.hashes[line.count - 1] = hash;
  if (word === WORD.for) line.hasFor = true;
  else if (word === WORD.lambda) line.hasLambda = true;
  else if (word === WORD.else) line.hasElse = true;
}

function grow(line: LogicalLine): void {
  const kinds = new Uint8Array(line.kinds.length * 2);
  kinds.set(line.kinds);
  line.kinds = kinds;
  line.starts = twice(line.starts);
  line.ends = twice(line.ends);
  line.words = twice(line.words);
  line.hashes = twice(line.hashes);
}

function twice(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface Lexer {
  readonly line: LogicalLine;
  /** Of the text that was opened last. */
  readonly errors: readonly ParseError[];
  /** Its comments that name danglint; all others are passed over. */
  readonly comments: readonly Comment[];
  /** Begins with another text, the whole of a file; a byte-order mark is passed over. */
  open(text: string): void;
  /**
   * Fills `line` with the next logical line that has tokens; false at the end of the text.
   * @param certain the column of the branch that the line before opened or stands in, where that is surely taken: what leaves it
   * leaves the block around it too. -1 in all others.
   */
  next(certain?: number): boolean;
  /**
   * The same, without the lines that begin at the column `from` or further right and say nothing of interest. The heads of
   * the blocks that hold a line are given before it, those of a `try` with all of its lines.
   */
  nextOfInterest(from: number, interest: Interest, certain: number): boolean;
}
