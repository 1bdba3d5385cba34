// The calls that a stretch of Python code makes, as they are written: by which code, of which names, and how surely.

import { GIVEN } from '../../../model/module-calls.ts';
import type { Span } from '../../../model/span.ts';
import { type LogicalLine, TOKEN } from '../tokens/tokens.ts';
import type { HeldNames } from './definition-heads.ts';
import { targetsOf, turnedTokens } from './stretch-parts.ts';
import { behindGroup, inLambda, isClose, isOpen } from './targets.ts';

/** The code of a function, of a class body, or of the module: that of the script has a name of its own. */
export interface Code {
  /** As places in it have it; null for the module. */
  readonly name: string | null;
  /** Names that are bound in it, so that they stand for no function of the module. */
  readonly bound: Set<string>;
  /** Of these, those that are given a value once that is told by names: `bot = Bot()`; null for what is given two. */
  readonly held: Map<string, HeldNames | null>;
  /** What a method calls itself by, and its class. */
  readonly self: {
    readonly name: string;
    readonly owner: string;
    /** It is the class: `@classmethod` */
    readonly isClass: boolean;
  } | null;
  /** The function around, for functions that are defined in another one. */
  readonly outer: Code | null;
  /**
   * What it is given by position, without what a method calls itself by; an empty name where that is given another value.
   * Behind `*`: what it is given by name alone.
   */
  readonly parameters: string[];
  /** What it gives back, where that is a name. */
  readonly returned: Set<string | null>;
  isGenerator: boolean;
  /** Statements behind here run only if it was not left before. */
  mayHaveEnded: boolean;
}

export interface Draft {
  readonly code: Code;
  /** `['server', 'start']`; of a class, what is called of its instance: `['Server', 'start']`. */
  readonly names: readonly string[];
  readonly isConditional: boolean;
  /** Of a coroutine: nobody waits for it there. */
  readonly isKept: boolean;
  /** It is made a task that is kept, which runs: `task = asyncio.create_task(run())`. */
  readonly isTask: boolean;
  /** It is a member that is read. */
  readonly isRead: boolean;
  /** Of an instance that is made there: `Server().port` */
  readonly isOfInstance: boolean;
  /** What it is given by position or name, where that is a name. */
  readonly gives: readonly GivenNames[];
  /** What is called is what a call gives, which was given these: `wrap(run)()` */
  readonly gave: readonly GivenNames[];
  /** What it gives is given back: `return run()`. */
  readonly isReturned: boolean;
  /** A method of a class is given the instance: `Base.start(self)`. */
  readonly isGivenSelf: boolean;
  /** It is entered by `with`, or by a server as its lifespan; or values are taken from the generator that it gives. */
  readonly isEntered: boolean;
  caught: 'all' | 'perhaps' | 'nothing';
}

/** `run` and `bot.start` of `call(run, on_start=bot.start)`. */
export interface GivenNames {
  readonly position: number | string;
  readonly names: readonly string[];
}

export function newCode(name: string | null, self: Code['self'] = null, outer: Code | null = null): Code {
  const names = { bound: new Set<string>(), held: new Map(), parameters: [], returned: new Set<null>() };
  return { name, ...names, self, outer, isGenerator: false, mayHaveEnded: false };
}

/** A piece of a logical line, and how it runs. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly code: Code;
  readonly isConditional: boolean;
  /** It is the head of a `with`. */
  readonly isWith: boolean;
}

export interface DraftedCalls {
  readonly drafts: readonly Draft[];
  /** Where the text runs only under a condition. */
  readonly conditional: readonly Span[];
}

/** The functions that run the coroutine that they are given: `asyncio.run(main())`. */
const RUNNERS: ReadonlySet<string> = new Set(['run', 'run_until_complete']);
/** Those that wait for what they are given, where somebody waits for them. https://docs.python.org/3/library/asyncio-task.html */
const WAITING: ReadonlySet<string> = new Set(['gather', 'wait_for', 'shield']);
/** What a server runs of an application that it starts: https://asgi.readthedocs.io/en/latest/specs/lifespan.html */
const LIFESPAN: ReadonlySet<string> = new Set(['lifespan', 'on_startup']);

