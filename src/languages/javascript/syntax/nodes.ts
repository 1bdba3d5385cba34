// Small questions about single syntax nodes.

import type { ArrowFunctionExpression, FunctionNode, Node } from '../syntax-tree.ts';

export function isFunction(node: Node): node is FunctionNode | ArrowFunctionExpression {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** The value of a string literal or of a template without expressions; null for anything else. */
export function literalString(node: Node | null | undefined): string | null {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return null;
  return node.quasis[0]?.value.cooked ?? null;
}

/** As {@link literalString}, also of several that are joined: `'./' + 'worker.js'`, which bundlers do not follow. */
export function joinedString(node: Node | null | undefined): string | null {
  if (node?.type !== 'BinaryExpression' || node.operator !== '+') return literalString(node);
  const left = joinedString(node.left);
  const right = literalString(node.right);
  return left === null || right === null ? null : left + right;
}

/** The name that a member expression asks for; null when it is computed at run time or private. */
export function memberNameOf(node: Node): string | null {
  if (node.type !== 'MemberExpression') return null;
  if (node.computed) return literalString(node.property);
  return node.property.type === 'Identifier' ? node.property.name : null;
}

/** The name of a property key; null when it is computed at run time or private. */
export function propertyKeyOf(node: Node): string | null {
  if (node.type !== 'Property') return null;
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  if (node.key.type === 'Literal' && typeof node.key.value === 'number') return String(node.key.value);
  return literalString(node.key);
}

/** Where a node stands in a list of nodes; -1 when it does not. */
export function positionIn(nodes: readonly (Node | null)[], node: Node | undefined): number {
  return node === undefined ? -1 : nodes.indexOf(node);
}

/** The place of a name: without the quotes of a string, and without the type that an identifier may carry. */
export function nameSpan(node: Node): { start: number; end: number } {
  if (node.type === 'Identifier' && node.typeAnnotation) {
    return { start: node.start, end: Math.min(node.end, node.start + node.name.length) };
  }
  const quoted =
    node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'TSLiteralType' ? 1 : 0;
  return { start: node.start + quoted, end: node.end - quoted };
}

/** `undefined`, `null`, `void 0` */
export function isNothing(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'Literal') return node.value === null && node.raw === 'null';
  return node.type === 'UnaryExpression' && node.operator === 'void';
}

/** The value of `name` in an object literal. */
export function propertyOf(object: Node | null, name: string): Node | null {
  if (object?.type !== 'ObjectExpression') return null;
  const property = object.properties.find((one) => propertyKeyOf(one) === name);
  return property?.type === 'Property' ? property.value : null;
}
