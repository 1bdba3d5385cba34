// The names that a class has, without an instance and on one.

import type { MakingUse, ValueSource } from '../../../model/commonjs-face.ts';
import type { RecordDraft } from '../record-draft.ts';
import type { CallExpression, Node } from '../syntax-tree.ts';
import { collectionOf } from './collections.ts';
import { calleeName, valueSource } from './commonjs-sources.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction, literalString, memberNameOf, positionIn } from './nodes.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { valueAt } from './value-places.ts';

export interface ClassMembers {
  readonly names: readonly { readonly name: string; readonly at: Node }[];
  /** What other modules give: the classes that it is derived from, and functions that fill its prototype. */
  readonly makers: readonly (ValueSource & { readonly use: MakingUse })[];
  /** Others may be there: inherited, computed, or made where nobody sees it. */
  readonly isOpen: boolean;
}

/** Whether the class itself or an instance of it is asked. */
export type ClassSide = 'static' | 'instance';

interface Found {
  readonly draft: RecordDraft;
  readonly names: { name: string; at: Node }[];
  readonly makers: (ValueSource & { readonly use: MakingUse })[];
  isOpen: boolean;
}

/** The members of a class, or of a function that is called with `new`: of that, more may be there in any case. */
export function membersOfClass(
  value: Node,
  side: ClassSide,
  index: SyntaxIndex,
  draft: RecordDraft,
): ClassMembers {
  const found: Found = { draft, names: [], makers: [], isOpen: false };
  addClass(value, side, index, found, new Set());
  return found;
}

function addClass(value: Node, side: ClassSide, index: SyntaxIndex, found: Found, seen: Set<Node>): void {
  if (seen.has(value)) return;
  seen.add(value);
  if (value.type === 'ClassExpression' || value.type === 'ClassDeclaration') {
    for (const member of value.body.body) addMember(member, side, found);
    if (value.superClass !== null) addBase(value.superClass, side, index, found, seen);
  } else {
    found.isOpen = true;
    if (!isFunction(value)) return;
  }
  for (const self of index.collected.get('ThisExpression') ?? []) {
    const owner = ownerOf(self);
    if (owner?.of === value && owner.side === side) addUse(self, index, found);
  }
  if (side === 'instance') addPrototype(value, index, found, seen);
}

function addBase(base: Node, side: ClassSide, index: SyntaxIndex, found: Found, seen: Set<Node>): void {
  const source = valueSource(found.draft, index, base);
  const value = valueAt(index, base);
  if (source !== null) found.makers.push({ ...source, use: side === 'static' ? 'exports' : 'instance' });
  else if (isError(base, index)) found.names.push(...OF_ERRORS[side].map((name) => ({ name, at: base })));
  else if (value === null) {
    const collection = side === 'instance' ? collectionOf(index, base) : null;
    found.names.push(...(collection?.names ?? []).map((name) => ({ name, at: base })));
    found.isOpen ||= collection?.isOpen ?? true;
  } else addClass(value, side, index, found, seen);
}

/** ECMA-262, 20.5 (Error Objects), and what V8 adds: v8.dev/docs/stack-trace-api */
const OF_ERRORS: Readonly<Record<ClassSide, readonly string[]>> = {
  static: ['captureStackTrace', 'stackTraceLimit', 'prepareStackTrace', 'isError'],
  instance: ['name', 'message', 'stack', 'cause'],
};

function isError(base: Node, index: SyntaxIndex): boolean {
  if (base.type !== 'Identifier' || index.bindingOf.has(base)) return false;
  return /^(?:Eval|Range|Reference|Syntax|Type|URI)?Error$/.test(base.name);
}

function addMember(member: Node, side: ClassSide, found: Found): void {
  if (member.type === 'StaticBlock') {
    if (side === 'static') found.isOpen = true;
    return;
  }
  if (
    member.type !== 'MethodDefinition' &&
    member.type !== 'PropertyDefinition' &&
    member.type !== 'AccessorProperty'
  )
    return;
  if (member.static !== (side === 'static') || member.key.type === 'PrivateIdentifier') return;
  const name =
    !member.computed && member.key.type === 'Identifier' ? member.key.name : literalString(member.key);
  if (name !== null) found.names.push({ name, at: member.key });
  else found.isOpen = true;
}

