// Names that a CommonJS module loses: `exports.early = 1; module.exports = { … };` puts another object in the place of the
// one that has them. Source: Node.js documentation, modules.md, "exports shortcut".

import type { Node } from '../syntax-tree.ts';
import { initialValue } from './commonjs-values.ts';
import { mayLeave } from './leaving.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction, literalString, memberNameOf, propertyKeyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';
import { valueAt } from './value-places.ts';

/** Whether what is put into the object at an occurrence of `exports` or `module.exports` is for nothing. */
export type IsLost = (object: Node) => boolean;

const nothingIsLost: IsLost = () => false;

/**
 * @param exportsUses the references to the `exports` of the module
 * @param moduleUses those to its `module`
 */
export function lostExports(
  index: SyntaxIndex,
  exportsUses: readonly Node[],
  moduleUses: readonly Node[],
): IsLost {
  const at = lastReplacement(index, moduleUses);
  // `exports = module.exports = { … }` keeps the two together.
  if (at === null || exportsUses.some(isWriteTarget)) return nothingIsLost;
  if (index.program.body.some((statement) => statement.start < at && mayLeave(statement)))
    return nothingIsLost;
  const loads = loadsOfModules(index);
  return (object) => {
    // A module that is loaded in between, in a circle, still gets the first object.
    if (loads.some((start) => start > object.start && start < at)) return false;
    if (object.type === 'Identifier') return exportsUses.includes(object);
    const isWhole = object.type === 'MemberExpression' && moduleUses.includes(object.object);
    return isWhole && object.start < at && isAtTopLevel(object);
  };
}

/** Where `module.exports` becomes an object that is surely new, by a statement that surely runs. */
function lastReplacement(index: SyntaxIndex, moduleUses: readonly Node[]): number | null {
  let last: number | null = null;
  for (const use of moduleUses) {
    const member = use.parent;
    const assignment = member?.parent;
    if (assignment?.type !== 'AssignmentExpression' || assignment.left !== member) continue;
    if (assignment.operator !== '=' || memberNameOf(member) !== 'exports') continue;
    const isStatement =
      assignment.parent?.type === 'ExpressionStatement' && assignment.parent.parent?.type === 'Program';
    if (isStatement && isNew(index, assignment.right)) last = Math.max(last ?? 0, assignment.start);
  }
  return last;
}

function isNew(index: SyntaxIndex, value: Node): boolean {
  if (value.type === 'Identifier') {
    const binding = index.bindingOf.get(value);
    const held = binding === undefined ? null : initialValue(binding);
    return held !== null && held.type !== 'Identifier' && isNew(index, held);
  }
  // Babel: module.exports = exports.default
  if (value.type === 'MemberExpression') {
    const held = valueAt(index, value);
    return held !== null && held.type !== 'MemberExpression' && isNew(index, held);
  }
  if (value.type === 'ObjectExpression')
    return value.properties.every((each) => each.type === 'Property' && propertyKeyOf(each) !== '__proto__');
  return isFunction(value) || value.type === 'ClassExpression' || value.type === 'ClassDeclaration';
}

/** Any but a built-in module may load this one again: by its path, by `#name`, by the name of its package. */
function loadsOfModules(index: SyntaxIndex): readonly number[] {
  return (index.globals.get('require') ?? []).flatMap(({ parent }) =>
    parent?.type === 'CallExpression' && literalString(parent.arguments[0])?.startsWith('node:') !== true
      ? [parent.start]
      : [],
  );
}

function isAtTopLevel(node: Node): boolean {
  for (let around = node.parent ?? null; around !== null; around = around.parent ?? null) {
    if (isFunction(around)) return false;
  }
  return true;
}
