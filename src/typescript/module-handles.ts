// Finds every expression of a file that stands for a module or for one of its names: bindings of import declarations,
// `require()`, `import()` awaited, chained or kept in a variable, `import('x').T`. Follows a handle through
// destructuring and variables, not through calls.

import type { ts } from 'ts-morph';
import { WHOLE_MODULE } from '../model/stub.ts';
import type { Bindings } from './bindings.ts';
import { outermost } from './classify-use.ts';

type Ts = typeof ts;

/** What the walk over a file reports. */
export interface HandleVisitor {
  /** The name is asked for, used or not. */
  name(name: string): void;
  /** `node` is an expression, a type name or a tag whose value is the name. */
  use(name: string, node: ts.Node): void;
  exported(name: string, exportName: string): void;
  namespaceExported(exportName: string): void;
}

/** Reports every use of the names of the module that `specifier` asks for. */
export function visitModuleHandles(
  typescript: Ts,
  sourceFile: ts.SourceFile,
  bindings: Bindings,
  specifier: string,
  visitor: HandleVisitor,
): void {
  const walk = createWalk(typescript, bindings, visitor);
  const isIt = (node: ts.Node | undefined): boolean =>
    node !== undefined && typescript.isStringLiteralLike(node) && node.text === specifier;

  visit(sourceFile);

  function visit(node: ts.Node): void {
    if (typescript.isImportDeclaration(node)) {
      if (isIt(node.moduleSpecifier)) importClause(node.importClause);
    } else if (typescript.isExportDeclaration(node)) {
      if (isIt(node.moduleSpecifier)) exportClause(node.exportClause);
    } else if (typescript.isImportEqualsDeclaration(node)) {
      const reference = node.moduleReference;
      if (typescript.isExternalModuleReference(reference) && isIt(reference.expression)) {
        for (const use of bindings.usesOf(node.name)) walk.namespaceUse(use, 'commonjs');
      }
    } else if (typescript.isImportTypeNode(node)) {
      if (typescript.isLiteralTypeNode(node.argument) && isIt(node.argument.literal)) importType(node);
    } else if (typescript.isCallExpression(node) && isIt(node.arguments[0])) {
      if (node.expression.kind === typescript.SyntaxKind.ImportKeyword) walk.promise(node);
      else if (isRequire(node.expression)) walk.namespaceUse(node, 'commonjs');
      else if (isActual(node.expression)) walk.promise(node);
    }
    typescript.forEachChild(node, visit);
  }

  function importClause(clause: ts.ImportClause | undefined): void {
    if (clause?.name !== undefined) walk.binding('default', clause.name);
    const named = clause?.namedBindings;
    if (named === undefined) return;
    if (typescript.isNamespaceImport(named)) {
      for (const use of bindings.usesOf(named.name)) walk.namespaceUse(use, 'esm');
      return;
    }
    for (const element of named.elements)
      walk.binding((element.propertyName ?? element.name).text, element.name);
  }

  function exportClause(clause: ts.NamedExportBindings | undefined): void {
    if (clause === undefined) return;
    if (typescript.isNamespaceExport(clause)) {
      visitor.namespaceExported(clause.name.text);
      return;
    }
    for (const element of clause.elements) {
      visitor.exported((element.propertyName ?? element.name).text, element.name.text);
    }
  }

  function importType(node: ts.ImportTypeNode): void {
    const { qualifier } = node;
    if (qualifier === undefined) return;
    let first: ts.EntityName = qualifier;
    while (typescript.isQualifiedName(first)) first = first.left;
    visitor.use(first.text, first);
  }

  function isRequire(callee: ts.Expression): boolean {
    if (typescript.isIdentifier(callee)) return callee.text === 'require';
    return typescript.isPropertyAccessExpression(callee) && callee.name.text === 'requireActual';
  }

  function isActual(callee: ts.Expression): boolean {
    return typescript.isPropertyAccessExpression(callee) && callee.name.text === 'importActual';
  }
}

interface Walk {
  /** `local` is bound to the value of `name`. */
  binding(name: string, local: ts.Identifier): void;
  /** `node` is the module: a namespace object, or what `require` gives. */
  namespaceUse(node: ts.Node, kind: 'esm' | 'commonjs'): void;
  /** `node` is a promise of the module. */
  promise(node: ts.Expression): void;
}

