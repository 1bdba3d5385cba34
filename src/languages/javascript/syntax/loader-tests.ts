// Branches of universal scripts that are taken where there is a module loader: `typeof require !== 'undefined'`. In a page
// there is none, and what they ask for need not be there. Source: github.com/umdjs/umd

import { childrenOf, type Node } from '../syntax-tree.ts';
import { isFunction } from './nodes.ts';

/** Whether a piece of code runs only after a test that asks for `require`, `exports` or `module`. */
export function isBehindLoaderTest(code: Node): boolean {
  for (let at = code; at.parent != null; at = at.parent) {
    const { parent } = at;
    if (isFunction(parent)) return false;
    const test =
      parent.type === 'IfStatement' || parent.type === 'ConditionalExpression'
        ? parent.test
        : parent.type === 'LogicalExpression'
          ? parent.left
          : null;
    if (test !== null && test !== at && asksForLoader(test)) return true;
  }
  return false;
}

function asksForLoader(test: Node): boolean {
  const open: Node[] = [test];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const asked = node.type === 'UnaryExpression' && node.operator === 'typeof' ? node.argument : null;
    if (asked?.type === 'Identifier' && /^(?:require|exports|module)$/.test(asked.name)) return true;
    open.push(...childrenOf(node));
  }
  return false;
}
