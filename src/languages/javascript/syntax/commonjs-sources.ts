// Where the values of a CommonJS module come from: which request a value was required by.

import type { ValueSource } from '../../../model/commonjs-face.ts';
import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { isAssignedOnce, isWriteTarget } from './member-access.ts';
import { memberNameOf, positionIn, propertyKeyOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** Helpers that give the namespace of the module that they are called with: `_interopRequireWildcard(require('x'))`. */
const wrappers = /^_*(?:interop_?require_?wildcard|importStar|toESM|interopNamespace\w*)$/i;

/** The last name of what is called: `tslib_1.__importStar` → `__importStar`. */
export function calleeName(callee: Node): string {
  return memberNameOf(callee) ?? (callee.type === 'Identifier' ? callee.name : '');
}

/** The request whose module a value is; null when it is anything else. */
export function sourceRequest(draft: RecordDraft, index: SyntaxIndex, value: Node): number | null {
  let current: Node | null = value;
  for (let steps = 0; current !== null && steps < 10; steps++) {
    if (current.type === 'CallExpression') {
      const first: Node | undefined = current.arguments[0];
      if (first === undefined) return null;
      const request = draft.requestAt.get(first.start + 1);
      if (request !== undefined) return draft.requests[request]?.form === 'require' ? request : null;
      current = wrappers.test(calleeName(current.callee)) ? first : null;
    } else if (current.type === 'Identifier') {
      const binding = index.bindingOf.get(current);
      const declarator = binding?.declarations[0]?.parent;
      if (binding === undefined || !isAssignedOnce(binding) || declarator?.type !== 'VariableDeclarator')
        return null;
      current = declarator.id.type === 'Identifier' ? declarator.init : null;
    } else return null;
  }
  return null;
}

/**
 * Where a value comes from: `require('x')`, `require('x').a`, and the variables that hold these; null when it is anything
 * else.
 */
export function valueSource(draft: RecordDraft, index: SyntaxIndex, value: Node): ValueSource | null {
  const request = sourceRequest(draft, index, value);
  if (request !== null) return { request };
  if (value.type === 'MemberExpression') return memberSource(draft, index, value.object, memberNameOf(value));
  const binding = index.bindingOf.get(value);
  const [declaration, again] = binding?.declarations ?? [];
  const place = declaration?.parent;
  if (!binding || !place || again !== undefined) return null;
  if (place.type === 'VariableDeclarator') {
    const { id, init } = place;
    if (id !== declaration || init?.type !== 'MemberExpression' || !isAssignedOnce(binding)) return null;
    return valueSource(draft, index, init);
  }
  // const { a } = require('x')
  const declarator = place.parent?.parent;
  const isTaken = place.type === 'Property' && place.value === declaration;
  if (!isTaken || declarator?.type !== 'VariableDeclarator' || binding.references.some(isWriteTarget))
    return null;
  const { init } = declarator;
  return init === null ? null : memberSource(draft, index, init, propertyKeyOf(place));
}

function memberSource(
  draft: RecordDraft,
  index: SyntaxIndex,
  object: Node,
  member: string | null,
): ValueSource | null {
  const request = sourceRequest(draft, index, object);
  return request === null || member === null ? null : { request, member };
}

/** The requests whose modules it is; null where it is, or may be, anything else. */
export function requestsOf(draft: RecordDraft, index: SyntaxIndex, source: Node): number[] | null {
  const request = sourceRequest(draft, index, source);
  if (request !== null) return [request];
  return source.type === 'Identifier' ? requestsOfCalls(draft, index, source) : null;
}

/** `function __export(m) { for (var p in m) … } __export(require('x'));`: the modules that the function is called with. */
function requestsOfCalls(draft: RecordDraft, index: SyntaxIndex, parameter: Node): number[] | null {
  const declaration = index.bindingOf.get(parameter)?.declarations[0];
  const owner = declaration?.parent;
  if (owner?.type !== 'FunctionDeclaration' || owner.id === null) return null;
  const position = positionIn(owner.params, declaration);
  const requests: number[] = [];
  for (const reference of index.declaredBy.get(owner.id)?.references ?? []) {
    const call = reference.parent;
    if (call?.type !== 'CallExpression' || call.callee !== reference) return null;
    const argument = call.arguments[position];
    const request = argument === undefined ? null : sourceRequest(draft, index, argument);
    if (request === null) return null;
    requests.push(request);
  }
  return requests;
}
