// Functions that a CommonJS module exports and that give a name to a member when they are called: `exports.register = (name,
// run) => { shell[name] = run; }`. Which names those are is told by the modules that call them.

import type { NamingExport } from '../../../model/commonjs-face.ts';
import type { Node } from '../syntax-tree.ts';
import { isFunction, memberNameOf, positionIn, propertyKeyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** @param key the computed name of a member that is written to: the parameter of such a function */
export function namingExports(index: SyntaxIndex, key: Node): NamingExport[] {
  const binding = index.bindingOf.get(key);
  const [parameter] = binding?.declarations ?? [];
  const called = parameter?.parent;
  if (binding?.kind !== 'parameter' || !called || !isFunction(called)) return [];
  const position = positionIn(called.params, parameter);
  return exportNamesOf(index, called).map((member) => ({ member, position }));
}

/** The names that a function has as a member of `exports`, `module.exports`, or an object literal that becomes it. */
function exportNamesOf(index: SyntaxIndex, called: Node): string[] {
  const holder = isFunction(called) && called.type === 'FunctionDeclaration' ? called.id : null;
  const { parent } = called;
  const variable = holder ?? (parent?.type === 'VariableDeclarator' ? parent.id : null);
  const places = variable === null ? [called] : (index.declaredBy.get(variable)?.references ?? []);
  return places.flatMap((place) => {
    const around = place.parent;
    if (around?.type === 'Property' && around.value === place) {
      const name = propertyKeyOf(around);
      return name !== null && isPutIntoExports(around.parent) ? [name] : [];
    }
    if (around?.type !== 'AssignmentExpression' || around.right !== place) return [];
    const name = memberNameOf(around.left);
    const isMember = around.left.type === 'MemberExpression' && isExports(around.left.object);
    return name !== null && isMember ? [name] : [];
  });
}

/** `module.exports = { … }` */
function isPutIntoExports(object: Node | null | undefined): boolean {
  const assignment = object?.parent;
  return (
    assignment?.type === 'AssignmentExpression' && assignment.right === object && isExports(assignment.left)
  );
}

function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return memberNameOf(node) === 'exports';
}
