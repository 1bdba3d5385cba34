// The classes of the language of which modules export one (`module.exports = new Set(['a'])`), or one of a class that is
// derived from them.

import type { Node } from '../syntax-tree.ts';
import type { SyntaxIndex } from './scopes.ts';

const PROTOTYPES: ReadonlyMap<string, object> = new Map<string, object>([
  ['Array', Array.prototype],
  ['Map', Map.prototype],
  ['Set', Set.prototype],
  ['WeakMap', WeakMap.prototype],
  ['WeakSet', WeakSet.prototype],
]);

/**
 * What the Node that runs this may not know yet. Source: ECMA-262, 24.2.4 (the methods of Set of 2025); github.com/tc39,
 * proposal-upsert (Map, stage 4).
 */
export const OF_LATER: ReadonlyMap<string, readonly string[]> = new Map([
  ['Map', ['getOrInsert', 'getOrInsertComputed']],
  ['WeakMap', ['getOrInsert', 'getOrInsertComputed']],
  [
    'Set',
    [
      ...['union', 'intersection', 'difference', 'symmetricDifference'],
      ...['isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
    ],
  ],
]);

export interface Collection {
  readonly names: readonly string[];
  /** Others may be there: what polyfills and old libraries put on all arrays (`[].last()`) is not in the text. */
  readonly isOpen: boolean;
}

/** What an instance of a collection has; null for what is no class of that kind. */
export function collectionOf(index: SyntaxIndex, callee: Node): Collection | null {
  const isGlobal = callee.type === 'Identifier' && index.bindingOf.get(callee) === undefined;
  const prototype = isGlobal ? PROTOTYPES.get(callee.name) : undefined;
  if (!isGlobal || prototype === undefined) return null;
  const names = [...Object.getOwnPropertyNames(prototype), ...(OF_LATER.get(callee.name) ?? [])];
  return { names: [...new Set(names)], isOpen: callee.name === 'Array' };
}
