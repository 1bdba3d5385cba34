// Which functions the code of a module calls: what leads from a module that is loaded into functions, its own and those
// of others. Told from one text; asked for only for modules on the way from a start to a finding.

import type { Span } from './span.ts';

/** Python: the name of the code behind `if __name__ == '__main__':`, which runs where its module is what is started. */
export const AS_SCRIPT = '__main__';

export interface ModuleCalls {
  /**
   * Its functions and methods, by the name that places in them have as `enclosing`; none whose name another one has too.
   * What fails in an asynchronous one rejects its promise, and is not thrown.
   */
  readonly functions: Readonly<Record<string, 'sync' | 'async'>>;
  /**
   * The functions and classes that are exported by another name than their own, by that; `module.exports` for the whole
   * of a CommonJS module. An empty name is something else.
   */
  readonly exported: Readonly<Record<string, string>>;
  readonly calls: readonly FunctionCall[];
  /**
   * Of its functions, those that reading a member of their name runs, or writing it where the name is that of a setter: of
   * an instance, or of the class or object itself.
   */
  readonly accessors?: Readonly<Record<string, 'instance' | 'itself'>>;
  /** The members that it reads or writes, which may be such functions; {@link EACH} for all that an object has. */
  readonly reads?: readonly MemberRead[];
  /**
   * Of its functions that call what they are given, or pass it on: the names of their parameters by position, for calls that
   * give by name. Behind `*` are those that are given by name alone; an empty name stands for what has another value later.
   */
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  /** What its functions call of what they are given. */
  readonly parameterCalls?: readonly ParameterCall[];
  /** Its classes, for methods that are inherited. */
  readonly classes?: Readonly<Record<string, CalledClass>>;
  /** What making an instance calls, where a class is called as a function is. */
  readonly constructors?: readonly string[];
  /** Names that stand for something else for good, dotted ones in objects; an instance stands for its class. */
  readonly values?: Readonly<Record<string, HeldValue>>;
  /** What decorates its functions: those of libraries call what they decorate, others may do anything. */
  readonly decorators?: Readonly<Record<string, readonly (CalledValue | null)[]>>;
  /** Of its functions, those that give back their first parameter. */
  readonly handsBack?: readonly string[];
  /** Of its functions, those whose text runs where they are entered (`with`), and not where they are called. */
  readonly entered?: readonly string[];
  /** Function literals without a name that functions give back, and what they are called here. */
  readonly givenBack?: readonly Pick<GivenFunction, 'name' | 'span' | 'inner'>[];
  /** Its functions that are handed to other code, which decides when they run. */
  readonly handed?: readonly HandedFunction[];
  /** Function literals that are given to functions by their names. */
  readonly given?: readonly GivenFunction[];
  /**
   * Of its functions, by the position of a parameter, what becomes of the errors of a function that is given: those that
   * are thrown go no further, or those that reject its promise neither. None that the function throws again.
   */
  readonly catches?: Readonly<Record<string, Readonly<Record<number, 'all' | 'thrown'>>>>;
  /** What it adds to hear of all errors of the process, and ends it with none. */
  readonly listeners?: readonly ErrorListener[];
  /** The text of it whose errors come when the module has run. */
  readonly later?: readonly LaterCode[];
  /** Where its text runs only under a condition; absent where the places themselves say so. */
  readonly conditional?: readonly Span[];
  /** Where the text of functions runs when what they were entered for has ended: behind `yield`. */
  readonly afterwards?: readonly Span[];
}

/** `process.on('uncaughtException', log)`: with it the process goes on. */
export interface ErrorListener {
  readonly of: 'uncaughtException' | 'unhandledRejection';
  /** Where it is added. */
  readonly at: number;
}

/** An asynchronous function, `import()` that nobody waits for, what `setTimeout` is given. */
export interface LaterCode {
  readonly span: Span;
  /** Its errors reject a promise; else they are thrown, by something that calls it later. */
  readonly rejects: boolean;
}

export interface CalledClass {
  /** In the order in which they are searched; null for what is not known. */
  readonly bases: readonly (CalledValue | null)[];
  /** What it has itself. */
  readonly members: readonly string[];
  /** Of these, what each instance gets when it is made, before the rest of the constructor and behind that of the base. */
  readonly fields?: readonly string[];
  /** What methods put into instances in the place of members, `this.run = run`; `*` for what is not known. */
  readonly assigned?: readonly string[];
}

