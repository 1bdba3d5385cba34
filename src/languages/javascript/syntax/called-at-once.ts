// Functions that run where they stand: `(() => { … })()`, and callbacks that are called before the code around goes on.

import type { Node } from '../syntax-tree.ts';
import { memberNameOf } from './nodes.ts';

/** Methods of arrays that call their argument for each element. */
export const ELEMENT_METHODS: ReadonlySet<string> = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'find',
  'some',
  'every',
  'reduce',
]);

/** Methods of arrays and promises that call their argument without waiting for anybody else. */
const CALLBACK_METHODS = new Set(['then', 'catch', 'finally', ...ELEMENT_METHODS]);

export function runsAtOnce(node: Node): boolean {
  const parent = node.parent;
  // (function () { … }).call(this)
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const method = memberNameOf(parent);
    return (method === 'call' || method === 'apply') && isCalled(parent);
  }
  if (parent?.type !== 'CallExpression') return false;
  return parent.callee === node || CALLBACK_METHODS.has(memberNameOf(parent.callee) ?? '');
}

function isCalled(node: Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === node;
}

/** Whether a node is the value of a field, which each new instance evaluates. */
export function isInstanceField(node: Node, child: Node): boolean {
  return (
    (node.type === 'PropertyDefinition' || node.type === 'AccessorProperty') &&
    !node.static &&
    node.value === child
  );
}
