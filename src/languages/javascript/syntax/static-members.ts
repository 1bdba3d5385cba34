// The names that a class has without an instance.

import type { Node } from '../syntax-tree.ts';
import { literalString } from './nodes.ts';

export interface StaticMembers {
  readonly names: readonly { readonly name: string; readonly at: Node }[];
  /** Others may be there: inherited, computed, or made by a static block. */
  readonly isOpen: boolean;
}

export function staticMembers(value: Node): StaticMembers {
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
  return { names, isOpen };
}
