// Which functions the code of a Python module calls, by the names that the places in them have. Told only of functions
// that nobody binds again: what else is called is left out.

import type { AskingRecord } from '../../../model/evaluation.ts';
import { AS_SCRIPT, type ModuleCalls } from '../../../model/module-calls.ts';
import type { Span } from '../../../model/span.ts';
import { createLexer } from '../tokens/lexer.ts';
import { TOKEN } from '../tokens/tokens.ts';
import type { VersionRange } from '../version.ts';
import { type Code, callsIn, type Draft, newCode } from './call-drafts.ts';
import type { BoundNames, ClassDraft } from './called-names.ts';
import { callsOfDrafts, type FunctionDraft } from './calls-of-drafts.ts';
import { decide } from './conditions.ts';
import { decorationOf, NO_DECORATION } from './decorations.ts';
import {
  classHead,
  defaultsIn,
  headColon,
  heldBy,
  parametersIn,
  valueOfAnnotated,
} from './definition-heads.ts';
import { areLazyByVersion, makesAnnotationsLazy } from './lazy-annotations.ts';
import { assignedTo, bind, caughtBy, startHandlers } from './statement-texts.ts';

interface Block {
  readonly column: number;
  readonly code: Code;
  /** In front of the names of functions in it: `Server.` */
  readonly prefix: string;
  /** The class that it is the body of. */
  readonly owner: ClassDraft | null;
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
  readonly catches: Draft['caught'];
  /** It raises again, or ends the program. */
  ends: boolean;
}

const lexer = createLexer();

