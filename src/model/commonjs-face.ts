// What only CommonJS modules have: the names that Node tells ESM of, and exports that functions make.

/**
 * How the value of `module.exports` is used by a module that gets names from it: `require('./x')(a, b)` takes what is
 * `returned`, or has names put into its argument `a` (`argument 0`) or `b`, or into the instances of that (`prototype 0`);
 * `new (require('./x'))()` takes an `instance`. `exports`: its own names.
 */
export type MakingUse = 'exports' | 'returned' | 'instance' | `argument ${number}` | `prototype ${number}`;

/**
 * By {@link MakingUse}. A use that is not there gives nothing: what is not returned, or has nothing put into it; of the instances of a
 * function nothing is known then. {@link anyUse} is there where the value may be something
 * else as well.
 */
export type Makes = Readonly<Record<string, MadeNames>>;

/** The key of {@link Makes} for every use that it does not name. */
export const anyUse = 'any';

/** What an export of a CommonJS module does for others: `exports.shell = shell`, `exports.Pool = class { … }`. */
export interface MadeMember {
  readonly name: string;
  /** Where this module tells it. */
  readonly makes?: Makes;
  /** What it is of another module: `exports.Pool = require('./pool')`, or a member of that. */
  readonly of?: ValueSource;
}

/** A function that gives a name to what it fills: an export, and the position of the parameter that holds the name. */
export interface NamingExport {
  readonly member: string;
  readonly position: number;
}

/** What a value is of another module, by the request that leads to it. */
export interface ValueSource {
  readonly request: number;
  /** The export of that module; absent where it is the module itself. */
  readonly member?: string;
}

/** A function of another module. */
export interface MadeBy extends ValueSource {
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
  /** Exports of the module whose callers name more: `exports.register = (name, run) => { shell[name] = run; }`. */
  readonly namedThrough?: readonly NamingExport[];
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
