// The values that become the exports object of a CommonJS module, or are copied into it: which names each brings.

import type { Node } from '../syntax-tree.ts';
import { type ClassSide, membersOfClass } from './class-members.ts';
import { type Collection, collectionOf } from './collections.ts';
import { giveArguments, heldByParameter, isGiven } from './commonjs-arguments.ts';
import { addMaker, addMember, addName, addStar, type Face, holdExports, lookAt } from './commonjs-face.ts';
import { isMerge, isWholeHelper } from './commonjs-helpers.ts';
import { calleeName, sourceRequest, valueSource } from './commonjs-sources.ts';
import { assignedValues, isHarmless } from './commonjs-values.ts';
import { filesOfRequire } from './computed-requires.ts';
import { givesAllOf } from './merging-functions.ts';
import { isFunction, memberNameOf, propertyKeyOf } from './nodes.ts';
import { calledFunction, returnedValues } from './universal-module.ts';
import { otherOccurrences, otherReads, valueAt } from './value-places.ts';

/** A value that becomes `module.exports`, or is copied into it. */
export function addValue(face: Face, value: Node): void {
  switch (value.type) {
    case 'AssignmentExpression':
      lookAt(face.values, value.right);
      for (const place of otherOccurrences(face.index, value.left)) lookAt(face.asides, place);
      return;
    case 'ObjectExpression':
      addKeys(face, value);
      return;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      // A function has no names of its own; what is assigned to it counts.
      face.draft.isFunction = true;
      face.callable.push(value);
      return;
    case 'ClassExpression':
    case 'ClassDeclaration':
      face.draft.isFunction = true;
      face.callable.push(value);
      addClass(face, value, 'static');
      return;
    case 'ArrayExpression':
      addCollection(face, { names: Object.getOwnPropertyNames(Array.prototype), isOpen: true }, value);
      return;
    case 'NewExpression': {
      const collection = collectionOf(face.index, value.callee);
      if (collection !== null) {
        addCollection(face, collection, value);
        return;
      }
      const source = valueSource(face.draft, face.index, value.callee);
      const made = isFunction(value.callee) ? value.callee : valueAt(face.index, value.callee);
      if (source !== null) addMaker(face, source, 'instance');
      else if (made === null) face.dynamic = true;
      else addClass(face, made, 'instance');
      return;
    }
    case 'ConditionalExpression':
      lookAt(face.values, value.consequent);
      lookAt(face.values, value.alternate);
      return;
    case 'LogicalExpression':
      lookAt(face.values, value.left);
      lookAt(face.values, value.right);
      return;
    case 'Identifier':
      addVariable(face, value);
      return;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      lookAt(face.values, value.expression);
      return;
    case 'CallExpression':
      addResult(face, value);
      return;
    case 'MemberExpression':
      addPlaced(face, value);
      return;
    default:
      face.dynamic = true;
  }
}

function addCollection(face: Face, { names, isOpen }: Collection, at: Node): void {
  for (const name of names) addName(face, name, at);
  if (isOpen) face.dynamic = true;
}

/** `module.exports`, which is it already, or `internals.methods`, which holds it. */
function addPlaced(face: Face, member: Node): void {
  if (member.type !== 'MemberExpression') return;
  if (memberNameOf(member) === 'exports' && face.modules.seen.has(member.object)) return;
  const value = valueAt(face.index, member);
  if (value === null) {
    const source = valueSource(face.draft, face.index, member);
    if (source === null) face.dynamic = true;
    else addMaker(face, source, 'exports');
    return;
  }
  lookAt(face.values, value);
  for (const place of otherReads(face.index, member)) lookAt(face.asides, place);
}

