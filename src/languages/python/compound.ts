// The heads of compound statements (Language Reference 8): each opens a block, its clauses continue it.

import { type Attempt, type Block, createAttempt, createGroup, type Group, type Handler } from './blocks.ts';
import { decide } from './conditions.ts';
import type { Site } from './drafts.ts';
import { WORD } from './identifiers.ts';
import { createScope, NO_IMPORT, type Scope } from './scopes.ts';
import { mayMatter, type Reader, simpleStatements } from './statements.ts';
import {
  assignmentTargets,
  behindGroup,
  isClose,
  isOpen,
  isWord,
  parameters,
  patternCaptures,
  tokenText,
  walrusTargets,
  withTargets,
} from './targets.ts';
import { TOKEN } from './tokens.ts';
import { expression } from './uses.ts';

interface Opening {
  readonly role: Block['role'];
  readonly scope?: Scope;
  readonly dead?: Site['dead'];
  readonly guard?: Site['guard'];
  readonly expectsError?: boolean;
  readonly handler?: Handler;
  readonly caught?: Block['caught'];
}

/** Opens a block and reads what stands behind its colon on the same line. */
function open(reader: Reader, group: Group, colon: number, opening: Opening): void {
  const { blocks, draft } = reader;
  const top = blocks.top();
  // What stands in a `def` runs later, outside of the handlers and expectations around it.
  const later = opening.role === 'body' && opening.scope?.kind === 'function';
  blocks.stack.push({
    column: draft.line.indent,
    group,
    role: opening.role,
    scope: opening.scope ?? top.scope,
    delta: new Map(),
    dead: top.dead === null || top.dead === 'main' ? (opening.dead ?? top.dead) : top.dead,
    guard: opening.guard ?? (later ? 'none' : top.guard),
    expectsError: opening.expectsError === true || (top.expectsError && !later),
    handler: opening.handler ?? null,
    caught: opening.caught ?? null,
    isQuiet:
      opening.role === 'body' || (top.isQuiet && opening.role !== 'try' && opening.handler === undefined),
    raises: false,
  });
  if (colon + 1 < draft.line.count) simpleStatements(reader, colon + 1);
}

/** Index of the colon that ends the head, from the token `from`; the end of the line where there is none. */
function headEnd(reader: Reader, from: number): number {
  const { line } = reader.draft;
  let depth = 0;
  let lambdas = 0;
  for (let index = from; index < line.count; index++) {
    const kind = line.kinds[index];
    if (isOpen(kind)) depth++;
    else if (isClose(kind)) depth--;
    else if (depth > 0) continue;
    else if (kind === 58) {
      if (lambdas === 0) return index;
      lambdas--;
    } else if (line.hasLambda && isWord(line, index, WORD.lambda)) lambdas++;
  }
  return line.count;
}

function readHead(reader: Reader, from: number, to: number): void {
  const { draft } = reader;
  if (draft.line.hasWalrus)
    walrusTargets(draft.line, (token) => token >= from && token < to && reader.bindToken(token));
  expression(draft, reader.site(), from, to, -1);
}

/** Opens the statement when the first word, an identifier's number, is the head of a compound statement. */
export function compound(reader: Reader, first: number): boolean {
  const { draft } = reader;
  const { line, text } = draft;
  const asynchronous = first === WORD.async && line.kinds[1] === TOKEN.name;
  const at = asynchronous ? 1 : 0;
  switch (asynchronous ? line.words[1] : first) {
    case WORD.def:
    case WORD.class:
      return definition(reader, at);
    case WORD.if:
      ifBranch(reader, createGroup('if', null));
      return true;
    case WORD.while:
      loop(reader, headEnd(reader, 1), isWord(line, 1, WORD.True) || text[line.starts[1] ?? 0] === '1');
      return true;
    case WORD.for: {
      const colon = headEnd(reader, at + 1);
      let end = at + 1;
      while (end < colon && !isWord(line, end, WORD.in)) end++;
      readHead(reader, end, colon);
      loop(reader, colon, false, () => assignmentTargets(line, at + 1, end, reader.bindToken));
      return true;
    }
    case WORD.try:
      open(reader, createGroup('try', createAttempt(draft, reader.site().scope)), headEnd(reader, 1), {
        role: 'try',
      });
      return true;
    case WORD.with:
      withStatement(reader, at);
      return true;
    case WORD.match:
      if (!opensMatch(reader)) return false;
      readHead(reader, 1, line.count);
      open(reader, createGroup('match', null), line.count, { role: 'match' });
      return true;
    case WORD.case:
      if (reader.blocks.top().role !== 'match') return false;
      caseBranch(reader, createGroup('cases', null));
      return true;
    default:
      return false;
  }
}

