// Calls that import by a literal name: importlib.import_module, __import__, pytest.importorskip, unittest.mock.patch.

import type { Span } from '../../model/span.ts';
import { addRequest, type FileDraft, type Site } from './drafts.ts';
import { behindGroup, tokenText } from './targets.ts';
import { TOKEN } from './tokens.ts';

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

/** @param name the token of the function's (last) name; its `(` follows */
export function literalCall(draft: FileDraft, site: Site, name: number, to: number): void {
  const { line } = draft;
  const close = behindGroup(line, name + 1, to) - 1;
  const literal = literalAt(draft, name + 2);
  if (!literal || (line.kinds[name + 3] !== 44 && name + 3 !== close)) return;
  const owner = line.kinds[name - 1] === 46 ? tokenText(line, name - 2) : null;
  switch (tokenText(line, name)) {
    case 'import_module':
      if (isImportlib(draft, owner)) importModule(draft, site, literal, name + 3, close);
      return;
    case '__import__':
      if (owner === null && DOTTED.test(literal.value) && !/\blevel\b/.test(textOf(draft, name + 3, close)))
        addRequest(draft, site, literal.value, 'dynamic-import', literal.span);
      return;
    case 'importorskip':
      if ((owner === 'pytest' || owner === null) && DOTTED.test(literal.value))
        addRequest(draft, { ...site, guard: 'optional' }, literal.value, 'dynamic-import', literal.span);
      return;
    case 'patch':
      if (isMock(draft, owner)) patch(draft, site, literal, textOf(draft, name + 3, close));
  }
}

function textOf(draft: FileDraft, from: number, to: number): string {
  return from < to ? draft.text.slice(draft.line.starts[from], draft.line.ends[to - 1]) : '';
}

function importModule(draft: FileDraft, site: Site, literal: Literal, from: number, close: number): void {
  if (DOTTED.test(literal.value)) {
    addRequest(draft, site, literal.value, 'dynamic-import', literal.span);
    return;
  }
  if (!RELATIVE.test(literal.value)) return;
  const anchor = /^,\s*(?:package\s*=\s*)?(__package__|__name__|(["'])([\w.]+)\2),?$/.exec(
    textOf(draft, from, close).trim(),
  );
  if (anchor?.[1] === '__package__' || (anchor?.[1] === '__name__' && draft.isPackage)) {
    addRequest(draft, site, literal.value, 'dynamic-import', literal.span);
  } else if (anchor?.[3] !== undefined) {
    const dots = literal.value.search(/[^.]/);
    const parts = anchor[3].split('.');
    if (dots > parts.length) return;
    const base = parts.slice(0, parts.length - dots + 1);
    addRequest(draft, site, [...base, literal.value.slice(dots)].join('.'), 'dynamic-import', literal.span);
  }
}

const MOCK_MODULES = ['mock', 'unittest.mock'];

function isMock(draft: FileDraft, owner: string | null): boolean {
  if (owner === null) return importedFrom(draft, 'patch', MOCK_MODULES);
  return owner === 'mock' || owner === 'mocker' || importedFrom(draft, owner, MOCK_MODULES);
}

/**
 * A name in front of which mock puts its own without asking whether the module has it: `patch('app.files.open')`
 * (unittest.mock, "patch", since Python 3.5).
 */
const BUILT_IN_FUNCTIONS: ReadonlySet<string> = new Set(
  `abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright
  credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help
  hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow
  print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars
  zip`.split(/\s+/),
);

/** `patch('a.b.c')`: mock imports `a`, then takes each name as attribute or submodule (unittest.mock, "patch"). */
function patch(draft: FileDraft, site: Site, literal: Literal, rest: string): void {
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
  const create = /\bcreate\s*=/.test(rest) || BUILT_IN_FUNCTIONS.has(members.at(-1) ?? '');
  draft.requestUses.push({ request, path, access: create ? 'tested' : 'read' });
}
