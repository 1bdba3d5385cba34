// What only CommonJS modules have: the names that Node tells ESM of, and exports that functions make.

/**
 * How the value of `module.exports` is used by a module that gets names from it: `require('./x')(a, b)` takes what is
 * `returned`, or has names put into its argument `a` (`argument 0`) or `b`; `new (require('./x'))()` takes an `instance`.
 * `exports`: its own names.
 */
export type MakingUse = 'exports' | 'returned' | 'instance' | `argument ${number}`;

/**
 * By {@link MakingUse}. A use that is not there gives nothing: what is not returned, or has nothing put into it; of the instances of a
 * function nothing is known then.
 */
export type Makes = Readonly<Record<string, MadeNames>>;

/** A function of another module, by the request that leads to it. */
export interface MadeBy {
  readonly request: number;
  readonly use: MakingUse;
  /** What it is called with, by position: null where that is not told. Not there when nothing of it is. */
  readonly given?: readonly (MadeNames | null)[];
}

/** The names of something that a function makes or fills. */
export interface MadeNames {
  readonly names: readonly string[];
  /** It may have others. */
  readonly isOpen: boolean;
  readonly madeBy: readonly MadeBy[];
  /** Those that the function is called with at these positions: `(fs) => { fs.retry = …; return fs; }`. */
  readonly ofArguments?: readonly number[];
}

/** Every function that gives some of the names: those that make what the others are given too. */
export function makersOf(madeBy: readonly MadeBy[]): readonly MadeBy[] {
  return madeBy.flatMap((maker) => [
    maker,
    ...(maker.given ?? []).flatMap((given) => makersOf(given?.madeBy ?? [])),
  ]);
}

/** The face that Node's ESM loader sees, by the rules of cjs-module-lexer. */
export interface CommonJsFace {
  /** Names that can be imported by name from ESM. */
  readonly names: readonly string[];
  /** Specifiers whose names are added (`module.exports = require('x')`, `__exportStar`), as indices into `requests`. */
  readonly reexports: readonly number[];
  /** The text sets `__esModule`. */
  readonly esModule: boolean;
  /** A function or class is put into `module.exports`, which then has what functions have (`prototype`, `call`). */
  readonly isFunction?: true;
  /** It loads modules whose names are computed: parts that may ask for it again, and add to it (`shelljs`). */
  readonly loadsComputed?: true;
}
