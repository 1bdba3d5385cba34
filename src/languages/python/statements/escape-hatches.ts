// Code that makes names appear where no binding is written: globals(), exec, setattr, sys.modules, __path__. What it does
// to the module itself makes the module dynamic; what it does to others is recorded as a write.

import type { MemberName } from '../../../model/member-use.ts';
import type { Span } from '../../../model/span.ts';
import { WORD } from '../tokens/identifiers.ts';
import { type LogicalLine, TOKEN } from '../tokens/tokens.ts';
import { askForPatched, literalAt } from './calls.ts';
import { addRequest, type FileDraft, type Site } from './drafts.ts';
import { literalMembers } from './literal-tables.ts';
import { behindGroup, isWord, tokenText } from './targets.ts';

const READING_METHODS = new Set([
  'get',
  'items',
  'keys',
  'values',
  'copy',
  '__contains__',
  '__getitem__',
  'pop',
]);
const READERS = new Set([
  'dict',
  'list',
  'sorted',
  'set',
  'len',
  'tuple',
  'eval',
  'print',
  'iter',
  'frozenset',
  '__import__',
  'get_type_hints',
]);

/** globals(), vars(), locals(), exec(…), setattr(…), hasattr(…), patch.dict('sys.modules', …), IntEnum._convert_(…); `name` is the function's token. */
export function namespaceCall(draft: FileDraft, site: Site, name: number, to: number): void {
  const { text, line } = draft;
  const word = tokenText(line, name);
  const behind = behindGroup(line, name + 1, to);
  if (word === '_convert_' || word === '_convert') {
    if (text.slice(line.starts[name], line.ends[behind - 1]).includes('__name__'))
      draft.dynamic ??= 'computed-globals';
    return;
  }
  if (line.kinds[name - 1] === 46) {
    if (word === 'dict' && literalAt(draft, name + 2)?.value === 'sys.modules')
      writeAll(draft, site, name + 3, behind);
    // monkeypatch.setattr('os.path.extra', 1, raising=False): it need not be there before.
    const patched = word === 'setattr' ? literalAt(draft, name + 2) : null;
    if (patched === null) return;
    if (/\braising\s*=/.test(text.slice(line.starts[name], line.ends[behind - 1])))
      draft.tested.add(patched.value);
    else if (isWord(line, name - 2, WORD.monkeypatch)) askForPatched(draft, site, patched, false);
    return;
  }
  switch (word) {
    case 'globals':
      if (isRead(draft, name, behind, to) || keepsAnswer(draft, site, behind)) return;
      bindsComputed(draft, site, behind);
      return;
    case 'vars':
    case 'locals':
      if (site.scope.kind === 'module' && behind === name + 3 && !isRead(draft, name, behind, to))
        draft.dynamic ??= 'computed-globals';
      return;
    case 'exec':
    // The statement of Python 2 could not be written as a call: six and its kind have a function for both.
    case 'exec_':
      if (site.scope.kind === 'module' && site.dead === null) draft.dynamic ??= 'computed-globals';
      return;
    case 'setattr':
      setAttribute(draft, site, name, behind);
      return;
    case 'hasattr': {
      const member = literalAt(draft, behind - 2);
      if (member)
        draft.tested.add(text.slice(line.ends[name + 1], line.ends[behind - 4]).concat('.', member.value));
      return;
    }
  }
}

/** `globals()['x']`, `globals().get('x')`, `'x' in globals()`, `dict(globals())`, `__import__(name, globals())` only look; so may `names = globals()`. */
function isRead(draft: FileDraft, name: number, behind: number, to: number): boolean {
  const { line } = draft;
  if (name === 2 && line.kinds[1] === 61 && line.kinds[0] === TOKEN.name && behind === to)
    return isOnlyRead(draft.text, tokenText(line, 0), line.starts[0] ?? 0);
  const next = behind < to ? line.kinds[behind] : 0;
  if (next === 46) return READING_METHODS.has(tokenText(line, behind + 1));
  if (next === 91) {
    const after = behindGroup(line, behind, to);
    const operator = after < to ? line.kinds[after] : 0;
    return operator !== 61 && operator !== TOKEN.augmented && !isWord(line, 0, WORD.del);
  }
  if (isWord(line, name - 1, WORD.in)) return true;
  const bracket = bracketAround(line, name);
  if (bracket < 1 || line.kinds[bracket - 1] !== TOKEN.name) return false;
  const called = tokenText(line, bracket - 1);
  const isAlone = bracket === name - 1 && line.kinds[behind] === 41 && line.kinds[bracket - 2] !== 46;
  return READERS.has(called) || (isAlone && isOnlyReadBy(draft.text, called));
}

