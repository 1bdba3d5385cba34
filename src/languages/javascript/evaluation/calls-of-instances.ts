// What an instance calls of itself: methods by `this`, the constructor of the class that it extends, and its fields.

import type { CalledFunction, FunctionCall } from '../../../model/module-calls.ts';
import { memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Class, Node } from '../syntax-tree.ts';
import { isClass } from './callable.ts';
import { isOfClass, ownerOfThis } from './instance-members.ts';
import { classesOf, fieldsOf, nameOfClass, nameOfCode } from './named-functions.ts';

interface Found {
  /** A call that stands in the text. */
  readonly add: (call: Node, to: CalledFunction) => void;
  /** A member that is read, which may run a function. */
  readonly addRead: (member: Node, to: CalledFunction) => void;
  /** One that is made without being written. */
  readonly addCall: (call: FunctionCall) => void;
  /** What a name means. */
  readonly meaningOf: (name: Node) => Omit<CalledFunction, 'on'> | null;
}

export function callsOfInstances(index: SyntaxIndex, { add, addRead, addCall, meaningOf }: Found): void {
  for (const self of index.collected.get('ThisExpression') ?? []) {
    const member = self.parent;
    const owner = ownerOfThis(self);
    if (member?.type !== 'MemberExpression' || owner === null || member.optional) continue;
    const { property, parent: call } = member;
    // Private methods are those of the class around, whoever the instance is (ECMA-262, 13.3.2).
    const isPrivate = property.type === 'PrivateIdentifier';
    const name = isPrivate ? `#${property.name}` : (memberNameOf(member) ?? '');
    const to = { of: { binding: owner }, path: [name], on: isPrivate ? ('own' as const) : ('this' as const) };
    if (call?.type === 'CallExpression' && call.callee === member) {
      if (!call.optional) add(call, to);
    } else if (!isOfClass(self)) addRead(member, to);
  }
  for (const node of classesOf(index)) {
    const name = nameOfClass(node);
    if (name === null) continue;
    const by = `${name}.constructor`;
    for (const { code } of fieldsOf(node)) {
      const field = nameOfCode(code)?.slice(name.length + 1);
      if (field !== undefined) addCall({ by, to: { of: { binding: name }, path: [field], on: 'own' } });
    }
    const base = node.superClass === null ? null : meaningOf(node.superClass);
    if (base === null) continue;
    const to = { of: base.of, path: [...base.path, 'constructor'], on: 'super' as const };
    const written = superCallsIn(node, index);
    for (const call of written) add(call, to);
    if (!hasConstructor(node)) addCall({ by, to });
    for (const [call, method] of superMethodsIn(node, index))
      add(call, { of: base.of, path: [...base.path, method], on: 'super' });
  }
}

/** `super.start()` */
function superMethodsIn(node: Class, { collected }: SyntaxIndex): [call: Node, method: string][] {
  return (collected.get('Super') ?? []).flatMap((word): [Node, string][] => {
    const member = word.parent;
    const call = member?.parent;
    const method = member == null ? null : memberNameOf(member);
    if (method === null || call?.type !== 'CallExpression' || call.callee !== member) return [];
    return classAround(word) === node ? [[call, method]] : [];
  });
}

function superCallsIn(node: Class, { collected }: SyntaxIndex): Node[] {
  return (collected.get('Super') ?? []).flatMap((word) => {
    const call = word.parent;
    return call?.type === 'CallExpression' && call.callee === word && classAround(word) === node
      ? [call]
      : [];
  });
}

function classAround(inner: Node): Node | null {
  for (let node = inner.parent ?? null; node !== null; node = node.parent ?? null)
    if (isClass(node)) return node;
  return null;
}

function hasConstructor({ body }: Class): boolean {
  return body.body.some((element) => element.type === 'MethodDefinition' && element.kind === 'constructor');
}
