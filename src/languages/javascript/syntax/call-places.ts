// Where a call stands: in which function, behind which condition, and what becomes of the errors of what it calls.

import type { Node } from '../syntax-tree.ts';
import { isCallbackOfSome, isConditional } from './branches.ts';
import { deferralOf, isInstanceField, rejectsPromise, runsAtOnce } from './called-at-once.ts';
import { forgetsErrors, handsErrorOn, keepsErrors } from './error-handlers.ts';
import { isFunction, memberNameOf } from './nodes.ts';
import { fateOfPromise, heardThrough, nameOffered } from './promises.ts';

export interface CallPlace {
  /** The function that makes it, or the field with whose value it is made; null for the module. */
  readonly by: Node | null;
  readonly isConditional: boolean;
  /** What is uncertain is what becomes of the error: as `heard` of a place. */
  readonly heard: string | null;
  /** `thrown`: of what rejects a promise, nobody around hears. */
  readonly caught: 'all' | 'thrown' | null;
  /**
   * What becomes of the promise that the call may give. `forgotten`: what rejects it ends the program, whoever catches what
   * is thrown; `detached`: what is thrown does as well, because it is called later; `kept`: somebody may wait for it later; null: the code around waits for it, or gives it back.
   */
  readonly promise: 'forgotten' | 'detached' | 'kept' | null;
  /** Of a promise that is kept by nothing else: the binding that is exported with it. */
  readonly offeredAs: string | null;
}

export function placeOfCall(call: Node): CallPlace {
  let isConditionalSoFar = false;
  let heard: string | null = null;
  const fate = fateOfPromise(call);
  let caught: CallPlace['caught'] = fate === 'caught' ? 'all' : null;
  let isForgotten = fate === 'forgotten';
  /** What stands for the call in the code around: itself, then the function that runs at once and waits for it. */
  let isAwaited = fate === 'awaited';
  let isGivenBack = false;
  /** What fails ends the program, whoever further out catches: it rejects a promise that nobody takes, or runs later. */
  let isDetached = false;
  const place = (by: Node | null): CallPlace => {
    const isTaken = isAwaited || isGivenBack || caught === 'all' || isBodyOfArrow(call);
    const promise = isForgotten ? 'forgotten' : isTaken ? null : 'kept';
    const offeredAs = promise === 'kept' && fate === 'offered' ? nameOffered(call) : null;
    return { by, isConditional: isConditionalSoFar, heard, caught, promise, offeredAs };
  };
  let child = call;
  for (let { parent } = call; parent != null; child = parent, { parent } = child) {
    if (isInstanceField(parent, child)) return place(parent);
    if (isFunction(parent)) {
      isDetached ||= deferralOf(parent) !== null;
      if (!runsAtOnce(parent) && deferralOf(parent) === null) return place(parent);
      const outer = parent.parent;
      if (parent.async) isAwaited = false;
      if (outer != null && !isDetached) {
        const outerFate = fateOfPromise(outer);
        if (outerFate === 'caught' && caught !== 'all') caught = isForgotten ? 'thrown' : 'all';
        isDetached = outerFate === 'forgotten' && (parent.async || rejectsPromise(parent));
        isForgotten ||= isDetached;
        isAwaited ||= parent.async && outerFate === 'awaited';
        if (parent.async || rejectsPromise(parent)) heard ??= heardThrough(outer);
      }
      isGivenBack = false;
    }
    isConditionalSoFar ||= isConditional(parent, child);
    isAwaited ||= parent.type === 'AwaitExpression';
    isGivenBack ||= parent.type === 'ReturnStatement';
    if (parent.type !== 'TryStatement') continue;
    const handler = parent.block === child ? parent.handler : null;
    if (caught !== 'all' && !isDetached && parent.finalizer !== child && forgetsErrors(parent))
      caught = isForgotten || (isGivenBack && !isAwaited) ? 'thrown' : 'all';
    if (handler !== null && !isDetached && handsErrorOn(handler)) heard ??= '';
    if (caught === 'all' || handler === null || isDetached || !keepsErrors(handler)) continue;
    caught = isForgotten || (isGivenBack && !isAwaited) ? 'thrown' : 'all';
  }
  return place(null);
}

/** Of what runs when the code around a call has ended: nobody there catches anything. */
export function deferredPlace(deferral: Node): CallPlace {
  return { ...placeOfCall(deferral), caught: null, promise: 'detached' };
}

/** Of a function that a call is given by its name. */
export function callbackPlace(call: Node): CallPlace {
  const place = placeOfCall(call);
  const isConditional = place.isConditional || isCallbackOfSome(call);
  const isThen = call.type === 'CallExpression' && memberNameOf(call.callee) === 'then';
  if (!isThen) return { ...place, isConditional };
  // What it throws rejects the promise of the call.
  return place.promise === 'forgotten'
    ? { ...place, caught: null, promise: 'detached' }
    : { ...place, heard: place.heard ?? (place.promise === 'kept' ? (place.offeredAs ?? '') : null) };
}

function isBodyOfArrow(call: Node): boolean {
  return call.parent?.type === 'ArrowFunctionExpression' && call.parent.body === call;
}
