// Names that code computes, where the text tells all of them: the variable of a loop over literal names or over the keys
// of an object literal, and variables that hold such a name.

import type { Node } from '../syntax-tree.ts';
import { knownStrings } from './known-strings.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction, literalString, memberNameOf, propertyKeyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { contentsAt } from './value-places.ts';

/** A variable that holds another, that holds another …: as far as that is followed. */
const deepest = 10;

/** Whether it is the object itself whose keys are asked for: going through those it has adds none. */
type IsOwn = (object: Node) => boolean;

/**
 * The values that an expression can have.
 * @returns null where the text does not tell them all
 */
export function knownKeys(index: SyntaxIndex, key: Node, isOwn: IsOwn): readonly string[] | null {
  return knownStrings(index, key, (variable) => keysOfVariable(index, variable, isOwn));
}

/** What the variable of a loop goes through. */
function keysOfVariable(index: SyntaxIndex, variable: Node, isOwn: IsOwn): readonly string[] | null {
  const binding = index.bindingOf.get(variable);
  if (binding === undefined || binding.references.some(isWriteTarget)) return null;
  // `var key` of several loops is one variable.
  const keys = binding.declarations.map(
    (declaration) => keysOfLoop(index, declaration, isOwn) ?? keysOfCallback(index, declaration, isOwn),
  );
  return keys.every((each) => each !== null) ? keys.flat() : null;
}

/** `for (const key of ['a', 'b'])`, `for (const key in { a, b })` */
function keysOfLoop(index: SyntaxIndex, declaration: Node, isOwn: IsOwn): readonly string[] | null {
  const loop = declaration.parent?.parent?.parent;
  if (declaration.parent?.type !== 'VariableDeclarator' || declaration.parent.id !== declaration) return null;
  if (loop?.type === 'ForInStatement') return keysOf(index, loop.right, isOwn);
  return loop?.type === 'ForOfStatement' ? namesIn(index, loop.right, isOwn) : null;
}

/** `['a', 'b'].forEach((key) => …)`, `Object.keys(object).forEach(function (key) { … })` */
function keysOfCallback(index: SyntaxIndex, declaration: Node, isOwn: IsOwn): readonly string[] | null {
  const callback = declaration.parent;
  const call = callback?.parent;
  if (!callback || !isFunction(callback) || callback.params[0] !== declaration) return null;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== callback) return null;
  if (call.callee.type !== 'MemberExpression' || memberNameOf(call.callee) !== 'forEach') return null;
  return namesIn(index, call.callee.object, isOwn);
}

/** The names that a list has. */
function namesIn(index: SyntaxIndex, list: Node, isOwn: IsOwn, steps = 0): readonly string[] | null {
  if (list.type === 'CallExpression') {
    const [object] = list.arguments;
    const method = memberNameOf(list.callee) ?? '';
    // Others than those of the list are not among what is left of it, or in another order.
    if (/^(?:filter|slice|sort|reverse)$/.test(method) && list.callee.type === 'MemberExpression')
      return namesIn(index, list.callee.object, isOwn, steps);
    const isOfKeys = /^(?:keys|getOwnPropertyNames)$/.test(method);
    return isOfKeys && object !== undefined ? keysOf(index, object, isOwn) : null;
  }
  if (list.type === 'ArrayExpression') {
    const names = list.elements.map(literalString);
    return names.every((name) => name !== null) ? names : null;
  }
  // new Set(list)
  const [copied] = list.type === 'NewExpression' ? list.arguments : [];
  if (list.type === 'NewExpression' && list.callee.type === 'Identifier' && list.callee.name === 'Set')
    return copied === undefined ? null : namesIn(index, copied, isOwn, steps);
  const held = steps < deepest ? contentsAt(index, list) : null;
  return held === null || held.added.length > 0 ? null : namesIn(index, held.value, isOwn, steps + 1);
}

/** The keys that an object has. */
function keysOf(index: SyntaxIndex, object: Node, isOwn: IsOwn, steps = 0): readonly string[] | null {
  if (isOwn(object)) return [];
  if (object.type === 'ObjectExpression') {
    const names = object.properties.map(propertyKeyOf);
    return names.every((name) => name !== null) ? names : null;
  }
  const held = steps < deepest ? contentsAt(index, object) : null;
  const names = held === null ? null : keysOf(index, held.value, isOwn, steps + 1);
  return held === null || names === null ? null : [...names, ...held.added];
}