/** Whether the file has one function of that name, and all that it does with its only parameter is to look into it. */
function isOnlyReadBy(text: string, name: string): boolean {
  const definitions = [
    ...text.matchAll(new RegExp(`^def +${name} *\\( *(\\w+) *(?::[^,()=\\n]*)?\\)`, 'gm')),
  ];
  const [definition] = definitions;
  if (definition?.[1] === undefined || definitions.length > 1) return false;
  const rest = text.slice(definition.index + definition[0].length);
  const end = /\n(?=[^\s#)])/.exec(rest)?.index ?? rest.length;
  return isOnlyRead(rest.slice(0, end), definition[1], -1);
}

/** The bracket of the call whose argument the token is, or a part of it; -1 where it is in none. */
function bracketAround(line: LogicalLine, token: number): number {
  let depth = 0;
  for (let index = token - 1; index >= 0; index--) {
    const kind = line.kinds[index];
    if (kind === 41 || kind === 93 || kind === 125) depth++;
    else if ((kind === 40 || kind === 91 || kind === 123) && depth-- === 0) return kind === 40 ? index : -1;
  }
  return -1;
}

/** Whether all that the text does with a name that it binds at `at` is to look into what it holds. */
function isOnlyRead(text: string, name: string, at: number): boolean {
  const looks = new RegExp(
    `^(?:\\[[^[\\]=]*\\](?!\\s*(?:=(?!=)|[-+*/%@&|^<>]+=))|\\.(?:${[...READING_METHODS].join('|')})\\()`,
  );
  return [...text.matchAll(new RegExp(`(?<![\\w.])${name}\\b`, 'g'))].every(
    ({ index }) =>
      index === at ||
      (looks.test(text.slice(index + name.length, index + name.length + 200)) &&
        !/\bdel\s+$/.test(text.slice(Math.max(0, index - 20), index))),
  );
}

/** `for name in ['float96', 'float128']: globals()[name] = …` binds those; of all others nobody knows the names. */
function bindsComputed(draft: FileDraft, site: Site, behind: number): void {
  const { text, line } = draft;
  const isOne = line.kinds[behind + 1] === TOKEN.name && line.kinds[behind + 2] === 93;
  const before = isOne && site.scope.kind === 'module' ? text.slice(0, line.starts[behind]) : '';
  const head = [...before.matchAll(new RegExp(`^[ \\t]*for +${tokenText(line, behind + 1)} +in +`, 'gm'))].at(
    -1,
  );
  const names = head === undefined ? null : literalMembers(text.slice(head.index + head[0].length));
  if (names === null) {
    draft.dynamic ??= 'computed-globals';
    // `STATIC = True; globals()['CITATS'[::-1]] = False`: what the code says of a constant is for tools that read it.
    draft.switches.clear();
  } else draft.namesInLoops.push(...names);
}

/** `globals()[name] = value` in `__getattr__(name)`: what it answers is bound from then on. */
function keepsAnswer({ line }: FileDraft, { scope }: Site, behind: number): boolean {
  return (
    scope.qualified === '__getattr__' &&
    line.kinds[behind + 1] === TOKEN.name &&
    line.kinds[behind + 2] === 93
  );
}

/**
 * `setattr(module, 'name', value)` is `module.name = value`; `setattr(getattr(package, computed), …)` may be a write to any
 * of its modules.
 */
function setAttribute(draft: FileDraft, site: Site, name: number, behind: number): void {
  const { line } = draft;
  const isOfAny = isWord(line, name + 2, WORD.getattr) && line.kinds[name + 3] === 40;
  const target = isOfAny ? name + 4 : name + 2;
  const path: MemberName[] = [];
  let end = target + 1;
  for (; line.kinds[end] === 46 && line.kinds[end + 1] === TOKEN.name; end += 2)
    path.push({ name: tokenText(line, end + 1), span: spanOf(line, end + 1, end + 1) });
  if (line.kinds[target] !== TOKEN.name || line.kinds[end] !== 44) return;
  const owner = tokenText(line, target);
  if (!draft.usable.has(owner)) return;
  const literal = !isOfAny && line.kinds[end + 2] === 44 ? literalAt(draft, end + 1) : null;
  const span = spanOf(line, end + 1, behind - 1);
  const written = literal ?? { value: isOfAny ? '*.*' : '*', span };
  draft.uses.push({
    scope: site.scope,
    name: owner,
    path: [...path, { name: written.value, span: written.span }],
    access: 'write',
    guard: site.guard,
    isConditional: site.isConditional,
    isInLambda: site.isInLambda === true,
    asScript: site.dead === 'main',
    erased: false,
    isOfOtherVersion: false,
    onlyIf: [],
  });
}

function spanOf(line: LogicalLine, first: number, last: number): Span {
  return { start: line.starts[first] ?? 0, end: line.ends[last] ?? 0 };
}

/**
 * `sys.modules[…]` with `sys` at the token `at`. Putting something under a name makes that name importable; touching the
 * entry of the module itself makes the module dynamic.
 */
export function sysModules(draft: FileDraft, site: Site, at: number, to: number): void {
  const { line } = draft;
  const next = line.kinds[at + 3];
  if (next === 91) {
    const behind = behindGroup(line, at + 3, to);
    const operator = behind < to ? line.kinds[behind] : 0;
    const own = isWord(line, at + 4, WORD.__name__) || isWord(line, at + 4, WORD.__package__);
    if (own && behind === at + 6) {
      const looked = line.kinds[at - 1] === 40 && isWord(line, at - 2, WORD.getattr);
      if (operator === 61 && /^_?LazyModule$/.test(tokenText(line, behind + 1))) draft.isLazyModule = true;
      else if (!looked) draft.dynamic ??= 'computed-globals';
      return;
    }
    if (isWord(line, 0, WORD.del)) takesItselfOut(draft, site, at + 4);
    else if (operator === 61) write(draft, site, at + 4, behind - 1);
  } else if (next === 46 && isWord(line, at + 4, WORD.setdefault)) {
    write(draft, site, at + 6, at + 7);
  } else if (next === 46 && isWord(line, at + 4, WORD.update)) {
    writeAll(draft, site, at + 5, to);
  } else if (next === 46 && tokenText(line, at + 4) === 'get') {
    looksWhetherLoaded(draft, site, at + 6);
  } else if (next === 46 && tokenText(line, at + 4) === 'pop') {
    takesItselfOut(draft, site, at + 6);
  } else if (next === 44) {
    // setitem(sys.modules, 'x', …), patch.dict(sys.modules, {'x': …})
    writeAll(draft, site, at + 3, to);
  }
}

/**
 * `del sys.modules['twisted.internet.reactor']` in that module: another object will stand there when it has run. What tests
 * take out, to load it again, comes back as it is.
 */
function takesItselfOut(draft: FileDraft, site: Site, token: number): void {
  if (site.scope.kind !== 'module') return;
  const isByName = isWord(draft.line, token, WORD.__name__);
  const literal = literalAt(draft, token)?.value.split('.').at(-1);
  if (isByName || (literal !== undefined && (literal === draft.stem || draft.isPackage)))
    draft.dynamic ??= 'computed-globals';
}

/** `sys.modules.get('numpy')` is for those who have it: the code knows that it may be absent. */
function looksWhetherLoaded(draft: FileDraft, site: Site, token: number): void {
  const literal = literalAt(draft, token);
  if (literal === null || !/^\w+$/.test(literal.value)) return;
  addRequest(draft, { ...site, guard: 'optional' }, literal.value, 'dynamic-import', literal.span);
}

/** Every literal up to the end of the call is taken for a module name: too many only make more unknown. */
function writeAll(draft: FileDraft, site: Site, from: number, to: number): void {
  for (let index = from; index < to; index++)
    if (line(draft, index) === TOKEN.string) write(draft, site, index, index + 1);
}

function line(draft: FileDraft, index: number): number | undefined {
  return draft.line.kinds[index];
}

function write(draft: FileDraft, site: Site, from: number, to: number): void {
  const literal = to === from + 1 ? literalAt(draft, from) : null;
  const start = draft.line.starts[from] ?? 0;
  const span = literal?.span ?? { start, end: draft.line.ends[to - 1] ?? start };
  // f'package.{name}', 'package.%s' % name, 'package.{}'.format(name) and 'package.' + name still tell the package.
  const prefix = /^(?:[fF]?["']([\w.]+)\.[%{]|["']([\w.]+)\.["']\s*\+)/.exec(
    draft.text.slice(start, span.end),
  );
  const name = literal?.value ?? (prefix ? `${prefix[1] ?? prefix[2]}.*` : '*');
  const request = addRequest(
    draft,
    { ...site, dead: null, expectsError: false },
    'sys',
    'import',
    span,
    true,
  );
  if (request === null) return;
  draft.requestUses.push({
    request,
    path: [
      { name: 'modules', span },
      { name, span },
    ],
    access: 'write',
  });
}
