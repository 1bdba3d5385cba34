// `__all__`: the names that `from m import *` takes. It is written as literals, as the lists of other modules
// (`sub.__all__`), or as something that leaves it open.

import { WORD } from '../tokens/identifiers.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { literalAt } from './calls.ts';
import type { FileDraft } from './drafts.ts';
import type { ModuleNames } from './exports.ts';
import { membersOf } from './literal-tables.ts';
import { importBehind, type Scope } from './scopes.ts';
import { behindGroup, isOpen, isWord, tokenText } from './targets.ts';

/** What one statement gives to the list. */
interface Value {
  readonly names: Map<string, { readonly start: number; readonly end: number }>;
  readonly parts: Map<number, { readonly start: number; readonly end: number }>;
  /** It has others, too. */
  isOpen: boolean;
  /** What was read need not be in it: a condition, a repetition, a slice. */
  isUnsure: boolean;
}

/**
 * Reads a statement that begins with `__all__` at the token `from`: `=`, `+=`, `.extend(…)`, `.append(…)`, `.remove(…)`.
 * @param scope the module's
 * @param isSure it runs whenever the module is loaded, and not in a branch only
 */
export function collectAll(
  draft: FileDraft,
  names: ModuleNames,
  scope: Scope,
  from: number,
  to: number,
  isSure: boolean,
): void {
  const { line } = draft;
  const next = line.kinds[from + 1];
  let valueFrom = from + 2;
  if (next === 58) {
    while (valueFrom < to && line.kinds[valueFrom] !== 61) valueFrom++;
    if (valueFrom === to) return;
    valueFrom++;
  } else if (next === 46) {
    if (isWord(line, from + 2, WORD.remove)) {
      const removed = literalAt(draft, from + 4);
      // What a list that is not here may have had cannot be told from what is taken out.
      if (removed === null || names.allParts.size > 0) openAll(names);
      else if (isSure) names.all.delete(removed.value);
      else makeUnsure(names);
      return;
    }
    if (!isWord(line, from + 2, WORD.extend) && !isWord(line, from + 2, WORD.append)) {
      openAll(names);
      return;
    }
    valueFrom = from + 3;
  } else if (next !== 61 && next !== TOKEN.augmented) return;
  const value: Value = { names: new Map(), parts: new Map(), isOpen: false, isUnsure: false };
  const keeps = createReader(draft, scope, value).read(behindTargets(draft, valueFrom, to), to);
  if (next !== 46 && line.kinds[valueFrom - 1] === 61 && !keeps) {
    // What was there before is gone, or may be.
    if (isSure) clearAll(names);
    else makeUnsure(names);
  }
  const sure = isSure && !value.isUnsure;
  for (const [name, span] of value.names) names.all.set(name, { span, isSure: sure });
  for (const [request, span] of value.parts) names.allParts.set(request, { span, isSure: sure });
  names.allIsOpen ||= value.isOpen;
}

/** From here on nobody can say what is in it. */
export function openAll(names: ModuleNames): void {
  names.allIsOpen = true;
  makeUnsure(names);
}

function clearAll(names: ModuleNames): void {
  names.all.clear();
  names.allParts.clear();
}

function makeUnsure({ all, allParts }: ModuleNames): void {
  for (const [name, entry] of all) all.set(name, { ...entry, isSure: false });
  for (const [request, part] of allParts) allParts.set(request, { ...part, isSure: false });
}

/** `__all__ = names = […]` */
function behindTargets({ line }: FileDraft, from: number, to: number): number {
  let at = from;
  while (line.kinds[at] === TOKEN.name && line.kinds[at + 1] === 61 && at + 2 < to) at += 2;
  return at;
}

/** They give the elements of what they are given. */
const COPYING = new Set(['list', 'tuple', 'set', 'frozenset', 'sorted']);
/** An expression with one of these need not have what stands in it. */
const DECIDING = new Set(['if', 'and', 'or', 'for', 'lambda', 'not']);

