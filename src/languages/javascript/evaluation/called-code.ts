// Which code of the module itself a call surely runs: that of a function or a class whose name nobody gives to anything
// else, and which is there by then.

import { isWriteTarget } from '../syntax/member-access.ts';
import { literalString, memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import { isValueReference } from '../syntax/value-uses.ts';
import type { Class, FunctionNode, Node } from '../syntax-tree.ts';
import { type Callable, expressed, type FunctionValue, isClass } from './callable.ts';
import { createSureValues, type SureValues } from './sure-values.ts';

type MemberKind = 'method' | 'getter';

const KINDS = { method: 'method', getter: 'get' } as const;

export interface CalledCode {
  /** The function or class that an expression surely is when it is called now; null when that cannot be told. */
  codeOf(callee: Node): Callable | null;
  /** The method that `this.name()` calls in an instance of exactly this class; null when that cannot be told. */
  methodOf(made: Class, name: string): FunctionNode | null;
  /** The getter that `this.name` runs there. */
  getterOf(made: Class, name: string): FunctionNode | null;
  /** The getter that reading a member of a class or of a written out object runs; null when that cannot be told. */
  getterAt(member: Node): FunctionValue | null;
  readonly values: SureValues;
  /** A class, or a declarator of a variable, has been evaluated: what it declares can be called from here on. */
  evaluated(declaration: Node): void;
}

export function createCalledCode(index: SyntaxIndex): CalledCode {
  const evaluated = new Set<Node>();

  /** What a name holds for good: what it was given when it was declared, or the function or class of that name. */
  function initOf(name: Node): Node | null {
    const binding = index.bindingOf.get(name);
    const [identifier, ...others] = binding?.declarations ?? [];
    const declaration = identifier?.parent;
    if (!declaration || others.length > 0 || binding?.references.some(isWriteTarget) !== false) return null;
    if (declaration.type === 'FunctionDeclaration') return declaration;
    if (!evaluated.has(declaration)) return null;
    if (declaration.type === 'ClassDeclaration') return declaration;
    const isWhole = declaration.type === 'VariableDeclarator' && declaration.id === identifier;
    return isWhole ? declaration.init : null;
  }

  function declared(name: Node): Callable | null {
    const init = initOf(name);
    return init === null ? null : expressed(init);
  }

  const values = createSureValues(index, initOf, codeOf);

  function codeOf(callee: Node): Callable | null {
    if (callee.type === 'Identifier') return declared(callee);
    if (callee.type !== 'MemberExpression') return expressed(callee);
    if (callee.property.type === 'PrivateIdentifier')
      return callee.object.type === 'ThisExpression' ? privateMethod(callee, callee.property.name) : null;
    return memberAt(callee, 'method');
  }

  /** Of a class its static members, of a written out object those that no method of it may replace. */
  function memberAt(member: Node, kind: MemberKind): FunctionValue | null {
    const name = memberNameOf(member);
    if (member.type !== 'MemberExpression' || name === null) return null;
    const owner = member.object.type === 'Identifier' ? declared(member.object) : null;
    if (owner !== null) return isClass(owner) ? memberOf(owner, name, true, kind) : null;
    return isHidden(name) ? null : values.memberOf(member.object, name, kind);
  }

  /** What the text of a class says of a member, unless the class is changed elsewhere, or may be. */
  function memberOf(owner: Class, name: string, isStatic: boolean, kind: MemberKind): FunctionNode | null {
    const binding = owner.id === null ? undefined : index.declaredBy.get(owner.id);
    if (binding?.references.some(mayChange) === true) return null;
    const named = owner.body.body.filter(
      (element) =>
        isMember(element, name, isStatic) && !(element.type === 'MethodDefinition' && element.kind === 'set'),
    );
    const [method] = named;
    if (named.length === 0 && !isStatic && owner.superClass !== null) {
      const parent = codeOf(owner.superClass);
      return parent !== null && isClass(parent) ? memberOf(parent, name, false, kind) : null;
    }
    const isOnly = named.length === 1 && method?.type === 'MethodDefinition' && method.kind === KINDS[kind];
    return isOnly && method.decorators.length === 0 && method.value.body !== null ? method.value : null;
  }

  /** Whether an instance may have something else by the name: `this.start = …`, `Object.assign(this, options)`. */
  function isHidden(name: string): boolean {
    return (index.collected.get('ThisExpression') ?? []).some((reference) => {
      const { parent } = reference;
      if (parent?.type !== 'MemberExpression') return parent?.type !== 'ReturnStatement';
      const written = memberNameOf(parent);
      return isWriteTarget(parent) && (written === null ? parent.computed : written === name);
    });
  }

  return {
    codeOf,
    methodOf: (made, name) => (isHidden(name) ? null : memberOf(made, name, false, 'method')),
    getterOf: (made, name) => memberOf(made, name, false, 'getter'),
    getterAt: (member) => memberAt(member, 'getter'),
    values,
    evaluated: (declaration) => void evaluated.add(declaration),
  };
}

/** `this.#start()` is the method of the class around it, which nobody can override (ECMA-262, 13.3.2). */
function privateMethod(callee: Node, name: string): FunctionNode | null {
  for (let node = callee.parent ?? null; node !== null; node = node.parent ?? null) {
    if (!isClass(node)) continue;
    for (const element of node.body.body) {
      if (element.type !== 'MethodDefinition' || element.kind !== 'method') continue;
      if (element.key.type === 'PrivateIdentifier' && element.key.name === name) return element.value;
    }
  }
  return null;
}

/** A member of a class by its name; also one whose name is computed, which may be that one. */
function isMember(element: Class['body']['body'][number], name: string, isStatic: boolean): boolean {
  if (element.type === 'StaticBlock' || element.type === 'TSIndexSignature') return false;
  if (element.static !== isStatic || element.key.type === 'PrivateIdentifier') return false;
  if (element.computed) return true;
  return element.key.type === 'Identifier' ? element.key.name === name : literalString(element.key) === name;
}

/** `S.create = …`, `S.prototype`, `change(S)` */
function mayChange(reference: Node): boolean {
  const { parent } = reference;
  if (parent?.type === 'NewExpression' && parent.callee === reference) return false;
  if (!isValueReference(reference)) return false;
  if (parent?.type === 'ClassDeclaration') return false;
  const isObject = parent?.type === 'MemberExpression' && parent.object === reference;
  return !isObject || isWriteTarget(parent) || memberNameOf(parent) === 'prototype';
}
