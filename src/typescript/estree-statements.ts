// Statements, imports and exports → ESTree.

import type { ts } from 'ts-morph';
import { type Conversion, type Part, type Tree, typeParameters } from './estree-conversion.ts';
import { hasModifier, heritage } from './estree-declarations.ts';
import { assignmentTarget } from './estree-expressions.ts';
import { loadTsMorph } from './load.ts';

export const statements: Part = (node, to) => {
  const declared = declaration(node, to) ?? moduleStatement(node, to);
  return declared ?? controlFlow(node, to);
};

/** `export` before a declaration is a statement around it. */
export function exported(node: ts.Node, inner: Tree, to: Conversion): Tree {
  if (!hasModifier(node, 'ExportKeyword')) return inner;
  const start = startAfterModifiers(node, to);
  const declaration = { ...inner, start };
  if (hasModifier(node, 'DefaultKeyword')) return to.make(node, 'ExportDefaultDeclaration', { declaration });
  const exportKind =
    /^TS(?:Interface|TypeAlias)/.test(inner.type) || inner['declare'] === true ? 'type' : 'value';
  return to.make(node, 'ExportNamedDeclaration', {
    declaration,
    specifiers: [],
    source: null,
    exportKind,
    attributes: [],
  });
}

/** Where a declaration starts without its `export` and `default`. */
function startAfterModifiers(node: ts.Node, to: Conversion): number {
  const { ts } = loadTsMorph();
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const last = modifiers.findLast(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
  );
  if (last === undefined) return node.getStart(to.source);
  trivia.lastIndex = last.end;
  trivia.exec(to.source.text);
  return trivia.lastIndex;
}

/** White space and comments. */
const trivia = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;

function declaration(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  const declare = hasModifier(node, 'DeclareKeyword');
  if (ts.isVariableStatement(node))
    return { ...variables(node.declarationList, to), ...spanOf(node, to), declare };
  if (ts.isVariableDeclarationList(node)) return variables(node, to);
  if (ts.isInterfaceDeclaration(node)) {
    return to.make(node, 'TSInterfaceDeclaration', {
      id: to.node(node.name),
      typeParameters: typeParameters(node.typeParameters, to),
      extends: heritage(node.heritageClauses?.flatMap(({ types }) => types) ?? [], 'TSInterfaceHeritage', to),
      body: to.make(node, 'TSInterfaceBody', { body: to.nodes(node.members) }),
      declare,
    });
  }
  if (ts.isTypeAliasDeclaration(node)) {
    return to.make(node, 'TSTypeAliasDeclaration', {
      id: to.node(node.name),
      typeParameters: typeParameters(node.typeParameters, to),
      typeAnnotation: to.node(node.type),
      declare,
    });
  }
  if (ts.isEnumDeclaration(node)) {
    const members = node.members.map((member) =>
      to.make(member, 'TSEnumMember', { id: to.node(member.name), initializer: to.node(member.initializer) }),
    );
    return to.make(node, 'TSEnumDeclaration', {
      id: to.node(node.name),
      body: to.make(node, 'TSEnumBody', { members }),
      declare,
    });
  }
  return ts.isModuleDeclaration(node) ? namespaceLike(node, declare, to) : null;
}

function spanOf(node: ts.Node, to: Conversion) {
  return { start: node.getStart(to.source), end: node.getEnd() };
}

function variables(list: ts.VariableDeclarationList, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const { Let, Using, AwaitUsing, BlockScoped } = ts.NodeFlags;
  const kinds = new Map([
    [0, 'var'],
    [Let, 'let'],
    [Using, 'using'],
    [AwaitUsing, 'await using'],
  ]);
  return to.make(list, 'VariableDeclaration', {
    kind: kinds.get(list.flags & BlockScoped) ?? 'const',
    declarations: to.nodes(list.declarations),
    declare: false,
  });
}

/** `namespace A.B {}` is one declaration with a qualified name; in TypeScript's tree the second is nested in the first. */
function namespaceLike(node: ts.ModuleDeclaration, declare: boolean, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  let id = to.node(node.name);
  let body: ts.Node | undefined = node.body;
  while (body !== undefined && ts.isModuleDeclaration(body)) {
    id = to.make(body.name, 'TSQualifiedName', { left: id, right: to.node(body.name) });
    body = body.body;
  }
  const isGlobal = (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
  const kind = isGlobal ? 'global' : (node.flags & ts.NodeFlags.Namespace) !== 0 ? 'namespace' : 'module';
  return to.make(node, 'TSModuleDeclaration', { id, body: to.node(body), kind, declare, global: isGlobal });
}

function moduleStatement(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isImportDeclaration(node)) {
    return to.make(node, 'ImportDeclaration', {
      specifiers: importSpecifiers(node.importClause, to),
      source: to.node(node.moduleSpecifier),
      importKind: node.importClause?.isTypeOnly === true ? 'type' : 'value',
      attributes: [],
    });
  }
  if (ts.isExportDeclaration(node)) return exportDeclaration(node, to);
  if (ts.isExportAssignment(node)) {
    if (node.isExportEquals === true)
      return to.make(node, 'TSExportAssignment', { expression: to.node(node.expression) });
    return to.make(node, 'ExportDefaultDeclaration', { declaration: to.node(node.expression) });
  }
  if (ts.isImportEqualsDeclaration(node)) {
    const importKind = node.isTypeOnly ? 'type' : 'value';
    const moduleReference = to.node(node.moduleReference);
    return to.make(node, 'TSImportEqualsDeclaration', {
      id: to.node(node.name),
      moduleReference,
      importKind,
    });
  }
  if (ts.isExternalModuleReference(node)) {
    return to.make(node, 'TSExternalModuleReference', { expression: to.node(node.expression) });
  }
  if (ts.isNamespaceExportDeclaration(node)) {
    return to.make(node, 'TSNamespaceExportDeclaration', { id: to.node(node.name) });
  }
  return null;
}

