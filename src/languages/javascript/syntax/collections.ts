// The classes of the language of which modules export one (`module.exports = new Set(['a'])`), or one of a class that is
// derived from them. Versions to come, and polyfills, have more methods than the Node that runs this.

import type { Node } from '../syntax-tree.ts';
import type { SyntaxIndex } from './scopes.ts';

const PROTOTYPES: ReadonlyMap<string, object> = new Map<string, object>([
  ['Array', Array.prototype],
  ['Map', Map.prototype],
  ['Set', Set.prototype],
  ['WeakMap', WeakMap.prototype],
  ['WeakSet', WeakSet.prototype],
]);

/** The names that a collection has as every Node knows them; null for what is no class of that kind. */
export function namesOfCollection(index: SyntaxIndex, callee: Node): readonly string[] | null {
  const isGlobal = callee.type === 'Identifier' && index.bindingOf.get(callee) === undefined;
  const prototype = isGlobal ? PROTOTYPES.get(callee.name) : undefined;
  return prototype === undefined ? null : Object.getOwnPropertyNames(prototype);
}
