// What `require()` gets from a CommonJS module, as far as its text tells: every use of `exports`, `module.exports` and
// the top-level `this` is understood, or the module is dynamic.

import type { ExportEntry, LocalExport } from '../../../model/module-record.ts';
import type { RecordDraft } from '../record-draft.ts';
import { mergeLocalExports } from '../static-entries.ts';
import type { Node } from '../syntax-tree.ts';
import {
  isExportHelper,
  isReader,
  isReExportHelper,
  isStarHelper,
  isSymbol,
  isWholeHelper,
} from './commonjs-helpers.ts';
import { calleeName, loopSource, sourceRequest } from './commonjs-sources.ts';
import {
  endsInModuleExports,
  initialValue,
  isHarmless,
  isModuleThis,
  isOnlyTested,
} from './commonjs-values.ts';
import { globalReferences } from './global-references.ts';
import { isWriteTarget } from './member-access.ts';
import { literalString, memberNameOf, nameSpan, positionIn, propertyKeyOf } from './nodes.ts';
import { type IsLost, lostExports } from './replaced-exports.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { staticMembers } from './static-members.ts';
import { calledFunction, isUniversalRoot, returnedValues } from './universal-module.ts';
import { otherOccurrences } from './value-places.ts';

interface Face {
  readonly draft: RecordDraft;
  readonly index: SyntaxIndex;
  readonly seen: Set<Binding>;
  readonly values: Set<Node>;
  readonly isLost: IsLost;
  dynamic: boolean;
}

/** Adds the exports of a file that is run as CommonJS; its requests must be in the draft already. */
export function addCommonJsExports(draft: RecordDraft, index: SyntaxIndex): void {
  const exportsUses = globalReferences(index, 'exports');
  const moduleUses = globalReferences(index, 'module');
  const isLost = lostExports(index, exportsUses, moduleUses);
  const face: Face = { draft, index, seen: new Set(), values: new Set(), isLost, dynamic: false };
  for (const reference of exportsUses) useOfExports(face, reference);
  for (const reference of moduleUses) useOfModule(face, reference);
  for (const node of index.collected.get('ThisExpression') ?? []) {
    if (isModuleThis(node) && !isUniversalRoot(index, node)) useOfExports(face, node);
  }
  draft.exports.sort((a, b) => a.span.start - b.span.start);
  draft.exports = withoutRepeatedStars(mergeLocalExports(draft.exports));
  if (face.dynamic) draft.dynamicReason = 'computed-commonjs';
  else if (draft.exports.length === 0 && isAmd(index)) draft.dynamicReason = 'amd';
}

/** `define(['a'], (a) => …)`: bundlers give what the function returns to those who `require()` the file. */
function isAmd(index: SyntaxIndex): boolean {
  return (index.globals.get('define') ?? []).some(
    (use) => use.parent?.type === 'CallExpression' && use.parent.callee === use,
  );
}

function withoutRepeatedStars(entries: readonly ExportEntry[]): ExportEntry[] {
  const seen = new Set<number>();
  return entries.filter(
    (entry) => entry.kind !== 'star' || (!seen.has(entry.request) && seen.add(entry.request)),
  );
}

function useOfModule(face: Face, reference: Node): void {
  const parent = reference.parent;
  if (parent?.type === 'MemberExpression' && parent.object === reference) {
    const name = memberNameOf(parent);
    if (name === 'exports') useOfExports(face, parent);
    else if (name === null) face.dynamic = true;
  } else if (!isOnlyTested(reference)) face.dynamic = true;
}

/** One occurrence of the exports object. */
function useOfExports(face: Face, object: Node): void {
  const parent = object.parent;
  switch (parent?.type) {
    case 'MemberExpression':
      if (parent.object === object) useOfMember(face, parent);
      return;
    case 'AssignmentExpression':
      if (parent.left === object) {
        // `exports = …` alone binds a variable; what counts is what is put into module.exports.
        if (object.type === 'MemberExpression') addValue(face, parent.right);
        else if (object.type === 'Identifier' && !endsInModuleExports(parent.right)) face.dynamic = true;
        useOfResult(face, parent);
      } else holdsExports(face, parent.left);
      return;
    case 'VariableDeclarator':
      if (parent.init === object) holdsExports(face, parent.id);
      return;
    case 'CallExpression':
      if (parent.callee !== object) useAsArgument(face, object, parent);
      return;
    case 'ExpressionStatement':
    case 'SpreadElement':
      return;
    case 'ForInStatement':
    case 'ForOfStatement':
      if (parent.right !== object) face.dynamic = true;
      return;
    default:
      if (!isOnlyTested(object)) face.dynamic = true;
  }
}

