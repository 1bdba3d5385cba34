// Constants that say whether an import succeeded: `try: import x; HAS_X = True` and `except ImportError: HAS_X = False`.
// Where `x` is missing, what stands behind `if HAS_X:` never runs.

import type { FallbackFlag } from '../../../model/module-request.ts';
import { WORD } from '../tokens/identifiers.ts';
import { addInterest, addInterestAnywhere } from '../tokens/interest.ts';
import { TOKEN } from '../tokens/tokens.ts';
import type { Blocks } from './blocks.ts';
import type { FileDraft } from './drafts.ts';
import { type Attempt, catchesAbsence } from './guards.ts';
import type { Scope } from './scopes.ts';
import { isWord, tokenText } from './targets.ts';

/**
 * The module binds a name: what it was where an import fails counts no more, unless it is bound where none has failed. What
 * it was before a `try` that binds it, it still is where an import in front of that fails.
 */
export function rebindFallback(draft: FileDraft, { top, stack }: Blocks, name: string): void {
  const { role, group } = top();
  const before = draft.switches.get(name);
  if (role === 'try' && stack.length === 2 && group.attempt !== null && before !== undefined)
    keep(draft, name, group.attempt, before.value, false);
  else if (role !== 'else' || draft.fallbacks.get(name)?.triesFrom !== group.attempt?.requestsFrom)
    draft.fallbacks.delete(name);
}

/** `HAS_X = False` or `x = None`, the tokens `[from, to)`, in the handler of a `try` that the module always runs. */
export function noteFallback(draft: FileDraft, { top, stack }: Blocks, from: number, to: number): void {
  const { role, group, handler } = top();
  const { line } = draft;
  if (role !== 'handler' || stack.length !== 2 || to !== from + 3 || group.attempt === null) return;
  const { handlers } = group.attempt;
  if (handler === null || handlers.find(catchesAbsence) !== handler) return;
  const isNone = isWord(line, from + 2, WORD.None);
  if (!isNone && !isWord(line, from + 2, WORD.True) && !isWord(line, from + 2, WORD.False)) return;
  keep(draft, tokenText(line, from), group.attempt, isWord(line, from + 2, WORD.True), isNone);
}

function keep(draft: FileDraft, name: string, attempt: Attempt, value: boolean, isNone: boolean): void {
  const { requests, requestFrames } = draft;
  const tried: number[] = [];
  const end = attempt.joined || attempt.handlers.length > 0 ? attempt.requestsTo : requests.length;
  for (let index = attempt.requestsFrom; index < end; index++) {
    const { conditional, guard, typeOnly } = requests[index] ?? {};
    const fails = requestFrames[index] === attempt.frame && guard === 'none' && typeOnly === false;
    if (fails && conditional !== true) tried.push(index);
  }
  if (tried.length === 0) return;
  draft.fallbacks.set(name, { tried, value, triesFrom: attempt.requestsFrom, isNone });
  addInterest(draft.interest, name);
  addInterestAnywhere(draft.interest, name);
}

/** `HAS_X`, and of what is `None` then `x is None` and `x is not None`; null for all other tests. */
export function fallbackTest(draft: FileDraft, scope: Scope, from: number, to: number): FallbackFlag | null {
  const { line, fallbacks } = draft;
  if (fallbacks.size === 0 || line.kinds[from] !== TOKEN.name) return null;
  const name = tokenText(line, from);
  const flag = fallbacks.get(name);
  if (flag === undefined || !isOfModule(scope, name)) return null;
  const fallback = { tried: flag.tried, value: flag.value };
  if (to === from + 1) return { fallback, value: true };
  const isNot = isWord(line, from + 2, WORD.not);
  const none = isNot ? from + 3 : from + 2;
  const asksForNone = isWord(line, from + 1, WORD.is) && isWord(line, none, WORD.None) && to === none + 1;
  return asksForNone && flag.isNone ? { fallback, value: isNot } : null;
}

/** Whether no function around the place binds the name. */
function isOfModule(scope: Scope, name: string): boolean {
  for (let at = scope; at.parent !== null; at = at.parent)
    if (at.bindings.has(name) && at.globals?.has(name) !== true) return false;
  return true;
}
