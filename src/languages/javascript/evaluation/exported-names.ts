// Which functions and classes a module exports by another name than their own, for those who call them.

import { globalReferences } from '../syntax/global-references.ts';
import { isFunction, memberNameOf, propertyKeyOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';
import { isClass } from './callable.ts';
import { nameOfClass, nameOfCode } from './named-functions.ts';

/** In CommonJS, the whole that `require()` gives. */
const WHOLE = 'module.exports';

/** @returns export name → the name of its function or class; empty where it is something else, or not sure */
export function exportedNames(index: SyntaxIndex): Record<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, value: Node) => {
    const own = nameOfValue(value);
    found.set(name, found.has(name) && found.get(name) !== own ? '' : own);
  };
  for (const statement of index.program.body) {
    if (statement.type === 'ExportDefaultDeclaration') add('default', statement.declaration);
  }
  const whole = globalReferences(index, 'module').flatMap((name) => {
    const member = name.parent ?? null;
    return member?.type === 'MemberExpression' && memberNameOf(member) === 'exports' ? [member] : [];
  });
  for (const exports of [...whole, ...globalReferences(index, 'exports')]) {
    const value = assignedTo(exports);
    if (value !== null) addWhole(value, add);
    const member = exports.parent ?? null;
    const name = member === null ? null : memberNameOf(member);
    const own = member === null || name === null ? null : assignedTo(member);
    if (name !== null && own !== null) add(name, own);
  }
  return Object.fromEntries(found);
}

function addWhole(value: Node, add: (name: string, value: Node) => void): void {
  add(WHOLE, value);
  if (value.type !== 'ObjectExpression') return;
  for (const property of value.properties) {
    const name = propertyKeyOf(property);
    if (property.type === 'Property' && name !== null) add(name, property.value);
  }
}

/** What is assigned, of `a = b = value` the value; null where nothing is. */
function assignedTo(target: Node): Node | null {
  const { parent } = target;
  if (parent?.type !== 'AssignmentExpression' || parent.left !== target || parent.operator !== '=')
    return null;
  let value: Node = parent.right;
  while (value.type === 'AssignmentExpression') value = value.right;
  return value;
}

function nameOfValue(value: Node): string {
  if (value.type === 'Identifier') return value.name;
  // An instance goes by the name of its class.
  if (value.type === 'NewExpression') return value.callee.type === 'Identifier' ? value.callee.name : '';
  if (isClass(value)) return nameOfClass(value) ?? '';
  return isFunction(value) ? (nameOfCode(value) ?? '') : '';
}