/** `x = module.exports = { … }`: what the value of the assignment is bound to is the exports object too. */
function useOfResult(face: Face, assignment: Node): void {
  const parent = assignment.parent;
  if (parent?.type === 'VariableDeclarator' && parent.init === assignment) holdsExports(face, parent.id);
  else if (parent?.type === 'AssignmentExpression' && parent.right === assignment) {
    if (parent.left.type === 'Identifier' && parent.left.name !== 'exports') holdsExports(face, parent.left);
    else isAlsoAt(face, parent.left);
  }
}

/** `internals.Request`, which the value of `module.exports` is put into as well: what is assigned to its members counts. */
function isAlsoAt(face: Face, target: Node): void {
  for (const place of otherOccurrences(face.index, target)) {
    const { parent } = place;
    if (parent?.type === 'MemberExpression' && parent.object === place) useOfMember(face, parent);
    else if (parent?.type === 'CallExpression' && /^(?:assign|defineProp)/.test(calleeName(parent.callee)))
      useAsArgument(face, place, parent);
  }
}

/** A variable that holds the exports object: its uses count as uses of `exports`. */
function holdsExports(face: Face, target: Node): void {
  if (target.type === 'ObjectPattern') return;
  const binding =
    target.type === 'Identifier'
      ? (face.index.declaredBy.get(target) ?? face.index.bindingOf.get(target))
      : undefined;
  if (binding === undefined || binding === null) {
    // exports = module.exports;
    if (target.type !== 'Identifier' || target.name !== 'exports') face.dynamic = true;
    return;
  }
  if (face.seen.has(binding)) return;
  face.seen.add(binding);
  for (const reference of binding.references) if (reference !== target) useOfExports(face, reference);
}

/** `exports.name`, `module.exports.name` */
function useOfMember(face: Face, member: Node): void {
  if (member.type !== 'MemberExpression' || !isWriteTarget(member) || face.isLost(member)) return;
  const name = memberNameOf(member);
  if (name !== null) {
    if (!(member.object.type === 'ThisExpression' && /^__/.test(name))) addName(face, name, member.property);
    return;
  }
  // for (var key in source) exports[key] = source[key];
  if (!addLoopedSource(face, member)) face.dynamic = true;
}

function addLoopedSource(face: Face, at: Node): boolean {
  const requests = loopSource(face.draft, face.index, at);
  if (requests === null) return false;
  for (const request of requests) addStar(face, request, at);
  return true;
}

/** The exports object as an argument: definitions and the helpers of compilers. */
function useAsArgument(face: Face, object: Node, call: Node): void {
  if (call.type !== 'CallExpression') return;
  const position = positionIn(call.arguments, object);
  const called = calledFunction(face.index, call.callee);
  const name = calleeName(call.callee);
  const [, second, third] = call.arguments;
  if (name === 'defineProperty' && position === 0) {
    const defined = literalString(second);
    if (defined !== null && second !== undefined) addName(face, defined, second);
    else if (!isSymbol(second) && !addLoopedSource(face, call)) face.dynamic = true;
  } else if ((name === 'defineProperties' || isExportHelper(name)) && position === 0) {
    // swc and esbuild: __export(exports, { name: () => name })
    if (second !== undefined) addKeys(face, second);
  } else if (name === 'assign' && position === 0) {
    for (const source of call.arguments.slice(1)) addValue(face, source);
  } else if (isStarHelper(name) && position === 1) {
    addStarOf(face, call.arguments[0], call);
  } else if (isReExportHelper(name)) {
    // esbuild: __reExport(target, require('x'), module.exports)
    if (position !== 1) addStarOf(face, second, call);
  } else if (called !== null) {
    const parameter = called.params[position];
    if (parameter !== undefined) holdsExports(face, parameter);
  } else if (!(isReader(name) || third === object)) face.dynamic = true;
}

