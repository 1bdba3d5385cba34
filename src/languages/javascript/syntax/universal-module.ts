// Universal modules (UMD), as rollup, webpack and TypeScript write them: a wrapper asks which loader there is and calls
// the factory that it was given. Under `require` the factory's parameter or its result is the exports object.
// Source: github.com/umdjs/umd.

import { type ArrowFunctionExpression, childrenOf, type FunctionNode, type Node } from '../syntax-tree.ts';
import { isFunction, positionIn } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { valueAt } from './value-places.ts';

type AnyFunction = FunctionNode | ArrowFunctionExpression;

/**
 * The function that a call runs: written in place, one of this module by its name, or handed to the function around as
 * `factory`; else null.
 */
export function calledFunction(index: SyntaxIndex, callee: Node): AnyFunction | null {
  if (isFunction(callee)) return callee;
  const binding = callee.type === 'Identifier' ? index.bindingOf.get(callee) : undefined;
  const [parameter] = binding?.declarations ?? [];
  const wrapper = parameter?.parent;
  if (binding?.kind !== 'parameter' || !wrapper || !isFunction(wrapper)) {
    const held = valueAt(index, callee);
    return held !== null && isFunction(held) ? held : null;
  }
  const call = wrapper.parent;
  if (call?.type !== 'CallExpression' || call.callee !== wrapper) return null;
  const argument = call.arguments[positionIn(wrapper.params, parameter)];
  return argument !== undefined && isFunction(argument) ? argument : null;
}

/** What a function may return; null when it is not a plain list of values (a generator, an async function). */
export function returnedValues(called: AnyFunction): readonly Node[] | null {
  if (called.async || called.generator || called.body === null) return null;
  if (called.body.type !== 'BlockStatement') return [called.body];
  const values: Node[] = [];
  const open: Node[] = [...called.body.body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ReturnStatement' && node.argument !== null) values.push(node.argument);
    // Expressions return nothing, and other functions return for themselves.
    if (/Statement$|^SwitchCase$|^CatchClause$/.test(node.type)) open.push(...childrenOf(node));
  }
  return values;
}

/** `this` as the first argument of a wrapper that knows AMD: the global object, for when there is no loader at all. */
export function isUniversalRoot(index: SyntaxIndex, node: Node): boolean {
  const call = node.parent;
  if (call?.type !== 'CallExpression' || call.callee === node || !isFunction(call.callee)) return false;
  const { start, end } = call.callee;
  return (index.globals.get('define') ?? []).some((use) => use.start >= start && use.end <= end);
}
