// Where the value of a variable is needed: a member that its module lacks does no harm while it is only held or handed on.

import type { HeldUse } from '../../../model/member-use.ts';
import type { Node } from '../syntax-tree.ts';
import { firstUse } from './first-use.ts';
import { handedTo } from './handed-on.ts';
import { isIterated, isWriteTarget, objectAsked } from './member-access.ts';
import { memberNameOf } from './nodes.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';

/** The use that breaks first. Null where the variable is reassigned or not needed. */
export function heldUseOf({ name, references }: Binding, index: SyntaxIndex): HeldUse | null {
  if (references.some(isWriteTarget)) return null;
  return firstUse(references, (reference, { guard, runs }) => {
    if (guard !== 'none' || runs === 'never') return null;
    const need = needOf(reference, index);
    return need === null ? null : { name, ...need };
  });
}

/** How the value of a reference is needed; null where it is only held, or handed on to what is not known. */
export function needOf(
  reference: Node,
  index: SyntaxIndex,
): Pick<HeldUse, 'access' | 'member' | 'handedTo'> | null {
  const need = directNeedOf(reference);
  if (need !== null) return need;
  const to = handedTo(reference, index);
  return to === null ? null : { access: 'handed', handedTo: to };
}

function directNeedOf(reference: Node): Pick<HeldUse, 'access' | 'member'> | null {
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
    case 'ForOfStatement':
    case 'SpreadElement':
      return isIterated(reference) ? { access: 'iterate' } : null;
    case 'BinaryExpression': {
      const access = objectAsked(reference);
      return access === null ? null : { access };
    }
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
