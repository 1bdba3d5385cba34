// Which members of a value are used: the value of a namespace binding, of `require()`, or of an awaited `import()` is
// followed through member chains, destructuring, `then`, variables that are assigned once, JSX and type names.
// A value that goes anywhere else (an argument, a spread, a computed key) just has no member uses there.

import type { MemberName, MemberUse } from '../../../model/member-use.ts';
import type { Node } from '../syntax-tree.ts';
import { givenWords } from './given-words.ts';
import { handedTo } from './handed-on.ts';
import { baseInErrors, heldUseOf } from './held-uses.ts';
import { accessOf, isAssignedOnce, isWriteTarget, stepInto } from './member-access.ts';
import { namesPutIn } from './names-put-in.ts';
import { isFunction, literalString, memberNameOf, nameSpan, positionIn, propertyKeyOf } from './nodes.ts';
import { markPossiblyAbsent } from './possibly-absent.ts';
import { isReactLazy } from './react-lazy.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';
import { mockedAround, spiedMember } from './test-doubles.ts';

type Access = MemberUse['access'];
type Of = MemberUse['of'];

/** What a node's value is: a module's namespace (or `module.exports`), or a promise of one. */
type Holding = 'namespace' | 'promise';

interface Follow {
  readonly index: SyntaxIndex;
  readonly of: Of;
  readonly uses: MemberUse[];
  readonly followed: Set<Binding>;
  /** Variables that hold a member that was read: what becomes of it is seen at their references. */
  readonly heldIn: Map<MemberUse, Binding>;
  /** Whether such a member may have members that are known: `const { promises } = require('fs')`. */
  readonly isOfPackage: boolean;
}

/** The member uses of a binding that holds a namespace (or, asked for, of any import). */
export function usesOfBinding(index: SyntaxIndex, binding: Binding, of: Of): MemberUse[] {
  const follow = newFollow(index, of, false);
  followBinding(follow, binding, 'namespace');
  return markPossiblyAbsent(follow.uses, follow.heldIn);
}

/** The member uses of the value of an expression: `require('x')`, `import('x')`. */
export function usesOfExpression(
  index: SyntaxIndex,
  expression: Node,
  holding: Holding,
  of: Of,
): MemberUse[] {
  const asked = expression.type === 'CallExpression' ? literalString(expression.arguments[0]) : null;
  const follow = newFollow(index, of, asked !== null && !/^[./]/.test(asked));
  followValue(follow, expression, holding);
  return markPossiblyAbsent(follow.uses, follow.heldIn);
}

function newFollow(index: SyntaxIndex, of: Of, isOfPackage: boolean): Follow {
  return { index, of, uses: [], followed: new Set(), heldIn: new Map(), isOfPackage };
}

function followBinding(follow: Follow, binding: Binding, holding: Holding): void {
  if (follow.followed.has(binding)) return;
  follow.followed.add(binding);
  for (const reference of binding.references) {
    if (!isWriteTarget(reference)) followValue(follow, reference, holding);
  }
}

function followValue(follow: Follow, start: Node, holding: Holding): void {
  if (holding === 'promise') followPromise(follow, start);
  else followNamespace(follow, start);
}

function followPromise(follow: Follow, promise: Node): void {
  const parent = promise.parent;
  switch (parent?.type) {
    case 'AwaitExpression':
      followNamespace(follow, parent);
      return;
    case 'ChainExpression':
      followPromise(follow, parent);
      return;
    case 'VariableDeclarator':
    case 'AssignmentExpression':
      followVariable(follow, promise, parent, 'promise');
      return;
    case 'ArrayExpression':
      followPromiseList(follow, promise, parent);
      return;
    case 'ArrowFunctionExpression':
      if (parent.body === promise) followLazyComponent(follow, promise, parent);
      return;
    case 'ReturnStatement':
      if (parent.parent?.type === 'BlockStatement' && parent.parent.body.length === 1) {
        const owner = parent.parent.parent;
        if (owner !== null && owner !== undefined && isFunction(owner))
          followLazyComponent(follow, promise, owner);
      }
      return;
    case 'MemberExpression': {
      const call = parent.parent;
      if (parent.object !== promise || call?.type !== 'CallExpression' || call.callee !== parent) return;
      const method = memberNameOf(parent);
      if (method === 'then') followCallback(follow, call.arguments[0]);
      else if (method === 'finally' || (method === 'catch' && !givesError(call.arguments[0])))
        followPromise(follow, call);
      return;
    }
  }
}

