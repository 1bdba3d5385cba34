// Which names a stretch of tokens binds: assignment targets, `as` targets, patterns, parameters, walruses.

import { identifierAt, identifierText, WORD } from '../tokens/identifiers.ts';
import { type LogicalLine, TOKEN } from '../tokens/tokens.ts';

/** Told of a bound name by the index of its token. */
export type OnName = (token: number) => void;

export function isOpen(kind: number | undefined): boolean {
  return kind === 40 || kind === 91 || kind === 123 || kind === TOKEN.formatOpen;
}

export function isClose(kind: number | undefined): boolean {
  return kind === 41 || kind === 93 || kind === 125 || kind === TOKEN.formatClose;
}

/** Index behind the bracket that closes the one at `open`, at most `to`. */
export function behindGroup(line: LogicalLine, open: number, to: number): number {
  let depth = 0;
  for (let index = open; index < to; index++) {
    const kind = line.kinds[index];
    if (isOpen(kind)) depth++;
    else if (isClose(kind) && --depth === 0) return index + 1;
  }
  return to;
}

/** `x`, `(a, *b)`, `[c, d]`; attributes and subscripts bind nothing. */
export function assignmentTargets(line: LogicalLine, from: number, to: number, onName: OnName): void {
  let index = from;
  while (index < to) {
    if (line.kinds[index] !== TOKEN.name) {
      index++;
      continue;
    }
    let after = index + 1;
    while (after < to) {
      const kind = line.kinds[after];
      if (kind === 46) after += 2;
      else if (kind === 40 || kind === 91) after = behindGroup(line, after, to);
      else break;
    }
    if (after === index + 1) onName(index);
    index = after;
  }
}

/** The targets behind each `as` of a `with` head. */
export function withTargets(line: LogicalLine, from: number, to: number, onName: OnName): void {
  for (let index = from; index < to; index++) {
    if (!isWord(line, index, WORD.as)) continue;
    const next = line.kinds[index + 1];
    let end = next === 40 || next === 91 ? behindGroup(line, index + 1, to) : index + 2;
    while (end < to && (line.kinds[end] === 46 || line.kinds[end] === 91 || line.kinds[end] === 40))
      end = line.kinds[end] === 46 ? end + 2 : behindGroup(line, end, to);
    assignmentTargets(line, index + 1, end, onName);
  }
}

/** The captures of a `case` pattern (PEP 634); `to` is in front of the guard or the colon. */
export function patternCaptures(line: LogicalLine, from: number, to: number, onName: OnName): void {
  for (let index = from; index < to; index++) {
    if (line.kinds[index] !== TOKEN.name || line.kinds[index - 1] === 46) continue;
    const next = index + 1 < to ? line.kinds[index + 1] : 0;
    if (next === 46 || next === 40 || next === 61) continue;
    if (!PATTERN_WORDS.has(tokenText(line, index))) onName(index);
  }
}

const PATTERN_WORDS = new Set(['_', 'as', 'True', 'False', 'None']);

/** The parameters between the brackets of a `def`; `open` is its `(`. */
export function parameters(line: LogicalLine, open: number, to: number, onName: OnName): void {
  const end = behindGroup(line, open, to) - 1;
  let expected = true;
  let index = open + 1;
  while (index < end) {
    const kind = line.kinds[index];
    if (kind === 44) expected = true;
    else if (expected && kind === TOKEN.name) {
      onName(index);
      expected = false;
    } else if (isOpen(kind)) {
      index = behindGroup(line, index, end);
      continue;
    }
    index++;
  }
}

/** Names that only live inside of an expression of this line: comprehension variables and parameters of lambdas. */
export function expressionNames(line: LogicalLine): Set<string> {
  const names = new Set<string>();
  const add: OnName = (token) => names.add(tokenText(line, token));
  for (let index = 1; index < line.count; index++) {
    if (isWord(line, index, WORD.for)) {
      let end = index + 1;
      while (end < line.count && !isWord(line, end, WORD.in)) end++;
      assignmentTargets(line, index + 1, end, add);
    } else if (isWord(line, index, WORD.lambda)) {
      for (let at = index + 1; at < line.count && line.kinds[at] !== 58; at++)
        if (line.kinds[at] === TOKEN.name) add(at);
    }
  }
  return names;
}

/** Names bound by `:=`; those in the body of a lambda stay in it. */
export function walrusTargets(line: LogicalLine, onName: OnName): void {
  for (let index = 1; index < line.count; index++)
    if (line.kinds[index] === TOKEN.walrus && !inLambda(line, index)) onName(index - 1);
}

/** Whether the token stands in the body of a lambda. */
export function inLambda(line: LogicalLine, token: number): boolean {
  if (!line.hasLambda) return false;
  let depth = 0;
  for (let index = token - 1; index >= 0; index--) {
    const kind = line.kinds[index];
    if (isClose(kind)) depth++;
    else if (isOpen(kind)) depth--;
    // A comma ends the body of a lambda, unless it stands in a bracket of that body.
    if (depth < 0) {
      depth = 0;
      continue;
    }
    if (depth === 0 && kind === TOKEN.name && isWord(line, index, WORD.lambda) && reaches(line, index, token))
      return true;
  }
  return false;
}

function reaches(line: LogicalLine, lambda: number, token: number): boolean {
  let depth = 0;
  let body = false;
  for (let index = lambda + 1; index < token; index++) {
    const kind = line.kinds[index];
    if (isOpen(kind)) depth++;
    else if (isClose(kind) && --depth < 0) return false;
    else if (depth === 0 && kind === 58) body = true;
    else if (depth === 0 && kind === 44 && body) return false;
  }
  return body;
}

/** The name at a token; empty where it is none. */
export function tokenText(line: LogicalLine, token: number): string {
  if (line.kinds[token] !== TOKEN.name) return '';
  const word = line.words[token] ?? 0;
  if (word !== 0) return identifierText(Math.abs(word));
  const { codes, starts, ends, hashes } = line;
  return identifierText(identifierAt(codes, starts[token] ?? 0, ends[token] ?? 0, hashes[token] ?? 0));
}

/** @param word one of {@link WORD} */
export function isWord(line: LogicalLine, token: number, word: number): boolean {
  return line.words[token] === word && line.kinds[token] === TOKEN.name && token < line.count;
}
