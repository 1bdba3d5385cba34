// Whether a call is React's `lazy`, which takes the default export of the module that its loader gives: react.dev, "lazy".

import type { Node } from '../syntax-tree.ts';
import { literalString, memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** `lazy` or `React.lazy`, as it is imported from `react`. */
export function isReactLazy(index: SyntaxIndex, callee: Node): boolean {
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  const called = callee.type === 'MemberExpression' ? memberNameOf(callee) : 'lazy';
  if (object.type !== 'Identifier' || called !== 'lazy') return false;
  const specifier = index.bindingOf.get(object)?.declarations[0]?.parent;
  const statement = specifier?.parent;
  if (statement?.type !== 'ImportDeclaration' || statement.source.value !== 'react') return false;
  return (
    callee.type === 'MemberExpression' ||
    (specifier?.type === 'ImportSpecifier' && importedName(specifier) === 'lazy')
  );
}

function importedName(specifier: Node): string | null {
  if (specifier.type !== 'ImportSpecifier') return null;
  return specifier.imported.type === 'Identifier'
    ? specifier.imported.name
    : literalString(specifier.imported);
}
