// What instances of a class have beside what the text of the class says of its methods: fields, and what methods put into them.

import { addToSet } from '../../../model/lists.ts';
import { setterName } from '../../../model/timing.ts';
import { isWriteTarget } from '../syntax/member-access.ts';
import { isFunction, memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import type { Class, Node } from '../syntax-tree.ts';
import { isClass } from './callable.ts';
import { nameOfClass, nameOfCode } from './named-functions.ts';

/** What stands before the name of the method, or the field, with whose `this` it is: a class, or a written out object. */
export function ownerOfThis(self: Node): string | null {
  for (let node = self.parent ?? null; node !== null; node = node.parent ?? null) {
    if (isClass(node)) return null;
    if (node.type === 'StaticBlock') {
      const owner = node.parent?.parent;
      return owner != null && isClass(owner) ? nameOfClass(owner) : null;
    }
    const isCode =
      (isFunction(node) && node.type !== 'ArrowFunctionExpression') || node.type === 'PropertyDefinition';
    if (!isCode) continue;
    const [, owner] = /^(.+)\.[^.]+$/.exec(nameOfCode(node) ?? '') ?? [];
    return owner ?? null;
  }
  return null;
}

/** Whether `this` is the class itself. */
export function isOfClass(self: Node): boolean {
  for (let node = self.parent ?? null; node !== null && !isClass(node); node = node.parent ?? null) {
    if (node.type === 'StaticBlock') return true;
    if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') return node.static;
  }
  return false;
}

/** By the name of the class, what methods put into its instances: `this.run = run`; `*` for what is not known. */
export function assignedMembers({ collected }: SyntaxIndex): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const self of collected.get('ThisExpression') ?? []) {
    const name = assignedTo(self);
    const owner = name === null ? null : ownerOfThis(self);
    if (name === null || owner === null) continue;
    addToSet(found, owner, name);
  }
  return found;
}

/** Fields, which each instance gets for itself. */
export function fieldNames({ body }: Class): string[] {
  return body.body.flatMap((element) => {
    if (element.type !== 'PropertyDefinition' || element.static || element.declare === true) return [];
    const name = element.computed || element.key.type !== 'Identifier' ? null : element.key.name;
    return name === null ? [] : [name, setterName(name)];
  });
}

/** The member of `this` that is given something else there; null where none is. */
function assignedTo(self: Node): string | null {
  const { parent } = self;
  // `Object.assign(this, options)`, `Reflect.defineProperty(this, …)`
  if (parent?.type === 'CallExpression') {
    const { callee } = parent;
    const isChanging =
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      /^(?:Object|Reflect)$/.test(callee.object.name);
    return isChanging && parent.arguments[0] === self ? '*' : null;
  }
  if (parent?.type !== 'MemberExpression' || !isWriteTarget(parent)) return null;
  const name = memberNameOf(parent);
  return name !== null && isBoundItself(parent, name) ? null : (name ?? '*');
}

/** `this.run = this.run.bind(this)` */
function isBoundItself({ parent }: Node, name: string): boolean {
  if (parent?.type !== 'AssignmentExpression' || parent.right.type !== 'CallExpression') return false;
  const { callee } = parent.right;
  if (callee.type !== 'MemberExpression' || memberNameOf(callee) !== 'bind') return false;
  const { object } = callee;
  return (
    object.type === 'MemberExpression' &&
    object.object.type === 'ThisExpression' &&
    memberNameOf(object) === name
  );
}
