// Which members of imported modules a file uses, told of its draft when all of it was read: only then is it known what a
// name means in each scope.

import type { MemberUse, NamedUses } from '../../../model/member-use.ts';
import { timingOf } from '../../../model/timing.ts';
import type { ParseOptions } from '../../language.ts';
import { type FileDraft, runsIn, type UseDraft } from './drafts.ts';
import { frameOf, importBehind } from './scopes.ts';

/** The members of modules, and beside them with the detail `names` those of the named imports that were looked at. */
export function usesOf(
  draft: FileDraft,
  detail: ParseOptions['detail'],
): { memberUses: MemberUse[]; namedUses: NamedUses | null } {
  const uses: MemberUse[] = [];
  const named: MemberUse[] = [];
  for (const use of draft.uses) {
    const entry = importBehind(use.scope, use.name);
    const imported = entry === null ? undefined : draft.imports[entry];
    if (entry === null || !imported) continue;
    // The name may be bound by another import too, whose members are not asked for.
    if (imported.importName !== '*' && !draft.tellsMembersOf(use.name)) continue;
    // A handler of AttributeError expects every name of the chain to be absent, a test those behind what is tested.
    const length = use.guard === 'optional' || use.isOfOtherVersion ? 1 : testedLength(use, draft.tested);
    const tested = use.access !== 'write' && length !== null;
    const list = detail === 'names' && imported.importName !== '*' ? named : uses;
    list.push(
      memberUse(
        entry,
        tested ? use.path.slice(0, length) : use.path,
        use.erased || imported.typeOnly ? 'type' : tested ? 'tested' : use.access,
        use,
      ),
    );
  }
  for (const { request, path, access } of draft.requestUses) {
    const { guard, ...place } = draft.requests[request] ?? { runs: 'load', guard: 'none' };
    uses.push({ of: { request }, path, access, guard, ...timingOf(place) });
  }
  if (detail !== 'names') return { memberUses: uses, namedUses: null };
  const names = new Set<string>();
  for (const { importName, localName } of draft.imports) {
    if (importName !== '*' && localName !== null && draft.tellsMembersOf(localName)) names.add(localName);
  }
  return {
    memberUses: uses,
    namedUses: names.size === 0 ? null : { uses: named, names: [...names], usedAsValue: [], onlyAsType: [] },
  };
}

/** How many names of `m.a.b` lead to one that the file tests for; null when it tests for none of them. */
function testedLength({ name, path }: UseDraft, tested: ReadonlySet<string>): number | null {
  if (tested.size === 0) return null;
  let dotted = name;
  for (const [index, member] of path.entries()) {
    dotted += `.${member.name}`;
    if (tested.has(dotted)) return index + 1;
  }
  return null;
}

function memberUse(
  entry: number,
  path: MemberUse['path'],
  access: MemberUse['access'],
  { scope, guard, isConditional, isInLambda, asScript, onlyIf, insteadOf }: UseDraft,
): MemberUse {
  const frame = frameOf(scope);
  const told = {
    of: { import: entry },
    path,
    access,
    guard,
    ...(isConditional && { conditional: true as const }),
    ...(onlyIf.length > 0 && { onlyIf }),
    ...(insteadOf !== undefined && { insteadOf }),
  };
  const timing = runsIn(frame, isInLambda);
  return { ...told, ...timing, ...(timing.runs === 'load' && asScript && { asScript }) };
}
