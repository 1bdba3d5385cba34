// The places where the exports object of a CommonJS module stands: what each does to its names.

import type { Node } from '../syntax-tree.ts';
import { giveBack, isArgument, noteCall } from './commonjs-arguments.ts';
import { addMaker, addMember, addName, addStar, type Face, holdExports, lookAt } from './commonjs-face.ts';
import {
  givesItsTarget,
  isExportHelper,
  isMerge,
  isReader,
  isReExportHelper,
  isStarHelper,
  isSymbol,
} from './commonjs-helpers.ts';
import { calleeName, requestsOf, sourceRequest, valueSource } from './commonjs-sources.ts';
import { addKeys } from './commonjs-value.ts';
import { endsInModuleExports, initialValue, isHarmless, isOnlyTested } from './commonjs-values.ts';
import { loopSource } from './copying-loops.ts';
import { knownKeys } from './known-keys.ts';
import { isWriteTarget } from './member-access.ts';
import { namingExports } from './naming-exports.ts';
import { isFunction, literalString, memberNameOf, positionIn } from './nodes.ts';
import { calledFunction } from './universal-module.ts';
import { otherReads } from './value-places.ts';

/** One occurrence of `module`, or of a variable that holds it. */
export function useOfModule(face: Face, reference: Node): void {
  const { parent } = reference;
  if (parent?.type === 'MemberExpression' && parent.object === reference) {
    const name = memberOfModule(face, parent);
    if (name === 'exports') lookAt(face.occurrences, parent);
    else if (name === null) face.dynamic = true;
  } else {
    const held = variableOf(reference);
    if (held === null) face.dynamic ||= !(isOnlyTested(reference) || isReceiverOfRequire(face, reference));
    else for (const alias of face.index.declaredBy.get(held)?.references ?? []) lookAt(face.modules, alias);
  }
}

/** React hides the name from bundlers: `module[('require' + Math.random()).slice(0, 7)]`. */
function memberOfModule({ index }: Face, member: Node): string | null {
  const name = memberNameOf(member);
  if (name !== null || member.type !== 'MemberExpression') return name;
  const [only, ...others] = knownKeys(index, member.property, () => false) ?? [];
  return others.length === 0 ? (only ?? null) : null;
}

/** `module.require.call(module, 'timers')`, the function perhaps held in a variable, or behind a test. */
function isReceiverOfRequire(face: Face, reference: Node): boolean {
  const call = reference.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== reference) return false;
  if (call.callee.type !== 'MemberExpression' || memberNameOf(call.callee) !== 'call') return false;
  const { object } = call.callee;
  const binding = face.index.bindingOf.get(object);
  let called = (binding === undefined ? null : initialValue(binding)) ?? object;
  while (called.type === 'LogicalExpression') called = called.right;
  if (called.type !== 'MemberExpression' || called.object.type !== 'Identifier') return false;
  return called.object.name === 'module' && memberOfModule(face, called) === 'require';
}

/** `var freeModule = typeof module == 'object' && module && module`: the variable, where `module` is its last part. */
function variableOf(reference: Node): Node | null {
  let value = reference;
  while (value.parent?.type === 'LogicalExpression' && value.parent.right === value) value = value.parent;
  const { parent } = value;
  return parent?.type === 'VariableDeclarator' && parent.init === value ? parent.id : null;
}

/** One occurrence of the exports object. */
export function useOfExports(face: Face, object: Node): void {
  const { parent } = object;
  switch (parent?.type) {
    case 'MemberExpression':
      if (parent.object === object) useOfMember(face, parent);
      return;
    case 'AssignmentExpression':
      if (parent.left === object) {
        // `exports = …` alone binds a variable; what counts is what is put into module.exports. Another variable that
        // held it holds something else from then on, whose names are none of the module's.
        if (object.type === 'MemberExpression') lookAt(face.values, parent.right);
        else if (
          object.type === 'Identifier' &&
          face.index.bindingOf.get(object) === undefined &&
          !endsInModuleExports(parent.right) &&
          !isPutIntoModule(parent)
        )
          face.dynamic = true;
        useOfResult(face, parent);
      } else {
        holdExports(face, parent.left);
        useOfResult(face, parent);
      }
      return;
    case 'VariableDeclarator':
      if (parent.init === object) holdExports(face, parent.id);
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
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      giveBack(face, parent);
      return;
    default:
      if (!isOnlyTested(object) && !isHarmless(object)) face.dynamic = true;
  }
}

/** `module.exports = exports = value`: from there on, `exports` is what the module gives. */
function isPutIntoModule(assignment: Node): boolean {
  const { parent } = assignment;
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.right === assignment &&
    (memberNameOf(parent.left) === 'exports' || isPutIntoModule(parent))
  );
}

/**
 * `x = module.exports = { … }`: what the value of the assignment is bound to is the exports object too.
 * @param result that assignment, or a call that gives the object
 */
function useOfResult(face: Face, result: Node): void {
  const { parent } = result;
  if (parent?.type === 'VariableDeclarator' && parent.init === result) holdExports(face, parent.id);
  else if (parent?.type === 'MemberExpression' && parent.object === result) useOfMember(face, parent);
  else if (parent?.type === 'AssignmentExpression' && parent.right === result) {
    if (parent.left.type !== 'Identifier' || parent.left.name !== 'exports') holdExports(face, parent.left);
  }
}

