// Where the exports object stands as well, beside `exports` and the variables that hold it: `exports.start = function () {
// this.state = … }` makes `state` a name of the module, and so does `module.exports = internals.Pool = …;
// internals.Pool.state = …`.

import { addTo } from '../../../model/lists.ts';
import type { Node } from '../syntax-tree.ts';
import { type Face, lookAt } from './commonjs-face.ts';
import { calleeName } from './commonjs-sources.ts';
import { useOfMember } from './commonjs-uses.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction, memberNameOf, propertyKeyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { valueAt } from './value-places.ts';

/** Every `this`, by the function whose it is; made when it is first asked for. */
export function thisByFunction(index: SyntaxIndex): () => ReadonlyMap<Node, readonly Node[]> {
  let known: Map<Node, Node[]> | null = null;
  return () => {
    if (known !== null) return known;
    known = new Map();
    for (const self of index.collected.get('ThisExpression') ?? []) {
      const around = functionOf(self);
      if (around === null) continue;
      addTo(known, around, self);
    }
    return known;
  };
}

/** The function whose `this` or `arguments` it is; null at the top, and in what a class is made of. */
export function functionOf(self: Node): Node | null {
  for (let around = self.parent ?? null; around !== null; around = around.parent ?? null) {
    if (/^(?:PropertyDefinition|AccessorProperty|StaticBlock)$/.test(around.type)) return null;
    if (isFunction(around) && around.type !== 'ArrowFunctionExpression') return around;
  }
  return null;
}

/** One of those places, or a variable that holds it. */
export function useAside(face: Face, aside: Node): void {
  const { parent } = aside;
  switch (parent?.type) {
    case 'MemberExpression':
      if (parent.object !== aside || !isWriteTarget(parent)) return;
      if (memberNameOf(parent) !== null || !isOfConstructor(aside, face.index)) useOfMember(face, parent);
      return;
    case 'VariableDeclarator':
      if (parent.init !== aside) return;
      for (const alias of face.index.declaredBy.get(parent.id)?.references ?? []) lookAt(face.asides, alias);
      return;
    case 'CallExpression':
      // Whoever gets it may add to it.
      if (parent.callee === aside || /^(?:bind|call|apply)$/.test(calleeName(parent.callee))) return;
      if (!isOfConstructor(aside, face.index)) lookAt(face.occurrences, aside);
      return;
  }
}

/**
 * Whether it is the `this` of a function with a capital letter, which by convention is called with `new`: an instance. What
 * else such a function has to do with, `Object.setPrototypeOf(chalk.template, chalk)`, may be what is exported.
 */
function isOfConstructor(aside: Node, index: SyntaxIndex): boolean {
  const self = aside.type === 'Identifier' ? valueAt(index, aside) : aside;
  const around = self?.type === 'ThisExpression' ? functionOf(aside) : null;
  if (around === null || !isFunction(around)) return false;
  const { parent } = around;
  const given = parent?.type === 'AssignmentExpression' ? memberNameOf(parent.left) : null;
  const key = parent?.type === 'Property' ? propertyKeyOf(parent) : null;
  return /^[A-Z]/.test(around.id?.name ?? given ?? key ?? '');
}
