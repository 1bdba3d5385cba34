// Expressions → ESTree. Parentheses, `as`, `satisfies` are dropped or kept as the native parser does it.

import type { ts } from 'ts-morph';
import { type Conversion, type Part, type Tree, typeArguments } from './estree-conversion.ts';
import { jsx } from './estree-jsx.ts';
import { loadTsMorph } from './load.ts';

export const expressions: Part = (node, to) => {
  const { ts } = loadTsMorph();
  const { parent } = node;
  // ESTree wraps `a?.b?.c` once, around the whole chain.
  if (ts.isOptionalChain(node) && !(ts.isOptionalChain(parent) && parent.expression === node)) {
    const chain = chainElement(node, to);
    return chain === null ? null : to.make(node, 'ChainExpression', { expression: chain });
  }
  return chainElement(node, to) ?? literal(node, to) ?? operation(node, to) ?? jsx(node, to);
};

function chainElement(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isPropertyAccessExpression(node)) {
    return member(node, node.name, false, to);
  }
  if (ts.isElementAccessExpression(node)) return member(node, node.argumentExpression, true, to);
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [source, options] = node.arguments;
      return to.make(node, 'ImportExpression', {
        source: to.node(source),
        options: to.node(options),
        phase: null,
      });
    }
    return to.make(node, 'CallExpression', {
      callee: to.node(node.expression),
      arguments: to.nodes(node.arguments),
      typeArguments: typeArguments(node.typeArguments, to),
      optional: node.questionDotToken !== undefined,
    });
  }
  if (ts.isNonNullExpression(node)) {
    return to.make(node, 'TSNonNullExpression', { expression: to.node(node.expression) });
  }
  return null;
}

function member(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  property: ts.Node,
  computed: boolean,
  to: Conversion,
): Tree {
  return to.make(node, 'MemberExpression', {
    object: to.node(node.expression),
    property: to.node(property),
    computed,
    optional: node.questionDotToken !== undefined,
  });
}

function literal(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  const raw = () => node.getText(to.source);
  switch (node.kind) {
    case ts.SyntaxKind.Identifier:
      return to.make(node, 'Identifier', { name: (node as ts.Identifier).text });
    case ts.SyntaxKind.PrivateIdentifier:
      return to.make(node, 'PrivateIdentifier', { name: (node as ts.PrivateIdentifier).text.slice(1) });
    case ts.SyntaxKind.StringLiteral:
      return to.make(node, 'Literal', { value: (node as ts.StringLiteral).text, raw: raw() });
    case ts.SyntaxKind.NumericLiteral:
      return to.make(node, 'Literal', { value: Number((node as ts.NumericLiteral).text), raw: raw() });
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return to.make(node, 'Literal', { value: node.kind === ts.SyntaxKind.TrueKeyword, raw: raw() });
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.BigIntLiteral:
    case ts.SyntaxKind.RegularExpressionLiteral:
      return to.make(node, 'Literal', { value: null, raw: raw() });
    case ts.SyntaxKind.ThisKeyword:
      return to.make(node, 'ThisExpression', {});
    case ts.SyntaxKind.SuperKeyword:
      return to.make(node, 'Super', {});
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral: {
      const { text } = node as ts.NoSubstitutionTemplateLiteral;
      return to.make(node, 'TemplateLiteral', { quasis: [quasi(node, text, to)], expressions: [] });
    }
    case ts.SyntaxKind.TemplateExpression: {
      const { head, templateSpans } = node as ts.TemplateExpression;
      return to.make(node, 'TemplateLiteral', {
        quasis: [head, ...templateSpans.map((span) => span.literal)].map((part) =>
          quasi(part, part.text, to),
        ),
        expressions: to.nodes(templateSpans.map((span) => span.expression)),
      });
    }
    default:
      return null;
  }
}

function quasi(at: ts.Node, cooked: string, to: Conversion): Tree {
  return to.make(at, 'TemplateElement', { value: { raw: cooked, cooked } });
}

