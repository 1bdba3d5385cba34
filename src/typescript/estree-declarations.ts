// Functions, classes, members and binding patterns → ESTree.

import type { ts } from 'ts-morph';
import {
  annotation,
  type Conversion,
  type Part,
  type Tree,
  typeArguments,
  typeParameters,
} from './estree-conversion.ts';
import { key, property } from './estree-expressions.ts';
import { callable } from './estree-types.ts';
import { loadTsMorph } from './load.ts';

export const declarations: Part = (node, to) => {
  const { ts } = loadTsMorph();
  if (ts.isFunctionDeclaration(node)) {
    return functionLike(
      node,
      node.body === undefined ? 'TSDeclareFunction' : 'FunctionDeclaration',
      node.name,
      to,
    );
  }
  if (ts.isFunctionExpression(node)) return functionLike(node, 'FunctionExpression', node.name, to);
  if (ts.isArrowFunction(node)) return functionLike(node, 'ArrowFunctionExpression', undefined, to);
  if (ts.isClassDeclaration(node) || ts.isClassExpression(node)) return classLike(node, to);
  if (ts.isParameter(node)) return parameter(node, to);
  if (ts.isBindingElement(node)) return bindingElement(node, to);
  if (ts.isObjectBindingPattern(node)) {
    return to.make(node, 'ObjectPattern', { properties: to.nodes(node.elements) });
  }
  if (ts.isArrayBindingPattern(node)) {
    const elements = node.elements.map((element) =>
      ts.isOmittedExpression(element) ? null : to.node(element),
    );
    return to.make(node, 'ArrayPattern', { elements });
  }
  if (ts.isVariableDeclaration(node)) {
    const id = withAnnotation(to.node(node.name), node.type, to);
    return to.make(node, 'VariableDeclarator', { id, init: to.node(node.initializer) });
  }
  if (ts.isDecorator(node)) return to.make(node, 'Decorator', { expression: to.node(node.expression) });
  return objectMember(node, to) ?? classMember(node, to);
};

function functionLike(
  node: ts.FunctionLikeDeclaration,
  type: string,
  name: ts.Identifier | undefined,
  to: Conversion,
): Tree {
  return to.make(node, type, {
    id: to.node(name),
    ...callable(node, to),
    body: to.node(node.body),
    async: hasModifier(node, 'AsyncKeyword'),
    generator: node.asteriskToken !== undefined,
    declare: hasModifier(node, 'DeclareKeyword'),
  });
}

type ModifierName =
  | 'DeclareKeyword'
  | 'StaticKeyword'
  | 'AbstractKeyword'
  | 'AccessorKeyword'
  | 'AsyncKeyword'
  | 'ExportKeyword'
  | 'DefaultKeyword';

export function hasModifier(node: ts.Node, name: ModifierName): boolean {
  const { ts } = loadTsMorph();
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind[name]) ?? false)
  );
}

function decorators(node: ts.Node, to: Conversion): Tree[] {
  const { ts } = loadTsMorph();
  return ts.canHaveDecorators(node) ? to.nodes(ts.getDecorators(node)) : [];
}

function withAnnotation(pattern: Tree | null, type: ts.TypeNode | undefined, to: Conversion): Tree | null {
  return pattern === null || type === undefined
    ? pattern
    : { ...pattern, typeAnnotation: annotation(type, to) };
}

function parameter(node: ts.ParameterDeclaration, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const bound = withAnnotation(to.node(node.name), node.type, to);
  const decorated = bound === null ? bound : { ...bound, decorators: decorators(node, to) };
  let pattern: Tree | null = decorated;
  if (node.dotDotDotToken !== undefined) pattern = to.make(node, 'RestElement', { argument: decorated });
  else if (node.initializer !== undefined) {
    pattern = to.make(node, 'AssignmentPattern', { left: decorated, right: to.node(node.initializer) });
  }
  if (!ts.isParameterPropertyDeclaration(node, node.parent))
    return pattern ?? to.make(node, 'Identifier', { name: '' });
  return to.make(node, 'TSParameterProperty', { parameter: pattern, decorators: [] });
}

