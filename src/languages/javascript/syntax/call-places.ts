// Where a call stands: in which function, behind which condition, and what becomes of the errors of what it calls.

import { type CatchClause, childrenOf, type Node } from '../syntax-tree.ts';
import { isConditional } from './branches.ts';
import { isInstanceField, runsAtOnce } from './called-at-once.ts';
import { guardOfHandler } from './error-handlers.ts';
import { isFunction, memberNameOf } from './nodes.ts';

export interface CallPlace {
  /** The function that makes it, or the field with whose value it is made; null for the module. */
  readonly by: Node | null;
  readonly isConditional: boolean;
  /** `thrown`: of what rejects a promise, nobody around hears. */
  readonly caught: 'all' | 'thrown' | null;
  /**
   * What becomes of the promise that the call may give. `forgotten`: what rejects it ends the program, whoever catches what
   * is thrown; `kept`: somebody may wait for it later; null: the code around waits for it, or gives it back.
   */
  readonly promise: 'forgotten' | 'kept' | null;
}

export function placeOfCall(call: Node): CallPlace {
  let isConditionalSoFar = false;
  let caught: CallPlace['caught'] = isCaughtByChain(call) ? 'all' : null;
  let isForgotten = isDropped(call);
  /** What stands for the call in the code around: itself, then the function that runs at once and waits for it. */
  let isAwaited = false;
  let isGivenBack = false;
  const place = (by: Node | null): CallPlace => {
    const isTaken = isAwaited || isGivenBack || caught === 'all' || isBodyOfArrow(call);
    const promise = isForgotten ? 'forgotten' : isTaken ? null : 'kept';
    return { by, isConditional: isConditionalSoFar, caught, promise };
  };
  let child = call;
  for (let { parent } = call; parent != null; child = parent, { parent } = child) {
    if (isInstanceField(parent, child)) return place(parent);
    if (isFunction(parent)) {
      if (!runsAtOnce(parent)) return place(parent);
      const outer = parent.parent;
      if (outer != null && !isForgotten) {
        if (isCaughtByChain(outer)) caught = 'all';
        isForgotten = parent.async && isDropped(outer);
      }
      if (parent.async) isAwaited = false;
      isGivenBack = false;
    }
    isConditionalSoFar ||= isConditional(parent, child);
    isAwaited ||= parent.type === 'AwaitExpression';
    const handler = parent.type === 'TryStatement' && parent.block === child ? parent.handler : null;
    isGivenBack ||= parent.type === 'ReturnStatement';
    if (caught === 'all' || handler === null || !keeps(handler)) continue;
    caught = isForgotten || (isGivenBack && !isAwaited) ? 'thrown' : 'all';
  }
  return place(null);
}

function isBodyOfArrow(call: Node): boolean {
  return call.parent?.type === 'ArrowFunctionExpression' && call.parent.body === call;
}

/** Whether a handler lets the program go on, and gives the error to nobody who was given the code around. */
function keeps(handler: CatchClause): boolean {
  return !ends(handler) && guardOfHandler(handler, false) !== null;
}

/** `start();`, `void start();`, `start().then(next);`: no variable, no argument and no `await` takes what it gives. */
function isDropped(call: Node): boolean {
  let value = call;
  for (let { parent } = call; parent != null; value = parent, { parent } = value) {
    switch (parent.type) {
      case 'ExpressionStatement':
        return true;
      case 'UnaryExpression':
      case 'ChainExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
        continue;
      case 'MemberExpression':
        if (parent.object !== value || !/^(?:then|catch|finally)$/.test(memberNameOf(parent) ?? ''))
          return false;
        continue;
      case 'CallExpression':
        if (parent.callee !== value) return false;
        continue;
      default:
        return false;
    }
  }
  return false;
}

/** `main().catch((error) => console.error(error))`: the program goes on; not where the handler ends it. */
function isCaughtByChain(call: Node): boolean {
  let value = call;
  for (;;) {
    const member = value.parent;
    const next = member?.parent;
    if (member?.type !== 'MemberExpression' || member.object !== value) return false;
    if (next?.type !== 'CallExpression' || next.callee !== member) return false;
    const name = memberNameOf(member);
    const handler = name === 'catch' ? next.arguments[0] : name === 'then' ? next.arguments[1] : undefined;
    if (handler !== undefined) return !ends(handler);
    value = next;
  }
}

/** Whether code ends the program, or hands the error on: `process.exit(1)`, `process.exitCode = 1`, `throw`. */
export function ends(code: Node): boolean {
  const open: Node[] = [code];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ThrowStatement') return true;
    const isOfProcess =
      node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'process';
    if (isOfProcess && /^(?:exit|exitCode|abort|kill)$/.test(memberNameOf(node) ?? '')) return true;
    open.push(...childrenOf(node));
  }
  return false;
}
