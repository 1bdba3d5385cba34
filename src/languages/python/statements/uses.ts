// What expressions say about modules: members of imported names, and the calls that import, patch or write names by
// string (importlib, unittest.mock, sys.modules, globals()).

import type { MemberName } from '../../../model/member-use.ts';
import type { FlagTest } from '../../../model/module-request.ts';
import { WORD } from '../tokens/identifiers.ts';
import { isOfInterest, mayTellModules } from '../tokens/interest.ts';
import { TOKEN } from '../tokens/tokens.ts';
import { literalCall } from './calls.ts';
import type { FileDraft, Site } from './drafts.ts';
import { namespaceCall, sysModules } from './escape-hatches.ts';
import { noteReads } from './free-names.ts';
import { attributeName } from './private-names.ts';
import { frameworkCall, settingsModule } from './setting-strings.ts';
import { expressionNames, inLambda, isWord, tokenText } from './targets.ts';
import { choicesAround, decideTest, flagTest } from './tests.ts';

/**
 * Reads the tokens `[from, to)` of the current line.
 * @param targetsTo index of the last `=` of an assignment: what stands in front of it is written, not read
 */
export function expression(draft: FileDraft, site: Site, from: number, to: number, targetsTo: number): void {
  const { line } = draft;
  if (draft.reads !== null) noteReads(draft, draft.reads, site, from, to);
  let shadows: Set<string> | null = null;
  for (let index = from; index < to; index++) {
    if (line.kinds[index] !== TOKEN.name || line.kinds[index - 1] === 46) continue;
    const next = line.kinds[index + 1];
    if (index + 1 >= to) continue;
    const isInLambda = inLambda(line, index);
    if (next === 40) {
      call(draft, isInLambda ? { ...site, isInLambda } : site, index, to);
      continue;
    }
    if (next !== 46 || line.kinds[index + 2] !== TOKEN.name) continue;
    let end = index + 3;
    while (end + 1 < to && line.kinds[end] === 46 && line.kinds[end + 1] === TOKEN.name) end += 2;
    if (isWord(line, index, WORD.sys) && isWord(line, index + 2, WORD.modules))
      sysModules(draft, site, index, to);
    if (line.kinds[end] === 40) call(draft, isInLambda ? { ...site, isInLambda } : site, end - 1, to);
    if (!isOfInterest(draft.interest, line.hashes[index] ?? 0)) continue;
    const name = tokenText(line, index);
    if (!draft.usable.has(name) || site.dead === 'never' || site.expectsError) continue;
    if (line.hasFor || line.hasLambda) {
      shadows ??= expressionNames(line);
      if (shadows.has(name)) continue;
    }
    const onlyIf = line.hasElse ? flagsOfChoices(draft, site, index) : site.flags;
    if (onlyIf === null) continue;
    const path: MemberName[] = [];
    for (let at = index + 2; at < end; at += 2)
      path.push({
        name: attributeName(tokenText(line, at), site.scope),
        span: { start: line.starts[at] ?? 0, end: line.ends[at] ?? 0 },
      });
    const after = end < to ? line.kinds[end] : 0;
    const written = end <= targetsTo && after !== 40 && after !== 91;
    const access = written ? 'write' : after === 40 ? 'call' : 'read';
    draft.uses.push({
      scope: site.scope,
      name,
      path,
      access,
      guard: site.guard,
      isConditional: site.isConditional,
      isInLambda,
      asScript: site.dead === 'main',
      erased: site.dead === 'types',
      isOfOtherVersion: site.without === name || (draft.tested.size > 0 && isElseOfTest(draft, name, index)),
      onlyIf,
    });
  }
}

function call(draft: FileDraft, site: Site, name: number, to: number): void {
  const { line } = draft;
  if (!mayTellModules(line.hashes[name] ?? 0)) return;
  const start = line.starts[name] ?? 0;
  switch ((line.ends[name] ?? 0) - start) {
    case 6: // locals, Celery
    case 7: // globals, setattr, hasattr, include
      frameworkCall(draft, site, name, to);
      namespaceCall(draft, site, name, to);
      return;
    case 4: // vars, exec, dict
    case 8: // _convert, multiple
    case 9: // _convert_
      literalCall(draft, site, name, to);
      namespaceCall(draft, site, name, to);
      return;
    case 5: // patch, exec_
      literalCall(draft, site, name, to);
      namespaceCall(draft, site, name, to);
      return;
    case 10: // __import__, setdefault
      settingsModule(draft, site, name, to);
      literalCall(draft, site, name, to);
      return;
    case 12: // importorskip
    case 13: // import_module
      literalCall(draft, site, name, to);
      return;
  }
}

/** `itertools.izip if PY2 else zip`: what flags are where the token is evaluated; null where it never is. */
function flagsOfChoices(draft: FileDraft, { scope, flags }: Site, token: number): readonly FlagTest[] | null {
  const told = [...flags];
  for (const { from, to, value } of choicesAround(draft, token)) {
    const decision = decideTest(draft, scope, from, to);
    if (decision?.why === 'never' && decision.value !== value) return null;
    const flag = decision === null ? flagTest(draft, scope, from, to) : null;
    if (flag !== null) told.push({ ...flag, value: flag.value === value });
  }
  return told;
}

/** `m.new if hasattr(m, 'new') else m.old` */
function isElseOfTest({ text, line }: FileDraft, name: string, token: number): boolean {
  const before = text.slice(line.starts[0], line.starts[token]);
  return before.endsWith('else ') && new RegExp(`\\bif +hasattr\\(${name},[^()]*\\) +else $`).test(before);
}
