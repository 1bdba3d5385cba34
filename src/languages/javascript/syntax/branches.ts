// Whether a piece of code surely runs when the code around it does: not in a branch, the body of a loop or a handler, and
// behind no statement that may leave.

import type { CallExpression, Node } from '../syntax-tree.ts';
import { ELEMENT_METHODS } from './called-at-once.ts';
import { mayLeave } from './leaving.ts';
import { isFunction, isNothing, memberNameOf } from './nodes.ts';

/**
 * Whether `child` runs only under a condition when its parent does. What follows from literals is decided; `await` and
 * `.then()` are taken to go on.
 * Source: ECMA-262, 14 (Statements and Declarations) and 13.13, 13.14 (the operators that choose).
 */
export function isConditional(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if (child === parent.test) return false;
      return truthOf(parent.test) !== (child === parent.consequent);
    case 'LogicalExpression':
      if (child === parent.left) return false;
      return parent.operator === '??'
        ? !isNothing(parent.left)
        : truthOf(parent.left) !== (parent.operator === '&&');
    case 'WhileStatement':
      return child !== parent.test && truthOf(parent.test) !== true;
    case 'ForStatement':
      if (child === parent.init || child === parent.test) return false;
      return child === parent.update || (parent.test !== null && truthOf(parent.test) !== true);
    case 'ForInStatement':
    case 'ForOfStatement':
      return child !== parent.right && !isFilled(parent.right);
    case 'SwitchCase':
      return true;
    case 'SwitchStatement':
      return child !== parent.discriminant && child !== parent.cases[0];
    case 'CatchClause':
      return true;
    case 'AssignmentPattern':
      return child === parent.right;
    case 'AssignmentExpression':
      return child === parent.right && /^(?:&&|\|\||\?\?)=$/.test(parent.operator);
    case 'CallExpression':
      return (
        child !== parent.callee &&
        (isOptional(parent) ||
          (isFunction(child) && (isCallbackOfSome(parent) || isOfRejection(parent, child))))
      );
    case 'MemberExpression':
      return child !== parent.object && isOptional(parent);
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return child.start > leavingOf(parent);
    default:
      return false;
  }
}

/** Whether a link of the chain up to here may end it: `a?.b.c(…)`. */
function isOptional(chain: Node): boolean {
  for (let link = chain; link.type === 'CallExpression' || link.type === 'MemberExpression'; ) {
    if (link.optional) return true;
    link = link.type === 'CallExpression' ? link.callee : link.object;
  }
  return false;
}

/** What a test gives, where literals tell it. */
function truthOf(test: Node): boolean | null {
  if (test.type === 'ParenthesizedExpression') return truthOf(test.expression);
  if (test.type === 'Literal') return Boolean(test.value ?? ('bigint' in test || 'regex' in test));
  if (test.type !== 'UnaryExpression' || test.operator !== '!') return null;
  const inner = truthOf(test.argument);
  return inner === null ? null : !inner;
}

/** A written out list with something in it. */
function isFilled(list: Node): boolean {
  return (
    list.type === 'ArrayExpression' &&
    list.elements.some((one) => one !== null && one.type !== 'SpreadElement')
  );
}

/** Whether a method may never call the function that it is given first: there may be no element. */
export function isCallbackOfSome(call: Node): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const method = memberNameOf(call.callee) ?? '';
  return (
    ELEMENT_METHODS.has(method) &&
    !(isFilled(call.callee.object) && (method !== 'reduce' || call.arguments.length > 1))
  );
}

/** Whether a function is called only when a promise is rejected. */
function isOfRejection({ callee, arguments: given }: CallExpression, child: Node): boolean {
  const method = memberNameOf(callee);
  return method === 'catch' || (method === 'then' && given[1] === child);
}

const leavings = new WeakMap<Node, number>();

/** Where the first statement of a list starts that may leave the code around it; past all where none does. */
function leavingOf(block: Node & { readonly body: readonly Node[] }): number {
  const known = leavings.get(block);
  if (known !== undefined) return known;
  const at = block.body.find(mayLeave)?.start ?? Number.POSITIVE_INFINITY;
  leavings.set(block, at);
  return at;
}
