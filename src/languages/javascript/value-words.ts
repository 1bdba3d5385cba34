// Whether a text may use an imported name as a value, told by the words around it without a syntax tree: it decides only
// whether the file is read more closely. What is formatted as people do it is rarely taken for a value when it is a type;
// the other way round only in code that nobody formats so (`a<X>b`).

import type { ModuleRecord } from '../../model/module-record.ts';
import type { Span } from '../../model/span.ts';

const NAME_PART = /[\p{ID_Continue}$]/u;

/** Words behind which only a type or a declaration stands. */
const TYPE_WORDS = /(?:^|[^\w$.])(?:as|implements|is|keyof|satisfies|infer|readonly|asserts|interface|type)$/;

const MEMBER = /\s*\??\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/uy;

/** So far back an opening bracket is looked for. */
const FAR = 4000;

/** @param entry index of the import entry in the record of the same text */
export function mayUseAsValue(text: string, record: ModuleRecord, entry: number): boolean {
  for (const { start, end } of placesOf(text, record, entry))
    if (!isInComment(text, start) && !isTypeOrKey(text, start, end)) return true;
  return false;
}

/**
 * Whether a text may ask an imported enum or namespace for a member that it does not have, or use it in another way.
 * @param members all that it has
 */
export function mayAskForOther(
  text: string,
  record: ModuleRecord,
  entry: number,
  members: readonly string[],
): boolean {
  for (const { start, end } of placesOf(text, record, entry)) {
    MEMBER.lastIndex = end;
    const member = MEMBER.exec(text)?.[1];
    if (member === undefined ? !isTypeOrKey(text, start, end) : !members.includes(member)) return true;
  }
  return false;
}

/** Where the local name of an import stands as a whole word, but for the import itself. */
function* placesOf(text: string, { imports, requests }: ModuleRecord, entry: number): Iterable<Span> {
  const { localName, span, request } = imports[entry] ?? {};
  if (localName === undefined || localName === null || span === undefined) return;
  // The import itself, up to its specifier.
  const statementEnd = requests[request ?? -1]?.span.end ?? span.end;
  for (let at = text.indexOf(localName); at !== -1; at = text.indexOf(localName, at + localName.length)) {
    const end = at + localName.length;
    if (at >= span.start && end <= statementEnd) continue;
    if (NAME_PART.test(text[at - 1] ?? '') || NAME_PART.test(text[end] ?? '')) continue;
    yield { start: at, end };
  }
}

function isInComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /^\s*\/?\*|(?:^|\s)\/\//.test(line);
}

function isTypeOrKey(text: string, at: number, end: number): boolean {
  let left = at - 1;
  while (isSpace(text[left])) left--;
  let right = end;
  while (isSpace(text[right])) right++;
  const before = text[left] ?? '';
  const after = text[right] ?? '';
  if (before === '.') return text[left - 1] !== '.';
  if (after === '(' || after === '`' || after === '.') return false;
  if (before === '<' && NAME_PART.test(text[left - 1] ?? '')) return true;
  if (after === '>' && before !== '<' && before !== '/' && text[right + 1] !== '=') return true;
  if (text.startsWith('[]', end)) return true;
  if (isSingle(text, left, '|&') || isSingle(text, right, '|&')) return true;
  if (NAME_PART.test(before)) return isBehindTypeWord(text, left);
  switch (before) {
    case ':':
      return isAnnotation(text, left, right);
    case '=':
      return /\btype\s+[\w$]+\s*(?:<[^=]*>)?\s*$/.test(text.slice(Math.max(0, left - 200), left));
    case '{':
    case ';':
      return after === ':' || after === '?';
    case ',':
      return after === ':' || isInTypes(text, left);
    default:
      return false;
  }
}

/** `extends` of a class is one of a value. */
function isBehindTypeWord(text: string, left: number): boolean {
  const words = text.slice(Math.max(0, left - 300), left + 1);
  if (TYPE_WORDS.test(words)) return true;
  return /(?:^|[^\w$.])extends$/.test(words) && !/\bclass\b[^{};]*$/.test(words);
}

/** `name: X`, `name?: X`, `(): X`, not `a ? b : X` and not `{ key: X }`. */
function isAnnotation(text: string, colon: number, right: number): boolean {
  const named = text[colon - 1] ?? '';
  if (isSpace(named)) return false;
  if (named === '?' || named === ')') return true;
  const after = text[right] ?? '';
  return after === ',' || after === '}' ? isInTypes(text, colon) : true;
}

/** Whether the innermost bracket around a place is one of types: of parameters with annotations, of type arguments. */
function isInTypes(text: string, from: number): boolean {
  let depth = 0;
  for (let at = from; at > from - FAR && at >= 0; at--) {
    const character = text[at] ?? '';
    if (character === ')' || character === ']' || character === '}') depth++;
    else if (character === '>' && text[at - 1] !== '=' && text[at + 1] !== ' ') depth++;
    else if (character === '<' && NAME_PART.test(text[at - 1] ?? '')) {
      if (depth === 0) return true;
      depth--;
    } else if (character === '(' || character === '[' || character === '{') {
      if (depth > 0) depth--;
      else if (character === '(') return text[from] === ':';
      else return character === '{' && isTypeBody(text, at);
    }
  }
  return false;
}

/** The brace of an interface, a class, or an alias. */
function isTypeBody(text: string, brace: number): boolean {
  return /\b(?:(?:interface|class)\b[^{};]*|type\s+[\w$]+\s*(?:<[^=]*>)?\s*=\s*)$/.test(
    text.slice(Math.max(0, brace - 300), brace),
  );
}

function isSingle(text: string, at: number, characters: string): boolean {
  const character = text[at] ?? '';
  return (
    character !== '' &&
    characters.includes(character) &&
    text[at - 1] !== character &&
    text[at + 1] !== character
  );
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}
