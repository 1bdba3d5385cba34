// What functions give whose one statement that returns is not behind a condition: `createServer()` gives a `Server`.

import { GIVEN, type HeldValue } from '../../../model/module-calls.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { isFunction, propertyKeyOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Class, Node } from '../syntax-tree.ts';
import { childrenOf } from '../syntax-tree.ts';
import type { FunctionValue } from './callable.ts';
import { type MeaningOf, valueOfHeld } from './called-classes.ts';
import { nameOfCode } from './named-functions.ts';

/** @returns by the name of the function with {@link GIVEN}, and of a written out object by its members */
export function givenValues(
  functions: ReadonlyMap<string, FunctionValue | Class>,
  index: SyntaxIndex,
  meaningOf: MeaningOf,
): Record<string, HeldValue> {
  const found: Record<string, HeldValue> = {};
  for (const [name, code] of functions) {
    const given = isFunction(code) && !code.generator ? heldBy(givenBy(code), index) : null;
    if (given === null) continue;
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

/** The value of the only `return`, which is the last statement; or the body of an arrow function. */
function givenBy({ body }: FunctionValue): Node | null {
  if (body === null || body.type !== 'BlockStatement') return body;
  const last = body.body.at(-1);
  if (last?.type !== 'ReturnStatement') return null;
  return body.body.some((statement) => statement !== last && returns(statement)) ? null : last.argument;
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

function returns(code: Node): boolean {
  const open: Node[] = [code];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ReturnStatement') return true;
    if (!isFunction(node)) open.push(...childrenOf(node));
  }
  return false;
}
