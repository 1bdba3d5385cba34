// Where the value of a variable is needed: a member that its module lacks does no harm while it is only held or handed on.

import type { HeldUse, ValueUse } from '../../../model/module-record.ts';
import type { Node } from '../syntax-tree.ts';
import { handedTo } from './handed-on.ts';
import { isWriteTarget } from './member-access.ts';
import { memberNameOf } from './nodes.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * The use that breaks first: while the module is loaded, for sure or else in a branch; else in a function. Null where the
 * variable is reassigned or not needed.
 */
export function heldUseOf({ name, references }: Binding, index: SyntaxIndex): HeldUse | null {
  if (references.some(isWriteTarget)) return null;
  let first: HeldUse | null = null;
  for (const reference of references) {
    const need = needOf(reference, index);
    if (need === null) continue;
    const { runs, enclosing, guard, conditional, atStart } = surroundingsOf(reference);
    if (guard !== 'none' || runs === 'never') continue;
    const use: HeldUse = {
      name,
      ...need,
      runs,
      ...(enclosing === undefined ? {} : { enclosing }),
      ...(conditional === true && { conditional }),
      ...(atStart !== undefined && { atStart }),
    };
    if (first === null || rankOf(use) < rankOf(first)) first = use;
  }
  return first;
}

/** What breaks early stands before what breaks late, and what breaks for sure before what may. */
export function rankOf({ runs, conditional, atStart, access }: HeldUse | ValueUse): number {
  const isAtStart = runs === 'load' || atStart !== undefined;
  const isUnsure = conditional === true || (atStart !== undefined && atStart !== 'sure');
  const moment = !isAtStart ? 2 : isUnsure ? 1 : 0;
  return moment * 3 + (access === 'read' ? 2 : access === 'handed' ? 1 : 0);
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
