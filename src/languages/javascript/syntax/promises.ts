// What becomes of a promise that an expression gives: who waits for it, and who hears that it was rejected.

import type { Guard } from '../../../model/module-request.ts';
import type { CallExpression, CatchClause, Node } from '../syntax-tree.ts';
import { runsAtOnce } from './called-at-once.ts';
import { ends, guardOfCallback, guardOfHandler, keepsErrors } from './error-handlers.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction, memberNameOf } from './nodes.ts';
import { type Binding, indexOf } from './scopes.ts';

/**
 * `caught`: somebody hears of it and the program goes on; `awaited`: the code around waits for it; `returned`: it is given
 * back to who calls; `forgotten`: nobody hears of it, which ends the program; `kept`: who hears of it is not known;
 * `offered`: that depends on who imports it.
 * Source: ECMA-262, 27.2.1.9 (HostPromiseRejectionTracker); nodejs.org/api/cli.html#--unhandled-rejectionsmode
 */
export type PromiseFate = 'caught' | 'awaited' | 'returned' | 'forgotten' | 'kept' | 'offered';

export function fateOfPromise(promise: Node): PromiseFate {
  return fateBehind(promise, []);
}

/** @param names that hold the promise so far: `var app = app || create()` leads back to where it began */
function fateBehind(promise: Node, names: readonly Node[]): PromiseFate {
  let value = promise;
  for (let { parent } = value; parent != null; value = parent, { parent } = value) {
    switch (parent.type) {
      case 'ExpressionStatement':
        return 'forgotten';
      case 'AwaitExpression':
        return 'awaited';
      case 'ReturnStatement':
        return 'returned';
      case 'ArrowFunctionExpression':
        return parent.body === value ? 'returned' : 'kept';
      case 'UnaryExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        continue;
      case 'ConditionalExpression':
        if (parent.test === value) return 'forgotten';
        continue;
      case 'LogicalExpression':
        continue;
      case 'ArrayExpression':
        if (combinatorAround(parent) === null) return 'kept';
        continue;
      case 'MemberExpression':
        if (parent.object !== value || !/^(?:then|catch|finally)$/.test(memberNameOf(parent) ?? ''))
          return 'kept';
        continue;
      case 'CallExpression': {
        if (parent.callee === value) {
          const handler = handlerOf(parent);
          if (handler !== null) return ends(handler) ? 'forgotten' : 'caught';
          continue;
        }
        const combinator = combinatorAround(value);
        if (combinator === null) return 'kept';
        if (combinator === 'allSettled') return 'caught';
        continue;
      }
      case 'ExportDefaultDeclaration':
        return 'offered';
      case 'VariableDeclarator':
        return parent.init === value ? fateOfVariable(parent.id, names) : 'kept';
      default:
        return 'kept';
    }
  }
  return 'kept';
}

/** `Promise.all([…])`: its name, for the list that it is given; null where it is given none. */
function combinatorAround(list: Node): string | null {
  const call = list.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== list) return null;
  const { callee } = call;
  const isOfPromise =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise';
  const name = memberNameOf(callee) ?? '';
  return isOfPromise && /^(?:all|allSettled|race)$/.test(name) ? name : null;
}

/** What `.catch(handler)` and `.then(next, handler)` are given for a promise that is rejected. */
function handlerOf({ callee, arguments: given }: CallExpression): Node | null {
  const name = memberNameOf(callee);
  return (name === 'catch' ? given[0] : name === 'then' ? given[1] : undefined) ?? null;
}

/** Of a promise that a variable holds, by all that is done with the variable. */
function fateOfVariable(name: Node, names: readonly Node[] = []): PromiseFate {
  const binding = bindingOf(name);
  if (binding === null || binding.references.some(isWriteTarget) || names.includes(name)) return 'kept';
  const fates = new Set(
    binding.references.map((reference): PromiseFate => {
      if (reference.parent?.type === 'ExportSpecifier') return 'offered';
      const fate = fateBehind(reference, [...names, name]);
      if (fate !== 'awaited') return fate === 'returned' ? 'kept' : fate;
      if (codeAround(reference) !== codeAround(name)) return 'kept';
      return handlerAround(reference) === null ? 'awaited' : 'caught';
    }),
  );
  if (isExported(name)) fates.add('offered');
  return (['caught', 'awaited', 'kept', 'offered'] as const).find((fate) => fates.has(fate)) ?? 'forgotten';
}

/** `export const ready = …` */
function isExported(name: Node): boolean {
  return name.parent?.parent?.parent?.type === 'ExportNamedDeclaration';
}

/** The binding that holds a promise which is `offered`. */
export function nameOffered(promise: Node): string {
  const { parent } = promise;
  if (parent?.type === 'ExportDefaultDeclaration') return 'default';
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : '';
}

/** What a place depends on whose errors reject a promise: nothing, the code that is given it, or who imports it. */
export function heardThrough(promise: Node): string | null {
  const fate = fateOfPromise(promise);
  return fate === 'offered' ? nameOffered(promise) : fate === 'kept' ? '' : null;
}

function bindingOf(name: Node): Binding | null {
  let program = name;
  while (program.parent != null) program = program.parent;
  return indexOf(program)?.declaredBy.get(name) ?? null;
}

/** The function whose calls make a node run; null for the module. */
function codeAround(node: Node): Node | null {
  for (let at = node.parent ?? null; at !== null; at = at.parent ?? null)
    if (isFunction(at) && !runsAtOnce(at)) return at;
  return null;
}

/** The handler of the `try` around, in the same function, that lets the program go on. */
function handlerAround(node: Node): CatchClause | null {
  let child = node;
  for (let { parent } = node; parent != null && !isFunction(parent); child = parent, { parent } = child) {
    if (parent.type !== 'TryStatement' || parent.block !== child || parent.handler === null) continue;
    if (keepsErrors(parent.handler)) return parent.handler;
  }
  return null;
}

/**
 * What the handlers make of a rejection of a promise that is held in a variable, or is one of those that `Promise.allSettled()`
 * waits for; null where there is none.
 * @param child what gives the promise, in `parent`
 */
export function guardOfKept(parent: Node, child: Node): Guard | null {
  if (parent.type === 'ArrayExpression')
    return combinatorAround(parent) === 'allSettled' ? 'swallowed' : null;
  if (parent.type !== 'VariableDeclarator' || parent.init !== child) return null;
  if (fateOfVariable(parent.id) !== 'caught') return null;
  const guards = bindingOf(parent.id)?.references.map((reference) => {
    const handler = handlerAround(reference);
    return handler === null ? guardOfChain(reference) : guardOfHandler(handler, false);
  });
  return guards?.find((guard) => guard != null) ?? 'swallowed';
}

/** `p.catch(handler)`, `p.then(next).catch(handler)` */
function guardOfChain(promise: Node): Guard | null {
  let value = promise;
  for (;;) {
    const member = value.parent;
    const call = member?.parent;
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member)
      return null;
    const handler = handlerOf(call);
    if (handler !== null) return guardOfCallback(handler);
    value = call;
  }
}