/** `exports.name`, `module.exports.name` */
export function useOfMember(face: Face, member: Node): void {
  if (member.type !== 'MemberExpression' || face.isLost(member.object)) return;
  const { parent } = member;
  if (parent?.type === 'CallExpression' && parent.callee === member) useOfMethod(face, parent);
  if (!isWriteTarget(member)) return;
  const name = memberNameOf(member);
  if (parent?.type === 'AssignmentExpression') addMember(face, name, parent.right);
  if (name !== null) {
    if (!(member.object.type === 'ThisExpression' && /^__/.test(name))) addName(face, name, member.property);
  } else addComputed(face, member.property, member);
}

/** `exports.__defineGetter__('name', …)`: ECMA-262, B.2.2 */
function useOfMethod(face: Face, call: Node): void {
  if (call.type !== 'CallExpression' || !/^__define[GS]etter__$/.test(calleeName(call.callee))) return;
  const [key] = call.arguments;
  if (key !== undefined) addKey(face, key, call);
}

/** The name that a definition gives to a member. */
function addKey(face: Face, key: Node, at: Node): void {
  const name = literalString(key);
  if (name !== null) addName(face, name, key);
  else if (!isSymbol(key)) addComputed(face, key, at);
}

/** A name that is computed: those of a list in the text, or of the module that a loop copies from. */
function addComputed(face: Face, key: Node, at: Node): void {
  const isOwn = (object: Node) => face.occurrences.seen.has(object);
  const names = knownKeys(face.index, key, isOwn);
  for (const name of names ?? []) addName(face, name, at);
  if (names !== null) return;
  // for (var key in source) exports[key] = source[key];
  const source = loopSource(face.index, key, at);
  const requests = source === null ? null : requestsOf(face.draft, face.index, source);
  for (const request of requests ?? []) addStar(face, request, at);
  if (requests !== null) return;
  if (source !== null && isArgument(face, source)) lookAt(face.values, source);
  else {
    face.namedThrough.push(...namingExports(face.index, key));
    face.dynamic = true;
  }
}

/** The exports object as an argument: definitions and the helpers of compilers. */
function useAsArgument(face: Face, object: Node, call: Node): void {
  if (call.type !== 'CallExpression' || face.isLost(object)) return;
  const position = positionIn(call.arguments, object);
  const called = calledFunction(face.index, call.callee);
  const maker = valueSource(face.draft, face.index, call.callee);
  const name = calleeName(call.callee);
  const [, second, third] = call.arguments;
  const isOnlyRead = isReader(name) || third === object;
  if (call.arguments.slice(0, position).some(({ type }) => type === 'SpreadElement')) face.dynamic = true;
  // Object.defineProperty(exports, '__esModule', { value: true }).default = …
  if (position === 0 && givesItsTarget(name)) useOfResult(face, call);
  if (name === 'defineProperty' && position === 0) {
    if (second !== undefined) addKey(face, second, call);
  } else if ((name === 'defineProperties' || isExportHelper(name)) && position === 0) {
    // swc and esbuild: __export(exports, { name: () => name })
    if (second !== undefined) addKeys(face, second);
  } else if (isMerge(name) && position === 0 && second !== undefined) {
    for (const source of call.arguments.slice(1)) lookAt(face.values, source);
    // CoffeeScript: child.__super__ = parent.prototype
    if (called !== null) addNamesPutInto(face, called.params[0]);
  } else if (isStarHelper(name) && position === 1) {
    addStarOf(face, call.arguments[0], call);
  } else if (isReExportHelper(name)) {
    // esbuild: __reExport(target, require('x'), module.exports)
    if (position !== 1) addStarOf(face, second, call);
  } else if (name === 'inherits') {
    // util.inherits(Child, Base): https://nodejs.org/api/util.html#utilinheritsconstructor-superconstructor
    if (position === 0) addName(face, 'super_', call.callee);
  } else if (called !== null) {
    const parameter = called.params[position];
    if (parameter !== undefined) holdExports(face, parameter);
    noteCall(face, called, call);
  } else if (maker !== null && !(maker.member !== undefined && isOnlyRead)) {
    const given = call.arguments.map((argument) => (argument === object ? null : argument));
    addMaker(face, maker, `argument ${position}`, given);
    // It may give back what it was given.
    lookAt(face.occurrences, call);
  } else if (!isOnlyRead) {
    for (const request of givenFunctions(face, call.callee))
      addMaker(face, { request }, `argument ${position}`);
    // Others may give it functions too.
    face.dynamic = true;
  }
}

/** The names that a function gives to its parameter. */
function addNamesPutInto(face: Face, parameter: Node | undefined): void {
  const binding = parameter === undefined ? null : face.index.declaredBy.get(parameter);
  for (const { parent } of binding?.references ?? []) {
    const name = parent?.type === 'MemberExpression' && isWriteTarget(parent) ? memberNameOf(parent) : null;
    if (parent?.type === 'MemberExpression' && name !== null) addName(face, name, parent.property);
  }
}

/** `exports.use = (plugin) => plugin(exports); exports.use(require('./x'));`: the modules whose functions are called. */
function givenFunctions({ draft, index }: Face, callee: Node): readonly number[] {
  const [parameter] = index.bindingOf.get(callee)?.declarations ?? [];
  const around = parameter?.parent;
  if (!around || !isFunction(around) || around.parent?.type !== 'AssignmentExpression') return [];
  const position = positionIn(around.params, parameter);
  return otherReads(index, around.parent.left).flatMap((use) => {
    const given =
      use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent.arguments : [];
    const request = given[position] === undefined ? null : sourceRequest(draft, index, given[position]);
    return request === null ? [] : [request];
  });
}

function addStarOf(face: Face, source: Node | undefined, at: Node): void {
  const request = source === undefined ? null : sourceRequest(face.draft, face.index, source);
  if (request === null) face.dynamic = true;
  else addStar(face, request, at);
}