/** `.catch((error) => error)`: what comes out may be the error, whose members are no names of the module. */
function givesError(handler: Node | undefined): boolean {
  if (handler?.type !== 'ArrowFunctionExpression') return false;
  const parameter = handler.params[0];
  const { body } = handler;
  return parameter?.type === 'Identifier' && body.type === 'Identifier' && body.name === parameter.name;
}

/** `const [{ a }, b] = await Promise.all([import('./a'), import('./b')])` */
function followPromiseList(follow: Follow, promise: Node, list: Node): void {
  if (list.type !== 'ArrayExpression') return;
  const position = positionIn(list.elements, promise);
  if (list.elements.slice(0, position).some((element) => element?.type === 'SpreadElement')) return;
  const call = list.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== list || memberNameOf(call.callee) !== 'all')
    return;
  const consumer = call.parent;
  if (consumer?.type === 'AwaitExpression' && consumer.parent?.type === 'VariableDeclarator') {
    followElement(follow, consumer.parent.id, position);
  } else if (consumer?.type === 'MemberExpression' && memberNameOf(consumer) === 'then') {
    const then = consumer.parent;
    const callback = then?.type === 'CallExpression' ? then.arguments[0] : undefined;
    if (callback !== undefined && isFunction(callback)) followElement(follow, callback.params[0], position);
  }
}

function followElement(follow: Follow, pattern: Node | undefined, position: number): void {
  if (pattern?.type !== 'ArrayPattern') return;
  const element = pattern.elements[position];
  if (element !== null && element !== undefined) followPattern(follow, element, []);
}

/** `React.lazy(() => import('./Page'))` takes the default export. */
function followLazyComponent(follow: Follow, promise: Node, loader: Node): void {
  const call = loader.parent;
  if (
    call?.type !== 'CallExpression' ||
    call.arguments[0] !== loader ||
    !isReactLazy(follow.index, call.callee)
  )
    return;
  const name = {
    name: 'default',
    span: nameSpan(promise.type === 'ImportExpression' ? promise.source : promise),
  };
  follow.uses.push({ of: follow.of, path: [name], access: 'read', ...surroundingsOf(promise) });
}

/** `.then(m => m.x)`, `.then(({ x }) => …)`, `.then(function (m) { … })` */
function followCallback(follow: Follow, callback: Node | undefined): void {
  if (callback === undefined || !isFunction(callback)) return;
  const parameter = callback.params[0];
  if (parameter !== undefined) followPattern(follow, parameter, []);
}

/** A variable that takes the value: a declaration, or the only assignment to it. */
function followVariable(follow: Follow, value: Node, target: Node, holding: Holding): void {
  if (target.type === 'VariableDeclarator' && target.init === value) {
    if (target.id.type !== 'Identifier') {
      if (holding === 'namespace') followPattern(follow, target.id, []);
      return;
    }
    const binding = follow.index.declaredBy.get(target.id);
    if (binding && isAssignedOnce(binding)) followBinding(follow, binding, holding);
  } else if (target.type === 'AssignmentExpression' && target.right === value && target.operator === '=') {
    if (target.left.type === 'ObjectPattern') {
      if (holding === 'namespace') followPattern(follow, target.left, []);
      return;
    }
    if (target.left.type !== 'Identifier') return;
    const binding = follow.index.bindingOf.get(target.left);
    if (binding !== undefined && isAssignedOnce(binding)) followBinding(follow, binding, holding);
  }
}

/**
 * The names that a pattern takes out of a namespace.
 * @param path the names already passed: `{ a: { b } }` gives `[a]`, then `[a, b]`
 */
function followPattern(follow: Follow, pattern: Node, path: readonly MemberName[]): void {
  switch (pattern.type) {
    case 'Identifier': {
      if (path.length > 0) return;
      const binding = follow.index.declaredBy.get(pattern);
      if (binding?.references.every((reference) => !isWriteTarget(reference))) {
        followBinding(follow, binding, 'namespace');
      }
      return;
    }
    case 'AssignmentPattern':
      if (path.length === 0) followPattern(follow, pattern.left, path);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement' && path.length === 0) followRest(follow, property.argument);
        const name = propertyKeyOf(property);
        if (property.type !== 'Property' || name === null) continue;
        const inner = [...path, { name, span: nameSpan(property.key) }];
        const value = property.value;
        const access: Access = value.type === 'AssignmentPattern' ? 'tested' : 'read';
        add(follow, { of: follow.of, path: inner, access, ...surroundingsOf(pattern) }, value);
        if (value.type === 'ObjectPattern') followPattern(follow, value, inner);
      }
      return;
  }
}

