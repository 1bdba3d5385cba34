// The names that a file reads and nowhere binds: with a star import they may be what the star takes, or an error when the
// line runs. Python looks for them among the names of the module, then among the built-in ones (Language Reference 4.2.2).

import type { FreeName } from '../../../model/free-name.ts';
import { WORD } from '../tokens/identifiers.ts';
import { type LogicalLine, TOKEN } from '../tokens/tokens.ts';
import { BUILT_IN } from './builtin-names.ts';
import type { FileDraft, ReadName, Site } from './drafts.ts';
import { frameOf, type Scope } from './scopes.ts';
import { expressionNames, isWord, tokenText } from './targets.ts';

const EQUALS = 61;
const DOT = 46;
const COLON = 58;
const OPEN_BRACKET = 91;
const KEYWORDS: ReadonlySet<string> = new Set(
  `and as assert async await break case class continue def del elif else except finally for from global if import in is
  lambda match nonlocal not or pass raise return try type while with yield`.split(/\s+/),
);

/** Notes the names in the tokens `[from, to)` of the current line; `reads` is where they are collected. */
export function noteReads(draft: FileDraft, reads: ReadName[], site: Site, from: number, to: number): void {
  if (site.dead !== null || site.expectsError || site.isTried) return;
  const { line } = draft;
  if (hasParameters(line)) return;
  const inside = line.hasFor || line.hasLambda ? expressionNames(line) : null;
  for (let index = from; index < to; index++) {
    if (line.kinds[index] !== TOKEN.name || line.kinds[index - 1] === DOT) continue;
    const next = line.kinds[index + 1];
    // A target, the name of an argument, or one that is only annotated.
    if (next === EQUALS || (next === COLON && index === from)) continue;
    const name = tokenText(line, index);
    if (KEYWORDS.has(name) || BUILT_IN.has(name) || inside?.has(name) === true) continue;
    reads.push({ scope: site.scope, name, start: line.starts[index] ?? 0, end: line.ends[index] ?? 0 });
  }
}

/** The head of a function, or of a class with type parameters: its names are bound inside of it. */
function hasParameters(line: LogicalLine): boolean {
  if (isWord(line, 0, WORD.def) || isWord(line, 0, WORD.async)) return true;
  return isWord(line, 0, WORD.class) && line.kinds[2] === OPEN_BRACKET;
}

/** The first place of each name that no scope around it binds. */
export function freeNames(reads: readonly ReadName[]): FreeName[] {
  const found = new Map<string, FreeName>();
  for (const { scope, name, start, end } of reads) {
    if (found.has(name) || isBound(scope, name)) continue;
    const frame = frameOf(scope);
    found.set(name, {
      name,
      span: { start, end },
      runs: frame.kind === 'module' ? 'load' : 'call',
      ...(frame.kind === 'module' || frame.qualified === '' ? {} : { enclosing: frame.qualified }),
    });
  }
  return [...found.values()];
}

/** Also by a class whose methods do not see it: when in doubt it is bound. */
function isBound(scope: Scope, name: string): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.parent)
    if (at.bindings.has(name) || at.globals?.has(name) === true || at.nonlocals?.has(name) === true)
      return true;
  return false;
}
