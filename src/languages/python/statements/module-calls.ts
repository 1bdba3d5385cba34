// Which functions the code of a Python module calls, by the names that the places in them have. Told only of functions
// that nothing decorates and nobody binds again: what else is called is left out.

import type { AskingRecord } from '../../../model/evaluation.ts';
import {
  AS_SCRIPT,
  type CalledFunction,
  type FunctionCall,
  type ModuleCalls,
} from '../../../model/module-calls.ts';
import type { Span } from '../../../model/span.ts';
import { createLexer } from '../tokens/lexer.ts';
import { TOKEN } from '../tokens/tokens.ts';
import type { VersionRange } from '../version.ts';
import { decide } from './conditions.ts';
import { isClose, isOpen } from './targets.ts';

/** The code of a function, or of the module: that of the script has a name of its own. */
interface Code {
  readonly name: string | null;
  /** Names that are bound in it, so that they stand for no function of the module. */
  readonly bound: Set<string>;
  isGenerator: boolean;
  /** Statements behind here run only if it was not left before. */
  mayHaveEnded: boolean;
}

interface Block {
  readonly column: number;
  readonly code: Code;
  /** In front of the names of functions in it: `Server.` */
  readonly prefix: string;
  readonly isConditional: boolean;
  /** Nothing in it runs, or what becomes of its errors is not known. */
  readonly isPassedOver: boolean;
  readonly attempt: Attempt | null;
  readonly handler: Handler | null;
}

/** A `try`: the calls in its body, and what its handlers catch. */
interface Attempt {
  readonly from: number;
  to: number;
  readonly handlers: Handler[];
}

interface Handler {
  readonly catches: Caught;
  /** It raises again, or ends the program. */
  ends: boolean;
}

type Caught = 'all' | 'perhaps' | 'nothing';

interface Draft {
  readonly code: Code;
  readonly names: readonly string[];
  readonly isConditional: boolean;
  /** Of a coroutine: nobody waits for it there. */
  readonly isKept: boolean;
  caught: Caught;
}

const lexer = createLexer();

