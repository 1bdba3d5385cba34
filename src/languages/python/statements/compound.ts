// The heads of compound statements (Language Reference 8): each opens a block, its clauses continue it.

import { WORD } from '../tokens/identifiers.ts';
import { endsByLeaving } from '../tokens/leaving.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { type Block, createGroup, type Group } from './blocks.ts';
import { handlerBranch, withStatement } from './catching.ts';
import { defaultsIn } from './definition-heads.ts';
import { TESTS_MEMBER } from './drafts.ts';
import { createAttempt } from './guards.ts';
import { headEnd, open, readHead } from './heads.ts';
import { dropIdlePatches } from './patched-classes.ts';
import { mayMatter, type Reader } from './reader.ts';
import { createScope, NO_IMPORT } from './scopes.ts';
import { simpleStatements } from './statements.ts';
import { assignmentTargets, behindGroup, isWord, parameters, patternCaptures, tokenText } from './targets.ts';
import { decideTest, flagTest } from './tests.ts';

/** Opens the statement when the first word, an identifier's number, is the head of a compound statement. */
export function compound(reader: Reader, first: number): boolean {
  const { draft } = reader;
  const { line, text } = draft;
  const asynchronous = first === WORD.async && line.kinds[1] === TOKEN.name;
  const at = asynchronous ? 1 : 0;
  switch (asynchronous ? line.words[1] : first) {
    case WORD.def:
    case WORD.class:
      return definition(reader, at);
    case WORD.if:
      ifBranch(reader, createGroup('if', null));
      return true;
    case WORD.while:
      loop(reader, headEnd(reader, 1), isWord(line, 1, WORD.True) || text[line.starts[1] ?? 0] === '1');
      return true;
    case WORD.for: {
      const colon = headEnd(reader, at + 1);
      let end = at + 1;
      while (end < colon && !isWord(line, end, WORD.in)) end++;
      readHead(reader, end, colon);
      loop(reader, colon, false, () => assignmentTargets(line, at + 1, end, reader.bindToken));
      return true;
    }
    case WORD.try:
      open(reader, createGroup('try', createAttempt(draft, reader.site().scope)), headEnd(reader, 1), {
        role: 'try',
      });
      return true;
    case WORD.with:
      withStatement(reader, at);
      return true;
    case WORD.match:
      if (!opensMatch(reader)) return false;
      readHead(reader, 1, line.count);
      open(reader, createGroup('match', null), line.count, { role: 'match' });
      return true;
    case WORD.case:
      if (reader.blocks.top().role !== 'match') return false;
      caseBranch(reader, createGroup('cases', null));
      return true;
    default:
      return false;
  }
}

/** Continues `group` when the first word is one of its clauses. */
export function clause(reader: Reader, group: Group, role: Block['role'], first: number): boolean {
  switch (first) {
    case WORD.elif:
      if (group.kind !== 'if') return false;
      ifBranch(reader, group);
      return true;
    case WORD.else:
      if (group.kind === 'if') {
        group.exhausted = true;
        const dead = group.decided;
        const { without, flags } = group;
        open(reader, group, headEnd(reader, 1), {
          role: 'branch',
          ...(dead === null ? {} : { dead }),
          without,
          flags,
          isCertain: dead === null && !group.mayBeTaken,
        });
      } else if (group.kind === 'try') {
        open(reader, group, headEnd(reader, 1), { role: 'else' });
        const body = reader.blocks.top().delta;
        for (const [name, state] of group.attempt?.body ?? []) if (!body.has(name)) body.set(name, state);
      } else if (group.kind === 'loop') open(reader, group, headEnd(reader, 1), { role: 'else' });
      else return false;
      return true;
    case WORD.except:
      if (group.kind !== 'try' || !group.attempt || role === 'finally') return false;
      handlerBranch(reader, group, group.attempt);
      return true;
    case WORD.finally:
      if (group.kind !== 'try' || role === 'finally') return false;
      reader.blocks.settle(group);
      open(reader, group, headEnd(reader, 1), { role: 'finally' });
      return true;
    case WORD.case:
      if (group.kind !== 'cases') return false;
      caseBranch(reader, group);
      return true;
    default:
      return false;
  }
}

function definition(reader: Reader, at: number): boolean {
  const { draft, names } = reader;
  const { line } = draft;
  if (line.kinds[at + 1] !== TOKEN.name) return false;
  const isClass = isWord(line, at, WORD.class);
  const name = tokenText(line, at + 1);
  const colon = headEnd(reader, at + 2);
  const around = reader.site();
  if (isClass || !draft.lazyAnnotations) readHead(reader, at + 2, colon);
  else for (const [start, end] of defaultsIn(line, at + 2, colon)) readHead(reader, start, end);
  reader.bindToken(at + 1);
  const scope = createScope(isClass ? 'class' : 'function', name, around.scope, line.starts[0] ?? 0);
  const bindParameter = (token: number): void => {
    if (mayMatter(draft, true, token)) scope.bindings.set(tokenText(line, token), NO_IMPORT);
  };
  let bracket = at + 2;
  if (line.kinds[bracket] === 91) {
    const behind = behindGroup(line, bracket, colon);
    parameters(line, bracket, behind, bindParameter);
    bracket = behind;
  }
  if (!isClass && line.kinds[bracket] === 40) parameters(line, bracket, colon, bindParameter);
  if (names.decoratedGlobally) draft.dynamic ??= 'computed-globals';
  const {
    decoratedAsFailing: expectsError,
    decoratedAsLeftOut: isLeftOut,
    decoratedWithFlags: flags,
  } = names;
  names.decoratedAsFailing = false;
  names.decoratedAsLeftOut = false;
  names.decoratedWithFlags = [];
  if (isClass && names.usesBeforeDecorators !== null) dropIdlePatches(draft, names.usesBeforeDecorators);
  names.usesBeforeDecorators = null;
  open(reader, createGroup('definition', null), colon, {
    role: 'body',
    ...{ scope, expectsError, isLeftOut, flags },
  });
  return true;
}

