// What a call may run: a function or a class.

import { isFunction } from '../syntax/nodes.ts';
import type { ArrowFunctionExpression, Class, FunctionNode, Node } from '../syntax-tree.ts';

export type FunctionValue = FunctionNode | ArrowFunctionExpression;

export type Callable = FunctionValue | Class;

export function isClass(node: Node): node is Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** The function or class that an expression is. A decorator may put something else in the place of its class. */
export function expressed(value: Node): Callable | null {
  if (isClass(value)) return value.decorators.length === 0 ? value : null;
  return isFunction(value) ? value : null;
}
