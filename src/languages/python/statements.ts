// The simple statements (Language Reference 7): what they bind, delete, import and end. What CPython would refuse in them
// is passed over.

import { collectAll } from './all-names.ts';
import type { Blocks } from './blocks.ts';
import { decide } from './conditions.ts';
import type { FileDraft, Site } from './drafts.ts';
import type { ModuleNames } from './exports.ts';
import { fromStatement, importStatement } from './imports.ts';
import { NO_IMPORT, type Scope } from './scopes.ts';
import { settingStrings } from './setting-strings.ts';
import { assignmentTargets, isClose, isOpen, isWord, tokenText, walrusTargets } from './targets.ts';
import { TOKEN } from './tokens.ts';
import { expression } from './uses.ts';

/** Everything that reading a line may change. */
export interface Reader {
  readonly draft: FileDraft;
  readonly blocks: Blocks;
  readonly names: ModuleNames;
  /** Binds the name of a token in the current scope. */
  bindToken(token: number): void;
  bindName(name: string, token: number, entry: number | null): void;
  site(): Site;
}

export function createReader(draft: FileDraft, blocks: Blocks, names: ModuleNames): Reader {
  function site(): Site {
    return blocks.top();
  }

  function bindName(name: string, token: number, entry: number | null): void {
    const span = { start: draft.line.starts[token] ?? 0, end: draft.line.ends[token] ?? 0 };
    const { scope, dead } = blocks.top();
    blocks.note(name);
    if (scope.kind === 'module' || scope.globals?.has(name) === true) draft.constants.delete(name);
    const global = scope.globals?.has(name) === true;
    const owner = global ? rootOf(scope) : scope;
    record(draft, owner.bindings, name, entry);
    if (global) {
      names.fromFunctions.set(name, { span, entry: null });
    } else if (scope.kind === 'module') {
      // PEP 562, also where the function is imported or made: `__getattr__ = moved(__name__)`.
      if (name === '__getattr__' && dead === null) draft.dynamic ??= 'module-getattr';
      if (dead === null) blocks.bind(name, { span, entry });
      else if (dead === 'types') names.forTypes.set(name, { span, entry });
      else if (dead === 'main') names.whenMain.set(name, { span, entry });
    }
  }

  function bindToken(token: number): void {
    bindName(tokenText(draft.text, draft.line, token), token, null);
  }

  return { draft, blocks, names, bindToken, bindName, site };
}

function rootOf(scope: Scope): Scope {
  let root = scope;
  while (root.parent !== null) root = root.parent;
  return root;
}

/** Keeps the import that a name stands for as long as all its bindings are the same import. */
function record(draft: FileDraft, bindings: Map<string, number>, name: string, entry: number | null): void {
  const before = bindings.get(name);
  if (entry === null || (before !== undefined && !sameImport(draft, before, entry)))
    bindings.set(name, NO_IMPORT);
  else if (before === undefined) bindings.set(name, entry);
}

function sameImport(draft: FileDraft, left: number, right: number): boolean {
  const one = draft.imports[left];
  const other = draft.imports[right];
  return (
    one !== undefined &&
    other !== undefined &&
    one.importName === other.importName &&
    one.typeOnly === other.typeOnly &&
    draft.requests[one.request]?.specifier === draft.requests[other.request]?.specifier
  );
}

/** The statements of a line from the token `from`, separated by semicolons. */
export function simpleStatements(reader: Reader, from: number): void {
  const { line } = reader.draft;
  let start = from;
  let depth = 0;
  for (let index = from; index < line.count; index++) {
    const kind = line.kinds[index];
    if (isOpen(kind)) depth++;
    else if (isClose(kind)) depth--;
    else if (kind === 59 && depth === 0) {
      simpleStatement(reader, start, index);
      start = index + 1;
    }
  }
  if (start < line.count) simpleStatement(reader, start, line.count);
}

