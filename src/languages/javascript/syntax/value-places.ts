// The other places of a value that one assignment puts into several: `exports = module.exports = internals.Request = class { … }`
// makes `internals.Request.symbols = …` a member of what is exported.

import type { Node } from '../syntax-tree.ts';
import { isWriteTarget } from './member-access.ts';
import { memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/**
 * @param target a variable or a member of one (`internals.Request`) that an assignment puts the value into
 * @returns every other occurrence of it; none where something else is put there too
 */
export function otherOccurrences(index: SyntaxIndex, target: Node): readonly Node[] {
  const path = target.type === 'MemberExpression' ? target : null;
  const base = path === null ? target : path.object;
  const name = path === null ? null : memberNameOf(path);
  if (base.type !== 'Identifier' || (path !== null && name === null)) return [];
  const references = index.bindingOf.get(base)?.references ?? [];
  const found = references.flatMap((reference) => {
    if (reference === base) return [];
    if (path === null) return [reference];
    const { parent } = reference;
    const isSame =
      parent?.type === 'MemberExpression' && parent.object === reference && memberNameOf(parent) === name;
    return isSame ? [parent] : [];
  });
  return found.some(isWriteTarget) ? [] : found;
}
