// Functions whose parameters take their types from what they are given to: where the type of a name decides about them.

import type { ts } from 'ts-morph';

type Ts = typeof ts;

/** `const on: Handler = (event) => …`, `const on: Handler = { click: (event) => … }`, also of properties. */
export function isTypeOfCallback(typescript: Ts, type: ts.Node): boolean {
  const { parent } = type;
  const typed =
    typescript.isVariableDeclaration(parent) ||
    typescript.isPropertyDeclaration(parent) ||
    typescript.isParameter(parent);
  if (typed) return parent.initializer !== undefined && holdsCallback(typescript, parent.initializer);
  if (typescript.isAsExpression(parent) || typescript.isSatisfiesExpression(parent)) {
    return holdsCallback(typescript, parent.expression);
  }
  return false;
}

/** Whether the expression is, or has in it as a value, a function with a parameter that has no type. */
export function holdsCallback(typescript: Ts, expression: ts.Node): boolean {
  if (typescript.isArrowFunction(expression) || typescript.isFunctionExpression(expression)) {
    return expression.parameters.some(
      (parameter) => parameter.type === undefined && parameter.initializer === undefined,
    );
  }
  if (typescript.isMethodDeclaration(expression)) {
    return expression.parameters.some((parameter) => parameter.type === undefined);
  }
  if (typescript.isParenthesizedExpression(expression))
    return holdsCallback(typescript, expression.expression);
  if (typescript.isConditionalExpression(expression)) {
    return holdsCallback(typescript, expression.whenTrue) || holdsCallback(typescript, expression.whenFalse);
  }
  if (typescript.isArrayLiteralExpression(expression)) {
    return expression.elements.some((element) => holdsCallback(typescript, element));
  }
  if (typescript.isObjectLiteralExpression(expression)) {
    return expression.properties.some((property) =>
      typescript.isPropertyAssignment(property)
        ? holdsCallback(typescript, property.initializer)
        : holdsCallback(typescript, property),
    );
  }
  return false;
}
