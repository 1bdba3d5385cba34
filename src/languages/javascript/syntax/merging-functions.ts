// Functions that copy the properties of objects into another and give that back: `Object.assign({}, a, b)`,
// `_.extend({}, a, b)`; not `Schema.extend({ … })`, which makes something of its own. Whose function it is decides, not
// what the variable is called.

import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { isMerge } from './commonjs-helpers.ts';
import { sourceRequest } from './commonjs-sources.ts';
import { memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** Packages that have such functions as members: lodash.com/docs, underscorejs.org, api.jquery.com/jQuery.extend. */
const withMembers = /^(?:lodash|underscore|jquery)$/;
/** Packages that are such a function. */
const whole = /^(?:lodash[./](?:assign(?:in)?|defaults|extend)|extend|xtend|object-assign|util-extend)$/;

/** Whether a call gives an object that has the properties of all its arguments, and no others. */
export function givesAllOf(draft: RecordDraft, index: SyntaxIndex, callee: Node): boolean {
  const specifierOf = (value: Node) =>
    draft.requests[sourceRequest(draft, index, value) ?? -1]?.specifier ?? '';
  if (callee.type !== 'MemberExpression') return whole.test(specifierOf(callee));
  const { object } = callee;
  const name = memberNameOf(callee) ?? '';
  const isOfLanguage =
    object.type === 'Identifier' && object.name === 'Object' && !index.bindingOf.has(object);
  return (isOfLanguage && name === 'assign') || (isMerge(name) && withMembers.test(specifierOf(object)));
}
