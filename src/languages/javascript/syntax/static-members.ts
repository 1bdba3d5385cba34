// The names that a class has without an instance.

import type { Node } from '../syntax-tree.ts';
import { isWriteTarget } from './member-access.ts';
import { literalString, memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

export interface StaticMembers {
  readonly names: readonly { readonly name: string; readonly at: Node }[];
  /** Others may be there: inherited, computed, or made by a static block. */
  readonly isOpen: boolean;
}

export function staticMembers(value: Node, index: SyntaxIndex): StaticMembers {
  const names: { name: string; at: Node }[] = [];
  if (value.type !== 'ClassExpression' && value.type !== 'ClassDeclaration') return { names, isOpen: false };
  let isOpen = value.superClass !== null;
  for (const member of value.body.body) {
    if (member.type === 'StaticBlock') isOpen = true;
    if (
      member.type !== 'MethodDefinition' &&
      member.type !== 'PropertyDefinition' &&
      member.type !== 'AccessorProperty'
    )
      continue;
    if (!member.static || member.key.type === 'PrivateIdentifier') continue;
    const name =
      !member.computed && member.key.type === 'Identifier' ? member.key.name : literalString(member.key);
    if (name !== null) names.push({ name, at: member.key });
    else isOpen = true;
  }
  for (const self of index.collected.get('ThisExpression') ?? []) {
    const member = self.parent;
    if (member?.type !== 'MemberExpression' || !isWriteTarget(member)) continue;
    const name = memberNameOf(member);
    if (name !== null && classOf(self) === value) names.push({ name, at: member.property });
  }
  return { names, isOpen };
}

/** The class that `this` is, in its static methods and properties and the arrow functions in them; null elsewhere. */
function classOf(self: Node): Node | null {
  for (let current = self.parent ?? null; current !== null; current = current.parent ?? null) {
    switch (current.type) {
      case 'FunctionDeclaration':
        return null;
      case 'FunctionExpression':
        if (current.parent?.type !== 'MethodDefinition') return null;
        break;
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return current.static ? (current.parent?.parent ?? null) : null;
      case 'StaticBlock':
        return current.parent?.parent ?? null;
    }
  }
  return null;
}
