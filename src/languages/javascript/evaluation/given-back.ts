// What a function surely gives back: the value of its only `return`, a function that stands in it, or one of its parameters.

import { isWriteTarget } from '../syntax/member-access.ts';
import { isFunction, positionIn } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Node } from '../syntax-tree.ts';
import { childrenOf } from '../syntax-tree.ts';
import type { FunctionValue } from './callable.ts';

/** The value of the only `return`, which is the last statement; or the body of an arrow function. */
export function givenBackBy({ body }: FunctionValue): Node | null {
  if (body === null || body.type !== 'BlockStatement') return body;
  const last = body.body.at(-1);
  if (last?.type !== 'ReturnStatement') return null;
  return body.body.some((statement) => statement !== last && returns(statement)) ? null : last.argument;
}

/** The function that a call gives, where it stands in the function that is called; null for every other value. */
export function closureOf(code: FunctionValue, { bindingOf }: SyntaxIndex): FunctionValue | null {
  if (code.generator || code.async) return null;
  const value = givenBackBy(code);
  if (value === null || isFunction(value)) return value;
  const binding = bindingOf.get(value);
  const [name, ...others] = binding?.declarations ?? [];
  if (name === undefined || others.length > 0 || binding?.references.some(isWriteTarget) === true)
    return null;
  const { parent } = name;
  const declared = parent?.type === 'VariableDeclarator' && parent.id === name ? parent.init : parent;
  return declared != null && isFunction(declared) && isInside(declared, code) ? declared : null;
}

/** Whether a call gives the first of what it is given. */
export function handsBack(code: FunctionValue, { bindingOf }: SyntaxIndex): boolean {
  const value = code.generator || code.async ? null : givenBackBy(code);
  const binding = value === null ? undefined : bindingOf.get(value);
  const [parameter, ...others] = binding?.declarations ?? [];
  if (parameter === undefined || others.length > 0 || binding?.references.some(isWriteTarget) === true)
    return false;
  return positionIn(code.params, parameter) === 0;
}

function isInside(inner: Node, { body }: FunctionValue): boolean {
  return body !== null && inner !== body && body.start <= inner.start && inner.end <= body.end;
}

function returns(code: Node): boolean {
  const open: Node[] = [code];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ReturnStatement') return true;
    if (!isFunction(node)) open.push(...childrenOf(node));
  }
  return false;
}