function createWalk(typescript: Ts, bindings: Bindings, visitor: HandleVisitor): Walk {
  const walk: Walk = { binding, namespaceUse, promise };
  return walk;

  function binding(name: string, local: ts.Identifier): void {
    visitor.name(name);
    for (const use of bindings.usesOf(local)) {
      const { parent } = use;
      if (typescript.isExportSpecifier(parent)) visitor.exported(name, parent.name.text);
      else if (typescript.isExportAssignment(parent) && parent.isExportEquals !== true)
        visitor.exported(name, 'default');
      else visitor.use(name, use);
    }
  }

  function namespaceUse(node: ts.Node, kind: 'esm' | 'commonjs'): void {
    const whole = outermost(typescript, node);
    const { parent } = whole;
    if (typescript.isPropertyAccessExpression(parent) && parent.expression === whole) {
      visitor.use(parent.name.text, parent);
    } else if (typescript.isElementAccessExpression(parent) && parent.expression === whole) {
      if (typescript.isStringLiteralLike(parent.argumentExpression))
        visitor.use(parent.argumentExpression.text, parent);
    } else if (typescript.isQualifiedName(parent) && parent.left === whole) {
      visitor.use(parent.right.text, parent);
    } else if (typescript.isVariableDeclaration(parent) && parent.initializer === whole) {
      pattern(parent.name, kind);
    } else if (typescript.isExportSpecifier(parent)) {
      visitor.namespaceExported(parent.name.text);
    } else if (typescript.isAwaitExpression(parent)) {
      namespaceUse(parent, kind);
    } else if (kind === 'commonjs' && isUsedItself(whole)) {
      visitor.use(WHOLE_MODULE, whole);
    }
  }

  /** A module that `require` gave and that is called, constructed, extended, …: not only a bag of names. */
  function isUsedItself(node: ts.Node): boolean {
    const { parent } = node;
    if (typescript.isCallExpression(parent) || typescript.isNewExpression(parent))
      return parent.expression === node;
    if (typescript.isExpressionWithTypeArguments(parent) || typescript.isTaggedTemplateExpression(parent))
      return true;
    return (
      typescript.isDecorator(parent) ||
      typescript.isJsxOpeningElement(parent) ||
      typescript.isJsxSelfClosingElement(parent) ||
      typescript.isTypeReferenceNode(parent)
    );
  }

  function promise(node: ts.Expression): void {
    const whole = outermost(typescript, node);
    const { parent } = whole;
    if (typescript.isAwaitExpression(parent)) {
      namespaceUse(parent, 'esm');
    } else if (typescript.isPropertyAccessExpression(parent) && parent.expression === whole) {
      const call = parent.parent;
      if (!typescript.isCallExpression(call) || call.expression !== parent) return;
      if (parent.name.text === 'then') callback(call.arguments[0]);
      else promise(call); // .catch(…), .finally(…): still a promise of the module
    } else if (typescript.isVariableDeclaration(parent) && typescript.isIdentifier(parent.name)) {
      for (const use of bindings.usesOf(parent.name)) {
        if (typescript.isExpression(use)) promise(use);
      }
    } else if (typescript.isArrowFunction(parent) && isLazy(parent.parent)) {
      visitor.use('default', whole);
    }
  }

  function callback(handler: ts.Expression | undefined): void {
    if (handler === undefined) return;
    if (!typescript.isArrowFunction(handler) && !typescript.isFunctionExpression(handler)) return;
    const parameter = handler.parameters[0];
    if (parameter !== undefined) pattern(parameter.name, 'esm');
  }

  function pattern(name: ts.BindingName, kind: 'esm' | 'commonjs'): void {
    if (typescript.isIdentifier(name)) {
      for (const use of bindings.usesOf(name)) namespaceUse(use, kind);
      return;
    }
    if (!typescript.isObjectBindingPattern(name)) return;
    for (const element of name.elements) {
      const key = element.propertyName ?? element.name;
      const text = typescript.isIdentifier(key) || typescript.isStringLiteralLike(key) ? key.text : null;
      if (text === null || element.dotDotDotToken !== undefined) continue;
      visitor.name(text);
      if (typescript.isIdentifier(element.name)) binding(text, element.name);
      else visitor.use(text, element.name);
    }
  }

  /** `React.lazy(() => import('./x'))`, `defineAsyncComponent(…)`, `dynamic(…)`: they take the default export. */
  function isLazy(call: ts.Node): boolean {
    if (!typescript.isCallExpression(call)) return false;
    const callee = typescript.isPropertyAccessExpression(call.expression)
      ? call.expression.name
      : call.expression;
    return (
      typescript.isIdentifier(callee) && /^(?:lazy|dynamic|loadable|defineAsyncComponent)$/.test(callee.text)
    );
  }
}
