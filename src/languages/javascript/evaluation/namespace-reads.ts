// Reads of the exports of a namespace as a whole or several at once: `{ ...ns }`, `Object.keys(ns)`, `const { a, ...b } = ns`.

import type { LoadRead, UseOfValue } from '../../../model/evaluation.ts';
import { memberNameOf, propertyKeyOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { CallExpression, NewExpression, Node } from '../syntax-tree.ts';
import type { ForeignValues } from './foreign-values.ts';

/** Functions of `Object` that look at each export of a namespace, and how V8 does it. */
const OF_OBJECT: ReadonlyMap<string, 'keys' | 'copied'> = new Map([
  ['keys', 'keys'],
  ['values', 'copied'],
  ['entries', 'copied'],
  ['getOwnPropertyDescriptors', 'copied'],
]);

/**
 * How a call uses an argument, where that is a namespace: [[OwnPropertyKeys]], then [[GetOwnProperty]] of each, which
 * throws for a binding that is not initialised (ECMA-262, 10.4.6.5 and 7.3.23, 7.3.25).
 */
export function useAsArgument(
  { callee, arguments: given }: CallExpression | NewExpression,
  position: number,
  index: SyntaxIndex,
): 'keys' | 'copied' | null {
  const name = memberNameOf(callee);
  if (name === null || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return null;
  const { object } = callee;
  if (index.bindingOf.get(object) !== undefined) return null;
  if (given.slice(0, position + 1).some(({ type }) => type === 'SpreadElement')) return null;
  if (object.name === 'JSON' && name === 'stringify' && position === 0 && given.length === 1) return 'keys';
  if (object.name !== 'Object') return null;
  if (name === 'assign') return position > 0 ? 'copied' : null;
  return position === 0 ? (OF_OBJECT.get(name) ?? null) : null;
}

/** The read of all exports of a namespace; null for every other value. */
export function readOfAll(
  value: Node,
  use: UseOfValue,
  values: ForeignValues,
  at: number,
  except: readonly string[] = [],
): LoadRead | null {
  const namespace = values.valueAt(value);
  if (namespace?.isModule !== true || !('import' in namespace.of)) return null;
  const { start, end } = value;
  const read = { of: namespace.of, member: null, use, text: namespace.text, span: { start, end }, at };
  return except.length === 0 ? read : { ...read, except };
}

/** `const { pool } = ns` reads each name off the namespace now, and `...rest` the others. */
export function readsOfPattern(pattern: Node, init: Node, values: ForeignValues, at: number): LoadRead[] {
  const value = pattern.type === 'ObjectPattern' ? values.valueAt(init) : null;
  if (pattern.type !== 'ObjectPattern' || value?.isModule !== true || !('import' in value.of)) return [];
  const { of, text } = value;
  const taken: string[] = [];
  return pattern.properties.flatMap((property): LoadRead[] => {
    if (property.type === 'RestElement') {
      const rest =
        taken.length < pattern.properties.length - 1 ? null : readOfAll(init, 'copied', values, at, taken);
      return rest === null ? [] : [rest];
    }
    const member = propertyKeyOf(property);
    if (member === null) return [];
    taken.push(member);
    const { start, end } = property.key;
    return [{ of, member, use: 'read', text: `${text}.${member}`, span: { start, end }, at }];
  });
}
