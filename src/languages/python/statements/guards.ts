// How the failures of what stands in a `try`, or in a `with` that catches, are handled: what its handlers catch, whether
// they have a fallback, and what they ask for instead.

import type { Guard } from '../../../model/module-request.ts';
import type { FileDraft } from './drafts.ts';
import type { Delta } from './flow.ts';
import { frameOf, type Scope } from './scopes.ts';

/** The facts of a `try` statement or of a `with` that catches. */
export interface Attempt {
  body: Delta;
  bodyRaises: boolean;
  /** Somewhere in the body: the handlers may have been written for that. */
  bodyHasRaise: boolean;
  /** The body has statements that are no imports: a handler of everything may be there for those. */
  bodyHasOthers: boolean;
  readonly frame: Scope;
  /** Requests and uses of the body: half-open ranges. */
  readonly requestsFrom: number;
  requestsTo: number;
  readonly usesFrom: number;
  usesTo: number;
  readonly bound: Set<string>;
  readonly handlers: Handler[];
  joined: boolean;
}

export interface Handler {
  /** Last parts of the names caught; empty: a bare `except`. */
  readonly catches: readonly string[];
  raises: boolean;
  /** What it raises says that something cannot be imported: whoever asks for this module may catch that. */
  tellsAbsence?: true;
  /** What is caught is the subject of an assertion: the body is there to fail. */
  readonly asserts: boolean;
  readonly bound: Set<string>;
  /** Requests and uses of the handler: half-open ranges. */
  readonly requestsFrom: number;
  requestsTo: number;
  readonly usesFrom: number;
  usesTo: number;
}

export function createAttempt(draft: FileDraft, scope: Scope): Attempt {
  return {
    body: new Map(),
    bodyRaises: false,
    bodyHasRaise: false,
    bodyHasOthers: false,
    frame: frameOf(scope),
    requestsFrom: draft.requests.length,
    requestsTo: draft.requests.length,
    usesFrom: draft.uses.length,
    usesTo: draft.uses.length,
    bound: new Set(),
    handlers: [],
    joined: false,
  };
}

const IMPORT_ERRORS = ['ImportError', 'ModuleNotFoundError'];
const BROAD = ['Exception', 'BaseException'];

/** Whether an exception of that name says that a module or a name is not there. */
export function tellsAbsence(error: string): boolean {
  return IMPORT_ERRORS.includes(error);
}

/** What may be caught beside the absence of a module without another cause being likely. */
const BESIDE_ABSENCE = new Set([...IMPORT_ERRORS, 'AttributeError', 'SyntaxError']);

/** The exceptions that a handler may name to catch what is raised for a module, a name in it, an attribute of it. */
const CATCHING = {
  module: new Set(['ModuleNotFoundError', 'ImportError', ...BROAD]),
  name: new Set(['ImportError', ...BROAD]),
  attribute: new Set(['AttributeError', ...BROAD]),
};

/** Sets the guards of the requests and uses in a `try` body that run when the body runs. */
export function guardRequests(draft: FileDraft, attempt: Attempt): void {
  const guard = guardOf(attempt, CATCHING.module);
  const nameGuard = guardOf(attempt, CATCHING.name);
  const isForeseen =
    guard !== 'optional' &&
    attempt.handlers.some((handler) => handler.tellsAbsence === true || catchesImportErrors(handler));
  for (let index = attempt.requestsFrom; index < attempt.requestsTo; index++) {
    const request = draft.requests[index];
    if (!request || draft.requestFrames[index] !== attempt.frame) continue;
    if (isForeseen && request.guard === 'none') request.foreseen = true;
    if (request.guard === 'none') request.guard = guard;
    if (draft.nameGuards[index] === 'none') draft.nameGuards[index] = nameGuard;
  }
  markFallbacks(draft, attempt);
  const useGuard = guardOf(attempt, CATCHING.attribute);
  for (let index = attempt.usesFrom; index < attempt.usesTo; index++) {
    const use = draft.uses[index];
    if (use?.guard === 'none' && frameOf(use.scope) === attempt.frame) use.guard = useGuard;
  }
  guardFallbackUses(draft, attempt);
}

/** `try: now = time.process_time`, `except AttributeError: now = time.clock`: taken where the first is not there. */
function guardFallbackUses(draft: FileDraft, attempt: Attempt): void {
  if (attempt.usesFrom === attempt.usesTo) return;
  for (const handler of attempt.handlers) {
    if (!handler.catches.includes('AttributeError')) continue;
    if (!handler.catches.every((name) => BESIDE_ABSENCE.has(name))) continue;
    for (const use of draft.uses.slice(handler.usesFrom, handler.usesTo))
      if (use.guard === 'none' && frameOf(use.scope) === attempt.frame) use.guard = 'optional';
  }
}

/** What only handlers of failing imports ask for, they ask for instead of what the body does. */
function markFallbacks(draft: FileDraft, attempt: Attempt): void {
  const tried: number[] = [];
  for (let index = attempt.requestsFrom; index < attempt.requestsTo; index++) {
    const request = draft.requests[index];
    if (request?.implied !== true && draft.requestFrames[index] === attempt.frame) tried.push(index);
  }
  if (tried.length === 0 || attempt.bodyHasRaise) return;
  for (const handler of attempt.handlers) {
    if (!isOnlyForAbsence(handler, attempt)) continue;
    for (let index = handler.requestsFrom; index < handler.requestsTo; index++) {
      const request = draft.requests[index];
      if (request !== undefined) request.insteadOf = [...(request.insteadOf ?? []), tried];
    }
    for (const use of draft.uses.slice(handler.usesFrom, handler.usesTo))
      use.insteadOf = [...(use.insteadOf ?? []), tried];
  }
}

function isOnlyForAbsence(handler: Handler, { bodyHasOthers }: Attempt): boolean {
  const isForAll = handler.catches.length === 0 || handler.catches.some((name) => BROAD.includes(name));
  if (isForAll) return !bodyHasOthers;
  return catchesImportErrors(handler) && handler.catches.every((name) => BESIDE_ABSENCE.has(name));
}

/** `try: import a / except ImportError: … / else: import b`: what is asked for then comes along with `a`. */
export function foreseeInElse(draft: FileDraft, attempt: Attempt): void {
  const last = attempt.handlers.at(-1);
  if (last === undefined || !attempt.handlers.some(catchesImportErrors)) return;
  for (let index = last.requestsTo; index < draft.requests.length; index++) {
    const request = draft.requests[index];
    if (request !== undefined && draft.requestFrames[index] === attempt.frame) request.foreseen = true;
  }
}

/** Whether it handles that a module is not there. */
export function catchesAbsence({ catches }: Handler): boolean {
  return catches.length === 0 || catches.some((name) => CATCHING.module.has(name));
}

function catchesImportErrors({ catches }: Handler): boolean {
  return catches.some(tellsAbsence);
}

/** What the first handler that catches the exception makes of it. */
function guardOf(attempt: Attempt, catching: ReadonlySet<string>): Guard {
  for (const handler of attempt.handlers) {
    if (handler.catches.length > 0 && !handler.catches.some((name) => catching.has(name))) continue;
    if (handler.asserts) return 'expected';
    if (handler.raises) return 'none';
    if (handler.catches.some((name) => catching.has(name) && !BROAD.includes(name))) return 'optional';
    // A broad handler that gives the names another value is a fallback; one that only logs hides the failure.
    const fallback =
      handler.requestsTo > handler.requestsFrom || [...handler.bound].some((name) => attempt.bound.has(name));
    return fallback ? 'optional' : 'swallowed';
  }
  return 'none';
}