/** A value that becomes `module.exports`, or is copied into it. */
function addValue(face: Face, value: Node): void {
  if (face.values.has(value)) return;
  face.values.add(value);
  switch (value.type) {
    case 'AssignmentExpression':
      addValue(face, value.right);
      isAlsoAt(face, value.left);
      return;
    case 'ObjectExpression':
      addKeys(face, value);
      return;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      // A function has no names of its own; what is assigned to it counts.
      face.draft.isFunction = true;
      return;
    case 'ClassExpression':
    case 'ClassDeclaration':
      face.draft.isFunction = true;
      addStatics(face, value);
      return;
    case 'ConditionalExpression':
      addValue(face, value.consequent);
      addValue(face, value.alternate);
      return;
    case 'LogicalExpression':
      addValue(face, value.left);
      addValue(face, value.right);
      return;
    case 'Identifier':
      addVariable(face, value);
      return;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      addValue(face, value.expression);
      return;
    case 'CallExpression':
      addResult(face, value);
      return;
    case 'MemberExpression':
      if (memberNameOf(value) !== 'exports' || value.object.type !== 'Identifier') face.dynamic = true;
      return;
    default:
      face.dynamic = true;
  }
}

/** `require('x')`, `Object.freeze({ … })`, `Object.assign({}, a, b)`, esbuild's `__toCommonJS(namespace)` */
function addResult(face: Face, call: Node): void {
  if (call.type !== 'CallExpression') return;
  const request = sourceRequest(face.draft, face.index, call);
  const name = calleeName(call.callee);
  const [first] = call.arguments;
  if (request !== null) addStar(face, request, call);
  else if ((name === 'freeze' || name === 'seal') && first !== undefined) addValue(face, first);
  else if (name === 'assign' && call.callee.type === 'MemberExpression') {
    for (const source of call.arguments) addValue(face, source);
  } else if (isWholeHelper(name) && first?.type === 'Identifier') holdsExports(face, first);
  else addReturned(face, call);
}

/** `module.exports = factory()`, `module.exports = (function () { return api; })()` */
function addReturned(face: Face, call: Node): void {
  const called = call.type === 'CallExpression' ? calledFunction(face.index, call.callee) : null;
  const values = called === null ? null : returnedValues(called);
  if (values === null) face.dynamic = true;
  else for (const value of values) addValue(face, value);
}

/** `module.exports = name`: what the variable holds, and what is assigned to it. */
function addVariable(face: Face, reference: Node): void {
  const binding = face.index.bindingOf.get(reference);
  if (reference.type === 'Identifier' && reference.name === 'undefined') return;
  if (binding === undefined) {
    if (reference.type !== 'Identifier' || reference.name !== 'exports') face.dynamic = true;
    return;
  }
  if (face.seen.has(binding)) return;
  face.seen.add(binding);
  const initial = initialValue(binding);
  if (initial === null) {
    face.dynamic = true;
    return;
  }
  addValue(face, initial);
  for (const use of binding.references) {
    const merged = use.parent;
    // TypeScript's namespace of a function: (function (f) { f.x = … })(f || (f = {}))
    if (
      merged?.type === 'LogicalExpression' &&
      merged.left === use &&
      merged.parent?.type === 'CallExpression'
    )
      useAsArgument(face, merged, merged.parent);
    else if (use !== reference && !isHarmless(use)) useOfExports(face, use);
  }
}

function addStatics(face: Face, value: Node): void {
  const { names, isOpen } = staticMembers(value, face.index);
  if (isOpen) face.dynamic = true;
  for (const { name, at } of names) addName(face, name, at);
}

function addKeys(face: Face, value: Node): void {
  if (value.type !== 'ObjectExpression') {
    face.dynamic = true;
    return;
  }
  for (const property of value.properties) {
    if (property.type === 'SpreadElement') addValue(face, property.argument);
    else {
      const name = propertyKeyOf(property);
      // `{ __proto__: base }` has what its prototype has.
      if (name === null || name === '__proto__') face.dynamic = true;
      else addName(face, name, property.key);
    }
  }
}

function addStarOf(face: Face, source: Node | undefined, at: Node): void {
  const request = source === undefined ? null : sourceRequest(face.draft, face.index, source);
  if (request === null) face.dynamic = true;
  else addStar(face, request, at);
}

function addStar(face: Face, request: number, at: Node): void {
  face.draft.exports.push({ kind: 'star', request, typeOnly: false, span: { start: at.start, end: at.end } });
}

function addName(face: Face, name: string, at: Node): void {
  if (name === '__esModule' || name === '__proto__') return;
  const span = nameSpan(at);
  const entry: LocalExport = { kind: 'local', exportName: name, localName: null, meaning: 'value', span };
  face.draft.exports.push(entry);
}