function operation(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isParenthesizedExpression(node)) return to.node(node.expression);
  if (ts.isBinaryExpression(node)) return binary(node, to);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const operator = ts.tokenToString(node.operator) ?? '';
    const type = operator === '++' || operator === '--' ? 'UpdateExpression' : 'UnaryExpression';
    return to.make(node, type, { operator, argument: to.node(node.operand) });
  }
  if (ts.isTypeOfExpression(node)) return unary(node, 'typeof', to);
  if (ts.isVoidExpression(node)) return unary(node, 'void', to);
  if (ts.isDeleteExpression(node)) return unary(node, 'delete', to);
  if (ts.isAwaitExpression(node))
    return to.make(node, 'AwaitExpression', { argument: to.node(node.expression) });
  if (ts.isYieldExpression(node))
    return to.make(node, 'YieldExpression', {
      argument: to.node(node.expression),
      delegate: node.asteriskToken !== undefined,
    });
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) {
    return to.make(node, 'SpreadElement', { argument: to.node(node.expression) });
  }
  if (ts.isConditionalExpression(node)) {
    const [consequent, alternate] = [to.node(node.whenTrue), to.node(node.whenFalse)];
    return to.make(node, 'ConditionalExpression', { test: to.node(node.condition), consequent, alternate });
  }
  if (ts.isNewExpression(node)) {
    return to.make(node, 'NewExpression', {
      callee: to.node(node.expression),
      arguments: to.nodes(node.arguments),
      typeArguments: typeArguments(node.typeArguments, to),
    });
  }
  if (ts.isTaggedTemplateExpression(node)) {
    return to.make(node, 'TaggedTemplateExpression', {
      tag: to.node(node.tag),
      typeArguments: typeArguments(node.typeArguments, to),
      quasi: to.node(node.template),
    });
  }
  if (ts.isMetaProperty(node)) {
    const name = node.keywordToken === ts.SyntaxKind.ImportKeyword ? 'import' : 'new';
    const meta = {
      type: 'Identifier',
      start: node.getStart(to.source),
      end: node.getStart(to.source) + name.length,
      name,
    };
    return to.make(node, 'MetaProperty', { meta, property: to.node(node.name) });
  }
  if (ts.isAsExpression(node)) return cast(node, 'TSAsExpression', to);
  if (ts.isSatisfiesExpression(node)) return cast(node, 'TSSatisfiesExpression', to);
  if (ts.isTypeAssertionExpression(node)) return cast(node, 'TSTypeAssertion', to);
  if (ts.isExpressionWithTypeArguments(node)) {
    const args = typeArguments(node.typeArguments, to);
    return to.make(node, 'TSInstantiationExpression', {
      expression: to.node(node.expression),
      typeArguments: args,
    });
  }
  if (ts.isArrayLiteralExpression(node)) {
    const elements = node.elements.map((element) =>
      ts.isOmittedExpression(element) ? null : to.node(element),
    );
    return to.make(node, 'ArrayExpression', { elements });
  }
  if (ts.isObjectLiteralExpression(node)) {
    return to.make(node, 'ObjectExpression', { properties: to.nodes(node.properties) });
  }
  return null;
}

function unary(node: ts.Node & { readonly expression: ts.Node }, operator: string, to: Conversion): Tree {
  return to.make(node, 'UnaryExpression', { operator, argument: to.node(node.expression) });
}

function cast(
  node: ts.Node & { readonly expression: ts.Node; readonly type: ts.TypeNode },
  type: string,
  to: Conversion,
): Tree {
  return to.make(node, type, { expression: to.node(node.expression), typeAnnotation: to.node(node.type) });
}

function binary(node: ts.BinaryExpression, to: Conversion): Tree {
  const { ts } = loadTsMorph();
  const { kind } = node.operatorToken;
  const operator = node.operatorToken.getText(to.source);
  const right = to.node(node.right);
  if (kind === ts.SyntaxKind.CommaToken) {
    return to.make(node, 'SequenceExpression', { expressions: [to.node(node.left), right] });
  }
  if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
    const left = kind === ts.SyntaxKind.EqualsToken ? assignmentTarget(node.left, to) : to.node(node.left);
    return to.make(node, 'AssignmentExpression', { operator, left, right });
  }
  const type =
    operator === '&&' || operator === '||' || operator === '??' ? 'LogicalExpression' : 'BinaryExpression';
  return to.make(node, type, { operator, left: to.node(node.left), right });
}

/** What stands left of `=`, or in the head of a `for`: literals there are patterns. */
export function assignmentTarget(node: ts.Node, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isParenthesizedExpression(node)) return assignmentTarget(node.expression, to);
  if (ts.isArrayLiteralExpression(node)) {
    const elements = node.elements.map((element) =>
      ts.isOmittedExpression(element) ? null : assignmentTarget(element, to),
    );
    return to.make(node, 'ArrayPattern', { elements });
  }
  if (ts.isObjectLiteralExpression(node)) {
    return to.make(node, 'ObjectPattern', {
      properties: node.properties.map((one) => targetProperty(one, to)),
    });
  }
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) {
    return to.make(node, 'RestElement', { argument: assignmentTarget(node.expression, to) });
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const left = assignmentTarget(node.left, to);
    return to.make(node, 'AssignmentPattern', { left, right: to.node(node.right) });
  }
  return to.node(node);
}

function targetProperty(node: ts.ObjectLiteralElementLike, to: Conversion): Tree | null {
  const { ts } = loadTsMorph();
  if (ts.isSpreadAssignment(node)) return assignmentTarget(node, to);
  if (ts.isPropertyAssignment(node))
    return property(node, node.name, assignmentTarget(node.initializer, to), false, to);
  if (!ts.isShorthandPropertyAssignment(node)) return to.node(node);
  const name = to.node(node.name);
  const { objectAssignmentInitializer: fallback } = node;
  const value =
    fallback === undefined
      ? name
      : to.make(node, 'AssignmentPattern', { left: name, right: to.node(fallback) });
  return property(node, node.name, value, true, to);
}

/** A property of an object or a pattern. */
export function property(
  at: ts.Node,
  name: ts.PropertyName,
  value: Tree | null,
  shorthand: boolean,
  to: Conversion,
): Tree {
  return to.make(at, 'Property', { kind: 'init', ...key(name, to), value, shorthand, method: false });
}

/** The key of a property or class member, and whether it is computed. */
export function key(name: ts.PropertyName, to: Conversion): { key: Tree | null; computed: boolean } {
  const { ts } = loadTsMorph();
  if (ts.isComputedPropertyName(name)) return { key: to.node(name.expression), computed: true };
  return { key: to.node(name), computed: false };
}