function ifBranch(reader: Reader, group: Group): void {
  const { draft } = reader;
  const { line, text } = draft;
  const colon = headEnd(reader, 1);
  readHead(reader, 1, colon);
  const head = text.slice(line.starts[1], line.ends[colon - 1]);
  const { scope } = reader.site();
  const decision = group.decided === null ? decideTest(draft, scope, 1, colon) : null;
  const dead = group.decided ?? (decision?.value === false ? decision.why : null);
  if (decision?.value === true) {
    group.decided = decision.why;
    group.exhausted = true;
  }
  const tested = testedModule(head, draft.probes);
  const without = tested?.isNegated === true ? tested.module : group.without;
  if (tested?.isNegated === false) group.without = tested.module;
  const flag = decision === null ? flagTest(draft, scope, 1, colon) : null;
  const { flags } = group;
  if (flag !== null && group.branches.length === 0 && endsByLeaving(text, line.ends[colon] ?? 0, line.indent))
    group.flagsBehind = [{ ...flag, value: !flag.value }];
  if (flag !== null) group.flags = [...flags, { ...flag, value: !flag.value }];
  const looked = LOOKED.test(head);
  open(reader, group, colon, {
    role: 'branch',
    ...(dead === null ? {} : { dead }),
    ...(looked ? { guard: 'optional' as const } : {}),
    ...(IS_FILE.test(head) ? { file: namedFile(head) } : {}),
    without,
    flags: flag === null ? flags : [...flags, flag],
    isCertain: dead === null && decision?.value === true && decision.why === 'never' && !group.mayBeTaken,
  });
  if (decision?.value !== false || decision.why !== 'never') group.mayBeTaken = true;
}

/** Looked for before it is imported: by its finder, or whether somebody has imported it already. */
const LOOKED =
  /\b(?:find_spec|find_loader|find_module|iter_modules)\b|(["'])[\w.]+\1\s+in\s+(?:\w+\.)?modules\b/;

/** `hasattr(m, 'new')`, also `not`, and a constant that holds it: what is asked, and whether the branch is for those without. */
function testedModule(
  head: string,
  probes: ReadonlyMap<string, string>,
): { readonly module: string; readonly isNegated: boolean } | null {
  const negated = /^not\s+/.exec(head)?.[0] ?? '';
  const test = head.slice(negated.length);
  const module = TESTS_MEMBER.exec(test)?.[1] ?? probes.get(test);
  return module === undefined ? null : { module, isNegated: negated !== '' };
}

/** `os.path.isfile(os.path.join(here, 'local.py'))`, `(here / 'local.py').exists()` */
const IS_FILE = /\b(?:isfile|exists|is_file)\(/;

/** The module of the last file that a condition names. */
function namedFile(head: string): string | null {
  return [...head.matchAll(/(["'])(?:[^"'\n]*\/)?(\w+)\.py\1/g)].at(-1)?.[2] ?? null;
}

function loop(reader: Reader, colon: number, endless: boolean, bindTargets?: () => void): void {
  const group = createGroup('loop', null);
  group.exhausted = endless;
  if (bindTargets === undefined) readHead(reader, 1, colon);
  const { draft, blocks } = reader;
  const count = draft.line.count;
  open(reader, group, count, { role: 'branch' });
  bindTargets?.();
  if (colon + 1 < count && blocks.top().group === group) simpleStatements(reader, colon + 1);
}

/** `match` is a keyword only here: a head with a subject and nothing behind its colon (PEP 634). */
function opensMatch(reader: Reader): boolean {
  const { line } = reader.draft;
  if (line.count < 3 || line.kinds[line.count - 1] !== 58) return false;
  const next = line.kinds[1];
  return next !== 61 && next !== 46 && next !== 44 && next !== 58 && next !== TOKEN.augmented;
}

function caseBranch(reader: Reader, group: Group): void {
  const { draft } = reader;
  const { line } = draft;
  const colon = headEnd(reader, 1);
  let end = 1;
  while (end < colon && !isWord(line, end, WORD.if)) end++;
  if (end === colon && end === 2 && line.kinds[1] === TOKEN.name) group.exhausted = true;
  const count = line.count;
  open(reader, group, count, { role: 'branch' });
  patternCaptures(line, 1, end, reader.bindToken);
  readHead(reader, end, colon);
  if (colon + 1 < count) simpleStatements(reader, colon + 1);
}
