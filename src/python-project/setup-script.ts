// What the `setup(…)` call of a setup.py says, read from its syntax; the file is never run. Literals are read, and names
// that the file binds to one literal; everything else is `computed`.

/** A value as far as the text tells it. */
export type SetupValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: readonly SetupValue[] }
  | { readonly kind: 'table'; readonly entries: ReadonlyMap<string, SetupValue> }
  /** `find_packages(where='src')`: the function's last name, positional and named arguments. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly positional: readonly SetupValue[];
      readonly named: ReadonlyMap<string, SetupValue>;
    }
  | { readonly kind: 'computed' };

export interface SetupCall {
  readonly named: ReadonlyMap<string, SetupValue>;
  /** It has `**options`, so that there may be more than the text says. */
  readonly isOpen: boolean;
}

type Token = { readonly kind: 'text' | 'name' | 'mark' | 'line'; readonly text: string };

const COMPUTED: SetupValue = { kind: 'computed' };
const TOKENS =
  /#[^\n]*|\\\r?\n|([A-Za-z]{0,2})("""|''')([\s\S]*?)\2|([A-Za-z]{0,2})("|')((?:\\.|(?!\5)[^\\\n])*)\5|([A-Za-z_][\w.]*)|(\n(?=\S))|([()[\]{},:=+*])|\S/g;

/** The arguments of the first `setup(…)`; null when there is no such call. */
export function readSetupCall(text: string): SetupCall | null {
  const tokens = tokensOf(text);
  const bound = literalsBoundIn(tokens);
  const at = tokens.findIndex(
    ({ kind, text: name }, index) =>
      kind === 'name' && /^(?:\w+\.)?setup$/.test(name) && isMark(tokens[index + 1], '('),
  );
  if (at < 0 || isDefinition(tokens[at - 1])) return null;
  const reader = createReader(tokens, at + 1, bound);
  const { named, isOpen } = reader.callArguments();
  return { named, isOpen };
}

/** The strings of a value, or null when a part of it is not in the text. */
export function textsOf(value: SetupValue | undefined): readonly string[] | null {
  if (value === undefined || value.kind === 'none') return [];
  if (value.kind === 'text') return value.text.split('\n');
  if (value.kind !== 'list') return null;
  const texts = value.items.map((item) => (item.kind === 'text' ? item.text : null));
  return texts.every((text) => text !== null) ? texts : null;
}

function isDefinition(token: Token | undefined): boolean {
  return token?.kind === 'name' && token.text === 'def';
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKENS)) {
    const [whole, prefix, triple, longText, shortPrefix, quote, shortText, name, line] = match;
    if (triple !== undefined) tokens.push(stringToken(prefix ?? '', longText ?? ''));
    else if (quote !== undefined) tokens.push(stringToken(shortPrefix ?? '', shortText ?? ''));
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (line !== undefined) tokens.push({ kind: 'line', text: '' });
    else if (!whole.startsWith('#') && !whole.startsWith('\\')) tokens.push({ kind: 'mark', text: whole });
  }
  return tokens;
}

