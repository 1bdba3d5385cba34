// The simple statements (Language Reference 7): what they bind, delete, import and end. What CPython would refuse in them
// is passed over.

import { LAST_WORD, WORD } from '../tokens/identifiers.ts';
import { addInterest, addInterestAnywhere } from '../tokens/interest.ts';
import { type LogicalLine, TOKEN } from '../tokens/tokens.ts';
import { collectAll, openAll } from './all-names.ts';
import { isModuleAssigned } from './calls.ts';
import { decide, NAMES_VERSION } from './conditions.ts';
import { type FileDraft, type Site, TESTS_MEMBER } from './drafts.ts';
import { noteFallback } from './fallbacks.ts';
import { fromStatement, importStatement } from './imports.ts';
import { leavesOut } from './left-out-tests.ts';
import { makeUsable, type Reader } from './reader.ts';
import { NO_IMPORT, type Scope } from './scopes.ts';
import { settingStrings } from './setting-strings.ts';
import { assignmentTargets, isClose, isOpen, isWord, tokenText, walrusTargets } from './targets.ts';
import { expression } from './uses.ts';

/** The statements of a line from the token `from`, separated by semicolons. */
export function simpleStatements(reader: Reader, from: number): void {
  const { line } = reader.draft;
  if (!line.hasSemicolon) {
    simpleStatement(reader, from, line.count);
    return;
  }
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
  simpleStatement(reader, start, line.count);
}

function simpleStatement(reader: Reader, from: number, to: number): void {
  if (from >= to) return;
  const { draft, blocks } = reader;
  const { line } = draft;
  const kind = line.kinds[from];
  const isName = kind === TOKEN.name;
  const word = isName ? (line.words[from] ?? 0) : 0;
  if (word !== WORD.import && word !== WORD.from) blocks.noteOther();
  if (word > 0 && word <= LAST_WORD && keywordStatement(reader, word, from, to)) return;
  if (isName && (word === WORD.pytest_plugins || isUpper(draft.text.charCodeAt(line.starts[from] ?? 0)))) {
    if (blocks.top().scope.kind === 'module') settingStrings(draft, reader.site(), from, to);
  } else if (kind === DECORATOR) readDecorator(reader, from, to);
  if (isName && isModuleAssigned(draft, from, to)) moduleAssignment(reader, from, to);
  else assignment(reader, from, to);
  if (!isName || line.kinds[from + 1] !== 61) return;
  noteFallback(draft, blocks, from, to);
  if (blocks.isSureToRun())
    noteConstant(draft, tokenText(line, from), from, to, blocks.top().role === 'module');
}

/** Of decorators that say that the function fails: pytest's, unittest's, and those of that name. */
const FAILING = /\b(?:xfail|XFAIL|expectedFailure)\b/;

