// What a test says: decided by the versions that the project allows, or asked of a flag that another module sets.

import type { FlagTest } from '../../../model/module-request.ts';
import { WORD } from '../tokens/identifiers.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { type Decision, decide, SIX } from './conditions.ts';
import type { FileDraft } from './drafts.ts';
import { fallbackTest } from './fallbacks.ts';
import { importBehind, NO_IMPORT, type Scope } from './scopes.ts';
import { isClose, isOpen, isWord, tokenText } from './targets.ts';

/** What a condition that can be decided has in it; most conditions have none of it. */
const DECIDABLE = /TYPE_CHECKING|__name__|version|\bPY[23]\b|\bbytes\b|\b(?:True|False|None|\d+)\b/;

/** @returns null when the tokens `[from, to)` cannot be told */
export function decideTest(draft: FileDraft, scope: Scope, from: number, to: number): Decision | null {
  if (from >= to) return null;
  const { text, line, constants, switches, versionNames } = draft;
  const atLoad = scope.kind === 'module';
  const known = constants.size + versionNames.size + (atLoad ? switches.size : 0);
  if (known === 0 && !DECIDABLE.test(text.slice(line.starts[from], line.ends[to - 1]))) return null;
  const constantOf = (name: string) =>
    constants.get(name) ?? (atLoad ? switches.get(name) : undefined) ?? takenFromSix(draft, scope, name);
  return decide(text, line, from, to, draft.range, constantOf, versionNames);
}

/** `from six import PY2` */
function takenFromSix({ imports, requests }: FileDraft, scope: Scope, name: string): Decision | undefined {
  const entry = imports[importBehind(scope, name) ?? NO_IMPORT];
  return entry && SIX[`${requests[entry.request]?.specifier}.${entry.importName}`];
}

/**
 * `PY3`, `utils.PY3` and `not PY3`, where the first name is imported or says whether an import failed; null for all other
 * tests.
 */
export function flagTest(draft: FileDraft, scope: Scope, from: number, to: number): FlagTest | null {
  const { line } = draft;
  const isNegated = isWord(line, from, WORD.not);
  const name = isNegated ? from + 1 : from;
  const fallback = fallbackTest(draft, scope, name, to);
  if (fallback !== null) return { ...fallback, value: fallback.value !== isNegated };
  const isMember = to === name + 3 && line.kinds[name + 1] === DOT && line.kinds[name + 2] === TOKEN.name;
  if (line.kinds[name] !== TOKEN.name || (to !== name + 1 && !isMember)) return null;
  const entry = importBehind(scope, tokenText(line, name));
  if (entry === null) return null;
  return { import: entry, ...(isMember && { member: tokenText(line, name + 2) }), value: !isNegated };
}

/** A test on the way to a part of an expression, and what it has to be for that part. */
export interface Choice {
  /** The tokens `[from, to)` of the test. */
  readonly from: number;
  readonly to: number;
  readonly value: boolean;
}

/** The tests that decide whether a token of the current line is evaluated: `a if TEST else b` around it. */
export function choicesAround({ line }: FileDraft, token: number): Choice[] {
  const choices: Choice[] = [];
  for (let inner = token; inner >= 0; ) {
    const { start, end, bracket } = partAround(inner);
    let test = -1;
    for (const { at, isElse } of wordsOfChoice(start, end)) {
      if (!isElse) {
        test = at;
        continue;
      }
      if (test >= 0 && inner < test) choices.push({ from: test + 1, to: at, value: true });
      else if (test >= 0 && inner > at) choices.push({ from: test + 1, to: at, value: false });
      // What stands in front of a test is chosen by it alone: `a if X else b if Y else c`.
      if (inner < at) break;
      test = -1;
    }
    inner = bracket;
  }
  return choices;

  /** The operand around a token, between commas, colons, equal signs and the bracket that it stands in. */
  function partAround(at: number): { start: number; end: number; bracket: number } {
    let depth = 0;
    let start = at;
    for (; start > 0; start--) {
      const kind = line.kinds[start - 1];
      if (isClose(kind)) depth++;
      else if (isOpen(kind) && depth-- === 0) break;
      else if (depth === 0 && isSeparator(kind)) break;
    }
    const bracket = bracketAround(start);
    depth = 0;
    let end = at;
    for (; end < line.count; end++) {
      const kind = line.kinds[end];
      if (isOpen(kind)) depth++;
      else if (isClose(kind) && depth-- === 0) break;
      else if (depth === 0 && isSeparator(kind)) break;
    }
    return { start, end, bracket };
  }

  function bracketAround(from: number): number {
    let depth = 0;
    for (let at = from - 1; at >= 0; at--) {
      if (isClose(line.kinds[at])) depth++;
      else if (isOpen(line.kinds[at]) && depth-- === 0) return at;
    }
    return -1;
  }

  function* wordsOfChoice(start: number, end: number): Iterable<{ at: number; isElse: boolean }> {
    let depth = 0;
    for (let at = start; at < end; at++) {
      if (isOpen(line.kinds[at])) depth++;
      else if (isClose(line.kinds[at])) depth--;
      else if (depth === 0 && isWord(line, at, WORD.else)) yield { at, isElse: true };
      else if (depth === 0 && isWord(line, at, WORD.if)) yield { at, isElse: false };
    }
  }
}

const DOT = 46;

/** `,`, `:`, `;` and `=`. */
function isSeparator(kind: number | undefined): boolean {
  return kind === 44 || kind === 58 || kind === 59 || kind === 61;
}