export interface FunctionCall {
  /** The function that makes it; null for the module itself. */
  readonly by: string | null;
  readonly to: CalledFunction;
  /** Functions among the arguments. */
  readonly gives?: readonly GivenArgument[];
  /** It is entered: `with connection():` */
  readonly isEntered?: true;
  /** In a branch of that, or of the module, whose condition cannot be decided. */
  readonly isConditional?: true;
  /** What is uncertain (`isConditional`) is what becomes of an error: as `heard` of a place. */
  readonly heard?: string;
  /** Which of its errors stop there: `thrown`: not those that reject a promise, which nobody waits for. */
  readonly caught?: 'all' | 'thrown';
  /**
   * What becomes of the promise that it may give. `forgotten`: what rejects that ends the program, whoever catches what is
   * thrown; `detached`: what is thrown does as well, because it is called later; `unstarted`: of a coroutine of Python nothing runs before somebody waits, which nobody
   * here does; `kept`: somebody may wait for it later, of
   * whom `offeredAs` tells when it is only exported. Absent: the code around waits for it, or gives it back.
   */
  readonly promise?: 'forgotten' | 'detached' | 'unstarted' | 'kept';
  /** The name under which the promise is exported. */
  readonly offeredAs?: string;
}

/** Stands in a path for what the function before it gives: `createServer`, `()`, `start`. */
export const GIVEN = '()';

/** Stands in a path for every member that can be listed: `{ ...config }` */
export const EACH = '*';

/** What a name stands for. */
export interface HeldValue extends CalledValue {
  /** It is an instance of what is named. */
  readonly isInstance?: true;
}

export interface MemberRead extends FunctionCall {
  /** It is read of an instance that is made where this is written. */
  readonly ofInstance?: true;
}

/** A parameter of a function is called there, or in a function inside of it. */
export interface ParameterCall extends Omit<FunctionCall, 'to' | 'isEntered' | 'gives'> {
  /** The function whose parameter it is, by its name. */
  readonly of: string;
  /** Which parameter; that for the instance of a method is not counted. */
  readonly position: number;
  /** The code around gives back what it gives: a coroutine of Python runs if somebody waits for that. */
  readonly isGivenBack?: true;
}

/** What a call gives to the function that it calls, where that is a function. */
export interface GivenArgument {
  /** By position, or by the name of the parameter: `call(on_start=run)`. */
  readonly position: number | string;
  /** A function by where it comes from, or the parameter of the function around, which is passed on. */
  readonly value: CalledValue | { readonly parameter: number; readonly function: string };
}

/** A function by its name, or where its text stands, and the function that is given it, as it is written: `server.on`. */
export type HandedFunction = (Pick<GivenFunction, 'span' | 'inner'> | { readonly name: string }) & {
  readonly to: string;
};

/** `safe(async () => { … })` */
export interface GivenFunction {
  /** As the calls in it have it; absent where nothing more is told of it. */
  readonly name?: string;
  readonly span: Span;
  /** Of functions in it, which run when somebody calls them. */
  readonly inner: readonly Span[];
  readonly isAsync: boolean;
  readonly to: CalledFunction;
  readonly position: number;
}

/** A function, a class, a module or an instance, by where it comes from. */
export type CalledValue = Pick<CalledFunction, 'of' | 'path' | 'gave'>;

export interface CalledFunction {
  /** A function, class or object at module level of its own; an import entry; or what a request gives. */
  readonly of: { readonly binding: string } | { readonly import: number } | { readonly request: number };
  /** `ns.Server` and `constructor` for `new ns.Server()`; `ns.Server` and `start` for a method of what that gives. */
  readonly path: readonly string[];
  /** What the call gave whose result is called: `wrap(start)()` */
  readonly gave?: readonly GivenArgument[];
  /**
   * It is a method of the instance whose method calls: `this`: what the class of the instance has by the name; `super`: what
   * those have that stand behind the class around; `own`: what the class around has, whatever others do; `given`: what another
   * class has, which is given the instance: `Base.start(self)`.
   */
  readonly on?: 'this' | 'super' | 'own' | 'given';
}