/** `raise`, and what ends the program. */
const ENDS = /^(?:raise\b|(?:sys\.|os\.)?_?exit\(|quit\()/;
/** Made by calling the class. https://docs.python.org/3/reference/datamodel.html#basic-customization */
const CONSTRUCTORS = ['__new__', '__init__'];

/** @param record of the same text */
export function moduleCalls(text: string, record: AskingRecord, range: VersionRange): ModuleCalls {
  lexer.open(text);
  const { line } = lexer;
  const module = newCode(null);
  const script = newCode(AS_SCRIPT);
  const functions = new Map<string, FunctionDraft | null>();
  const classes = new Map<string, ClassDraft | null>();
  const drafts: Draft[] = [];
  const attempts: Attempt[] = [];
  const conditional: Span[] = [];
  const afterwards: Span[] = [];
  const none = { isConditional: false, isPassedOver: false, attempt: null, handler: null, owner: null };
  const root: Block = { column: -1, code: module, prefix: '', ...none };
  const stack: Block[] = [root];
  let decoration = NO_DECORATION;
  /** Annotations do not run. */
  const isLazy =
    areLazyByVersion(range) ||
    record.imports.some(({ request, importName }) =>
      makesAnnotationsLazy(record.requests[request]?.specifier, importName),
    );
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

  function read(from: number, to: number, isLate = false, isWith = false): void {
    const { code, isConditional, isPassedOver } = top();
    const stretch = { from, to, code, isConditional: isConditional || isLate, isWith };
    const isBehindYield = code.isGenerator;
    const found = callsIn(text, line, stretch);
    if (isPassedOver) return;
    if (!isBehindYield) drafts.push(...found.drafts);
    conditional.push(...found.conditional);
  }

  /** A call that is made without being written where it is made. */
  function made(names: readonly string[], gives: Draft['gives'] = [], code = top().code): void {
    const { isConditional, isPassedOver } = top();
    if (!isPassedOver)
      drafts.push({
        code,
        names,
        isConditional,
        isKept: false,
        isTask: false,
        isEntered: true,
        isGivenSelf: false,
        isReturned: false,
        isRead: false,
        isOfInstance: false,
        gives,
        gave: [],
        caught: 'nothing',
      });
  }

  function classDefinition(at: number, colon: number): void {
    const { prefix, isConditional, isPassedOver, code } = top();
    const name = prefix + word(at + 1);
    const { bases, metaclass } = classHead(line, word, at + 2, colon);
    read(at + 2, colon);
    for (const base of bases) if (base !== null) made([...base, '__init_subclass__']);
    for (const each of CONSTRUCTORS) if (metaclass !== null) made([...metaclass, each]);
    const isSure = !isConditional && !isPassedOver && !decoration.isAny && prefix === '';
    const draft: ClassDraft = { bases, members: new Set(), assigned: new Set() };
    if (prefix === '') classes.set(name, isSure && !classes.has(name) ? draft : null);
    // What the body binds are attributes; its code runs where the class is made.
    open({ prefix: `${name}.`, owner: isSure ? draft : null, code: { ...newCode(code.name) } });
  }

  function definition(at: number, colon: number): void {
    const { prefix, isConditional, isPassedOver, owner } = top();
    const name = prefix + word(at + 1);
    owner?.members.add(word(at + 1));
    if (isLazy) for (const [start, end] of defaultsIn(line, at + 2, colon)) read(start, end);
    else read(at + 2, colon);
    const self =
      owner === null || decoration.isStatic || line.kinds[at + 3] !== TOKEN.name ? null : word(at + 3);
    const outer = top().code;
    const around = outer === module || outer === script ? null : outer;
    const code = newCode(
      name,
      self === null ? null : { name: self, owner: prefix.slice(0, -1), isClass: decoration.isOfClass },
      around,
    );
    for (const { name: parameter, isPositional, isStarred } of parametersIn(line, word, at + 2, colon)) {
      code.bound.add(parameter);
      if (!isPositional && !code.parameters.includes('*')) code.parameters.push('*');
      if (!isStarred && parameter !== self) code.parameters.push(parameter);
    }
    const { isOverload, isAttribute, isProperty, isEntered, decorators } = decoration;
    const isSure = !isAttribute && !isConditional && !isPassedOver && !functions.has(name);
    if (!isOverload)
      functions.set(name, isSure ? { code, isAsync: at === 1, isProperty, isEntered, decorators } : null);
    for (const each of decoration.called) made(each, [{ position: 0, names: name.split('.') }]);
    if (decoration.isStartHandler) made([word(at + 1)]);
    open({ code, prefix: `${name}.`, owner: null, isConditional: false, isPassedOver: false });
  }

  /** @returns whether the line is the head of a compound statement, or a clause of one */
  function head(first: string, sibling: Block | null): boolean {
    const at = first === 'async' ? 1 : 0;
    const colon = headColon(line);
    const { isConditional, isPassedOver, code } = top();
    switch (word(at)) {
      case 'def':
        definition(at, colon);
        break;
      case 'class':
        classDefinition(at, colon);
        break;
      case 'if':
      case 'elif':
      case 'while': {
        read(1, colon, first === 'elif');
        const decision = decide(text, line, 1, colon, range);
        const isScript = decision?.why === 'main' && !decision.value && code === module;
        const isSure = decision?.value === true && (first !== 'while' || decision.why === 'never');
        open({
          ...(isScript && { code: script }),
          isConditional: isConditional || !(isScript || isSure),
          isPassedOver: isPassedOver || (!isScript && first !== 'while' && decision?.value === false),
        });
        break;
      }
      case 'for':
        read(at + 1, colon);
        for (let token = at + 1; token < colon && word(token) !== 'in'; token++) code.bound.add(word(token));
        open({ isConditional: true });
        break;
      case 'match':
        if (colon < 2 || colon !== line.count - 1) return false;
        read(1, colon);
        open({});
        break;
      case 'case':
        if (colon < 2 || colon === line.count) return false;
        open({ isConditional: isConditional || source(1, colon) !== '_' });
        break;
      case 'with':
        read(at + 1, colon, false, true);
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
    const { code, isConditional, owner } = top();
    const span = { start: line.starts[from] ?? 0, end: line.ends[line.count - 1] ?? 0 };
    if (isConditional || code.mayHaveEnded) conditional.push(span);
    if (code.isGenerator) afterwards.push(span);
    const whole = source(from, line.count);
    const ends = ENDS.test(whole);
    if (ends) for (const { handler } of stack) if (handler !== null) handler.ends = true;
    if (word(from) === 'global')
      for (let token = from + 1; token < line.count; token++) module.bound.add(word(token));
    if (word(from) !== 'import' && word(from) !== 'from') {
      bind(whole, code, isConditional ? null : heldBy(line, word, from));
      for (const [, name = ''] of whole.matchAll(/^(\w+)\s*(?::[^=]+)?=(?!=)/g)) owner?.members.add(name);
    }
    if (code.self !== null)
      for (const name of assignedTo(code.self.name, whole)) classes.get(code.self.owner)?.assigned.add(name);
    for (const registered of startHandlers(whole)) made(registered);
    // Annotations of local variables never run (Language Reference 7.2.2).
    const isLocal = code.name !== null && code.name !== AS_SCRIPT && owner === null;
    const value = isLazy || isLocal ? valueOfAnnotated(line, from) : null;
    read(value ?? from, line.count);
    if (word(from) === 'return') code.returned.add(/^return\s+(\w+)$/.exec(whole)?.[1] ?? null);
    // What is raised is an error, and no way to go on.
    if (word(from) === 'return' || (ends && word(from) !== 'raise') || /^raise\s+SystemExit\b/.test(whole))
      code.mayHaveEnded = true;
  }

  while (lexer.next()) {
    const sibling = close(line.indent);
    if (line.kinds[0] === AT) {
      read(1, line.count);
      decoration = decorationOf(source(1, line.count), decoration);
    } else {
      if (!head(line.kinds[0] === TOKEN.name ? word(0) : '', sibling)) statement(0);
      decoration = NO_DECORATION;
    }
  }
  close(0);
  for (const { from, to, handlers } of attempts) {
    const caught = handlers.filter(({ ends }) => !ends).map(({ catches }) => catches);
    const verdict = caught.includes('all') ? 'all' : caught.includes('perhaps') ? 'perhaps' : 'nothing';
    for (const draft of drafts.slice(from, to)) if (draft.caught === 'nothing') draft.caught = verdict;
  }
  const bound: BoundNames = { module, functions, classes, imports: record.imports };
  return { ...callsOfDrafts(drafts, functions, bound), constructors: CONSTRUCTORS, conditional, afterwards };
}

const AT = 64;
