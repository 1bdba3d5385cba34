// What the functions and classes of a module use when others call them while modules are loaded: a function declaration can
// be called before its module has run, the others when it has, while modules that it imports are still waiting.

import type { CallableRead, ModuleCallable } from '../../../model/evaluation.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';
import { type Callable, expressed } from './callable.ts';
import type { ForeignValues } from './foreign-values.ts';
import { walkCallable } from './sure-code.ts';

export function moduleCallables(index: SyntaxIndex, values: ForeignValues): ModuleCallable[] {
  return index.program.body.flatMap(declaredBy).flatMap(({ name, callable }) => {
    const reads: CallableRead[] = [];
    const read = (one: CallableRead) => reads.push(one);
    walkCallable(callable, index, values, { request: () => {}, read, ownRead: read });
    return reads.length === 0 ? [] : [{ name, reads }];
  });
}

interface Declared {
  readonly name: string;
  readonly callable: Callable;
}

function declaredBy(statement: Node): Declared[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return statement.declaration === null ? [] : declaredBy(statement.declaration);
    case 'VariableDeclaration':
      if (statement.kind !== 'const') return [];
      return statement.declarations.flatMap(({ id, init }) => {
        const callable = id.type === 'Identifier' && init !== null ? expressed(init) : null;
        return id.type === 'Identifier' && callable !== null ? [{ name: id.name, callable }] : [];
      });
    default: {
      const callable = expressed(statement);
      const name =
        callable !== null && callable.type !== 'ArrowFunctionExpression' ? callable.id?.name : null;
      return callable === null ? [] : [{ name: name ?? '*default*', callable }];
    }
  }
}
