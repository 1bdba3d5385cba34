// Whether a CommonJS module loads parts whose names are computed: they may ask for it again, and add to it.

import type { Node } from '../syntax-tree.ts';
import { globalReferences } from './global-references.ts';
import { isFunction, joinedString } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** `names.forEach((name) => require('./src/' + name))`: while the module loads, or in what a call is given to run. */
export function loadsComputedParts(index: SyntaxIndex): boolean {
  return globalReferences(index, 'require').some((reference) => {
    const call = reference.parent;
    if (call?.type !== 'CallExpression' || call.callee !== reference) return false;
    const [name] = call.arguments;
    return name !== undefined && mayBePart(name) && runsWhileLoading(call);
  });
}

/** `require('./src/' + name)`; `require(isOld ? 'path' : 'fs')` asks others, whichever it is. */
function mayBePart(name: Node): boolean {
  if (name.type !== 'ConditionalExpression') return joinedString(name) === null;
  return [name.consequent, name.alternate].some(
    (one) => joinedString(one)?.startsWith('.') ?? mayBePart(one),
  );
}

function runsWhileLoading(call: Node): boolean {
  for (let node = call; node.parent; node = node.parent) {
    if (isFunction(node) && node.parent.type !== 'CallExpression') return false;
  }
  return true;
}
