// What an expression surely is, told from the text of the module: an instance of one of its classes, an object or an array
// that is written out and that nobody changes.

import { isWriteTarget } from '../syntax/member-access.ts';
import { isFunction, memberNameOf, propertyKeyOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import { isValueReference } from '../syntax/value-uses.ts';
import {
  type CallExpression,
  type Class,
  childrenOf,
  type FunctionNode,
  type NewExpression,
  type Node,
  type ObjectExpression,
} from '../syntax-tree.ts';
import { type Callable, type FunctionValue, isClass } from './callable.ts';

export interface SureValues {
  /** The class of which an expression is an instance. */
  instanceOf(value: Node): Class | null;
  /** A member of an object that is written out: a function, or the getter of the name. */
  memberOf(value: Node, name: string, kind: 'method' | 'getter'): FunctionValue | null;
  /** The function that a call hands over to be called at once: `[a, b].map(f)`. */
  callbackOf(call: CallExpression | NewExpression): FunctionValue | null;
}

/** Methods of arrays that call their first argument, and the fewest elements with which they do. */
const CALLING: ReadonlyMap<string, number> = new Map([
  ['every', 1],
  ['filter', 1],
  ['find', 1],
  ['findIndex', 1],
  ['findLast', 1],
  ['flatMap', 1],
  ['forEach', 1],
  ['map', 1],
  ['reduce', 2],
  ['reduceRight', 2],
  ['some', 1],
  ['sort', 2],
]);
/** Other members of an array with which nobody changes it. */
const READING = new Set([
  'at',
  'entries',
  'includes',
  'indexOf',
  'join',
  'keys',
  'length',
  'slice',
  'values',
]);

/**
 * @param initOf what a name was given when it was declared, where nobody gives it anything else and its declaration has run
 * @param codeOf the function or class that a callee surely is
 */
export function createSureValues(
  index: SyntaxIndex,
  initOf: (name: Node) => Node | null,
  codeOf: (callee: Node) => Callable | null,
): SureValues {
  /** Whether nobody may have changed what a variable holds: it is only read from, and exported. */
  function isOnlyRead(name: Node, isHarmless: (member: Node) => boolean = () => true): boolean {
    const references = index.bindingOf.get(name)?.references ?? [];
    return references.every((reference) => {
      const { parent } = reference;
      if (!isValueReference(reference)) return true;
      if (parent?.type !== 'MemberExpression' || parent.object !== reference) return false;
      return memberNameOf(parent) !== null && !isChanged(parent) && isHarmless(parent);
    });
  }

  function instanceOf(value: Node): Class | null {
    if (value.type === 'Identifier') {
      const init = initOf(value);
      return init !== null && init.type === 'NewExpression' && isOnlyRead(value) ? instanceOf(init) : null;
    }
    const made = value.type === 'NewExpression' ? codeOf(value.callee) : null;
    return made !== null && isClass(made) && isOwnInstance(made) ? made : null;
  }

  /** Whether the constructors give what they make, and not another object. */
  function isOwnInstance({ body, superClass }: Class): boolean {
    const parent = superClass === null ? null : codeOf(superClass);
    if (superClass !== null && (parent === null || !isClass(parent) || !isOwnInstance(parent))) return false;
    return !body.body.some(
      (element) =>
        element.type === 'MethodDefinition' && element.kind === 'constructor' && returnsValue(element.value),
    );
  }

  function objectOf(value: Node): ObjectExpression | null {
    if (value.type === 'ObjectExpression') return value;
    const init = value.type === 'Identifier' ? initOf(value) : null;
    return init !== null && init.type === 'ObjectExpression' && isOnlyRead(value) ? init : null;
  }

  function memberOf(value: Node, name: string, kind: 'method' | 'getter'): FunctionValue | null {
    let found: FunctionValue | null = null;
    for (const property of objectOf(value)?.properties ?? []) {
      const key = property.type === 'Property' ? propertyKeyOf(property) : null;
      if (property.type !== 'Property' || key === null || key === '__proto__') return null;
      if (key !== name || property.kind === 'set') continue;
      const isWanted = (property.kind === 'get') === (kind === 'getter') && isFunction(property.value);
      found = isWanted && isFunction(property.value) ? property.value : null;
    }
    return found;
  }

  /** How many elements an array surely has. */
  function lengthOf(value: Node): number {
    switch (value.type) {
      case 'ArrayExpression':
        return value.elements.filter((element) => element !== null && element.type !== 'SpreadElement')
          .length;
      case 'Identifier': {
        const init = initOf(value);
        const isHarmless = (member: Node) => {
          const name = memberNameOf(member) ?? '';
          return READING.has(name) || (CALLING.has(name) && name !== 'sort');
        };
        return init !== null && init.type === 'ArrayExpression' && isOnlyRead(value, isHarmless)
          ? lengthOf(init)
          : 0;
      }
      case 'CallExpression': {
        const { callee } = value;
        if (callee.type !== 'MemberExpression') return 0;
        if (memberNameOf(callee) === 'map') return lengthOf(callee.object);
        const [object] = value.arguments;
        const isListed =
          isGlobal(callee.object, 'Object') && /^(?:keys|values|entries)$/.test(memberNameOf(callee) ?? '');
        return isListed && object !== undefined
          ? (objectOf(object)?.properties.filter(({ type }) => type === 'Property').length ?? 0)
          : 0;
      }
      default:
        return 0;
    }
  }

  function isGlobal(node: Node, name: string): boolean {
    return node.type === 'Identifier' && node.name === name && index.bindingOf.get(node) === undefined;
  }

  function callbackOf({
    type,
    callee,
    arguments: given,
  }: CallExpression | NewExpression): FunctionValue | null {
    if (type !== 'CallExpression' || callee.type !== 'MemberExpression') return null;
    const name = memberNameOf(callee) ?? '';
    const isFrom = name === 'from' && isGlobal(callee.object, 'Array');
    const [first, second] = given;
    const handed = isFrom ? second : first;
    if (first === undefined || handed === undefined || first.type === 'SpreadElement') return null;
    const fewest = isFrom ? 1 : (CALLING.get(name) ?? Number.POSITIVE_INFINITY);
    // Given a value to begin with, `reduce` calls for a single element.
    const needed = name.startsWith('reduce') && second !== undefined ? 1 : fewest;
    if (lengthOf(isFrom ? first : callee.object) < needed) return null;
    const code = codeOf(handed);
    return code === null || isClass(code) ? null : code;
  }

  return { instanceOf, memberOf, callbackOf };
}

function isChanged(member: Node): boolean {
  const { parent } = member;
  return isWriteTarget(member) || (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
}

/** `return …` anywhere in a function, not in the functions inside of it. */
function returnsValue({ body }: FunctionNode): boolean {
  const open: Node[] = body === null ? [] : [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ReturnStatement' && node.argument !== null) return true;
    if (!isFunction(node) && !isClass(node)) open.push(...childrenOf(node));
  }
  return false;
}