/** `const { a, ...rest } = ns`: an object with what the namespace has beside `a`, and with what all objects have. */
function followRest(follow: Follow, target: Node): void {
  const inner: Follow = { ...follow, uses: [] };
  followPattern(inner, target, []);
  follow.uses.push(...inner.uses.filter(({ path }) => !Object.hasOwn(Object.prototype, path[0]?.name ?? '')));
}

/** @param target the variable that the member is read into, by a pattern or a declaration; null for other uses */
function add(follow: Follow, use: MemberUse, target: Node | null): void {
  const { index, uses, heldIn } = follow;
  const binding = target === null || use.access !== 'read' ? null : (index.declaredBy.get(target) ?? null);
  const held = binding === null ? null : heldUseOf(binding, index);
  const unread = binding?.references.length === 0 ? binding.name : undefined;
  const whole = { ...use, ...(held !== null && { held }), ...(unread !== undefined && { unread }) };
  uses.push(whole);
  if (binding === null) return;
  heldIn.set(whole, binding);
  const isFollowed = follow.isOfPackage && use.path.length === 1 && !binding.references.some(isWriteTarget);
  for (const reference of isFollowed ? binding.references : []) followNamespace(follow, reference, use.path);
}

/** @param before the names that were read into the variable that `start` is a use of */
function followNamespace(follow: Follow, start: Node, before: readonly MemberName[] = []): void {
  const path: MemberName[] = [...before];
  let current = start;
  for (;;) {
    const step = stepInto(current);
    if (step === null) break;
    if (step.name !== null) {
      // ns.x?.y: that x is absent is expected
      if (step.optional && path.length > before.length) {
        emit(follow, path, 'tested', current, null);
        return;
      }
      path.push(step.name);
    }
    current = step.to;
  }
  if (path.length === 0) {
    followWhole(follow, current);
    return;
  }
  if (inClosingElement(current)) return;
  const declarator = current.parent;
  const target =
    declarator?.type === 'VariableDeclarator' && declarator.init === current ? declarator.id : null;
  if (path.length > before.length)
    emit(follow, path, accessOf(current), current, target, baseInErrors(start), before.length);
  if (target?.type === 'ObjectPattern') followPattern(follow, target, path);
}

/** A namespace that is used as a whole: bound to a variable, destructured, or asked whether it has a member. */
function followWhole(follow: Follow, value: Node): void {
  const parent = value.parent;
  for (const { name, isEnding, at } of namesPutIn(value)) {
    const ending = isEnding ? { isEnding: true as const } : {};
    const path = [{ name, span: nameSpan(at) }];
    follow.uses.push({ of: follow.of, path, access: 'write', ...ending, ...surroundingsOf(value) });
  }
  if (parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression') {
    followVariable(follow, value, parent, 'namespace');
  } else if (parent?.type === 'BinaryExpression' && parent.operator === 'in' && parent.right === value) {
    const name = literalString(parent.left);
    if (name !== null) emit(follow, [{ name, span: nameSpan(parent.left) }], 'tested', value, null);
  } else if (parent?.type === 'CallExpression') followCall(follow, value);
}

/** A namespace that a test hands to its runner. */
function followCall(follow: Follow, argument: Node): void {
  const member = spiedMember(follow.index, argument);
  const name = literalString(member);
  if (member !== null && name !== null)
    emit(follow, [{ name, span: nameSpan(member) }], 'read', argument, null);
  const same = mockedAround(follow.index, argument);
  if (same !== null) followNamespace(follow, same);
}

function emit(
  follow: Follow,
  path: readonly MemberName[],
  access: Access,
  at: Node,
  target: Node | null,
  base?: string,
  before = 0,
): void {
  const where = access === 'type' ? { runs: 'never' as const, guard: 'none' as const } : surroundingsOf(at);
  const isCalled = access === 'call' || access === 'construct';
  const named = base === undefined || !isCalled || 'import' in follow.of ? {} : { base };
  const to = access === 'read' ? handedTo(at, follow.index) : null;
  const handed = to === null ? {} : { handedTo: to };
  const told = before === 0 ? {} : { readBefore: before };
  const words = access === 'call' && where.runs === 'load' ? givenWords(at) : null;
  const given = words === null ? {} : { words };
  add(follow, { of: follow.of, path, access, ...where, ...named, ...handed, ...told, ...given }, target);
}

function inClosingElement(node: Node): boolean {
  return node.parent?.type === 'JSXClosingElement';
}
