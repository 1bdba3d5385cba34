// Where a name is used that the file does not declare: one of the surroundings, or imported from a module that gives it.

import type { Node } from '../syntax-tree.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';

/** References to a name that is global, imported, or only declared for the type checker (`declare const require: any`). */
export function globalOrImported(index: SyntaxIndex, name: string): readonly Node[] {
  const binding = index.moduleScope.bindings.get(name);
  if (binding === undefined) {
    const isCommonJs = name === 'require' || name === 'module';
    return index.globals.get(name) ?? (isCommonJs ? [] : importedByAnotherName(index, name));
  }
  const known =
    name === 'require' || name === 'module'
      ? isAmbient(binding)
      : isAmbient(binding) || binding.kind === 'import';
  return known ? binding.references : [];
}

/** `import { jest as runner } from '@jest/globals'` */
function importedByAnotherName({ moduleScope }: SyntaxIndex, name: string): readonly Node[] {
  for (const { kind, declarations, references } of moduleScope.bindings.values()) {
    const specifier = kind === 'import' ? declarations[0]?.parent : undefined;
    if (specifier?.type !== 'ImportSpecifier') continue;
    const { imported } = specifier;
    if (imported.type === 'Identifier' && imported.name === name) return references;
  }
  return [];
}

function isAmbient(binding: Binding): boolean {
  return binding.declarations.every((identifier) => {
    const declarator = identifier.parent;
    const statement = declarator?.type === 'VariableDeclarator' ? declarator.parent : declarator;
    return (
      statement !== null && statement !== undefined && 'declare' in statement && statement.declare === true
    );
  });
}

/** References to a name of CommonJS that is global, or only declared for the type checker. */
export function globalReferences(index: SyntaxIndex, name: string): readonly Node[] {
  const binding = index.moduleScope.bindings.get(name);
  if (binding === undefined) return index.globals.get(name) ?? [];
  return isAmbient(binding) ? binding.references : [];
}
