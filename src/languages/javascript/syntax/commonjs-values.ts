// Questions about single uses of `exports`, `module` and what is put into them; each is answered from the nodes around.

import type { Node } from '../syntax-tree.ts';
import { isAssignedOnce, isWriteTarget } from './member-access.ts';
import { memberNameOf } from './nodes.ts';
import type { Binding } from './scopes.ts';

/** `this` of the module body: `module.exports`. A function called with `.call(this)` hands it on. */
export function isModuleThis(node: Node): boolean {
  for (let current = node.parent ?? null; current !== null; current = current.parent ?? null) {
    if (
      current.type === 'PropertyDefinition' ||
      current.type === 'StaticBlock' ||
      current.type === 'AccessorProperty'
    ) {
      return false;
    }
    if (current.type === 'FunctionDeclaration') return false;
    if (current.type === 'FunctionExpression') {
      const receiver = receiverOfCall(current);
      if (receiver === null) return false;
      return receiver.type === 'ThisExpression' && isModuleThis(receiver);
    }
  }
  return true;
}

/** `(function () { … }).call(receiver)` */
function receiverOfCall(called: Node): Node | null {
  const member = called.parent;
  if (member?.type !== 'MemberExpression' || member.object !== called || memberNameOf(member) !== 'call')
    return null;
  const call = member.parent;
  return call?.type === 'CallExpression' && call.callee === member ? (call.arguments[0] ?? null) : null;
}

export function endsInModuleExports(value: Node): boolean {
  let current = value;
  while (current.type === 'AssignmentExpression') {
    if (memberNameOf(current.left) === 'exports') return true;
    current = current.right;
  }
  return memberNameOf(current) === 'exports';
}

export function initialValue(binding: Binding): Node | null {
  const [declaration] = binding.declarations;
  const declarator = declaration?.parent;
  if (binding.declarations.length !== 1 || !declarator) return null;
  if (declarator.type === 'FunctionDeclaration') return declarator.id === declaration ? declarator : null;
  if (declarator.type === 'ClassDeclaration') return declarator;
  if (declarator.type !== 'VariableDeclarator' || !isAssignedOnce(binding)) return null;
  if (declarator.init !== null) return declarator.id === declaration ? declarator.init : null;
  const assignment = binding.references.find(isWriteTarget)?.parent;
  return assignment?.type === 'AssignmentExpression' && assignment.operator === '=' ? assignment.right : null;
}

/** Everything that is put into a variable; null where the text does not tell all of it. */
export function assignedValues(binding: Binding): readonly Node[] | null {
  const once = initialValue(binding);
  if (once !== null) return [once];
  // `var` may declare a variable several times.
  const declared = binding.declarations.map((declaration) => {
    const declarator = declaration.parent;
    const list = declarator?.parent?.parent?.type;
    const isLoopVariable = list === 'ForInStatement' || list === 'ForOfStatement';
    if (declarator?.type !== 'VariableDeclarator' || declarator.id !== declaration || isLoopVariable)
      return [null];
    return declarator.init === null ? [] : [declarator.init];
  });
  const values = [...declared.flat(), ...writtenValues(binding)];
  return values.length > 0 && values.every((value) => value !== null) ? values : null;
}

/** What assignments put into a variable; null for one that is no plain assignment. */
export function writtenValues(binding: Binding): readonly (Node | null)[] {
  return binding.references.filter(isWriteTarget).map((target) => {
    const { parent } = target;
    return parent?.type === 'AssignmentExpression' && parent.left === target ? parent.right : null;
  });
}

/** Uses of a value that add no members to it. */
export function isHarmless(use: Node): boolean {
  const parent = use.parent;
  switch (parent?.type) {
    case 'NewExpression':
      return parent.callee === use;
    case 'CallExpression':
      return parent.callee === use;
    case 'AssignmentExpression':
      return parent.left === use || isExportsMember(parent.left);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === use;
    case 'BinaryExpression':
    case 'TSTypeQuery':
    case 'TSTypeReference':
    case 'ThrowStatement':
    case 'TemplateLiteral':
      return true;
    case 'Property':
    case 'ReturnStatement':
    case 'ArrayExpression':
      return false;
    default:
      return false;
  }
}

/** `module.exports`, `exports.x`, `module.exports.x` */
function isExportsMember(target: Node): boolean {
  if (target.type !== 'MemberExpression') return false;
  let current: Node = target;
  while (current.type === 'MemberExpression') current = current.object;
  return current.type === 'Identifier' && (current.name === 'module' || current.name === 'exports');
}

/** `typeof exports`, `if (module)`, `'x' in exports`, `require.main === module` */
export function isOnlyTested(node: Node): boolean {
  const parent = node.parent;
  switch (parent?.type) {
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'LogicalExpression':
      // (this && this.__helper) || function …
      return parent.left === node || isOnlyTested(parent);
    case 'ConditionalExpression':
    case 'IfStatement':
      return parent.test === node;
    default:
      return false;
  }
}
