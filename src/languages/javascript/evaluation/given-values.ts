// What functions give whose one statement that returns is not behind a condition: `createServer()` gives a `Server`.

import { GIVEN, type HeldValue } from '../../../model/module-calls.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { isFunction, propertyKeyOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';
import { type MeaningOf, valueOfHeld } from './called-classes.ts';
import { closureOf, givenBackBy } from './given-back.ts';
import type { NamedCode } from './given-functions.ts';
import { nameOfCode } from './named-functions.ts';

/** @returns by the name of the function with {@link GIVEN}, and of a written out object by its members */
export function givenValues(
  { functions, nameOf }: NamedCode,
  index: SyntaxIndex,
  meaningOf: MeaningOf,
): Record<string, HeldValue> {
  const found: Record<string, HeldValue> = {};
  for (const [name, code] of functions) {
    const given = isFunction(code) && !code.generator ? heldBy(givenBackBy(code), index) : null;
    if (given === null) continue;
    const closure = isFunction(code) ? closureOf(code, index) : null;
    const own = closure === null ? null : nameOf(closure);
    if (own !== null && own !== `${name}.${GIVEN}` && functions.get(own) === closure)
      found[`${name}.${GIVEN}`] = { of: { binding: own }, path: [] };
    const value = valueOfHeld(given, meaningOf);
    if (value !== null) found[`${name}.${GIVEN}`] = value;
    if (given.type !== 'ObjectExpression') continue;
    if (given.properties.some(({ type }) => type === 'SpreadElement')) continue;
    for (const property of given.properties) {
      const key = propertyKeyOf(property);
      if (property.type !== 'Property' || key === null) continue;
      const own = isFunction(property.value) ? nameOfCode(property.value) : null;
      const member = own === null ? meaningOf(property.value) : { of: { binding: own }, path: [] };
      if (member !== null) found[`${name}.${GIVEN}.${key}`] = member;
    }
  }
  return found;
}

/** `const server = new Server(); return server;` */
function heldBy(value: Node | null, { bindingOf }: SyntaxIndex): Node | null {
  const binding = value?.type === 'Identifier' ? bindingOf.get(value) : undefined;
  const declarator = binding?.declarations[0]?.parent;
  if (binding === undefined || binding.declarations.length > 1 || declarator?.type !== 'VariableDeclarator')
    return value;
  const isChanged = binding.references.some((reference) => {
    const { parent } = reference;
    const isMember = parent?.type === 'MemberExpression' && parent.object === reference;
    return isWriteTarget(reference) || (isMember && isWriteTarget(parent));
  });
  return declarator.init?.type === 'NewExpression' && !isChanged ? declarator.init : value;
}