function bindingElement(node: ts.BindingElement, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const target = to.node(node.name);
  if (node.dotDotDotToken !== undefined) return to.make(node, 'RestElement', { argument: target });
  const value =
    node.initializer === undefined
      ? target
      : to.make(node, 'AssignmentPattern', { left: target, right: to.node(node.initializer) });
  if (ts.isArrayBindingPattern(node.parent)) return value ?? to.make(node, 'Identifier', { name: '' });
  const { propertyName } = node;
  if (propertyName !== undefined) return property(node, propertyName, value, false, to);
  return to.make(node, 'Property', {
    kind: 'init',
    key: target,
    computed: false,
    value,
    shorthand: true,
    method: false,
  });
}

function objectMember(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isPropertyAssignment(node)) return property(node, node.name, to.node(node.initializer), false, to);
  if (ts.isShorthandPropertyAssignment(node)) return property(node, node.name, to.node(node.name), true, to);
  const inObject = ts.isObjectLiteralExpression(node.parent);
  if (!inObject || !(ts.isMethodDeclaration(node) || ts.isAccessor(node))) return null;
  const value = functionLike(node, 'FunctionExpression', undefined, to);
  const kind = ts.isGetAccessor(node) ? 'get' : ts.isSetAccessor(node) ? 'set' : 'init';
  return to.make(node, 'Property', {
    kind,
    ...key(node.name, to),
    value,
    shorthand: false,
    method: kind === 'init',
  });
}

function classLike(node: ts.ClassLikeDeclaration, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const clause = (token: ts.SyntaxKind) =>
    node.heritageClauses?.find((one) => one.token === token)?.types ?? [];
  const base = clause(ts.SyntaxKind.ExtendsKeyword)[0];
  const members = node.members.filter((member) => !ts.isSemicolonClassElement(member));
  return to.make(node, ts.isClassDeclaration(node) ? 'ClassDeclaration' : 'ClassExpression', {
    decorators: decorators(node, to),
    id: to.node(node.name),
    typeParameters: typeParameters(node.typeParameters, to),
    superClass: to.node(base?.expression),
    superTypeArguments: typeArguments(base?.typeArguments, to),
    implements: heritage(clause(ts.SyntaxKind.ImplementsKeyword), 'TSClassImplements', to),
    body: to.make(node, 'ClassBody', { body: to.nodes(members) }),
    declare: hasModifier(node, 'DeclareKeyword'),
  });
}

/** What follows `implements`, or `extends` of an interface. */
export function heritage(
  types: readonly ts.ExpressionWithTypeArguments[],
  type: string,
  to: Conversion,
): Tree[] {
  return types.map((one) =>
    to.make(one, type, {
      expression: typeName(one.expression, to),
      typeArguments: typeArguments(one.typeArguments, to),
    }),
  );
}

/** `a.b` after `implements` and `extends` is a type name, which TypeScript's own tree writes as an expression. */
function typeName(node: ts.Expression, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (!ts.isPropertyAccessExpression(node)) return to.node(node);
  return to.make(node, 'TSQualifiedName', { left: typeName(node.expression, to), right: to.node(node.name) });
}

function classMember(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isClassStaticBlockDeclaration(node)) {
    return to.make(node, 'StaticBlock', { body: to.nodes(node.body.statements) });
  }
  const shared = { decorators: decorators(node, to), static: hasModifier(node, 'StaticKeyword') };
  if (ts.isPropertyDeclaration(node)) {
    return to.make(node, hasModifier(node, 'AccessorKeyword') ? 'AccessorProperty' : 'PropertyDefinition', {
      ...shared,
      ...key(node.name, to),
      typeAnnotation: annotation(node.type, to),
      value: to.node(node.initializer),
      declare: hasModifier(node, 'DeclareKeyword'),
    });
  }
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isConstructorDeclaration(node)) {
    const type = node.body === undefined ? 'TSEmptyBodyFunctionExpression' : 'FunctionExpression';
    const name = ts.isConstructorDeclaration(node)
      ? { key: to.make(node, 'Identifier', { name: 'constructor' }), computed: false }
      : key(node.name, to);
    return to.make(node, 'MethodDefinition', {
      ...shared,
      ...name,
      kind: methodKind(node),
      value: functionLike(node, type, undefined, to),
    });
  }
  return null;
}

function methodKind(
  node: ts.MethodDeclaration | ts.AccessorDeclaration | ts.ConstructorDeclaration,
): 'constructor' | 'get' | 'set' | 'method' {
  const { ts } = loadTsMorph();
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (ts.isMethodDeclaration(node)) return 'method';
  return ts.isGetAccessor(node) ? 'get' : 'set';
}
