// Where an ES module waits at its top level: `await`, `for await` and `await using` outside of any function.

import type { Span } from '../../../model/span.ts';
import { isFunction } from '../syntax/nodes.ts';
import { childrenOf, type Node, type Program } from '../syntax-tree.ts';

/** The keyword of the first place in the text; null where there is none ([[HasTLA]], ECMA-262 16.2.1.7). */
export function firstAwaitOf(program: Program): Span | null {
  let first: number | null = null;
  const open: Node[] = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isFunction(node)) continue;
    if (awaits(node) && (first === null || node.start < first)) first = node.start;
    open.push(...childrenOf(node));
  }
  return first === null ? null : { start: first, end: first + 'await'.length };
}

function awaits(node: Node): boolean {
  switch (node.type) {
    case 'AwaitExpression':
      return true;
    case 'ForOfStatement':
      return node.await;
    case 'VariableDeclaration':
      return node.kind === 'await using';
    default:
      return false;
  }
}
