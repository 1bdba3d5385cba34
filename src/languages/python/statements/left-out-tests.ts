// Tests that no run takes: what a decorator leaves out for good, or for every version that the project allows.
// https://docs.python.org/3/library/unittest.html#skipping-tests-and-expected-failures
// https://docs.pytest.org/en/stable/how-to/skipping.html

import type { FlagTest } from '../../../model/module-request.ts';
import { TOKEN } from '../tokens/tokens.ts';
import type { FileDraft } from './drafts.ts';
import { importBehind, NO_IMPORT, type Scope } from './scopes.ts';
import { isClose, isOpen } from './targets.ts';
import { decideTest, flagTest } from './tests.ts';

const SKIP = /^(?:unittest\s*\.\s*(skip|skipIf|skipUnless)|pytest\s*\.\s*mark\s*\.\s*(skip|skipif))$/;
const OF_UNITTEST = /^(?:skip|skipIf|skipUnless)$/;

/**
 * When a decorator lets no run take what it stands above: what a flag has to be for a run that does, where that decides.
 * @param from index of the first token behind the `@` of a decorator; `to` behind its last
 */
export function leavesOut(
  draft: FileDraft,
  scope: Scope,
  from: number,
  to: number,
): 'always' | 'never' | FlagTest {
  const { line, text } = draft;
  let open = from;
  while (open < to && (line.kinds[open] === TOKEN.name || line.kinds[open] === DOT)) open++;
  const name = text.slice(line.starts[from], line.ends[open - 1]);
  const [, ofUnittest, ofPytest] = SKIP.exec(name) ?? [];
  const kind = ofUnittest ?? ofPytest ?? importedFromUnittest(draft, scope, name);
  if (kind === undefined) return 'never';
  if (kind === 'skip') return 'always';
  if (!isOpen(line.kinds[open])) return 'never';
  const end = endOfArgument(draft, open + 1, to);
  const decision = decideTest(draft, scope, open + 1, end);
  const runsIf = kind === 'skipUnless';
  if (decision !== null) return decision.why === 'never' && decision.value !== runsIf ? 'always' : 'never';
  const flag = flagTest(draft, scope, open + 1, end);
  return flag === null ? 'never' : { ...flag, value: flag.value === runsIf };
}

function importedFromUnittest(
  { imports, requests }: FileDraft,
  scope: Scope,
  name: string,
): string | undefined {
  const entry = imports[importBehind(scope, name) ?? NO_IMPORT];
  const isOfUnittest = entry !== undefined && requests[entry.request]?.specifier === 'unittest';
  return isOfUnittest && OF_UNITTEST.test(entry.importName) ? entry.importName : undefined;
}

function endOfArgument({ line }: FileDraft, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (isOpen(line.kinds[at])) depth++;
    else if (isClose(line.kinds[at]) && depth-- === 0) return at;
    else if (depth === 0 && line.kinds[at] === COMMA) return at;
  }
  return to;
}

const COMMA = 44;
const DOT = 46;
