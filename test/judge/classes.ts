// The differences between the two judges in which danglint is right, by name. Each class is proven: the file that it
// names runs Node, or the tool concerned, on a fixture.

/** danglint says that it cannot tell. */
export interface Unknown {
  readonly reason: string;
  /** The module in which the look-up ended. */
  readonly at: string;
}

/** What is known about one place where TypeScript alone, or danglint alone, reports something. */
export interface Disagreement {
  readonly side: 'missed' | 'extra';
  /** `TS2305 …` or `rule/message …`. */
  readonly message: string;
  /** danglint's own answer at this place, when that is *unknown*. */
  readonly unknown: Unknown | null;
  /** Modules in which danglint reports an import that leads nowhere. */
  readonly unresolvedIn: ReadonlySet<string>;
}

export interface DifferenceClass {
  readonly id: string;
  /** Who is right, and why: one sentence. */
  readonly why: string;
  holds(disagreement: Disagreement): boolean;
}

export const classes: readonly DifferenceClass[] = [
  {
    id: 'behind-missing-module',
    why: 'the name may be in a module that an `export *` leads to and that is gone: the star is reported, once',
    holds: ({ side, message, unknown, unresolvedIn }) =>
      side === 'missed' &&
      /^TS(?:2305|2339|2459|2460|2551|2614|2694|2724)\b/.test(message) &&
      unknown?.reason === 'unresolved' &&
      unresolvedIn.has(unknown.at),
  },
];

/** The class that a difference belongs to; null when nobody has explained it. */
export function classOf(disagreement: Disagreement): DifferenceClass | null {
  return classes.find(({ holds }) => holds(disagreement)) ?? null;
}
