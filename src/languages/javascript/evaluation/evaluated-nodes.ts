// Which syntax evaluates all that is in it, and which is its expression and nothing more.

import type { UseOfValue } from '../../../model/evaluation.ts';

/** Nodes all of whose children are evaluated when the node is, and what is done with the children. */
export const TRANSPARENT: ReadonlyMap<string, UseOfValue> = new Map([
  ['ArrayExpression', 'read'],
  ['BinaryExpression', 'tested'],
  ['ChainExpression', 'read'],
  ['JSXAttribute', 'read'],
  ['JSXElement', 'read'],
  ['JSXExpressionContainer', 'read'],
  ['JSXFragment', 'read'],
  ['JSXSpreadAttribute', 'read'],
  ['ObjectExpression', 'read'],
  ['SequenceExpression', 'tested'],
  ['TemplateLiteral', 'tested'],
  ['ThrowStatement', 'read'],
  ['UnaryExpression', 'tested'],
  ['UpdateExpression', 'tested'],
]);
/** Nodes that are their `expression` at run time. */
export const WRAPPING = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);
