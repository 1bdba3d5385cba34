// Calls that import by a literal name, or one that begins with it: importlib.import_module, __import__, pytest.importorskip,
// unittest.mock.patch.

import type { MemberName } from '../../../model/member-use.ts';
import type { Span } from '../../../model/span.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { BUILT_IN_FUNCTIONS } from './builtin-names.ts';
import { addRequest, type FileDraft, type Site } from './drafts.ts';
import { literalsOfLoop } from './loop-literals.ts';
import { behindGroup, tokenText } from './targets.ts';

export interface Literal {
  readonly value: string;
  /** The text between the quotes. */
  readonly span: Span;
}

/** The value of a string token; null for bytes, and where escapes would have to be read. */
export function literalAt(draft: FileDraft, token: number): Literal | null {
  if (draft.line.kinds[token] !== TOKEN.string) return null;
  const start = draft.line.starts[token] ?? 0;
  const source = draft.text.slice(start, draft.line.ends[token]);
  const match = /^([A-Za-z]*)("""|'''|"|')([\s\S]*)\2$/.exec(source);
  if (!match) return null;
  const [, prefix = '', quote = '', value = ''] = match;
  if (/b/i.test(prefix) || value.includes('\\')) return null;
  const valueStart = start + prefix.length + quote.length;
  return { value, span: { start: valueStart, end: valueStart + value.length } };
}

/** Whether a bare name is imported from one of these modules. */
export function importedFrom(draft: FileDraft, name: string, modules: readonly string[]): boolean {
  return draft.imports.some(
    (entry) => entry.localName === name && modules.includes(draft.requests[entry.request]?.specifier ?? ''),
  );
}

/** `importlib.import_module`, `il.import_module` after `import importlib as il`, or the function by its name. */
function isImportlib(draft: FileDraft, owner: string | null): boolean {
  return owner === 'importlib' || importedFrom(draft, owner ?? 'import_module', ['importlib']);
}

const DOTTED = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
const RELATIVE = /^\.+[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** The functions that give the module that they import. */
const IMPORTING: ReadonlySet<string> = new Set(['import_module', '__import__', 'importorskip']);

/**
 * `m = importlib.import_module('a.b')`, read from the token of `m`.
 * @returns whether the whole value is the call of a function that may give a module
 */
export function isModuleAssigned(draft: FileDraft, from: number, to: number): boolean {
  const { line } = draft;
  if (line.kinds[from] !== TOKEN.name || line.kinds[from + 1] !== 61 || line.kinds[to - 1] !== 41)
    return false;
  let name = from + 2;
  while (line.kinds[name] === TOKEN.name && line.kinds[name + 1] === 46) name += 2;
  return (
    line.kinds[name + 1] === 40 &&
    behindGroup(line, name + 1, to) === to &&
    IMPORTING.has(tokenText(line, name))
  );
}

/**
 * Reads what a call imports, and the members that are taken from the module that it gives.
 * @param name the token of the function's (last) name; its `(` follows
 */
export function literalCall(draft: FileDraft, site: Site, name: number, to: number): void {
  const { line } = draft;
  const close = behindGroup(line, name + 1, to) - 1;
  const owner = line.kinds[name - 1] === 46 ? tokenText(line, name - 2) : null;
  const called = tokenText(line, name);
  if (called === 'import_module' && isImportlib(draft, owner)) {
    const around = packageOfComputed(draft, name + 2);
    const request =
      around === null ? null : addRequest(draft, site, around.value, 'dynamic-import', around.span);
    const asked = request === null ? undefined : draft.requests[request];
    if (asked !== undefined) asked.isPackage = true;
  }
  if (line.kinds[name + 3] !== 44 && name + 3 !== close) return;
  if (line.kinds[name + 2] === TOKEN.name && (called === 'import_module' || called === '__import__')) {
    const rest = textOf(draft, name + 3, close);
    for (const each of literalsOfLoop(draft.text, tokenText(line, name + 2), line.starts[name + 2] ?? 0))
      givenBy(called, draft, site, owner, each, rest);
    return;
  }
  const literal = literalAt(draft, name + 2);
  if (!literal) return;
  if (called === 'patch') {
    if (isMock(draft, owner)) patch(draft, site, literal, textOf(draft, name + 3, close));
    return;
  }
  if (called === 'dict' || called === 'multiple') {
    const isPatch =
      owner === 'patch' && isMock(draft, line.kinds[name - 3] === 46 ? tokenText(line, name - 4) : null);
    // Both import what the string names before they change anything (unittest.mock, "patch.dict", "patch.multiple").
    if (isPatch) askForPatched(draft, site, literal, false);
    return;
  }
  const given = givenBy(called, draft, site, owner, literal, textOf(draft, name + 3, close));
  draft.given = given;
  if (given !== null) membersOfGiven(draft, given, close + 1, to);
}

/** @returns the request of the module that the call gives; null when it gives none that is known */
function givenBy(
  called: string,
  draft: FileDraft,
  site: Site,
  owner: string | null,
  literal: Literal,
  rest: string,
): number | null {
  switch (called) {
    case 'import_module':
      return isImportlib(draft, owner) ? importModule(draft, site, literal, rest) : null;
    case '__import__':
      return owner === null ? builtinImport(draft, site, literal, rest) : null;
    case 'importorskip':
      return (owner === 'pytest' || owner === null) && DOTTED.test(literal.value)
        ? addRequest(draft, { ...site, guard: 'optional' }, literal.value, 'dynamic-import', literal.span)
        : null;
    default:
      return null;
  }
}

/** `import_module('lib').a.b()` */
function membersOfGiven(draft: FileDraft, request: number, from: number, to: number): void {
  const { line } = draft;
  const path: MemberName[] = [];
  let at = from;
  for (; at + 1 < to && line.kinds[at] === 46 && line.kinds[at + 1] === TOKEN.name; at += 2)
    path.push({
      name: tokenText(line, at + 1),
      span: { start: line.starts[at + 1] ?? 0, end: line.ends[at + 1] ?? 0 },
    });
  const isWritten = at < to && line.kinds[at] === 61;
  if (path.length > 0) draft.requestUses.push({ request, path, access: isWritten ? 'write' : 'read' });
}

/** `__import__('a.b')` gives `a`, with names in `fromlist` it gives `a.b` (Library, "Built-in Functions"). */
function builtinImport(draft: FileDraft, site: Site, { value, span }: Literal, rest: string): number | null {
  if (!DOTTED.test(value) || /\blevel\b/.test(rest)) return null;
  const request = addRequest(draft, site, value, 'dynamic-import', span);
  const [first = ''] = value.split('.');
  if (first === value || request === null) return request;
  if (/\bfromlist\s*=\s*[[(]\s*["']/.test(rest)) return request;
  // Positional arguments may give a list of names that is not read.
  if (rest !== '') return null;
  return addRequest(
    draft,
    site,
    first,
    'dynamic-import',
    { start: span.start, end: span.start + first.length },
    true,
  );
}

function textOf(draft: FileDraft, from: number, to: number): string {
  return from < to ? draft.text.slice(draft.line.starts[from], draft.line.ends[to - 1]) : '';
}

function importModule(draft: FileDraft, site: Site, { value, span }: Literal, rest: string): number | null {
  const ask = (specifier: string) => addRequest(draft, site, specifier, 'dynamic-import', span);
  if (DOTTED.test(value)) return ask(value);
  if (!RELATIVE.test(value)) return null;
  const anchor = /^,\s*(?:package\s*=\s*)?(__package__|__name__|(["'])([\w.]+)\2),?$/.exec(rest.trim());
  if (anchor?.[1] === '__package__' || (anchor?.[1] === '__name__' && draft.isPackage)) return ask(value);
  if (anchor?.[3] === undefined) return null;
  const dots = value.search(/[^.]/);
  const parts = anchor[3].split('.');
  if (dots > parts.length) return null;
  const base = parts.slice(0, parts.length - dots + 1);
  return ask([...base, value.slice(dots)].join('.'));
}

/**
 * The package of a module whose last part is computed: `f'shop.plugins.{name}'`, `'shop.plugins.' + name`,
 * `'shop.plugins.%s' % name`. CPython imports it first.
 * @param token the first one of the argument
 */
function packageOfComputed(draft: FileDraft, token: number): Literal | null {
  const { line, text } = draft;
  const next = line.kinds[token + 1];
  let start = line.ends[token] ?? 0;
  let head: string | undefined;
  if (line.kinds[token] === TOKEN.formatOpen) {
    IN_FRONT_OF_FIELD.lastIndex = start;
    head = IN_FRONT_OF_FIELD.exec(text)?.[1];
  } else if (next === PLUS || next === PERCENT) {
    const literal = literalAt(draft, token);
    start = literal?.span.start ?? 0;
    head = next === PLUS ? literal?.value : /^([^%]*)%/.exec(literal?.value ?? '')?.[1];
  }
  const name = head?.slice(0, Math.max(0, head.lastIndexOf('.'))) ?? '';
  return DOTTED.test(name) ? { value: name, span: { start, end: start + name.length } } : null;
}

const IN_FRONT_OF_FIELD = /([^{}\n'"\\]*)\{(?!\{)/y;
const PLUS = 43;
const PERCENT = 37;

const MOCK_MODULES = ['mock', 'unittest.mock'];

function isMock(draft: FileDraft, owner: string | null): boolean {
  if (owner === null) return importedFrom(draft, 'patch', MOCK_MODULES);
  return owner === 'mock' || owner === 'mocker' || importedFrom(draft, owner, MOCK_MODULES);
}

/** `patch('a.b.c')` */
function patch(draft: FileDraft, site: Site, literal: Literal, rest: string): void {
  // Of these mock puts its own in front without asking whether the module has them (unittest.mock, "patch").
  const last = literal.value.slice(literal.value.lastIndexOf('.') + 1);
  askForPatched(draft, site, literal, /\bcreate\s*=/.test(rest) || BUILT_IN_FUNCTIONS.has(last));
}

/**
 * `a.b.c` is imported from `a` on, then each name is taken as attribute or submodule (unittest.mock, "patch"; pytest,
 * "monkeypatch").
 * @param mayLack whether the last name need not be there
 */
export function askForPatched(draft: FileDraft, site: Site, literal: Literal, mayLack: boolean): void {
  if (!DOTTED.test(literal.value) || !literal.value.includes('.')) return;
  const [first = '', ...members] = literal.value.split('.');
  let offset = literal.span.start;
  const request = addRequest(draft, site, first, 'mock', { start: offset, end: offset + first.length });
  if (request === null) return;
  offset += first.length + 1;
  const path = members.map((name) => {
    const span = { start: offset, end: offset + name.length };
    offset = span.end + 1;
    return { name, span };
  });
  draft.requestUses.push({ request, path, access: mayLack ? 'tested' : 'read' });
}
