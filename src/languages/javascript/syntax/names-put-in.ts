// Names that a file puts into an object as a whole, and not by `object.name = …`: what `Object.assign` and its kin copy,
// what is defined, what is written under a computed key, and the promise-giving twins that bluebird makes of all functions.

import type { Node } from '../syntax-tree.ts';
import { isMerge } from './commonjs-helpers.ts';
import { calleeName } from './commonjs-sources.ts';
import { isWriteTarget } from './member-access.ts';
import { literalString, memberNameOf, propertyKeyOf, propertyOf } from './nodes.ts';

export interface PutName {
  /** The name; with `isEnding` what it ends in, which is nothing where it may be any. */
  readonly name: string;
  readonly isEnding: boolean;
  /** Where the name is told. */
  readonly at: Node;
}

/** What the place of an object in the code puts into it. */
export function namesPutIn(object: Node): readonly PutName[] {
  const { parent } = object;
  if (parent?.type === 'MemberExpression') {
    const isComputed = parent.object === object && memberNameOf(parent) === null;
    return isComputed && isWriteTarget(parent) ? [anyName(parent)] : [];
  }
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== object) return [];
  const [, second, ...others] = parent.arguments;
  if (second === undefined && calleeName(parent.callee) !== 'promisifyAll') return [];
  return namesByCall(calleeName(parent.callee), parent, second, others);
}

function namesByCall(
  called: string,
  call: Node,
  second: Node | undefined,
  others: readonly Node[],
): readonly PutName[] {
  // http://bluebirdjs.com/docs/api/promise.promisifyall.html
  if (called === 'promisifyAll')
    return [{ name: suffixIn(second) ?? 'Async', isEnding: true, at: second ?? call }];
  if (second === undefined) return [];
  if (called === 'defineProperty') return [nameOf(literalString(second), second)];
  if (called === 'defineProperties') return keysOf(second);
  return isMerge(called) ? [second, ...others].flatMap(keysOf) : [];
}

function suffixIn(options: Node | undefined): string | null {
  return options === undefined ? null : literalString(propertyOf(options, 'suffix'));
}

function keysOf(source: Node): readonly PutName[] {
  if (source.type !== 'ObjectExpression') return [anyName(source)];
  return source.properties.map((property) => nameOf(propertyKeyOf(property), property));
}

function nameOf(name: string | null, at: Node): PutName {
  return name === null ? anyName(at) : { name, isEnding: false, at };
}

function anyName(at: Node): PutName {
  return { name: '', isEnding: true, at };
}