/** The functions that run the coroutine that they are given: `asyncio.run(main())`. */
const RUNNERS: ReadonlySet<string> = new Set(['run', 'run_until_complete']);
/** `raise`, and what ends the program. */
const ENDS = /^(?:raise\b|(?:sys\.|os\.)?_?exit\(|quit\()/;
const TARGETS = /^([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?::[^=]+)?=(?!=)/;

/** @param record of the same text */
export function moduleCalls(text: string, record: AskingRecord, range: VersionRange): ModuleCalls {
  lexer.open(text);
  const { line } = lexer;
  const module = newCode(null);
  const script = newCode(AS_SCRIPT);
  const functions = new Map<string, { readonly code: Code; readonly isAsync: boolean } | null>();
  const drafts: Draft[] = [];
  const attempts: Attempt[] = [];
  const conditional: Span[] = [];
  const none = { isConditional: false, isPassedOver: false, attempt: null, handler: null };
  const root: Block = { column: -1, code: module, prefix: '', ...none };
  const stack: Block[] = [root];
  let isDecorated = false;
  const top = () => stack.at(-1) ?? root;
  const word = (token: number) => (token < 0 || token >= line.count ? '' : source(token, token + 1));
  const source = (from: number, to: number) => text.slice(line.starts[from], line.ends[to - 1]);

  /** Closes the blocks that a line at this column ends; gives the one that it may be a clause of. */
  function close(column: number): Block | null {
    let sibling: Block | null = null;
    while (top().column >= column) {
      sibling = stack.pop() ?? null;
      if (sibling?.attempt != null && sibling.handler === null) sibling.attempt.to = drafts.length;
    }
    return sibling?.column === column ? sibling : null;
  }

  function open(changed: Partial<Block>): void {
    stack.push({ ...top(), attempt: null, handler: null, column: line.indent, ...changed });
  }

  function colonOf(): number {
    let depth = 0;
    for (let token = 0; token < line.count; token++) {
      if (isOpen(line.kinds[token])) depth++;
      else if (isClose(line.kinds[token])) depth--;
      else if (line.kinds[token] === 58 && depth === 0) return token;
    }
    return line.count;
  }

  function definition(at: number, colon: number): void {
    const { prefix, isConditional, isPassedOver } = top();
    const name = prefix + word(at + 1);
    if (word(at) === 'class') {
      open({ prefix: `${name}.`, isPassedOver: isPassedOver || isDecorated });
      return;
    }
    const code = newCode(name);
    for (let token = at + 2; token < colon; token++)
      if (line.kinds[token] === TOKEN.name && /^(?:\(|,|\*\*?)$/.test(word(token - 1)))
        code.bound.add(word(token));
    const isSure = !isDecorated && !isConditional && !isPassedOver && !functions.has(name);
    functions.set(name, isSure ? { code, isAsync: at === 1 } : null);
    open({ code, prefix: `${name}.`, isConditional: false, isPassedOver: false });
  }

  /** @returns whether the line is the head of a compound statement, or a clause of one */
  function head(first: string, sibling: Block | null): boolean {
    const at = first === 'async' ? 1 : 0;
    const colon = colonOf();
    const { isConditional, isPassedOver, code } = top();
    switch (word(at)) {
      case 'def':
      case 'class':
        definition(at, colon);
        break;
      case 'if':
      case 'elif':
      case 'while': {
        callsIn(1, colon, first === 'elif');
        const decision = first === 'while' ? null : decide(text, line, 1, colon, range);
        const isScript = decision?.why === 'main' && !decision.value && code === module;
        open({
          ...(isScript && { code: script }),
          isConditional: isConditional || !(isScript || decision?.value === true),
          isPassedOver: isPassedOver || (!isScript && decision?.value === false),
        });
        break;
      }
      case 'for':
        callsIn(at + 1, colon, false);
        for (let token = at + 1; token < colon && word(token) !== 'in'; token++) code.bound.add(word(token));
        open({ isConditional: true });
        break;
      case 'with':
        callsIn(at + 1, colon, false);
        bind(source(at, colon), code);
        open({
          isPassedOver: isPassedOver || /\b(?:suppress|raises|assertRaises\w*)\(/.test(source(at, colon)),
        });
        break;
      case 'try':
        attempts.push({ from: drafts.length, to: drafts.length, handlers: [] });
        open({ attempt: attempts.at(-1) ?? null });
        break;
      case 'except': {
        const attempt = sibling?.attempt ?? null;
        const handler: Handler = { catches: caughtBy(colon > 1 ? source(1, colon) : ''), ends: false };
        attempt?.handlers.push(handler);
        open({ isConditional: true, attempt, handler });
        break;
      }
      case 'else':
        open({ isConditional: isConditional || sibling?.attempt == null });
        break;
      case 'finally':
        open({});
        break;
      default:
        return false;
    }
    if (colon + 1 < line.count) statement(colon + 1);
    return true;
  }

  function statement(from: number): void {
    const { code, isConditional } = top();
    if (isConditional || code.mayHaveEnded)
      conditional.push({ start: line.starts[from] ?? 0, end: line.ends[line.count - 1] ?? 0 });
    const whole = source(from, line.count);
    const ends = ENDS.test(whole);
    if (ends) for (const { handler } of stack) if (handler !== null) handler.ends = true;
    if (word(from) === 'global')
      for (let token = from + 1; token < line.count; token++) module.bound.add(word(token));
    if (word(from) !== 'import' && word(from) !== 'from') bind(whole, code);
    callsIn(from, line.count, false);
    // What is raised is an error, and no way to go on.
    if (word(from) === 'return' || (ends && word(from) !== 'raise')) code.mayHaveEnded = true;
  }

  function callsIn(from: number, to: number, isLate: boolean): void {
    const { code, isConditional, isPassedOver } = top();
    const words = Array.from({ length: to - from }, (_, offset) => word(from + offset));
    if (words.includes('yield')) code.isGenerator = true;
    // Of a conditional expression or a comprehension, what stands in front may not run, either; a lambda runs later.
    let isTurned = isLate || words.includes('if') || words.includes('for');
    if (isPassedOver || words.includes('lambda')) return;
    for (let token = from; token < to; token++) {
      isTurned ||= word(token) === 'and' || word(token) === 'or';
      if (line.kinds[token] !== TOKEN.name || line.kinds[token - 1] === 46) continue;
      const names = [word(token)];
      let end = token + 1;
      for (; line.kinds[end] === 46 && line.kinds[end + 1] === TOKEN.name; end += 2)
        names.push(word(end + 1));
      if (end >= to || line.kinds[end] !== 40) continue;
      const isRun = word(token - 1) === 'await' || (word(token - 1) === '(' && RUNNERS.has(word(token - 2)));
      const turned = isConditional || isTurned || code.mayHaveEnded;
      drafts.push({ code, names, isConditional: turned, isKept: !isRun, caught: 'nothing' });
    }
  }

  while (lexer.next()) {
    const sibling = close(line.indent);
    if (line.kinds[0] === AT) isDecorated = true;
    else {
      if (!head(line.kinds[0] === TOKEN.name ? word(0) : '', sibling)) statement(0);
      isDecorated = false;
    }
  }
  close(0);
  for (const { from, to, handlers } of attempts) {
    const caught = handlers.filter(({ ends }) => !ends).map(({ catches }) => catches);
    const verdict = caught.includes('all') ? 'all' : caught.includes('perhaps') ? 'perhaps' : 'nothing';
    for (const draft of drafts.slice(from, to)) if (draft.caught === 'nothing') draft.caught = verdict;
  }
  const known = new Map(
    [...functions].flatMap(([name, one]) =>
      one === null || one.code.isGenerator || module.bound.has(name) ? [] : [[name, one]],
    ),
  );
  const kinds = [...known].map(([name, { isAsync }]) => [name, isAsync ? 'async' : 'sync'] as const);

  /** What a name is that is called: a function of the module, or the one import that binds it. */
  function calledAs({ code, names }: Draft): CalledFunction | null {
    const [first = '', ...path] = names;
    if (code.bound.has(first) || module.bound.has(first)) return null;
    if (functions.has(first))
      return path.length === 0 && known.has(first) ? { of: { binding: first }, path } : null;
    const entries = record.imports.flatMap(({ localName }, entry) => (localName === first ? [entry] : []));
    const [only] = entries;
    return only === undefined || entries.length > 1 ? null : { of: { import: only }, path };
  }

  const calls = drafts.flatMap((draft): FunctionCall[] => {
    const { code, isConditional, isKept, caught } = draft;
    const to = caught === 'perhaps' ? null : calledAs(draft);
    if (to === null || (code.name !== null && code !== script && !known.has(code.name))) return [];
    return [
      {
        ...{ by: code.name, to },
        ...(isConditional && { isConditional }),
        ...(caught === 'all' && { caught }),
        ...(isKept && { promise: 'kept' as const }),
      },
    ];
  });
  return { functions: Object.fromEntries([...kinds, [AS_SCRIPT, 'sync']]), exported: {}, calls, conditional };
}

const AT = 64;

function newCode(name: string | null): Code {
  return { name, bound: new Set(), isGenerator: false, mayHaveEnded: false };
}

/** Names that a statement binds, other than by an import. */
function bind(statement: string, { bound }: Code): void {
  for (const name of TARGETS.exec(statement)?.[1]?.split(/\s*,\s*/) ?? []) bound.add(name);
  for (const [, name = ''] of statement.matchAll(/(?:\bas\s+(\w+))|(?:(\w+)\s*:=)/g)) bound.add(name);
}

/** Whether a handler catches what an import or a missing name raises, by the text of what it names. */
function caughtBy(types: string): Caught {
  const names = types.replace(/\bas\s+\w+$/, '').match(/[\w.]+/g) ?? [];
  if (names.length === 0 || names.some((name) => /^(?:Base)?Exception$/.test(name))) return 'all';
  const isOpen = names.some(
    (name) =>
      /^(?:ImportError|ModuleNotFoundError|AttributeError|NameError)$/.test(name) ||
      !/^(?:\w+\.)*[A-Z]\w*[a-z]\w*$/.test(name),
  );
  return isOpen ? 'perhaps' : 'nothing';
}
