// The parts of a source file that an import diagnostic can come from: only they are checked, and checking is nearly all
// of a checker's work.

import ts from 'typescript';

/**
 * @param source with parents set
 * @param namespaces names in this file that stand for a module
 * @returns nodes that the checker can check one by one: declarations of imports and exports, types of modules, and the
 * statements that mention a namespace, `import()`, `require` or what was made of them
 */
export function importNodesOf(source: ts.SourceFile, namespaces: ReadonlySet<string>): ts.Node[] {
  const words = new Set([...namespaces, ...heldModulesIn(source)]);
  const nodes = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (isModuleDeclaration(node)) nodes.add(node);
    else if (isLoad(node) || (ts.isIdentifier(node) && words.has(node.text)))
      nodes.add(checkableAround(node));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return [...nodes];
}

function isModuleDeclaration(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isImportEqualsDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isImportTypeNode(node) ||
    (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name))
  );
}

/** `import(…)`, `require(…)`. */
function isLoad(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

/** Names of variables and functions that a load is part of: `const page = import('./page')`, `const load = () => import(…)`. */
function heldModulesIn(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  if (!/\b(?:import|require)\s*\(/.test(source.text)) return names;
  const visit = (node: ts.Node): void => {
    if (isLoad(node)) {
      const name = ts.findAncestor(node, isHolder)?.name;
      if (name !== undefined && ts.isIdentifier(name)) names.add(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

type Holder = ts.VariableDeclaration | ts.FunctionDeclaration | ts.PropertyAssignment | ts.MethodDeclaration;

function isHolder(node: ts.Node): node is Holder {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isMethodDeclaration(node)
  );
}

/** The smallest part around a node that the checker can be asked to check: a type, a member of a class, a statement. */
function checkableAround(node: ts.Node): ts.Node {
  let around = node;
  while (!isCheckable(around) && !ts.isSourceFile(around.parent)) around = around.parent;
  return around;
}

function isCheckable(node: ts.Node): boolean {
  if (ts.isTypeReferenceNode(node) || ts.isTypeQueryNode(node) || ts.isImportTypeNode(node)) return true;
  return (
    (ts.isStatement(node) && !ts.isBlock(node)) || (ts.isClassElement(node) && ts.isPropertyDeclaration(node))
  );
}
