// What a loop that copies properties copies from: `for (var key in source) exports[key] = source[key]`.

import type { Node } from '../syntax-tree.ts';
import { initialValue } from './commonjs-values.ts';
import { isFunction, memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

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
    if (node.type === 'ForOfStatement') {
      const copied = isLoopVariable(node.left, variable, key, index) ? keysSource(index, node.right) : null;
      if (copied !== null) return copied;
      const ofEntries = isFirstOf(node.left, variable) ? entriesSource(index, node.right) : null;
      if (ofEntries !== null) return ofEntries;
    }
    if (isFunction(node)) {
      const copied =
        node.parent?.type === 'CallExpression' && node.params[0] === variable
          ? keysCallSource(index, node.parent, node)
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

/** `for (const [key, value] of …)` */
function isFirstOf(left: Node, variable: Node): boolean {
  if (left.type !== 'VariableDeclaration') return false;
  return left.declarations.some(({ id }) => id.type === 'ArrayPattern' && id.elements[0] === variable);
}

/** `Object.keys(source).forEach(callback)` → `source` */
function keysCallSource(index: SyntaxIndex, call: Node, callback: Node): Node | null {
  if (call.type !== 'CallExpression' || call.arguments[0] !== callback) return null;
  if (call.callee.type !== 'MemberExpression' || memberNameOf(call.callee) !== 'forEach') return null;
  return keysSource(index, call.callee.object);
}

/** `Object.keys(source)` → `source` */
function keysSource(index: SyntaxIndex, keys: Node): Node | null {
  return describedSource(index, argumentOf(keys, /^(?:keys|getOwnPropertyNames)$/));
}

/** `Object.entries(source)` → `source` */
function entriesSource(index: SyntaxIndex, entries: Node): Node | null {
  return describedSource(index, argumentOf(entries, /^entries$/));
}

/** `const descriptors = Object.getOwnPropertyDescriptors(source)`: the same names. Of anything else, that. */
function describedSource(index: SyntaxIndex, object: Node | null): Node | null {
  const binding = object === null ? undefined : index.bindingOf.get(object);
  const held = binding === undefined ? object : (initialValue(binding) ?? object);
  return (held && argumentOf(held, /^getOwnPropertyDescriptors$/)) ?? object;
}

function argumentOf(call: Node, method: RegExp): Node | null {
  if (call.type !== 'CallExpression' || !method.test(memberNameOf(call.callee) ?? '')) return null;
  return call.arguments[0] ?? null;
}
