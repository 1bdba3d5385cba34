// The defaults in a pattern that surely are evaluated: those of what is not given.
// `({ pool = connect() } = {}) => …`, called without an argument

import { propertyKeyOf } from '../syntax/nodes.ts';
import type { Node, ObjectExpression } from '../syntax-tree.ts';

/** What a pattern takes apart: an expression, nothing (`undefined`), or null for what is not known. */
export type Given = Node | 'nothing' | null;

/** In the order in which they are evaluated (ECMA-262, 8.6.2 and 14.3.3). */
export function takenDefaults(pattern: Node, given: Given): Node[] {
  switch (pattern.type) {
    case 'AssignmentPattern':
      return given === 'nothing'
        ? [pattern.right, ...takenDefaults(pattern.left, pattern.right)]
        : takenDefaults(pattern.left, given);
    case 'ObjectPattern': {
      if (given === null || given === 'nothing' || given.type !== 'ObjectExpression') return [];
      return pattern.properties.flatMap((property) => {
        const name = property.type === 'Property' ? propertyKeyOf(property) : null;
        return property.type === 'Property' && name !== null
          ? takenDefaults(property.value, propertyOf(given, name))
          : [];
      });
    }
    case 'ArrayPattern': {
      if (given === null || given === 'nothing' || given.type !== 'ArrayExpression') return [];
      const { elements } = given;
      if (elements.some((element) => element?.type === 'SpreadElement')) return [];
      return pattern.elements.flatMap((element, position) =>
        element === null ? [] : takenDefaults(element, elements[position] ?? 'nothing'),
      );
    }
    case 'TSParameterProperty':
      return takenDefaults(pattern.parameter, given);
    default:
      return [];
  }
}

/** What a written out object has by a name; null where that cannot be told. */
function propertyOf({ properties }: ObjectExpression, name: string): Given {
  let found: Given = name in Object.prototype ? null : 'nothing';
  for (const property of properties) {
    const key = property.type === 'Property' && property.kind === 'init' ? propertyKeyOf(property) : null;
    if (key === null || key === '__proto__' || property.type !== 'Property') return null;
    if (key === name) found = property.value;
  }
  return found;
}
