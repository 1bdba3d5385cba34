// What is done with one imported name: the facts that the syntax of a file tells, in words of any language.

/** Everything that one file does with one name. Counts are not kept: a thing is done or not. */
export interface NameUses {
  readonly calls: CallSite[];
  readonly constructions: CallSite[];
  readonly extended: Subclass[];
  /** The right side of `instanceof`. */
  tested: boolean;
  /** Python: named by an `except` or a `raise`, so that it has to be an exception. */
  caught?: true;
  /** Python: decorates what is defined while the importer is loaded, as it is (`@cached`) or called (`@timed(5)`). */
  decorates?: Set<'bare' | 'called'>;
  /** Members that are read, written or called on it; without those of `Function.prototype`. */
  readonly members: Set<string>;
  /** Spread, iterated, given to Object.keys and its kin, or indexed with something computed. */
  enumerated: boolean;
  /** An operand of arithmetic, a comparison, a template: its value counts. */
  operand: boolean;
  /** Given to something else as it is: an argument, a property, a variable, a return value. */
  handedOn: boolean;
  /** In type positions: the number of type arguments of each use. */
  readonly types: number[];
  /** `Name.Member` in type positions. */
  readonly typeMembers: Set<string>;
  /** Is the declared type of a function whose parameters have no types. */
  typeOfCallback: boolean;
  /** `typeof Name` in a type position: it has to be a value, if only for the type checker. */
  typeQuery: boolean;
  /** Names under which this file exports it again. */
  readonly exportedAs: Set<string>;
}

/** `class X extends Name<A>`. */
export interface Subclass {
  readonly typeArguments: number;
  /** Members with the modifier `override`, which the base must have. */
  readonly overrides: ReadonlyMap<string, 'method' | 'property' | 'accessor'>;
  /** All members that it declares. */
  readonly declares: ReadonlySet<string>;
  /** Members of `this` and `super` that it uses. */
  readonly uses: ReadonlySet<string>;
}

export interface CallSite {
  readonly arguments: readonly Argument[];
  /** There are spread arguments, or the call is not written out (a decorator, a tag, `.apply`). */
  readonly open: boolean;
  readonly typeArguments: number;
  /** What becomes of the result. */
  readonly result: 'awaited' | 'used' | 'dropped';
}

export interface Argument {
  /** A name that the argument suggests for the parameter: `user.id` gives `id`. */
  readonly name: string | null;
  /** It is, or holds, a function with parameters that have no types. */
  readonly callback: boolean;
}

export function noUses(): NameUses {
  return {
    calls: [],
    constructions: [],
    extended: [],
    tested: false,
    members: new Set(),
    enumerated: false,
    operand: false,
    handedOn: false,
    types: [],
    typeMembers: new Set(),
    typeOfCallback: false,
    typeQuery: false,
    exportedAs: new Set(),
  };
}
