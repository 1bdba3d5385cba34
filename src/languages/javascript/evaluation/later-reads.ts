// What functions do, when they are called one day, with values of other modules that were taken while the module was
// loaded: `const { connect } = require('./pool')` keeps what `connect` was then.

import type { LoadRead, UseOfValue } from '../../../model/evaluation.ts';
import { accessOf } from '../syntax/member-access.ts';
import { memberNameOf } from '../syntax/nodes.ts';
import { surroundingsOf } from '../syntax/surroundings.ts';
import type { Node } from '../syntax-tree.ts';
import type { ForeignValues, Holder } from './foreign-values.ts';

/** One read for each variable and name, at the place where the value is taken. */
export function laterReads({ holders }: ForeignValues): LoadRead[] {
  return holders.flatMap((holder) => {
    const byMember = new Map<string | null, LoadRead | null>();
    for (const reference of holder.binding.references) {
      const { member, at } = memberUsed(reference, holder);
      const use = useOf(at);
      // A value that is tested anywhere may be absent.
      if (use === 'tested') byMember.set(member, null);
      if (byMember.has(member)) continue;
      const { runs, enclosing } = surroundingsOf(reference);
      if (runs !== 'call' || use === 'read') continue;
      byMember.set(member, readOf(holder, member, at, use, enclosing));
    }
    return [...byMember.values()].filter((read) => read !== null);
  });
}

/** For a variable that holds a module, the member that is read off it. */
function memberUsed(
  reference: Node,
  { value }: Holder,
): { readonly member: string | null; readonly at: Node } {
  const parent = reference.parent;
  if (!value.isModule || parent?.type !== 'MemberExpression' || parent.object !== reference) {
    return { member: value.member, at: reference };
  }
  const name = memberNameOf(parent);
  return name === null ? { member: null, at: reference } : { member: name, at: parent };
}

/** How a value is used, told from the node around it. */
function useOf(value: Node): UseOfValue {
  const parent = value.parent;
  const access = accessOf(value);
  if (access === 'call' || access === 'construct' || access === 'tested') return access;
  if (access === 'write' || access === 'type') return 'read';
  if (parent?.type === 'MemberExpression' && parent.object === value)
    return parent.optional ? 'tested' : 'member';
  const isClass = parent?.type === 'ClassDeclaration' || parent?.type === 'ClassExpression';
  return isClass && parent.superClass === value ? 'extends' : 'read';
}

function readOf(
  { value, span }: Holder,
  member: string | null,
  at: Node,
  use: UseOfValue,
  enclosing: string | undefined,
): LoadRead {
  const next =
    use === 'member' && at.parent !== null && at.parent !== undefined ? memberNameOf(at.parent) : null;
  return {
    of: value.of,
    member,
    use,
    text: value.isModule && member !== null ? `${value.text}.${member}` : value.text,
    ...(next === null ? {} : { next }),
    span,
    at: span.start,
    later: { kept: value.isModule ? 'module' : 'name', ...(enclosing === undefined ? {} : { enclosing }) },
  };
}
