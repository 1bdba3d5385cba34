// The statements that catch exceptions: `with` (contextlib.suppress, pytest.raises) and the handlers of a `try`.

import { WORD } from '../tokens/identifiers.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { type Block, createGroup, type Group } from './blocks.ts';
import { type Attempt, createAttempt, type Handler } from './guards.ts';
import { headEnd, open, readHead } from './heads.ts';
import type { Reader } from './reader.ts';
import { NO_IMPORT } from './scopes.ts';
import { isWord, tokenText, withTargets } from './targets.ts';

const ERROR_EXPECTED = /\b(?:raises|assertRaises\w*|xfail)\s*\(/;

const QUOTED_MODULE = /(["'])([\w.]+)\1/g;

export function withStatement(reader: Reader, at: number): void {
  const { draft } = reader;
  const { line, text } = draft;
  const colon = headEnd(reader, at + 1);
  readHead(reader, at + 1, colon);
  const head = text.slice(line.starts[at + 1], line.ends[Math.max(colon - 1, at)]);
  const suppressed = /\bsuppress\s*\(([^)]*)\)/.exec(head);
  const attempt = suppressed ? createAttempt(draft, reader.site().scope) : null;
  const group = createGroup('with', attempt);
  group.exhausted = suppressed === null;
  if (suppressed && attempt) {
    const catches = (suppressed[1] ?? '').match(/\w+(?=\s*(?:,|$))/g) ?? [];
    const requests = draft.requests.length;
    attempt.handlers.push({
      ...{ catches, raises: false, asserts: false },
      bound: new Set(),
      requestsFrom: requests,
      requestsTo: requests,
      usesFrom: draft.uses.length,
      usesTo: draft.uses.length,
    });
  }
  withTargets(line, at + 1, colon, reader.bindToken);
  const given = new Set([...head.matchAll(QUOTED_MODULE)].map((match) => match[2] ?? ''));
  open(reader, group, colon, {
    role: 'branch',
    expectsError: ERROR_EXPECTED.test(head),
    ...(given.size === 0 ? {} : { given }),
  });
}

export function handlerBranch(reader: Reader, group: Group, attempt: Attempt): void {
  const { draft, blocks, names } = reader;
  const { line } = draft;
  const colon = headEnd(reader, 1);
  readHead(reader, 1, colon);
  let end = colon;
  let caught: Block['caught'] = null;
  for (let index = 1; index < colon; index++) {
    if (!isWord(line, index, WORD.as) || line.kinds[index + 1] !== TOKEN.name) continue;
    end = index;
    const span = { start: line.starts[index + 1] ?? 0, end: line.ends[index + 1] ?? 0 };
    caught = { name: tokenText(line, index + 1), span, entry: null };
  }
  const catches: string[] = [];
  for (let index = 1; index < end; index++)
    if (line.kinds[index] === TOKEN.name && line.kinds[index + 1] !== 46)
      catches.push(tokenText(line, index));
  const requests = draft.requests.length;
  const handler: Handler = {
    catches,
    raises: false,
    asserts: caught !== null && isAsserted(caught.name, draft.text, line.ends[colon] ?? 0),
    bound: new Set(),
    requestsFrom: requests,
    requestsTo: requests,
    usesFrom: draft.uses.length,
    usesTo: draft.uses.length,
  };
  attempt.handlers.push(handler);
  const { scope, dead } = blocks.top();
  if (caught) scope.bindings.set(caught.name, NO_IMPORT);
  if (caught && scope.kind === 'module' && dead === 'main') names.whenMain.set(caught.name, caught);
  open(reader, group, colon, {
    role: 'handler',
    handler,
    ...(caught && scope.kind === 'module' && dead === null ? { caught } : {}),
  });
}

/** The statement that an assertion begins: Python's own, unittest's. */
const ASSERTION = /\s*(?:#.*\s*)*(?:assert\b|self\.assert\w+\()(.*)/y;

/** `except ImportError as e: assert 'moved' in str(e)`: the first thing that a handler does, at `from`, is to look into it. */
function isAsserted(name: string, text: string, from: number): boolean {
  ASSERTION.lastIndex = from;
  return ASSERTION.exec(text)?.[1]?.match(/\w+/g)?.includes(name) === true;
}