function simpleStatement(reader: Reader, from: number, to: number): void {
  if (from >= to) return;
  const { draft, blocks } = reader;
  const { line, text } = draft;
  const word = line.kinds[from] === TOKEN.name ? tokenText(text, line, from) : '';
  const next = line.kinds[from + 1];
  switch (word) {
    case 'import':
    case 'from':
      importOrFrom(reader, from, to, reader.site());
      return;
    case 'lazy':
      // PEP 810: fails at the first use, not when the line runs.
      if (isWord(text, line, from + 1, 'import') || isWord(text, line, from + 1, 'from')) {
        importOrFrom(reader, from + 1, to, reader.site());
        return;
      }
      break;
    case 'global':
    case 'nonlocal':
      declare(blocks.top().scope, word, from + 1, to, reader);
      return;
    case 'del':
      expression(draft, reader.site(), from + 1, to, to);
      assignmentTargets(line, from + 1, to, (token) => unbind(reader, token));
      return;
    case 'raise':
      blocks.top().raises = true;
      for (const { role, group } of blocks.stack)
        if (role === 'try' && group.attempt) group.attempt.bodyHasRaise = true;
      break;
    case 'type':
      if (next === TOKEN.name && (line.kinds[from + 2] === 61 || line.kinds[from + 2] === 91)) {
        reader.bindToken(from + 1);
        return;
      }
      break;
    case 'sys':
    case 'os':
      if (
        /^(?:sys\s*\.\s*exit|os\s*\.\s*_exit)\s*\(/.test(
          text.slice(line.starts[from], (line.starts[from] ?? 0) + 12),
        )
      )
        blocks.top().raises = true;
      break;
    case 'exit':
    case 'quit':
      if (next === 40) blocks.top().raises = true;
      break;
    case '__all__':
      if (blocks.top().scope.kind !== 'module') reader.names.allIsOpen ||= next !== 61;
      else if (blocks.top().dead !== 'never')
        collectAll(draft, reader.names, from, to, blocks.top().role === 'module');
      break;
    case '__path__':
      if (blocks.top().scope.kind === 'module') reader.bindToken(from);
      break;
  }
  if (/^[A-Z]/.test(word) && blocks.top().scope.kind === 'module')
    settingStrings(draft, reader.site(), from, to);
  if (
    line.kinds[from] === DECORATOR &&
    /\bglobal_enum\b/.test(text.slice(line.starts[from], line.ends[to - 1]))
  )
    reader.names.decoratedGlobally = true;
  assignment(reader, from, to);
  if (word !== '' && next === 61 && blocks.top().role === 'module') noteConstant(draft, word, from, to);
}

/** `PY2 = sys.version_info[0] == 2`, tested further down. */
function noteConstant(draft: FileDraft, name: string, from: number, to: number): void {
  const { text, line } = draft;
  if (!/\bversion_info\b/.test(text.slice(line.starts[from], line.ends[to - 1]))) return;
  const decision = decide(text, line, from + 2, to, draft.range);
  if (decision !== null) draft.constants.set(name, decision);
}

const DECORATOR = 64;

function importOrFrom(reader: Reader, from: number, to: number, site: Site): void {
  const { draft } = reader;
  const { line } = draft;
  const isFrom = isWord(draft.text, line, from, 'from');
  let token = from;
  const read = isFrom ? fromStatement : importStatement;
  read(draft, site, from + 1, to, (name, span, entry) => {
    while (token < to && (line.starts[token] ?? 0) < span.start) token++;
    if (entry !== null) draft.usable.add(name);
    reader.bindName(name, token, entry);
  });
}

/** `a = b = value`, `a: T = value`, `a += value`, and plain expressions. */
function assignment(reader: Reader, from: number, to: number): void {
  const { draft } = reader;
  const { line } = draft;
  let depth = 0;
  let start = from;
  let annotated = false;
  let augmented = false;
  for (let index = from; index < to; index++) {
    const kind = line.kinds[index] ?? 0;
    if (isOpen(kind)) depth++;
    else if (isClose(kind)) depth--;
    else if (depth > 0) continue;
    else if (kind === 58 && start === from) annotated = true;
    else if (kind === 61 || (kind === TOKEN.augmented && !augmented)) {
      if (annotated) {
        if (line.kinds[from + 1] === 58) reader.bindToken(from);
      } else assignmentTargets(line, start, index, reader.bindToken);
      annotated = false;
      augmented = kind === TOKEN.augmented;
      start = index + 1;
    } else if (kind === TOKEN.name && isWord(draft.text, line, index, 'lambda')) break;
  }
  if (line.hasWalrus)
    walrusTargets(draft.text, line, (token) => token >= from && token < to && reader.bindToken(token));
  if (!annotated || !draft.lazyAnnotations) expression(draft, reader.site(), from, to, start - 1);
}

function declare(scope: Scope, word: 'global' | 'nonlocal', from: number, to: number, reader: Reader): void {
  const { line, text } = reader.draft;
  if (scope.kind === 'module') return;
  for (let index = from; index < to; index++) {
    if (line.kinds[index] !== TOKEN.name) continue;
    const name = tokenText(text, line, index);
    if (word === 'global') {
      scope.globals ??= new Set();
      scope.globals.add(name);
    } else {
      scope.nonlocals ??= new Set();
      scope.nonlocals.add(name);
    }
  }
}

function unbind(reader: Reader, token: number): void {
  const { scope, dead } = reader.blocks.top();
  const name = tokenText(reader.draft.text, reader.draft.line, token);
  scope.bindings.set(name, NO_IMPORT);
  if (scope.kind === 'module' && dead === null) reader.blocks.unbind(name);
}
