// Which bindings of a module are not there from the start, and from which offset on they may be.

import type { LateBinding } from '../../../model/evaluation.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { bindingIdentifiers, type SyntaxIndex } from '../syntax/scopes.ts';
import { surroundingsOf } from '../syntax/surroundings.ts';
import type { Node } from '../syntax-tree.ts';

/** In the order of their declarations. A function declaration is initialised before anything runs, and is not in it. */
export function lateBindings(index: SyntaxIndex): LateBinding[] {
  return index.program.body.flatMap((statement) => declaredBy(statement, index));
}

function declaredBy(statement: Node, index: SyntaxIndex): LateBinding[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      if (statement.declaration === null) return [];
      return declaredBy(statement.declaration, index).map((late) =>
        statement.declaration?.type === 'VariableDeclaration' ? { ...late, isExportedInPlace: true } : late,
      );
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      if (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSInterfaceDeclaration')
        return [];
      const named = declaration.type === 'ClassDeclaration' ? declaration.id?.name : undefined;
      const late = { name: named ?? '*default*', before: 'uninitialised', from: statement.end } as const;
      return [declaration.type === 'ClassDeclaration' ? { ...late, isClass: true } : late];
    }
    case 'ClassDeclaration':
      if (statement.id === null || statement.declare === true) return [];
      return [{ name: statement.id.name, before: 'uninitialised', from: statement.end, isClass: true }];
    case 'TSEnumDeclaration':
      // The values of a const enum are written into their uses.
      if (statement.declare === true || statement.const === true) return [];
      return [{ name: statement.id.name, before: 'undefined', from: statement.end }];
    case 'VariableDeclaration':
      if (statement.declare === true) return [];
      return statement.declarations.flatMap(({ id, init, end }) =>
        bindingIdentifiers(id).flatMap((identifier): LateBinding[] => {
          if (identifier.type !== 'Identifier') return [];
          const { name } = identifier;
          if (statement.kind !== 'var') return [{ name, before: 'uninitialised', from: end }];
          if (init === null) return [];
          return [{ name, before: 'undefined', from: Math.min(end, firstWrite(name, index)) }];
        }),
      );
    default:
      return [];
  }
}

/** A function may write at any time. */
function firstWrite(name: string, index: SyntaxIndex): number {
  const writes = index.moduleScope.bindings.get(name)?.references.filter(isWriteTarget) ?? [];
  return Math.min(
    ...writes.map((write) => (surroundingsOf(write).runs === 'load' ? write.start : -1)),
    Number.MAX_SAFE_INTEGER,
  );
}