function readDecorator({ draft, names, site }: Reader, from: number, to: number): void {
  const { line, text } = draft;
  names.usesBeforeDecorators ??= draft.requestUses.length;
  if (hasWord(line, from, to, WORD.global_enum)) names.decoratedGlobally = true;
  if (FAILING.test(text.slice(line.starts[from], line.ends[to - 1]))) names.decoratedAsFailing = true;
  const leftOut = leavesOut(draft, site().scope, from + 1, to);
  if (leftOut === 'always') names.decoratedAsLeftOut = true;
  else if (leftOut !== 'never') names.decoratedWithFlags.push(leftOut);
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function hasWord(line: LogicalLine, from: number, to: number, word: number): boolean {
  for (let index = from; index < to; index++) if (isWord(line, index, word)) return true;
  return false;
}

/** @returns whether all of the statement was read; else it is read on as an assignment or expression */
function keywordStatement(reader: Reader, word: number, from: number, to: number): boolean {
  const { draft, blocks } = reader;
  const { line } = draft;
  const next = line.kinds[from + 1];
  switch (word) {
    case WORD.import:
    case WORD.from:
      importOrFrom(reader, from, to, reader.site());
      return true;
    case WORD.lazy:
      // PEP 810: fails at the first use, not when the line runs.
      if (isWord(line, from + 1, WORD.import) || isWord(line, from + 1, WORD.from)) {
        importOrFrom(reader, from + 1, to, reader.site());
        return true;
      }
      break;
    case WORD.global:
    case WORD.nonlocal:
      declare(blocks.top().scope, word === WORD.global ? 'global' : 'nonlocal', from + 1, to, reader);
      return true;
    case WORD.del:
      expression(draft, reader.site(), from + 1, to, to);
      assignmentTargets(line, from + 1, to, (token) => unbind(reader, token));
      return true;
    case WORD.raise:
      blocks.raise(next === TOKEN.name ? tokenText(line, from + 1) : null);
      break;
    case WORD.type:
      if (next === TOKEN.name && (line.kinds[from + 2] === 61 || line.kinds[from + 2] === 91)) {
        reader.bindToken(from + 1);
        return true;
      }
      break;
    case WORD.sys:
    case WORD.os:
      if (
        /^(?:sys\s*\.\s*exit|os\s*\.\s*_exit)\s*\(/.test(
          draft.text.slice(line.starts[from], (line.starts[from] ?? 0) + 12),
        )
      )
        blocks.top().raises = true;
      break;
    case WORD.exit:
    case WORD.quit:
      if (next === 40) blocks.top().raises = true;
      break;
    case WORD.__all__:
      if (blocks.top().scope.kind === 'module') {
        if (blocks.top().dead !== 'never')
          collectAll(draft, reader.names, blocks.top().scope, from, to, blocks.top().role === 'module');
      } else if (next !== 61) addsToAll(reader, from);
      break;
    case WORD.__path__:
      if (blocks.top().scope.kind === 'module') reader.bindToken(from);
      break;
  }
  return false;
}

/** A function that adds to `__all__` leaves it open; of one that does something else with it nobody knows what is left. */
function addsToAll({ draft: { line }, names }: Reader, from: number): void {
  const adds = isWord(line, from + 2, WORD.append) || isWord(line, from + 2, WORD.extend);
  if (adds || line.kinds[from + 1] === TOKEN.augmented) names.allIsOpen = true;
  else openAll(names);
}

/** `PY2 = sys.version_info[0] == 2` or `PY3 = True`, tested further down. */
function noteConstant(
  draft: FileDraft,
  name: string,
  from: number,
  to: number,
  isUnconditional: boolean,
): void {
  const { text, line } = draft;
  if (to === from + 3 && line.kinds[from + 2] === TOKEN.name) {
    const value = isWord(line, from + 2, WORD.True);
    // Type checkers take MYPY for true: https://mypy.readthedocs.io/en/stable/common_issues.html
    const why = name === 'MYPY' ? 'types' : 'never';
    // What a branch for some version sets is decided by the version.
    const kept = isUnconditional ? draft.switches : draft.constants;
    if (value || tokenText(line, from + 2) === 'False') {
      kept.set(name, { value, why });
      return;
    }
  }
  if (tokenText(line, from + 2) === 'hasattr') {
    const asked = TESTS_MEMBER.exec(text.slice(line.starts[from + 2], line.ends[to - 1]))?.[1];
    if (asked !== undefined) draft.probes.set(name, asked);
  }
  if (to > from + MAX_TOKENS_OF_TEST) return;
  const value = text.slice(line.starts[from + 2], line.ends[to - 1]);
  if (/^(?:sys\s*\.\s*)?version_info$/.test(value)) draft.versionNames.add(name);
  const { constants, versionNames } = draft;
  if (constants.size === 0 && versionNames.size === 0 && !NAMES_VERSION.test(value)) return;
  const decision = decide(text, line, from + 2, to, draft.range, (each) => constants.get(each), versionNames);
  if (decision === null) return;
  constants.set(name, decision);
  addInterestAnywhere(draft.interest, name);
}

/** Longer expressions are no test of the version. */
const MAX_TOKENS_OF_TEST = 24;

const DECORATOR = 64;

function importOrFrom(reader: Reader, from: number, to: number, site: Site): void {
  const { draft } = reader;
  const { line } = draft;
  const isFrom = isWord(line, from, WORD.from);
  let token = from;
  const read = isFrom ? fromStatement : importStatement;
  read(draft, site, from + 1, to, (name, span, entry) => {
    while (token < to && (line.starts[token] ?? 0) < span.start) token++;
    const imported = entry === null ? undefined : draft.imports[entry];
    if (imported !== undefined && (imported.importName === '*' || draft.tellsMembersOf(name)))
      makeUsable(draft, site.scope, name, line.starts[from] ?? 0);
    if (imported !== undefined) noteFlag(draft, name);
    reader.bindName(name, token, entry);
  });
}

/** Lines with an imported constant are read where the file tests it: it may be a flag. */
function noteFlag({ text, interest }: FileDraft, name: string): void {
  if (!/^[A-Z][A-Z\d_]+$/.test(name)) return;
  if (!text.includes(`if ${name}`) && !text.includes(`if not ${name}`)) return;
  addInterest(interest, name);
  addInterestAnywhere(interest, name);
}

/** `m = import_module('a.b')` binds `m` as `import a.b as m` does. */
function moduleAssignment(reader: Reader, from: number, to: number): void {
  const { draft } = reader;
  const { line } = draft;
  const site = reader.site();
  draft.given = null;
  expression(draft, site, from + 2, to, -1);
  const { given } = draft;
  if (given === null) {
    reader.bindToken(from);
    return;
  }
  const name = tokenText(line, from);
  const span = { start: line.starts[from] ?? 0, end: line.ends[from] ?? 0 };
  draft.imports.push({
    request: given,
    importName: '*',
    localName: name,
    typeOnly: site.dead === 'types',
    span,
  });
  makeUsable(draft, site.scope, name, span.start);
  reader.bindName(name, from, draft.imports.length - 1);
}

/** `a = b = value`, `a: T = value`, `a += value`, and plain expressions. */
function assignment(reader: Reader, from: number, to: number): void {
  const { draft } = reader;
  const { line } = draft;
  let depth = 0;
  let start = from;
  let colon = -1;
  let augmented = false;
  for (let index = from; index < to; index++) {
    const kind = line.kinds[index] ?? 0;
    if (isOpen(kind)) depth++;
    else if (isClose(kind)) depth--;
    else if (depth > 0) continue;
    else if (kind === 58 && start === from && colon < 0) colon = index;
    else if (kind === 61 || (kind === TOKEN.augmented && !augmented)) {
      const targetEnd = start === from && colon >= 0 ? colon : index;
      assignmentTargets(line, start, targetEnd, reader.bindToken);
      augmented = kind === TOKEN.augmented;
      start = index + 1;
    } else if (kind === TOKEN.name && isWord(line, index, WORD.lambda)) break;
  }
  if (line.hasWalrus) walrusTargets(line, (token) => token >= from && token < to && reader.bindToken(token));
  const site = reader.site();
  if (colon < 0) expression(draft, site, from, to, start - 1);
  else {
    const hasValue = start > from;
    expression(draft, site, from, colon, hasValue ? colon : -1);
    // Those of local variables are never run (Language Reference 7.2.2).
    if (!draft.lazyAnnotations && site.scope.kind !== 'function')
      expression(draft, site, colon + 1, hasValue ? start - 1 : to, -1);
    if (hasValue) expression(draft, site, start, to, -1);
  }
}

function declare(scope: Scope, word: 'global' | 'nonlocal', from: number, to: number, reader: Reader): void {
  const { line } = reader.draft;
  if (scope.kind === 'module') return;
  for (let index = from; index < to; index++) {
    if (line.kinds[index] !== TOKEN.name) continue;
    const name = tokenText(line, index);
    if (word === 'global') {
      scope.globals ??= new Set();
      scope.globals.add(name);
      addInterest(reader.draft.interest, name);
    } else {
      scope.nonlocals ??= new Set();
      scope.nonlocals.add(name);
    }
  }
}

function unbind(reader: Reader, token: number): void {
  const { scope, dead } = reader.blocks.top();
  const name = tokenText(reader.draft.line, token);
  scope.bindings.set(name, NO_IMPORT);
  if (scope.kind === 'module' && dead === null) reader.blocks.unbind(name);
}