/** `require('x')`, `Object.freeze({ … })`, `Object.assign({}, a, b)`, esbuild's `__toCommonJS(namespace)` */
function addResult(face: Face, call: Node): void {
  if (call.type !== 'CallExpression') return;
  const request = sourceRequest(face.draft, face.index, call);
  const name = calleeName(call.callee);
  const [first] = call.arguments;
  const files = request === null ? filesOfRequire(face.index, call) : null;
  if (request !== null) addStar(face, request, call);
  else if (files !== null) face.oneOf.push(files);
  // What has a prototype has the names of that; a prototype has none that the object has not.
  else if (/^(?:freeze|seal|getPrototypeOf)$/.test(name) && first !== undefined) lookAt(face.values, first);
  else if (isCreate(face, call.callee) && first !== undefined) addCreated(face, first, call.arguments[1]);
  else if (givesAllOf(face.draft, face.index, call.callee)) addAll(face, call.arguments);
  else if (isMerge(name) && call.arguments.length > 1) {
    // By its name alone it may be another function.
    addAll(face, call.arguments);
    face.dynamic = true;
  } else if (isWholeHelper(name) && first?.type === 'Identifier') holdExports(face, first);
  else addReturned(face, call);
}

/** `Object.create`: ECMA-262, 20.1.2.2. */
function isCreate({ index }: Face, callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || memberNameOf(callee) !== 'create') return false;
  const { object } = callee;
  return object.type === 'Identifier' && object.name === 'Object' && !index.bindingOf.has(object);
}

function addCreated(face: Face, prototype: Node, descriptors: Node | undefined): void {
  if (prototype.type !== 'Literal') lookAt(face.values, prototype);
  if (descriptors !== undefined) addKeys(face, descriptors);
}

/** What is copied; `true` asks jQuery for a deep copy. */
function addAll(face: Face, sources: readonly Node[]): void {
  for (const source of sources) if (source.type !== 'Literal') lookAt(face.values, source);
}

/** `module.exports = factory()`, `module.exports = (function () { return api; })()`, `module.exports = require('./make')()` */
function addReturned(face: Face, call: Node): void {
  if (call.type !== 'CallExpression') return;
  const maker = valueSource(face.draft, face.index, call.callee);
  if (maker !== null) {
    addMaker(face, maker, 'returned', call.arguments);
    return;
  }
  const called = calledFunction(face.index, call.callee);
  const values = called === null ? null : returnedValues(called);
  if (called === null || values === null) {
    face.dynamic = true;
    return;
  }
  giveArguments(face, called, call.arguments);
  for (const value of values) lookAt(face.values, value);
}

/** `module.exports = name`: what the variable holds, and what is assigned to it. */
function addVariable(face: Face, reference: Node): void {
  const binding = face.index.bindingOf.get(reference);
  if (reference.type === 'Identifier' && reference.name === 'undefined') return;
  if (binding === undefined) {
    if (reference.type !== 'Identifier' || reference.name !== 'exports') face.dynamic = true;
    return;
  }
  if (face.variables.has(binding)) return;
  face.variables.add(binding);
  const values = isGiven(face, binding) ? heldByParameter(face, binding) : assignedValues(binding);
  if (values === null) {
    // const { Pool } = require('./pool'); module.exports = Pool;
    const source = valueSource(face.draft, face.index, reference);
    if (source === null) face.dynamic = true;
    else addMaker(face, source, 'exports');
    return;
  }
  for (const value of values) lookAt(face.values, value);
  for (const use of binding.references) {
    const merged = use.parent;
    // TypeScript's namespace of a function: (function (f) { f.x = … })(f || (f = {}))
    if (
      merged?.type === 'LogicalExpression' &&
      merged.left === use &&
      merged.parent?.type === 'CallExpression'
    )
      lookAt(face.occurrences, merged);
    else if (!face.values.seen.has(use) && !isHarmless(use)) lookAt(face.occurrences, use);
  }
}

function addClass(face: Face, value: Node, side: ClassSide): void {
  const { names, makers, isOpen } = membersOfClass(value, side, face.index, face.draft);
  if (isOpen) face.dynamic = true;
  for (const { use, ...source } of makers) addMaker(face, source, use);
  for (const { name, at } of names) addName(face, name, at);
}

/** The names of an object literal. */
export function addKeys(face: Face, value: Node): void {
  if (value.type !== 'ObjectExpression') {
    face.dynamic = true;
    return;
  }
  for (const property of value.properties) {
    if (property.type === 'SpreadElement') lookAt(face.values, property.argument);
    else {
      const name = propertyKeyOf(property);
      // `{ __proto__: base }` has what its prototype has.
      if (name === '__proto__') lookAt(face.values, property.value);
      else if (name === null) face.dynamic = true;
      else addName(face, name, property.key);
      addMember(face, name, property.value);
    }
  }
}
