// What one expression does with a name, told from what stands around it.

import type { ts } from 'ts-morph';
import type { Bindings } from './bindings.ts';
import { heritage } from './heritage-use.ts';
import { holdsCallback, isTypeOfCallback } from './untyped-callback.ts';
import type { Argument, CallSite, NameUses } from './uses.ts';

type Ts = typeof ts;

/** The node with the parentheses, `!`, `as` and `satisfies` around it, which change nothing about its value. */
export function outermost(typescript: Ts, node: ts.Node): ts.Node {
  let whole = node;
  while (
    typescript.isParenthesizedExpression(whole.parent) ||
    typescript.isNonNullExpression(whole.parent) ||
    typescript.isAsExpression(whole.parent) ||
    typescript.isSatisfiesExpression(whole.parent)
  ) {
    // `x as Name`: the type is no part of the value.
    if ('type' in whole.parent && whole.parent.type === whole) return whole;
    whole = whole.parent;
  }
  return whole;
}

/** Adds what is done at `node`, which is a use of the name, to `uses`. */
export function classifyUse(typescript: Ts, node: ts.Node, uses: NameUses, bindings: Bindings): void {
  if (typeUse(typescript, node, uses)) return;
  const whole = outermost(typescript, node);
  const { parent } = whole;
  if (typescript.isCallExpression(parent) && parent.expression === whole) {
    uses.calls.push(callSite(typescript, parent, parent.arguments));
  } else if (typescript.isNewExpression(parent) && parent.expression === whole) {
    uses.constructions.push(
      callSite(typescript, parent, parent.arguments ?? typescript.factory.createNodeArray()),
    );
  } else if (typescript.isTaggedTemplateExpression(parent) && parent.tag === whole) {
    uses.calls.push(openCall(parent.typeArguments?.length ?? 0));
  } else if (typescript.isDecorator(parent)) {
    uses.calls.push(openCall(0));
  } else if (typescript.isJsxOpeningElement(parent) || typescript.isJsxSelfClosingElement(parent)) {
    uses.calls.push(component(typescript, parent));
  } else if (typescript.isJsxClosingElement(parent)) {
    return; // the opening tag was it
  } else if (typescript.isExpressionWithTypeArguments(parent) && typescript.isHeritageClause(parent.parent)) {
    heritage(typescript, parent, uses);
  } else if (typescript.isPropertyAccessExpression(parent) && parent.expression === whole) {
    member(typescript, parent, parent.name.text, uses);
  } else if (typescript.isElementAccessExpression(parent) && parent.expression === whole) {
    const { argumentExpression } = parent;
    if (typescript.isStringLiteralLike(argumentExpression))
      member(typescript, parent, argumentExpression.text, uses);
    else uses.enumerated = true;
  } else if (typescript.isAwaitExpression(parent)) {
    uses.members.add('then');
  } else if (typescript.isVariableDeclaration(parent) && parent.initializer === whole) {
    declared(typescript, parent, uses);
  } else if (typescript.isSpreadElement(parent) || typescript.isSpreadAssignment(parent)) {
    uses.enumerated = true;
  } else if (typescript.isForOfStatement(parent) || typescript.isForInStatement(parent)) {
    uses.enumerated = true;
  } else if (typescript.isTemplateSpan(parent) || typescript.isBinaryExpression(parent)) {
    operand(typescript, whole, uses);
  } else if (typescript.isPrefixUnaryExpression(parent)) {
    if (parent.operator !== typescript.SyntaxKind.ExclamationToken) uses.operand = true;
  } else if (isArgumentOfObjectKeys(typescript, whole, bindings)) {
    uses.enumerated = true;
  } else if (!isOnlyTested(typescript, whole)) {
    uses.handedOn = true;
  }
}

/** True when the node is in a type position. */
function typeUse(typescript: Ts, node: ts.Node, uses: NameUses): boolean {
  let name: ts.Node = node;
  while (typescript.isQualifiedName(name.parent) && name.parent.left === name) {
    if (name === node) uses.typeMembers.add(name.parent.right.text);
    name = name.parent;
  }
  const { parent } = name;
  if (typescript.isTypeQueryNode(parent)) {
    uses.typeQuery = true;
    return true;
  }
  if (!typescript.isTypeReferenceNode(parent) && !typescript.isImportTypeNode(parent)) return false;
  if (typescript.isImportTypeNode(parent) && parent.isTypeOf) uses.typeQuery = true;
  else if (name === node) uses.types.push(parent.typeArguments?.length ?? 0);
  if (isTypeOfCallback(typescript, parent)) uses.typeOfCallback = true;
  return true;
}

function callSite(
  typescript: Ts,
  call: ts.CallExpression | ts.NewExpression,
  given: readonly ts.Expression[],
): CallSite {
  return {
    arguments: given.map((argument) => describe(typescript, argument)),
    open: given.some((argument) => typescript.isSpreadElement(argument)),
    typeArguments: call.typeArguments?.length ?? 0,
    result: resultOf(typescript, call),
  };
}

