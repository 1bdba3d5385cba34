// Where values are put: the variables and members of variables that hold one. `exports = module.exports =
// internals.Request = class { … }` makes `internals.Request.symbols = …` a member of what is exported, and
// `internals.root = function () { … }` is what `internals.root()` calls.

import type { Node } from '../syntax-tree.ts';
import { initialValue } from './commonjs-values.ts';
import { isWriteTarget } from './member-access.ts';
import { memberNameOf, propertyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** Every occurrence of a variable, or of a member of one (`internals.Request`); none of what is neither. */
function occurrencesOf(index: SyntaxIndex, place: Node): readonly Node[] {
  if (place.type === 'Identifier') return index.bindingOf.get(place)?.references ?? [];
  const name = memberNameOf(place);
  if (place.type !== 'MemberExpression' || place.object.type !== 'Identifier' || name === null) return [];
  return (index.bindingOf.get(place.object)?.references ?? []).flatMap((reference) => {
    const { parent } = reference;
    const isSame =
      parent?.type === 'MemberExpression' && parent.object === reference && memberNameOf(parent) === name;
    return isSame ? [parent] : [];
  });
}

/**
 * @param target a variable or a member of one that an assignment puts the value into
 * @returns every other occurrence of it; none where something else is put there too
 */
export function otherOccurrences(index: SyntaxIndex, target: Node): readonly Node[] {
  const others = occurrencesOf(index, target).filter((occurrence) => occurrence !== target);
  return others.some(isWriteTarget) ? [] : others;
}

/** What a variable, or a member of one, holds; null where nothing tells it, or several values are put there. */
export function valueAt(index: SyntaxIndex, place: Node): Node | null {
  if (place.type === 'Identifier') {
    const binding = index.bindingOf.get(place);
    return binding === undefined ? null : initialValue(binding);
  }
  const name = memberNameOf(place);
  if (place.type !== 'MemberExpression' || place.object.type !== 'Identifier' || name === null) return null;
  const first = propertyOf(valueAt(index, place.object), name);
  const written = occurrencesOf(index, place).flatMap((occurrence) => {
    const { parent } = occurrence;
    if (parent?.type !== 'AssignmentExpression') return isWriteTarget(occurrence) ? [null] : [];
    return parent.left !== occurrence ? [] : [parent.operator === '=' ? parent.right : null];
  });
  const values = first === null ? written : [first, ...written];
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** As {@link valueAt}, where nothing changes what the value consists of: no member is added, nobody else gets it. */
export function unchangedValueAt(index: SyntaxIndex, place: Node): Node | null {
  return occurrencesOf(index, place).some(isChange) ? null : valueAt(index, place);
}

/** `list.push('c')`, `object.c = 1`, `change(object)` */
function isChange(use: Node): boolean {
  const { parent } = use;
  if (parent?.type === 'CallExpression') return parent.callee.type !== 'MemberExpression';
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return false;
  return isWriteTarget(parent) || /^(?:push|unshift|splice|pop|shift)$/.test(memberNameOf(parent) ?? '');
}