/** One occurrence of `this`, or of a variable that holds it. */
function addUse(self: Node, index: SyntaxIndex, found: Found): void {
  const { parent } = self;
  if (parent?.type === 'MemberExpression' && parent.object === self) {
    if (!isWriteTarget(parent)) return;
    const name = memberNameOf(parent);
    if (name !== null) found.names.push({ name, at: parent.property });
    else if (parent.property.type !== 'PrivateIdentifier') found.isOpen = true;
  } else if (parent?.type === 'VariableDeclarator' && parent.init === self) {
    const held = index.declaredBy.get(parent.id);
    for (const alias of held?.references ?? []) addUse(alias, index, found);
  } else if (parent?.type === 'CallExpression' && parent.callee !== self) {
    // `emitter.on('x', this.done.bind(this))` gives it to a function of its own.
    if (!/^(?:bind|call|apply)$/.test(memberNameOf(parent.callee) ?? '')) found.isOpen = true;
    else if (parent.callee.type === 'MemberExpression' && !isOwnMember(parent.callee.object))
      found.isOpen = true;
  } else if (parent?.type === 'NewExpression' && parent.callee !== self) found.isOpen = true;
}

/** `this.done`, in `this.done.bind(this)` */
function isOwnMember(node: Node): boolean {
  return isFunction(node) || (node.type === 'MemberExpression' && node.object.type === 'ThisExpression');
}

/** `Pool.prototype.get = …`; whoever else gets the class may add to it as well. */
function addPrototype(value: Node, index: SyntaxIndex, found: Found, seen: Set<Node>): void {
  for (const use of bindingOfClass(value, index)?.references ?? []) {
    const { parent } = use;
    if (parent?.type === 'CallExpression' && parent.callee !== use)
      addFiller(parent, use, index, found, seen);
    if (parent?.type !== 'MemberExpression' || parent.object !== use) continue;
    if (memberNameOf(parent) !== 'prototype') continue;
    const member = parent.parent;
    if (member?.type !== 'MemberExpression' || member.object !== parent) found.isOpen = true;
    else if (isWriteTarget(member)) {
      const name = memberNameOf(member);
      if (name === null) found.isOpen = true;
      else found.names.push({ name, at: member.property });
    }
  }
}

/** `require('./queries')(Pool)`, `util.inherits(Pool, Base)` */
function addFiller(
  call: CallExpression,
  argument: Node,
  index: SyntaxIndex,
  found: Found,
  seen: Set<Node>,
): void {
  if (calleeName(call.callee) === 'inherits') {
    // nodejs.org/api/util.html#utilinheritsconstructor-superconstructor
    const [child, base] = call.arguments;
    if (child === argument && base !== undefined) addBase(base, 'instance', index, found, seen);
    return;
  }
  const source = valueSource(found.draft, index, call.callee);
  if (source === null) found.isOpen = true;
  else found.makers.push({ ...source, use: `prototype ${positionIn(call.arguments, argument)}` });
}

function bindingOfClass(value: Node, index: SyntaxIndex): Binding | null {
  if ((value.type === 'ClassDeclaration' || value.type === 'FunctionDeclaration') && value.id !== null)
    return index.declaredBy.get(value.id) ?? null;
  const { parent } = value;
  return parent?.type === 'VariableDeclarator' ? (index.declaredBy.get(parent.id) ?? null) : null;
}

/**
 * The class that `this` is (an instance of) in its methods and properties and the arrow functions in them, or the function
 * that is called with `new`; null elsewhere.
 */
function ownerOf(self: Node): { readonly of: Node | null; readonly side: ClassSide } | null {
  for (let current = self.parent ?? null; current !== null; current = current.parent ?? null) {
    switch (current.type) {
      case 'FunctionDeclaration':
        return { of: current, side: 'instance' };
      case 'FunctionExpression':
        if (current.parent?.type !== 'MethodDefinition') return { of: current, side: 'instance' };
        break;
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return { of: current.parent?.parent ?? null, side: current.static ? 'static' : 'instance' };
      case 'StaticBlock':
        return { of: current.parent?.parent ?? null, side: 'static' };
    }
  }
  return null;
}
