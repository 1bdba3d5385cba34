// What the head of a definition, and a plain assignment, say by their tokens alone.

import { type LogicalLine, TOKEN } from '../tokens/tokens.ts';
import { behindGroup, isClose, isOpen } from './targets.ts';

type WordAt = (token: number) => string;

/** The token of the colon that ends a head; the number of tokens where there is none. */
export function headColon(line: LogicalLine): number {
  let depth = 0;
  for (let token = 0; token < line.count; token++) {
    if (isOpen(line.kinds[token])) depth++;
    else if (isClose(line.kinds[token])) depth--;
    else if (line.kinds[token] === 58 && depth === 0) return token;
  }
  return line.count;
}

/** What stands in the brackets of a class, read from the token behind its name: dotted names, null for what is none. */
export function classHead(
  line: LogicalLine,
  word: WordAt,
  from: number,
  colon: number,
): { readonly bases: (readonly string[] | null)[]; readonly metaclass: readonly string[] | null } {
  const bases: (readonly string[] | null)[] = [];
  let metaclass: readonly string[] | null = null;
  if (line.kinds[from] !== 40) return { bases, metaclass };
  let at = from + 1;
  while (at < colon - 1) {
    const keyword = line.kinds[at + 1] === 61 ? word(at) : null;
    const start = keyword === null ? at : at + 2;
    let end = start;
    for (; end < colon - 1 && line.kinds[end] !== 44; end++)
      if (isOpen(line.kinds[end])) end = behindGroup(line, end, colon) - 1;
    const names = dottedName(line, word, start, end);
    // `Generic[T]`, `Base[int]`: the class in front of the brackets.
    const subscripted = names ?? dottedName(line, word, start, firstBracket(line, start, end));
    if (keyword === null) bases.push(subscripted);
    else if (keyword === 'metaclass') metaclass = names;
    at = end + 1;
  }
  return { bases, metaclass };
}

/** The bracket of the parameters, behind those of types: `def f[T: (int, str)](x):` (Language Reference 8.10). */
function parametersOpen(line: LogicalLine, from: number, colon: number): number {
  return line.kinds[from] === 91 ? behindGroup(line, from, colon) : from;
}

/**
 * The parameters of a function, read from the token behind its name; those behind a star are given by their names only, and
 * what stands right behind one (`*args`, `**options`) by none.
 */
export function parametersIn(
  line: LogicalLine,
  word: WordAt,
  from: number,
  colon: number,
): { readonly name: string; readonly isPositional: boolean; readonly isStarred: boolean }[] {
  const found: { name: string; isPositional: boolean; isStarred: boolean }[] = [];
  const open = parametersOpen(line, from, colon);
  const end = behindGroup(line, open, colon) - 1;
  let isPositional = true;
  for (let at = open + 1; at < end; at++) {
    if (isOpen(line.kinds[at])) at = behindGroup(line, at, end) - 1;
    if (word(at).startsWith('*')) isPositional = false;
    if (line.kinds[at] === TOKEN.name && /^(?:\(|,|\*\*?)$/.test(word(at - 1)))
      found.push({ name: word(at), isPositional, isStarred: word(at - 1).startsWith('*') });
  }
  return found;
}

/**
 * The parts of a function's head that run where it is defined, when annotations do not: what its parameters default to
 * (Language Reference 8.7).
 */
export function defaultsIn(line: LogicalLine, from: number, colon: number): [start: number, end: number][] {
  const found: [number, number][] = [];
  const open = parametersOpen(line, from, colon);
  const end = behindGroup(line, open, colon) - 1;
  let start = -1;
  for (let at = open + 1; at <= end; at++) {
    if (at === end || line.kinds[at] === 44) {
      if (start !== -1) found.push([start, at]);
      start = -1;
    } else if (line.kinds[at] === 61 && start === -1) start = at + 1;
    else if (isOpen(line.kinds[at])) at = behindGroup(line, at, end) - 1;
  }
  return found;
}

/** Where the value of `name: annotation = value` stands; null where a statement annotates nothing. */
export function valueOfAnnotated(line: LogicalLine, from: number): number | null {
  if (line.kinds[from] !== TOKEN.name) return null;
  let colon = from + 1;
  while (line.kinds[colon] === 46 && line.kinds[colon + 1] === TOKEN.name) colon += 2;
  if (line.kinds[colon] !== 58) return null;
  let value = colon + 1;
  for (; value < line.count && line.kinds[value] !== 61; value++)
    if (isOpen(line.kinds[value])) value = behindGroup(line, value, line.count) - 1;
  return Math.min(value + 1, line.count);
}

function firstBracket(line: LogicalLine, from: number, to: number): number {
  for (let token = from; token < to; token++) if (line.kinds[token] === 91) return token;
  return from;
}

export interface HeldNames {
  readonly names: readonly string[];
  /** They are called: what is held is what that gives, of a class an instance. */
  readonly isCalled: boolean;
}

/** Of `name = value` the value, where it is a dotted name or the call of one; null where it is anything else. */
export function heldBy(line: LogicalLine, word: WordAt, from: number): HeldNames | null {
  let equals = from + 1;
  while (equals < line.count && line.kinds[equals] !== 61) equals++;
  if (line.kinds[from] !== TOKEN.name || equals >= line.count - 1) return null;
  const start = equals + 1;
  let end = start;
  while (end < line.count && line.kinds[end] !== 40) end++;
  const isWhole = end === line.count || behindGroup(line, end, line.count) === line.count;
  const names = isWhole ? dottedName(line, word, start, end) : null;
  return names === null ? null : { names, isCalled: end < line.count };
}

function dottedName(line: LogicalLine, word: WordAt, from: number, to: number): readonly string[] | null {
  if (from >= to) return null;
  const names: string[] = [];
  for (let token = from; token < to; token++) {
    const isName = (token - from) % 2 === 0;
    if (isName ? line.kinds[token] !== TOKEN.name : line.kinds[token] !== 46) return null;
    if (isName) names.push(word(token));
  }
  return (to - from) % 2 === 1 ? names : null;
}
