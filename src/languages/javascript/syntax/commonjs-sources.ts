// Where the values of a CommonJS module come from: which request a value was required by, and which module a loop that
// copies properties (`for (var key in source) exports[key] = source[key]`) copies from.

import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { isAssignedOnce } from './member-access.ts';
import { isFunction, memberNameOf, positionIn } from './nodes.ts';
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
 * What a computed write copies from; null when the text does not tell it.
 * @param key the name that is written to: what the loop runs through, and nothing that is made of that
 * @param write a node inside the loop: `exports[key] = …`, `Object.defineProperty(exports, key, …)`
 */
export function loopSource(index: SyntaxIndex, key: Node, write: Node): Node | null {
  const [variable] = index.bindingOf.get(key)?.declarations ?? [];
  if (variable === undefined) return null;
  for (let node = write.parent ?? null; node !== null; node = node.parent ?? null) {
    if (node.type === 'ForInStatement' && isLoopVariable(node.left, variable, key, index)) return node.right;
    if (isFunction(node)) {
      const copied =
        node.parent?.type === 'CallExpression' && node.params[0] === variable
          ? keysCallSource(node.parent, node)
          : null;
      if (copied !== null) return copied;
      // Object.defineProperty(exports, key, { get: function () { return source[key]; } })
      if (node.type === 'FunctionDeclaration') return null;
    }
  }
  return null;
}

/** `for (var key in source)`, `for (key in source)` */
function isLoopVariable(left: Node, variable: Node, key: Node, index: SyntaxIndex): boolean {
  if (left.type !== 'VariableDeclaration') return index.bindingOf.get(left) === index.bindingOf.get(key);
  return left.declarations.some(({ id }) => id === variable);
}

/** `Object.keys(source).forEach(callback)` → `source` */
function keysCallSource(call: Node, callback: Node): Node | null {
  if (call.type !== 'CallExpression' || call.arguments[0] !== callback) return null;
  if (call.callee.type !== 'MemberExpression' || memberNameOf(call.callee) !== 'forEach') return null;
  const keys = call.callee.object;
  if (
    keys.type !== 'CallExpression' ||
    !/^(?:keys|getOwnPropertyNames)$/.test(memberNameOf(keys.callee) ?? '')
  )
    return null;
  return keys.arguments[0] ?? null;
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