/** An f-string with fields, bytes and escapes are not read. */
function stringToken(prefix: string, text: string): Token {
  const isPlain = !/[fb]/i.test(prefix) && (/r/i.test(prefix) || !text.includes('\\'));
  return isPlain ? { kind: 'text', text } : { kind: 'mark', text: '…' };
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

/** `name = literal` at the beginning of a line; a name that is bound twice or changed is computed. */
function literalsBoundIn(tokens: readonly Token[]): Map<string, SetupValue> {
  const bound = new Map<string, SetupValue>();
  tokens.forEach((token, index) => {
    if (token.kind !== 'name') return;
    const [owner = '', method] = token.text.split('.');
    const before = tokens[index - 1];
    const startsLine = before === undefined || before.kind === 'line';
    const next = tokens[index + 1];
    if (method !== undefined && isMark(next, '(')) {
      if (bound.has(owner)) bound.set(owner, COMPUTED);
    } else if (isMark(next, '=') && !isMark(tokens[index + 2], '=') && method === undefined) {
      if (startsLine && !bound.has(token.text))
        bound.set(token.text, createReader(tokens, index + 2, bound).value());
      else if (bound.has(token.text) && before?.kind !== 'mark') bound.set(token.text, COMPUTED);
    } else if ((isMark(next, '+') && isMark(tokens[index + 2], '=')) || (isMark(next, '[') && startsLine)) {
      if (bound.has(token.text)) bound.set(token.text, COMPUTED);
    }
  });
  return bound;
}

function createReader(tokens: readonly Token[], start: number, bound: ReadonlyMap<string, SetupValue>) {
  let at = start;

  function take(mark: string): boolean {
    while (tokens[at]?.kind === 'line') at++;
    if (!isMark(tokens[at], mark)) return false;
    at++;
    return true;
  }

  /** A value up to the comma or bracket that ends it; what is no literal is passed over whole. */
  function value(): SetupValue {
    let result = operand();
    for (;;) {
      if (isMark(tokens[at], '+')) {
        at++;
        result = joined(result, operand());
      } else if (isEnd(tokens[at])) return result;
      else {
        skipToEnd();
        return COMPUTED;
      }
    }
  }

  function operand(): SetupValue {
    while (tokens[at]?.kind === 'line') at++;
    const token = tokens[at];
    if (token === undefined) return COMPUTED;
    if (token.kind === 'text') return text();
    if (token.kind === 'name') return named(token.text);
    if (take('[')) return list(']');
    if (take('(')) return list(')');
    if (take('{')) return table();
    return COMPUTED;
  }

  function text(): SetupValue {
    let joinedText = '';
    for (let token = tokens[at]; token?.kind === 'text'; token = tokens[++at]) joinedText += token.text;
    return { kind: 'text', text: joinedText };
  }

  function named(name: string): SetupValue {
    at++;
    if (name === 'True' || name === 'False') return { kind: 'flag', value: name === 'True' };
    if (name === 'None') return { kind: 'none' };
    if (!isMark(tokens[at], '(')) return bound.get(name) ?? COMPUTED;
    const { positional, named: keywords } = callArguments();
    return { kind: 'call', name: name.slice(name.lastIndexOf('.') + 1), positional, named: keywords };
  }

  function callArguments() {
    const positional: SetupValue[] = [];
    const keywords = new Map<string, SetupValue>();
    let isOpen = false;
    take('(');
    while (at < tokens.length && !take(')')) {
      const before = at;
      const token = tokens[at];
      if (take('*')) {
        isOpen = true;
        take('*');
        value();
      } else if (token?.kind === 'name' && isMark(tokens[at + 1], '=')) {
        at += 2;
        keywords.set(token.text, value());
      } else positional.push(value());
      if (!take(',') && at === before) at++;
    }
    return { positional, named: keywords, isOpen };
  }

  function list(close: string): SetupValue {
    const items: SetupValue[] = [];
    let hasComma = false;
    while (at < tokens.length && !take(close)) {
      const before = at;
      items.push(take('*') ? joined({ kind: 'list', items: [] }, value()) : value());
      if (take(',')) hasComma = true;
      if (at === before) at++;
    }
    const [only] = items;
    return close === ')' && items.length === 1 && !hasComma && only !== undefined
      ? only
      : { kind: 'list', items };
  }

  function table(): SetupValue {
    const entries = new Map<string, SetupValue>();
    let isWhole = true;
    while (at < tokens.length && !take('}')) {
      const before = at;
      const key = operand();
      if (take(':') && key.kind === 'text') entries.set(key.text, value());
      else {
        isWhole = false;
        skipToEnd();
      }
      take(',');
      if (at === before) at++;
    }
    return isWhole ? { kind: 'table', entries } : COMPUTED;
  }

  function skipToEnd(): void {
    let depth = 0;
    for (let token = tokens[at]; token !== undefined; token = tokens[++at]) {
      if (depth === 0 && isEnd(token)) return;
      if (token.kind !== 'mark') continue;
      if ('([{'.includes(token.text)) depth++;
      else if (')]}'.includes(token.text)) depth--;
    }
  }

  return { value, callArguments };
}

function isEnd(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'line') return true;
  return token.kind === 'mark' && [',', ')', ']', '}', ':'].includes(token.text);
}

function joined(left: SetupValue, right: SetupValue): SetupValue {
  if (left.kind === 'list' && right.kind === 'list')
    return { kind: 'list', items: [...left.items, ...right.items] };
  if (left.kind === 'text' && right.kind === 'text') return { kind: 'text', text: left.text + right.text };
  return COMPUTED;
}
