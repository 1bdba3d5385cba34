// Which members the code itself expects to be absent sometimes: it asks whether they are there before it uses them.

import type { MemberName, MemberUse } from '../../../model/member-use.ts';
import type { Node } from '../syntax-tree.ts';
import { accessOf, isWriteTarget } from './member-access.ts';
import type { Binding } from './scopes.ts';

/**
 * @param uses all uses of one module's members
 * @param heldIn the variables that members are read into; what becomes of those is seen at their references
 * @returns the uses in source order, those of members that may be absent with the access `tested`
 */
export function markPossiblyAbsent(
  uses: readonly MemberUse[],
  heldIn: ReadonlyMap<MemberUse, Binding>,
): MemberUse[] {
  return markTested(markHeld(uses, heldIn));
}

/**
 * A member that is read into a variable may be absent when the code asks the variable whether it is there, or uses it
 * only behind such a question about a member of the same module: `typeof log === 'function' && setLog(log)`.
 */
function markHeld(uses: readonly MemberUse[], heldIn: ReadonlyMap<MemberUse, Binding>): readonly MemberUse[] {
  const asked = [...heldIn.values()].filter(({ references }) =>
    references.some((reference) => accessOf(reference) === 'tested'),
  );
  if (asked.length === 0) return uses;
  const mayBeAbsent = (binding: Binding): boolean => {
    const reads = binding.references.filter((reference) => !isWriteTarget(reference));
    return asked.includes(binding) || (reads.length > 0 && reads.every((read) => standsBehind(read, asked)));
  };
  return uses.map((use) => {
    const binding = heldIn.get(use);
    return binding !== undefined && mayBeAbsent(binding) ? { ...use, access: 'tested' } : use;
  });
}

/** Whether a node runs only after a test that asks one of these variables. */
function standsBehind(node: Node, asked: readonly Binding[]): boolean {
  let child = node;
  for (let parent = child.parent ?? null; parent !== null; child = parent, parent = parent.parent ?? null) {
    const test = testBefore(parent, child);
    if (test === null) continue;
    const { start, end } = test;
    if (asked.some(({ references }) => references.some((at) => at.start >= start && at.end <= end)))
      return true;
  }
  return false;
}

/** What has to be true before `child` runs: `test && child`, `if (test) child`, `test ? child : …`. */
function testBefore(parent: Node, child: Node): Node | null {
  switch (parent.type) {
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.right === child ? parent.left : null;
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.consequent === child ? parent.test : null;
    default:
      return null;
  }
}

/** A member that was tested earlier in the file is known to be possibly absent: `if (ns.x) ns.x.y()`. */
function markTested(uses: readonly MemberUse[]): MemberUse[] {
  const testedFrom = new Map<string, number>();
  for (const use of uses) {
    if (use.access !== 'tested') continue;
    const key = pathKey(use.path);
    testedFrom.set(key, Math.min(testedFrom.get(key) ?? Number.POSITIVE_INFINITY, startOf(use)));
  }
  const marked = uses.map((use): MemberUse => {
    if (testedFrom.size === 0) return use;
    let key = '';
    const last = use.path.findIndex(({ name }, index) => {
      key = index === 0 ? name : `${key}.${name}`;
      const from = testedFrom.get(key);
      return from !== undefined && from < startOf(use);
    });
    return last === -1 ? use : { ...use, path: use.path.slice(0, last + 1), access: 'tested' };
  });
  return marked.sort((a, b) => startOf(a) - startOf(b));
}

function pathKey(path: readonly MemberName[]): string {
  return path.map(({ name }) => name).join('.');
}

function startOf(use: MemberUse): number {
  return use.path.at(-1)?.span.start ?? 0;
}
