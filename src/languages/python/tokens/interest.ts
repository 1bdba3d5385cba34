// Which words of a file matter in the bodies of its functions and classes: those that mean something to Python or to the
// reader, and the names that the file imports.

import { STATEMENT_KEYWORDS } from './characters.ts';
import { hashOf } from './identifiers.ts';

/** The words that mean something in one file. */
export interface Interest {
  /** What a word is, by its hash: a word may seem to be one that is of interest, never the other way round. */
  readonly kinds: Uint16Array;
  /** The slots of the names that were added for this file. */
  readonly added: number[];
}

const SIZE = 1 << 12;

/** What a word may be in {@link Interest.kinds}. */
export const WORD_KIND = {
  /** A name of which the members and what binds it are of interest. */
  name: 1,
  /** As the first word of a statement. */
  statement: 2,
  /** No expression can hold it: in brackets it tells that one was never closed. */
  notInBrackets: 4,
  /** When it is called; as a method: when it is called as an attribute; of the module: when its own code calls it. */
  called: 8,
  method: 16,
  ofModule: 1024,
  /** Wherever it stands. */
  anywhere: 32,
  /** As a first word: opens a block, continues the one before, opens a `try`. */
  opens: 64,
  continues: 128,
  tries: 256,
  /** As a first word: binds or unbinds names without `=`. */
  binds: 512,
  /** As a first word: what follows in the block never runs. */
  leaves: 2048,
} as const;

/** What a first word makes of its line. */
export const OF_FIRST_WORDS =
  WORD_KIND.opens | WORD_KIND.continues | WORD_KIND.tries | WORD_KIND.binds | WORD_KIND.leaves;

const ALWAYS = new Uint16Array(SIZE);
// What uses.ts, calls.ts, escape-hatches.ts and setting-strings.ts look for, whatever a file imports.
mark(
  WORD_KIND.called,
  '_convert _convert_ __import__ Celery globals hasattr import_module importorskip include patch setattr',
);
// What leaving.ts looks for.
mark(WORD_KIND.method, 'skip skipTest');
mark(WORD_KIND.leaves, 'return raise break continue');
mark(WORD_KIND.method, 'dict multiple setdefault');
mark(WORD_KIND.ofModule, 'exec exec_ locals vars');
mark(WORD_KIND.name, 'sys');
// What statements.ts reads in decorators.
mark(WORD_KIND.anywhere, 'xfail XFAIL expectedFailure global_enum');
mark(WORD_KIND.statement, 'import from lazy global __all__');
mark(WORD_KIND.opens, 'if while match');
mark(WORD_KIND.opens | WORD_KIND.binds, 'for with def class async');
mark(WORD_KIND.opens | WORD_KIND.tries, 'try');
mark(WORD_KIND.continues, 'elif else finally');
mark(WORD_KIND.continues | WORD_KIND.binds, 'except case');
mark(WORD_KIND.binds, 'del nonlocal');
for (const keyword of STATEMENT_KEYWORDS) mark(WORD_KIND.notInBrackets, keyword);

function mark(kind: number, words: string): void {
  for (const word of words.split(' ')) {
    const slot = hashOf(word) & (SIZE - 1);
    ALWAYS[slot] = (ALWAYS[slot] ?? 0) | kind;
  }
}

export function createInterest(): Interest {
  return { kinds: ALWAYS.slice(), added: [] };
}

/** Begins with a file that has imported nothing yet. */
export function forgetNames({ kinds, added }: Interest): void {
  for (const slot of added) kinds[slot] = ALWAYS[slot] ?? 0;
  added.length = 0;
}

/** From now on the lines that bind this name or take a member of it are read. */
export function addInterest({ kinds, added }: Interest, name: string): void {
  const slot = slotOf(hashOf(name));
  kinds[slot] = (kinds[slot] ?? 0) | WORD_KIND.name;
  added.push(slot);
}

/** From now on every line that has this name is read. */
export function addInterestAnywhere({ kinds, added }: Interest, name: string): void {
  const slot = slotOf(hashOf(name));
  kinds[slot] = (kinds[slot] ?? 0) | WORD_KIND.anywhere;
  added.push(slot);
}

/** Whether a name with this hash may be one that was added. */
export function isOfInterest({ kinds }: Interest, hash: number): boolean {
  return ((kinds[slotOf(hash)] ?? 0) & WORD_KIND.name) !== 0;
}

/** Whether a function with a name of this hash may say something about modules when it is called. */
export function mayTellModules(hash: number): boolean {
  const told = WORD_KIND.called | WORD_KIND.method | WORD_KIND.ofModule;
  return ((ALWAYS[slotOf(hash)] ?? 0) & told) !== 0;
}

/** Where {@link Interest.kinds} has the word with this hash. */
export function slotOf(hash: number): number {
  return hash & (SIZE - 1);
}