function createReader(draft: FileDraft, scope: Scope, value: Value) {
  const { line, text } = draft;
  /** `__all__` itself is a part. */
  let keeps = false;

  const spanOf = (from: number, to: number) => ({
    start: line.starts[from] ?? 0,
    end: line.ends[to - 1] ?? 0,
  });

  /** The tokens that are one of `kinds` and stand in no bracket part the stretch. */
  function parted(from: number, to: number, kinds: readonly number[]): [number, number][] {
    const parts: [number, number][] = [];
    let start = from;
    for (let at = from; at < to; at++) {
      if (isOpen(line.kinds[at])) at = behindGroup(line, at, to) - 1;
      else if (kinds.includes(line.kinds[at] ?? 0)) {
        parts.push([start, at]);
        start = at + 1;
      }
    }
    return [...parts, [start, to]];
  }

  /** The value of the whole list; a comma makes a tuple of it. */
  function read(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      if (isOpen(line.kinds[at])) at = behindGroup(line, at, to) - 1;
      else if (DECIDING.has(tokenText(line, at))) value.isUnsure = true;
    }
    if (parted(from, to, [44]).length > 1) elements(from, to);
    else sum(from, to);
    return keeps;
  }

  /** `a + b`, of sets `a | b`. */
  function sum(from: number, to: number): void {
    for (const [start, end] of parted(from, to, [43, 124])) term(start, end);
  }

  function term(from: number, to: number): void {
    const isGroup = isOpen(line.kinds[from]) && behindGroup(line, from, to) === to;
    if (isGroup && (line.kinds[from] !== 40 || parted(from + 1, to - 1, [44]).length > 1)) {
      elements(from + 1, to - 1);
    } else if (isGroup) {
      // `('a')` of `append('a')`, `('a' 'b')`, or a sum in brackets.
      if (line.kinds[from + 1] === TOKEN.string) elements(from + 1, to - 1);
      else if (to > from + 2) sum(from + 1, to - 1);
    } else if (line.kinds[from] === TOKEN.name && line.kinds[from + 1] === 40 && isCopy(from, to)) {
      if (to > from + 3) read(from + 2, to - 1);
    } else if (to === from + 1 && isWord(line, from, WORD.__all__)) keeps = true;
    else if (!reference(from, to)) {
      value.isOpen = true;
      // `['a'] * n`, `['a', 'b'][1:]`
      if (isOpen(line.kinds[from])) value.isUnsure = true;
    }
  }

  function isCopy(from: number, to: number): boolean {
    return COPYING.has(tokenText(line, from)) && behindGroup(line, from + 1, to) === to;
  }

  function elements(from: number, to: number): void {
    for (const [start, end] of parted(from, to, [44])) {
      if (start === end) continue;
      const literal = end === start + 1 ? literalAt(draft, start) : null;
      if (literal !== null) value.names.set(literal.value, literal.span);
      else if (line.kinds[start] === 42) term(start + 1, end);
      else value.isOpen = true;
    }
  }

  /** `sub.__all__` or a copy of it, the `__all__` of another module under a name of its own, or a table of literals. */
  function reference(from: number, to: number): boolean {
    if (line.kinds[from] !== TOKEN.name) return false;
    const end = isCopied(to) ? to - 4 : to;
    if (end === from + 1) return listOf(tokenText(line, from), from);
    if (!isWord(line, end - 1, WORD.__all__) || line.kinds[end - 2] !== 46) return false;
    const dotted: string[] = [];
    for (let at = from; at < end - 2; at += 2) {
      if (line.kinds[at] !== TOKEN.name || line.kinds[at + 1] !== 46) return false;
      dotted.push(tokenText(line, at));
    }
    const request = moduleOf(draft, scope, dotted);
    if (request !== null) value.parts.set(request, spanOf(from, end));
    return request !== null;
  }

  /** `….copy()` */
  function isCopied(to: number): boolean {
    return line.kinds[to - 1] === 41 && line.kinds[to - 2] === 40 && tokenText(line, to - 3) === 'copy';
  }

  function listOf(name: string, token: number): boolean {
    const entry = draft.imports[importBehind(scope, name) ?? -1];
    if (entry?.importName === '__all__') {
      value.parts.set(entry.request, spanOf(token, token + 1));
      return true;
    }
    const members = entry === undefined ? membersOf(text, name) : null;
    for (const member of members ?? []) value.names.set(member, spanOf(token, token + 1));
    return members !== null;
  }

  return { read };
}

/** The request of the module that a dotted name means; null where that is not sure. */
function moduleOf(draft: FileDraft, scope: Scope, [first = '', ...rest]: readonly string[]): number | null {
  const entry = draft.imports[importBehind(scope, first) ?? -1];
  if (entry !== undefined) {
    const module = entry.importName === '*' ? entry.request : entry.orModule;
    if (module === undefined || rest.length === 0) return module ?? null;
    const specifier = [draft.requests[module]?.specifier, ...rest].join('.');
    return requestOf(draft, specifier);
  }
  // `from .sub import *` in a package makes the module its member `sub` (Language Reference 5.4.2).
  return draft.isPackage && !scope.bindings.has(first)
    ? requestOf(draft, `.${[first, ...rest].join('.')}`)
    : null;
}

function requestOf({ requests }: FileDraft, specifier: string): number | null {
  const request = requests.findIndex((each) => each.specifier === specifier && !each.typeOnly);
  return request < 0 ? null : request;
}
