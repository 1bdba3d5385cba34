// How a value that is known goes on in the code around it: which members are read and written, what calls it besides a call
// that is written, and whether a name stays what it is.

import { EACH } from '../../../model/module-calls.ts';
import { setterName } from '../../../model/timing.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { memberNameOf } from '../syntax/nodes.ts';
import type { Binding, SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';

/** What is read and written of a value where a member of it stands: with the name of the setter for what is written. */
export function accessedBy(member: Node, path: readonly string[]): (readonly string[])[] {
  const name = path.at(-1);
  const { parent } = member;
  if (name === undefined) return [];
  if (name === EACH || !isWriteTarget(member)) {
    const isDeleted = parent?.type === 'UnaryExpression' && parent.operator === 'delete';
    return isDeleted ? [] : [path];
  }
  const written = [...path.slice(0, -1), setterName(name)];
  if (parent?.type === 'UpdateExpression') return [path, written];
  if (parent?.type !== 'AssignmentExpression' || parent.operator === '=') return [written];
  // `a.b ??= c` writes where there was nothing.
  return /^(?:\?\?|&&|\|\|)=$/.test(parent.operator) ? [path] : [path, written];
}

/** `Reflect.apply(start, null, [])`; null where a value stands in no such call. ECMA-262, 28.1.1 */
export function appliedBy(value: Node, index: SyntaxIndex): Node | null {
  const { parent } = value;
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== value) return null;
  return isMemberOfGlobal(parent.callee, 'Reflect', /^apply$/, index) ? parent : null;
}

/** Whether every member of a value is read there: `{ ...config }`, `Object.entries(config)`, `JSON.stringify(config)`. */
export function listsMembers(value: Node, index: SyntaxIndex): boolean {
  const { parent } = value;
  if (parent?.type === 'SpreadElement') return parent.parent?.type === 'ObjectExpression';
  if (parent?.type !== 'CallExpression') return false;
  const { callee, arguments: given } = parent;
  if (isMemberOfGlobal(callee, 'Object', /^assign$/, index))
    return given.includes(value as (typeof given)[number]) && given[0] !== value;
  return (
    given[0] === value &&
    (isMemberOfGlobal(callee, 'Object', /^(?:entries|values)$/, index) ||
      isMemberOfGlobal(callee, 'JSON', /^stringify$/, index))
  );
}

function isMemberOfGlobal(member: Node, owner: string, names: RegExp, { bindingOf }: SyntaxIndex): boolean {
  if (member.type !== 'MemberExpression' || member.object.type !== 'Identifier') return false;
  const isGlobal = member.object.name === owner && bindingOf.get(member.object) === undefined;
  return isGlobal && names.test(memberNameOf(member) ?? '');
}

/** Whether the expression around a value is that value: `(0, start)`, `start as Handler`. */
export function isSameValue(value: Node): boolean {
  const { parent } = value;
  switch (parent?.type) {
    case 'SequenceExpression':
      return parent.expressions.at(-1) === value;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return true;
    default:
      return false;
  }
}

/**
 * Whether nobody gives a name, or a member of it, to anything else. What is written to a member that has a setter replaces
 * nothing.
 */
export function createIsKept(index: SyntaxIndex): (binding: Binding) => boolean {
  const setters = settersIn(index);
  return ({ declarations, references }) =>
    declarations.length === 1 &&
    !references.some((reference) => {
      const { parent } = reference;
      const isMember = parent?.type === 'MemberExpression' && parent.object === reference;
      if (isWriteTarget(reference)) return true;
      return isMember && isWriteTarget(parent) && !setters.has(memberNameOf(parent) ?? '');
    });
}

function settersIn({ collected }: SyntaxIndex): ReadonlySet<string> {
  const found = new Set<string>();
  for (const code of collected.get('FunctionExpression') ?? []) {
    const member = code.parent;
    if (member?.type !== 'MethodDefinition' && member?.type !== 'Property') continue;
    if (member.kind === 'set' && member.key.type === 'Identifier') found.add(member.key.name);
  }
  return found;
}