function importSpecifiers(clause: ts.ImportClause | undefined, to: Conversion): Tree[] {
  const { ts } = loadTsMorph();
  const specifiers: Tree[] = [];
  if (clause?.name !== undefined) {
    specifiers.push(to.make(clause.name, 'ImportDefaultSpecifier', { local: to.node(clause.name) }));
  }
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return specifiers;
  if (ts.isNamespaceImport(bindings)) {
    return [...specifiers, to.make(bindings, 'ImportNamespaceSpecifier', { local: to.node(bindings.name) })];
  }
  for (const element of bindings.elements) {
    specifiers.push(
      to.make(element, 'ImportSpecifier', {
        imported: to.node(element.propertyName ?? element.name),
        local: to.node(element.name),
        importKind: element.isTypeOnly ? 'type' : 'value',
      }),
    );
  }
  return specifiers;
}

function exportDeclaration(node: ts.ExportDeclaration, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const source = to.node(node.moduleSpecifier);
  const exportKind = node.isTypeOnly ? 'type' : 'value';
  const clause = node.exportClause;
  if (clause === undefined || ts.isNamespaceExport(clause)) {
    const name = clause === undefined ? null : to.node(clause.name);
    return to.make(node, 'ExportAllDeclaration', { exported: name, source, exportKind, attributes: [] });
  }
  const specifiers = clause.elements.map((element) =>
    to.make(element, 'ExportSpecifier', {
      local: to.node(element.propertyName ?? element.name),
      exported: to.node(element.name),
      exportKind: element.isTypeOnly ? 'type' : 'value',
    }),
  );
  return to.make(node, 'ExportNamedDeclaration', {
    declaration: null,
    specifiers,
    source,
    exportKind,
    attributes: [],
  });
}

function controlFlow(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isBlock(node)) return to.make(node, 'BlockStatement', { body: to.nodes(node.statements) });
  if (ts.isModuleBlock(node)) return to.make(node, 'TSModuleBlock', { body: to.nodes(node.statements) });
  if (ts.isExpressionStatement(node))
    return to.make(node, 'ExpressionStatement', { expression: to.node(node.expression) });
  if (ts.isReturnStatement(node))
    return to.make(node, 'ReturnStatement', { argument: to.node(node.expression) });
  if (ts.isThrowStatement(node))
    return to.make(node, 'ThrowStatement', { argument: to.node(node.expression) });
  if (ts.isIfStatement(node)) {
    const [consequent, alternate] = [to.node(node.thenStatement), to.node(node.elseStatement)];
    return to.make(node, 'IfStatement', { test: to.node(node.expression), consequent, alternate });
  }
  if (ts.isTryStatement(node)) {
    const [block, handler] = [to.node(node.tryBlock), to.node(node.catchClause)];
    return to.make(node, 'TryStatement', { block, handler, finalizer: to.node(node.finallyBlock) });
  }
  if (ts.isCatchClause(node)) {
    return to.make(node, 'CatchClause', {
      param: to.node(node.variableDeclaration?.name),
      body: to.node(node.block),
    });
  }
  if (ts.isLabeledStatement(node)) {
    return to.make(node, 'LabeledStatement', { label: to.node(node.label), body: to.node(node.statement) });
  }
  if (ts.isBreakStatement(node)) return to.make(node, 'BreakStatement', { label: to.node(node.label) });
  if (ts.isContinueStatement(node)) return to.make(node, 'ContinueStatement', { label: to.node(node.label) });
  if (ts.isEmptyStatement(node)) return to.make(node, 'EmptyStatement', {});
  if (ts.isSwitchStatement(node)) {
    return to.make(node, 'SwitchStatement', {
      discriminant: to.node(node.expression),
      cases: to.nodes(node.caseBlock.clauses),
    });
  }
  if (ts.isCaseOrDefaultClause(node)) {
    const test = ts.isCaseClause(node) ? to.node(node.expression) : null;
    return to.make(node, 'SwitchCase', { test, consequent: to.nodes(node.statements) });
  }
  return loop(node, to);
}

function loop(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (!ts.isIterationStatement(node, false)) return null;
  const body = to.node(node.statement);
  if (ts.isWhileStatement(node))
    return to.make(node, 'WhileStatement', { test: to.node(node.expression), body });
  if (ts.isDoStatement(node))
    return to.make(node, 'DoWhileStatement', { test: to.node(node.expression), body });
  if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    return to.make(node, ts.isForInStatement(node) ? 'ForInStatement' : 'ForOfStatement', {
      left: assignmentTarget(node.initializer, to),
      right: to.node(node.expression),
      body,
      ...(ts.isForOfStatement(node) ? { await: node.awaitModifier !== undefined } : {}),
    });
  }
  if (!ts.isForStatement(node)) return null;
  return to.make(node, 'ForStatement', {
    init: to.node(node.initializer),
    test: to.node(node.condition),
    update: to.node(node.incrementor),
    body,
  });
}