function openCall(typeArguments: number): CallSite {
  return { arguments: [], open: true, typeArguments, result: 'used' };
}

function component(typescript: Ts, element: ts.JsxOpeningElement | ts.JsxSelfClosingElement): CallSite {
  let callback = typescript.isJsxOpeningElement(element) && element.parent.children.some(isCallbackChild);
  for (const property of element.attributes.properties) {
    if (typescript.isJsxAttribute(property) && property.initializer !== undefined) {
      const { initializer } = property;
      callback ||= typescript.isJsxExpression(initializer) && isCallbackChild(initializer);
    }
  }
  return {
    arguments: [{ name: 'props', callback }],
    open: false,
    typeArguments: element.typeArguments?.length ?? 0,
    result: 'used',
  };

  function isCallbackChild(child: ts.Node): boolean {
    return (
      typescript.isJsxExpression(child) &&
      child.expression !== undefined &&
      holdsCallback(typescript, child.expression)
    );
  }
}

function resultOf(typescript: Ts, call: ts.Node): CallSite['result'] {
  const whole = outermost(typescript, call);
  const { parent } = whole;
  if (typescript.isAwaitExpression(parent)) return 'awaited';
  if (typescript.isPropertyAccessExpression(parent) && parent.expression === whole) {
    return /^(?:then|catch|finally)$/.test(parent.name.text) ? 'awaited' : 'used';
  }
  return typescript.isExpressionStatement(parent) || typescript.isVoidExpression(parent) ? 'dropped' : 'used';
}

function describe(typescript: Ts, argument: ts.Expression): Argument {
  return { name: suggestedName(typescript, argument), callback: holdsCallback(typescript, argument) };
}

function suggestedName(typescript: Ts, argument: ts.Expression): string | null {
  if (typescript.isIdentifier(argument)) return argument.text === 'undefined' ? null : argument.text;
  if (typescript.isPropertyAccessExpression(argument) && typescript.isIdentifier(argument.name))
    return argument.name.text;
  if (typescript.isArrowFunction(argument) || typescript.isFunctionExpression(argument)) return 'callback';
  if (typescript.isObjectLiteralExpression(argument)) return 'options';
  if (typescript.isAwaitExpression(argument)) return suggestedName(typescript, argument.expression);
  return null;
}

function member(typescript: Ts, access: ts.Node, name: string, uses: NameUses): void {
  if (name !== 'call' && name !== 'apply' && name !== 'bind') uses.members.add(name);
  else if (typescript.isCallExpression(access.parent)) uses.calls.push(openCall(0));
}

function declared(typescript: Ts, declaration: ts.VariableDeclaration, uses: NameUses): void {
  const { name } = declaration;
  if (typescript.isIdentifier(name)) {
    uses.handedOn = true;
  } else if (typescript.isArrayBindingPattern(name)) {
    uses.enumerated = true;
  } else {
    for (const element of name.elements) {
      const key = element.propertyName ?? element.name;
      if (element.dotDotDotToken !== undefined) uses.enumerated = true;
      else if (typescript.isIdentifier(key) || typescript.isStringLiteralLike(key))
        uses.members.add(key.text);
    }
  }
}

function operand(typescript: Ts, node: ts.Node, uses: NameUses): void {
  const { parent } = node;
  if (!typescript.isBinaryExpression(parent)) {
    uses.operand = true;
    return;
  }
  const { SyntaxKind } = typescript;
  switch (parent.operatorToken.kind) {
    case SyntaxKind.InstanceOfKeyword:
      if (parent.right === node) uses.tested = true;
      else uses.handedOn = true;
      return;
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return; // comparing identities works with anything
    case SyntaxKind.EqualsToken:
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
    case SyntaxKind.CommaToken:
      uses.handedOn = true;
      return;
    default:
      uses.operand = true;
  }
}

function isArgumentOfObjectKeys(typescript: Ts, node: ts.Node, bindings: Bindings): boolean {
  const { parent } = node;
  if (!typescript.isCallExpression(parent) || !typescript.isPropertyAccessExpression(parent.expression))
    return false;
  const { expression: owner, name } = parent.expression;
  return (
    typescript.isIdentifier(owner) &&
    owner.text === 'Object' &&
    !bindings.isDeclared(owner) &&
    /^(?:keys|values|entries|assign|getOwnPropertyNames)$/.test(name.text)
  );
}

function isOnlyTested(typescript: Ts, node: ts.Node): boolean {
  const { parent } = node;
  return (
    typescript.isIfStatement(parent) ||
    typescript.isTypeOfExpression(parent) ||
    typescript.isExpressionStatement(parent)
  );
}
