// TypeScript's namespaces of several blocks: what one block exports is a name in the others, and hides what the module has
// by that name (typescriptlang.org/docs/handbook/declaration-merging.html#merging-namespaces).

import { bindingIdentifiers, type SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';

/** Whether a name in a block of a namespace may mean what another block of it exports, and not what the module has. */
export function isShadowed(
  block: Node & { readonly type: 'TSModuleDeclaration' },
  index: SyntaxIndex,
): boolean {
  if (block.id.type !== 'Identifier') return true;
  const declarations = index.declaredBy.get(block.id)?.declarations ?? [];
  return declarations.some(({ parent }) => {
    if (parent?.type !== 'TSModuleDeclaration' || parent === block) return false;
    if (parent.body?.type !== 'TSModuleBlock') return true;
    return parent.body.body.some((statement) => exportsNameOf(index.moduleScope.bindings, statement));
  });
}

function exportsNameOf(bindings: ReadonlyMap<string, unknown>, statement: Node): boolean {
  if (statement.type !== 'ExportNamedDeclaration') return false;
  const { declaration } = statement;
  if (declaration === null) return true;
  if (declaration.type === 'VariableDeclaration') {
    const names = declaration.declarations.flatMap(({ id }) => bindingIdentifiers(id));
    return names.some((name) => name.type !== 'Identifier' || bindings.has(name.name));
  }
  if (declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'TSTypeAliasDeclaration')
    return false;
  const name = 'id' in declaration ? declaration.id : null;
  return name?.type !== 'Identifier' || bindings.has(name.name);
}