/** Continues `group` when the first word is one of its clauses. */
export function clause(reader: Reader, group: Group, role: Block['role'], first: number): boolean {
  switch (first) {
    case WORD.elif:
      if (group.kind !== 'if') return false;
      ifBranch(reader, group);
      return true;
    case WORD.else:
      if (group.kind === 'if') {
        group.exhausted = true;
        const dead = group.decided;
        open(reader, group, headEnd(reader, 1), { role: 'branch', ...(dead === null ? {} : { dead }) });
      } else if (group.kind === 'try') {
        open(reader, group, headEnd(reader, 1), { role: 'else' });
        const body = reader.blocks.top().delta;
        for (const [name, state] of group.attempt?.body ?? []) if (!body.has(name)) body.set(name, state);
      } else if (group.kind === 'loop') open(reader, group, headEnd(reader, 1), { role: 'else' });
      else return false;
      return true;
    case WORD.except:
      if (group.kind !== 'try' || !group.attempt || role === 'finally') return false;
      handlerBranch(reader, group, group.attempt);
      return true;
    case WORD.finally:
      if (group.kind !== 'try' || role === 'finally') return false;
      reader.blocks.settle(group);
      open(reader, group, headEnd(reader, 1), { role: 'finally' });
      return true;
    case WORD.case:
      if (group.kind !== 'cases') return false;
      caseBranch(reader, group);
      return true;
    default:
      return false;
  }
}

function definition(reader: Reader, at: number): boolean {
  const { draft, names } = reader;
  const { line } = draft;
  if (line.kinds[at + 1] !== TOKEN.name) return false;
  const isClass = isWord(line, at, WORD.class);
  const name = tokenText(line, at + 1);
  const colon = headEnd(reader, at + 2);
  const around = reader.site();
  if (isClass || !draft.lazyAnnotations) readHead(reader, at + 2, colon);
  reader.bindToken(at + 1);
  const scope = createScope(isClass ? 'class' : 'function', name, around.scope, line.starts[0] ?? 0);
  const bindParameter = (token: number): void => {
    if (mayMatter(draft, true, token)) scope.bindings.set(tokenText(line, token), NO_IMPORT);
  };
  let bracket = at + 2;
  if (line.kinds[bracket] === 91) {
    const behind = behindGroup(line, bracket, colon);
    parameters(line, bracket, behind, bindParameter);
    bracket = behind;
  }
  if (!isClass && line.kinds[bracket] === 40) parameters(line, bracket, colon, bindParameter);
  if (names.decoratedGlobally) draft.dynamic ??= 'computed-globals';
  open(reader, createGroup('definition', null), colon, { role: 'body', scope });
  return true;
}

/** What a condition that can be decided has in it; most conditions have none of it. */
const DECIDABLE = /TYPE_CHECKING|__name__|version_info|\bsix\.PY|\b(?:True|False|None|\d+)\b/;

function ifBranch(reader: Reader, group: Group): void {
  const { draft } = reader;
  const { line, text } = draft;
  const colon = headEnd(reader, 1);
  readHead(reader, 1, colon);
  const head = text.slice(line.starts[1], line.ends[colon - 1]);
  const isTold = DECIDABLE.test(head) || (draft.constants.size > 0 && colon > 1);
  const decision =
    group.decided === null && isTold ? decide(text, line, 1, colon, draft.range, draft.constants) : null;
  const dead = group.decided ?? (decision?.value === false ? decision.why : null);
  if (decision?.value === true) {
    group.decided = decision.why;
    group.exhausted = true;
  }
  const looked = /\b(?:find_spec|find_loader|find_module|iter_modules)\b/.test(head);
  open(reader, group, colon, {
    role: 'branch',
    ...(dead === null ? {} : { dead }),
    ...(looked ? { guard: 'optional' as const } : {}),
  });
}

