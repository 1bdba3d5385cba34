// The heads of blocks among the lines that were passed over. They have to be read when a line inside of them is: what a
// line means depends on the function, the branch and the handlers that it stands in.

import { WORD_KIND } from './interest.ts';

export interface PassedHeads {
  /** How many there are that would have to be read before a further line. */
  readonly count: number;
  /**
   * A line was passed over: it ends the blocks that do not hold it, and may be a head itself.
   * @param column of the line
   * @param start offset of its first character
   * @param kind what its first word makes of it
   */
  pass(column: number, start: number, kind: number): void;
  /** A line is to be read: those heads stay that it stands in or continues; of a `try` that has it, no more than its head. */
  leadTo(column: number, kind: number): void;
  /** Offset and column of a head. */
  start(index: number): number;
  column(index: number): number;
  /** The last one opens a `try` with something of interest in it: all of it is to be read. */
  endsWithTry(): boolean;
  clear(): void;
}

export function createPassedHeads(): PassedHeads {
  const columns: number[] = [];
  const starts: number[] = [];
  const kinds: number[] = [];
  let count = 0;

  function end(column: number, kind: number): void {
    const first = (kind & WORD_KIND.continues) === 0 ? column : column + 1;
    while (count > 0 && (columns[count - 1] as number) >= first) count--;
  }

  function pass(column: number, start: number, kind: number): void {
    end(column, kind);
    if ((kind & (WORD_KIND.opens | WORD_KIND.continues)) === 0) return;
    columns[count] = column;
    starts[count] = start;
    kinds[count] = kind;
    count++;
  }

  function leadTo(column: number, kind: number): void {
    end(column, kind);
    for (let index = 0; index < count; index++) {
      if (((kinds[index] as number) & WORD_KIND.tries) !== 0) count = index + 1;
    }
  }

  return {
    get count() {
      return count;
    },
    pass,
    leadTo,
    start: (index) => starts[index] as number,
    column: (index) => columns[index] as number,
    endsWithTry: () => count > 0 && ((kinds[count - 1] as number) & WORD_KIND.tries) !== 0,
    clear: () => {
      count = 0;
    },
  };
}
