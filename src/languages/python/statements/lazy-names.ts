// The names that a module's `__getattr__` (PEP 562) answers, where its text tells them: comparisons with literals and tables
// of literals, and an AttributeError for everything else. Read from the text: few modules have one, and its body is short.

import { attachedNames, attachedStub } from './lazy-attach.ts';
import { literalMembers, membersOf } from './literal-tables.ts';

/** What a block does for a name that no condition before it has caught. */
type Outcome = 'raises' | 'goes on' | 'unknown';

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** @returns the names, perhaps some too many; null where other names may be answered as well */
export function lazyNames(text: string): readonly string[] | null {
  if (attachedStub(text) !== null) return [];
  const attached = attachedNames(text);
  if (attached !== undefined) return attached;
  const definitions = [...text.matchAll(DEFINITION)];
  const [definition] = definitions;
  if (definition === undefined || definitions.length > 1 || BOUND_OTHERWISE.test(text)) return null;
  const [head, indent = '', parameter = ''] = definition;
  const body = linesBelow(text.slice(definition.index + head.length), indent.length);
  const reader = createBodyReader(text, parameter);
  if (reader.read(body) !== 'raises') return null;
  return answersWithSubmodules(body) ? [] : [...reader.names];
}

/** `return import_module('.' + name, __name__)`, and nothing else: they are known as submodules, with what is in them. */
function answersWithSubmodules(body: readonly Line[]): boolean {
  const returns = body.filter(({ text }) => /^return\b/.test(text));
  return returns.length > 0 && returns.every(({ text }) => /^return +(?:\w+\.)*import_module\(/.test(text));
}

/** A string, or a table of literals: the value of a variable that nothing is asked of yet. */
function isPlain(value: string): boolean {
  return /^[rbuf]*(["'])(?:\\.|(?!\1).)*\1$/i.test(value) || literalMembers(value) !== null;
}

const DEFINITION = /^([ \t]*)def __getattr__\(\s*(\w+)\s*(?::[^,)]*)?,?\s*\)[^:\n]*:[ \t]*(?:#.*)?$/gm;
const BOUND_OTHERWISE = /\b__getattr__\b(?:\s*,[^=\n()]*)?\s*=|import\b[^\n]*\b__getattr__\b/;

/** The lines of a block, long strings, comments and empty lines left out; those of brackets are joined. */
function linesBelow(text: string, indent: number): Line[] {
  const plain = text.replace(/("""|''')[\s\S]*?\1/g, '""');
  const lines: Line[] = [];
  let open = 0;
  for (const raw of plain.split(/\r?\n/)) {
    const line = withoutComment(raw);
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const depth = line.length - line.trimStart().length;
    const last = lines.at(-1);
    if (open > 0 && last !== undefined)
      lines[lines.length - 1] = { ...last, text: `${last.text} ${trimmed}` };
    else if (depth <= indent) break;
    else lines.push({ indent: depth, text: trimmed });
    open += bracketsIn(trimmed);
  }
  return lines;
}

function withoutStrings(line: string): string {
  return line.replace(/(["'])(?:\\.|(?!\1).)*\1/g, (literal) => literal.replace(/[^"']/g, '_'));
}

function withoutComment(line: string): string {
  const at = withoutStrings(line).indexOf('#');
  return at < 0 ? line : line.slice(0, at);
}

function bracketsIn(line: string): number {
  const code = withoutStrings(line);
  return code.replace(/[^([{]/g, '').length - code.replace(/[^)\]}]/g, '').length;
}

function createBodyReader(module: string, parameter: string) {
  const names = new Set<string>();
  /** `found = TABLE.get(name)`, by the name of the result. */
  const taken = new Map<string, readonly string[]>();

  function add(members: readonly string[]): void {
    for (const member of members) names.add(member);
  }

  function tableOf(expression: string): readonly string[] | null {
    return /^\w+$/.test(expression) ? membersOf(module, expression) : literalMembers(expression);
  }

  /** The names for which a condition holds or fails: for all others it is the opposite. */
  function conditionOf(
    text: string,
  ): { readonly members: readonly string[]; readonly holds: boolean } | null {
    const condition = text.trim();
    // What else has to be true does not add names.
    const also = condition.split(/\s+and\s+/);
    if (also.length > 1) return also.map(conditionOf).find((part) => part?.holds === true) ?? null;
    const parts = condition.split(/\s+or\s+/);
    if (parts.length > 1) {
      const all = parts.map(conditionOf);
      return all.every((part) => part?.holds === true)
        ? { holds: true, members: all.flatMap((part) => part?.members ?? []) }
        : null;
    }
    const equals = /^(\w+) *([=!])= *(["'])(\w+)\3$/.exec(condition);
    if (equals?.[1] === parameter) return { members: [equals[4] ?? ''], holds: equals[2] === '=' };
    const within = /^(\w+) +(not +)?in +(.+?)(?:\.keys\(\))?$/.exec(condition);
    if (within?.[1] === parameter) {
      const members = tableOf(within[3] ?? '');
      return members === null ? null : { members, holds: within[2] === undefined };
    }
    const isThere = /^(\w+)(?: +is +(not +)?None)?$/.exec(condition);
    const members = taken.get(isThere?.[1] ?? '');
    if (members === undefined) return null;
    return { members, holds: condition === isThere?.[1] || isThere?.[2] !== undefined };
  }

  function read(lines: readonly Line[]): Outcome {
    const indent = lines[0]?.indent ?? 0;
    for (let at = 0; at < lines.length; ) {
      const line = lines[at];
      if (line === undefined) break;
      const end = lines.findIndex((each, index) => index > at && each.indent <= indent);
      const block = lines.slice(at + 1, end < 0 ? lines.length : end);
      at += 1 + block.length;
      const outcome = readStatement(line.text, block, lines[at]?.text ?? '');
      if (outcome !== 'goes on') return outcome;
    }
    return 'goes on';
  }

  function readStatement(text: string, block: readonly Line[], next: string): Outcome {
    if (/^raise\b/.test(text)) return 'raises';
    const branch = /^(?:el)?if\b(.*):$/.exec(text);
    if (branch !== null) {
      const condition = conditionOf((branch[1] ?? '').replace(/^\((.*)\)$/, '$1'));
      if (condition === null)
        return block[0] !== undefined && /^raise\b/.test(block[0].text) ? 'goes on' : 'unknown';
      const alwaysFails = /^raise\b/.test(block[0]?.text ?? '');
      if (condition.holds && !alwaysFails) add(condition.members);
      if (condition.holds) return 'goes on';
      // `if name not in TABLE: raise …`: what follows is for those of the table alone.
      const outcome = read(block);
      if (outcome === 'raises') add(condition.members);
      return outcome;
    }
    if (/^else *:$/.test(text)) return read(block);
    if (/^try *:$/.test(text)) return readTry(block, next);
    // Of the handlers, what was tried has told.
    if (/^(?:import|from|global|nonlocal|pass)\b|^""$|^(?:\w+\.)*warn(?:_\w+)?\(/.test(text))
      return 'goes on';
    const local = /^(\w+)(?: *:[^=]+)? *= *(?=\S)/.exec(text);
    if (local !== null && isPlain(text.slice(local[0].length))) return 'goes on';
    // `return _deprecated(module='dop', all=__all__, attribute=name)`, as in scipy: it fails for what is not listed.
    const listed = /^return +[\w.]+\((.*)\)$/.exec(text)?.[1] ?? '';
    if (/\ball=__all__/.test(listed) && new RegExp(`\\battribute=${parameter}\\b`).test(listed)) {
      const members = membersOf(module, '__all__');
      if (members === null) return 'unknown';
      add(members);
      return 'raises';
    }
    const look = /^(\w+)(?: *:[^=]+)? *= *(\w+)\.get\((\w+)(?:, *None)?\)$/.exec(text);
    if (look?.[3] !== parameter) return 'unknown';
    const members = membersOf(module, look[2] ?? '');
    if (members === null) return 'unknown';
    taken.set(look[1] ?? '', members);
    return 'goes on';
  }

  /** `try: return TABLE[name]`, `except KeyError: raise AttributeError` */
  function readTry([first]: readonly Line[], handler: string): Outcome {
    const look = /^(?:return|[\w, ]+=) *(\w+)(\(\))?\[(\w+)\]$/.exec(first?.text ?? '');
    if (
      look?.[3] !== parameter ||
      !/^except +(?:\(?\w*KeyError\w*\)?|LookupError)(?: as \w+)? *:$/.test(handler)
    )
      return 'unknown';
    if (look[2] !== undefined) return look[1] === 'globals' ? 'raises' : 'unknown';
    const members = membersOf(module, look[1] ?? '');
    if (members === null) return 'unknown';
    add(members);
    return 'raises';
  }

  return { names, read };
}