function loop(reader: Reader, colon: number, endless: boolean, bindTargets?: () => void): void {
  const group = createGroup('loop', null);
  group.exhausted = endless;
  if (bindTargets === undefined) readHead(reader, 1, colon);
  const { draft, blocks } = reader;
  const count = draft.line.count;
  open(reader, group, count, { role: 'branch' });
  bindTargets?.();
  if (colon + 1 < count && blocks.top().group === group) simpleStatements(reader, colon + 1);
}

const ERROR_EXPECTED = /\b(?:raises|assertRaises\w*|xfail)\s*\(/;

function withStatement(reader: Reader, at: number): void {
  const { draft } = reader;
  const { line, text } = draft;
  const colon = headEnd(reader, at + 1);
  readHead(reader, at + 1, colon);
  const head = text.slice(line.starts[at + 1], line.ends[Math.max(colon - 1, at)]);
  const suppressed = /\bsuppress\s*\(([^)]*)\)/.exec(head);
  const attempt = suppressed ? createAttempt(draft, reader.site().scope) : null;
  const group = createGroup('with', attempt);
  group.exhausted = suppressed === null;
  if (suppressed && attempt) {
    const catches = (suppressed[1] ?? '').match(/\w+(?=\s*(?:,|$))/g) ?? [];
    const requests = draft.requests.length;
    attempt.handlers.push({
      catches,
      raises: false,
      bound: new Set(),
      requestsFrom: requests,
      requestsTo: requests,
    });
  }
  withTargets(line, at + 1, colon, reader.bindToken);
  open(reader, group, colon, { role: 'branch', expectsError: ERROR_EXPECTED.test(head) });
}

function handlerBranch(reader: Reader, group: Group, attempt: Attempt): void {
  const { draft, blocks, names } = reader;
  const { line } = draft;
  const colon = headEnd(reader, 1);
  readHead(reader, 1, colon);
  let end = colon;
  let caught: Block['caught'] = null;
  for (let index = 1; index < colon; index++) {
    if (!isWord(line, index, WORD.as) || line.kinds[index + 1] !== TOKEN.name) continue;
    end = index;
    const span = { start: line.starts[index + 1] ?? 0, end: line.ends[index + 1] ?? 0 };
    caught = { name: tokenText(line, index + 1), span, entry: null };
  }
  const catches: string[] = [];
  for (let index = 1; index < end; index++)
    if (line.kinds[index] === TOKEN.name && line.kinds[index + 1] !== 46)
      catches.push(tokenText(line, index));
  const requests = draft.requests.length;
  const handler: Handler = {
    catches,
    raises: false,
    bound: new Set(),
    requestsFrom: requests,
    requestsTo: requests,
  };
  attempt.handlers.push(handler);
  const { scope, dead } = blocks.top();
  if (caught) scope.bindings.set(caught.name, NO_IMPORT);
  if (caught && scope.kind === 'module' && dead === 'main') names.whenMain.set(caught.name, caught);
  open(reader, group, colon, {
    role: 'handler',
    handler,
    ...(caught && scope.kind === 'module' && dead === null ? { caught } : {}),
  });
}

/** `match` is a keyword only here: a head with a subject and nothing behind its colon (PEP 634). */
function opensMatch(reader: Reader): boolean {
  const { line } = reader.draft;
  if (line.count < 3 || line.kinds[line.count - 1] !== 58) return false;
  const next = line.kinds[1];
  return next !== 61 && next !== 46 && next !== 44 && next !== 58 && next !== TOKEN.augmented;
}

function caseBranch(reader: Reader, group: Group): void {
  const { draft } = reader;
  const { line } = draft;
  const colon = headEnd(reader, 1);
  let end = 1;
  while (end < colon && !isWord(line, end, WORD.if)) end++;
  if (end === colon && end === 2 && line.kinds[1] === TOKEN.name) group.exhausted = true;
  const count = line.count;
  open(reader, group, count, { role: 'branch' });
  patternCaptures(line, 1, end, reader.bindToken);
  readHead(reader, end, colon);
  if (colon + 1 < count) simpleStatements(reader, colon + 1);
}
