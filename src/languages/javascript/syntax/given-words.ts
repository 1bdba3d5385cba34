// What a call that stands for itself names: `common.register('cat', run);`.

import type { Node } from '../syntax-tree.ts';
import { literalString } from './nodes.ts';

/**
 * The words that a call gives, by position, up to the last of them.
 * @param callee what is called
 * @returns null where the result of the call is used, or no word is given
 */
export function givenWords({ parent: call }: Node): readonly (string | null)[] | null {
  if (call?.type !== 'CallExpression' || call.parent?.type !== 'ExpressionStatement') return null;
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  const told = spread === -1 ? call.arguments : call.arguments.slice(0, spread);
  const words = told.map((argument) => wordOf(literalString(argument)));
  const last = words.findLastIndex((word) => word !== null);
  // A name alone gives nothing to what it names.
  return last === -1 || call.arguments.length < 2 ? null : words.slice(0, last + 1);
}

function wordOf(text: string | null): string | null {
  return text !== null && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) ? text : null;
}
