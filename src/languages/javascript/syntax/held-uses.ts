// Where the value of a variable is needed: a member that its module lacks does no harm while it is only held or handed on.

import type { HeldUse } from '../../../model/module-record.ts';
import type { Node } from '../syntax-tree.ts';
import { isWriteTarget } from './member-access.ts';
import { memberNameOf } from './nodes.ts';
import type { Binding } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';

/** The use that comes first: while the module is loaded, else in a function. Null where it is reassigned or not needed. */
export function heldUseOf({ name, references }: Binding): HeldUse | null {
  if (references.some(isWriteTarget)) return null;
  let first: HeldUse | null = null;
  for (const reference of references) {
    const need = needOf(reference);
    if (need === null) continue;
    const { runs, enclosing, guard } = surroundingsOf(reference);
    if (guard !== 'none' || runs === 'never') continue;
    const use: HeldUse = { name, ...need, runs, ...(enclosing === undefined ? {} : { enclosing }) };
    if (runs === 'load') return use;
    first ??= use;
  }
  return first;
}

/** How the value of a reference is needed; null where it is only held or handed on. */
export function needOf(reference: Node): Pick<HeldUse, 'access' | 'member'> | null {
  const parent = reference.parent;
  switch (parent?.type) {
    case 'CallExpression':
      return parent.callee === reference && !parent.optional ? { access: 'call' } : null;
    case 'TaggedTemplateExpression':
      return parent.tag === reference ? { access: 'call' } : null;
    case 'NewExpression':
      return parent.callee === reference ? { access: 'construct' } : null;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === reference ? { access: 'extends' } : null;
    case 'MemberExpression': {
      const member = parent.object === reference && !parent.optional ? memberNameOf(parent) : null;
      return member === null ? null : { access: 'member', member };
    }
    default:
      return null;
  }
}

/** A value as V8 writes it in front of a member in its errors; undefined for forms that are not certain. */
export function baseInErrors(value: Node): string | undefined {
  switch (value.type) {
    case 'Identifier':
      return value.name;
    case 'AwaitExpression':
      return '(intermediate value)';
    case 'CallExpression':
      return value.callee.type === 'Identifier' ? `${value.callee.name}(...)` : undefined;
    default:
      return undefined;
  }
}