/** https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task */
const TASKS: ReadonlySet<string> = new Set(['create_task', 'ensure_future']);

/** Those that take values from what they are given, before they give something back. */
const TAKING: ReadonlySet<string> = new Set(
  'all any bytearray bytes deque dict frozenset join list max min next set sorted sum tuple anext'.split(' '),
);

interface OpenCall {
  readonly name: string;
  readonly isAwaited: boolean;
}

/** @param text of which the line holds the tokens */
export function callsIn(text: string, line: LogicalLine, stretch: Stretch): DraftedCalls {
  const { from, to, code, isWith } = stretch;
  const word = (token: number) =>
    token < 0 || token >= line.count ? '' : text.slice(line.starts[token], line.ends[token]);
  const drafts: Draft[] = [];
  const conditional: Span[] = [];
  const words = Array.from({ length: Math.max(to - from, 0) }, (_, offset) => word(from + offset));
  if (words.includes('yield')) code.isGenerator = true;
  // Of a conditional expression or a comprehension, what stands in front may not run, either.
  const turns = turnedTokens(words, from);
  for (const [start, end] of turns)
    conditional.push({ start: line.starts[start] ?? 0, end: line.ends[end - 1] ?? 0 });
  const isAssigned = words[1] === '=';
  const targets = words[0] === 'del' ? to : from + targetsOf(words);
  const collects = words.includes('return_exceptions');
  const open: (OpenCall | null)[] = [];
  const brackets: number[] = [];

  function add(
    names: readonly string[],
    token: number,
    isAwaited: boolean,
    isEntered = false,
    {
      isGivenSelf = false,
      isRead = false,
      isOfInstance = false,
      gives = [],
      gave = [],
    }: Partial<Pick<Draft, 'isGivenSelf' | 'isRead' | 'isOfInstance' | 'gives' | 'gave'>> = {},
  ): void {
    const around = open.findLast((one) => one !== null) ?? null;
    const isRun =
      isAwaited ||
      (around !== null &&
        (RUNNERS.has(around.name) || (WAITING.has(around.name) && around.isAwaited && !collects)));
    const isTurned = turns.some(([start, end]) => start <= token && token < end);
    drafts.push({
      ...{
        code,
        names,
        isKept: !isRun,
        isEntered,
        isGivenSelf,
        isRead,
        isOfInstance,
        gives,
        gave,
        caught: 'nothing',
      },
      isReturned: words[0] === 'return' && token === from + 1,
      isTask: isAssigned && around !== null && TASKS.has(around.name),
      isConditional: stretch.isConditional || isTurned || code.mayHaveEnded,
    });
  }

  /** @param bracket the `(` of the call */
  function addCall(names: readonly string[], token: number, bracket: number): void {
    const isAwaited = word(token - 1) === 'await';
    const isItem = isWith && open.length === 0;
    const behind = behindGroup(line, bracket, to);
    // `Server().start()`
    const isMade =
      line.kinds[behind] === DOT && line.kinds[behind + 1] === TOKEN.name && line.kinds[behind + 2] === 40;
    const isTaken = isTakenFrom(token);
    const isGivenSelf =
      names.length > 1 && word(bracket + 1) === code.self?.name && /^[,)]$/.test(word(bracket + 2));
    const gives = argumentsIn(bracket + 1, behind - 1);
    add(names, token, isAwaited, isItem || (isTaken && !isMade), { isGivenSelf, gives });
    if (isItem) {
      const [enter, exit] = word(1) === 'with' ? ['__aenter__', '__aexit__'] : ['__enter__', '__exit__'];
      add([...names, enter], token, true);
      add([...names, exit], token, true);
    }
    const isMember = line.kinds[behind] === DOT && line.kinds[behind + 1] === TOKEN.name;
    if (isMember && !isMade && word(behind + 2) !== '=')
      add([...names, word(behind + 1)], token, false, false, { isRead: true, isOfInstance: true });
    if (line.kinds[behind] === 40) {
      const again = argumentsIn(behind + 1, behindGroup(line, behind, to) - 1);
      // `functools.partial(run)()` https://docs.python.org/3/library/functools.html#functools.partial
      const [made] = names.at(-1) === 'partial' ? gives : [];
      if (made?.position === 0) add(made.names, token, isAwaited, isTaken);
      else add([...names, GIVEN], token, isAwaited, isTaken, { gives: again, gave: gives });
    }
    if (!isMade) return;
    const given = argumentsIn(behind + 3, behindGroup(line, behind + 2, to) - 1);
    add([...names, word(behind + 1)], token, isAwaited, isTaken, { gives: given });
  }

  for (let token = from; token < to; token++) {
    const kind = line.kinds[token];
    if (isOpen(kind)) {
      const isCall = kind === 40 && line.kinds[token - 1] === TOKEN.name;
      open.push(isCall ? { name: word(token - 1), isAwaited: isAwaitedAt(token - 1) } : null);
      brackets.push(kind ?? 0);
    } else if (isClose(kind)) {
      open.pop();
      brackets.pop();
    }
    // A lambda runs later.
    if (kind !== TOKEN.name || line.kinds[token - 1] === DOT || inLambda(line, token)) continue;
    const names = namesAt(token);
    const end = token + 2 * names.length - 1;
    const isCalled = end < to && line.kinds[end] === 40;
    const read = isCalled || word(end) === '=' ? names.slice(0, -1) : names;
    for (let length = 2; length <= read.length && token >= targets; length++)
      add(read.slice(0, length), token, false, false, { isRead: true });
    if (isCalled) addCall(names, token, end);
    else if (LIFESPAN.has(names[0] ?? '') && word(token + 1) === '=' && open.length > 0)
      for (const handler of namesBehind(token + 2)) add(handler, token, true, true);
  }
  return { drafts, conditional };

  /** `for x in items():`, `list(items())`, `[*items()]`, `yield from items()`; not `(x for x in items())`, which waits as well. */
  function isTakenFrom(token: number): boolean {
    const before = word(token - 1);
    const around = open.at(-1);
    const isTaking = around != null && TAKING.has(around.name);
    if (before === '(') return isTaking;
    if (before === 'from') return word(token - 2) === 'yield';
    if (before === '*') return /^[([{,]$/.test(word(token - 2));
    return before === 'in' && (isTaking || around === undefined || brackets.at(-1) !== 40);
  }

  function isAwaitedAt(last: number): boolean {
    let first = last;
    while (line.kinds[first - 1] === DOT && line.kinds[first - 2] === TOKEN.name) first -= 2;
    return word(first - 1) === 'await';
  }

  /** Those that are names. What stands behind a star has no position. */
  function argumentsIn(start: number, end: number): GivenNames[] {
    const found: GivenNames[] = [];
    let isPlaced = true;
    for (let at = start, index = 0; at < end; index++) {
      let behind = at;
      while (behind < end && word(behind) !== ',')
        behind = isOpen(line.kinds[behind]) ? behindGroup(line, behind, end) : behind + 1;
      const isNamed = line.kinds[at] === TOKEN.name && word(at + 1) === '=';
      if (word(at).startsWith('*')) isPlaced = false;
      const value = isNamed ? at + 2 : at;
      const names = line.kinds[value] === TOKEN.name ? namesAt(value) : [];
      if ((isNamed || isPlaced) && names.length > 0 && value + 2 * names.length - 1 === behind)
        found.push({ position: isNamed ? word(at) : index, names });
      at = behind + 1;
    }
    return found;
  }

  function namesAt(token: number): string[] {
    const names = [word(token)];
    for (let end = token + 1; line.kinds[end] === DOT && line.kinds[end + 1] === TOKEN.name; end += 2)
      names.push(word(end + 1));
    return names;
  }

  /** `start` and `stop` of `on_startup=[start, stop]`, `run` of `lifespan=run`. */
  function namesBehind(token: number): string[][] {
    if (line.kinds[token] === TOKEN.name) return [namesAt(token)];
    const found: string[][] = [];
    if (!isOpen(line.kinds[token])) return found;
    const behind = behindGroup(line, token, to);
    for (let at = token + 1; at < behind; at++)
      if (line.kinds[at] === TOKEN.name && line.kinds[at - 1] !== DOT && line.kinds[at + 1] !== 40)
        found.push(namesAt(at));
    return found;
  }
}

const DOT = 46;
