// The functions of a module that it calls itself while it is loaded: `main()`, `bootstrap().catch(fail)`, and what those
// call. What stands in them runs at start-up, though the module may have been loaded by then.

import type { Started } from '../../../model/timing.ts';
import type { Node } from '../syntax-tree.ts';
import { type CallPlace, callbackPlace, deferredPlace, placeOfCall } from './call-places.ts';
import { callbackCallOf, deferralOf } from './called-at-once.ts';
import { isWriteTarget } from './member-access.ts';
import { isFunction } from './nodes.ts';
import { type Binding, indexOf, type SyntaxIndex } from './scopes.ts';

const known = new WeakMap<Node, ReadonlyMap<Node, Started>>();

/** How the module comes to run a function of its own at start-up; null where it does not. */
export function startedBy(called: Node): Started | null {
  let program = called;
  while (program.parent != null) program = program.parent;
  let started = known.get(program);
  if (started === undefined) {
    const index = indexOf(program);
    started = index === null ? new Map() : startedFunctions(index);
    known.set(program, started);
  }
  const deferral = deferralOf(called);
  if (deferral !== null) return startOf(called, deferredPlace(deferral), started);
  return started.get(called) ?? null;
}

function startedFunctions({ moduleScope }: SyntaxIndex): ReadonlyMap<Node, Started> {
  const calls = new Map<Node, readonly CallPlace[]>();
  for (const binding of moduleScope.bindings.values()) {
    const code = functionOf(binding);
    if (code === null) continue;
    const found = binding.references.flatMap((reference) => {
      const call = reference.parent;
      if (call?.type === 'CallExpression' && call.callee === reference) return [placeOfCall(call)];
      const deferral = deferralOf(reference);
      if (deferral !== null) return [deferredPlace(deferral)];
      const callback = callbackCallOf(reference);
      return callback === null ? [] : [callbackPlace(callback)];
    });
    if (found.length > 0) calls.set(code, found);
  }
  const started = new Map<Node, Started>();
  // What is better known of one function may tell more of those that it calls.
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const [code, made] of calls) {
      const best = made.map((call) => startOf(code, call, started)).reduce(better, null);
      if (best === null || best === started.get(code)) continue;
      started.set(code, best);
      isNew = true;
    }
  }
  return started;
}

/** The function that a name at module level is for good; not a generator, whose body waits. */
function functionOf({ declarations, references }: Binding): Node | null {
  const [name] = declarations;
  const declaration = name?.parent;
  if (name === undefined || declarations.length > 1 || references.some(isWriteTarget)) return null;
  const code =
    declaration?.type === 'VariableDeclarator' && declaration.id === name ? declaration.init : declaration;
  return code != null &&
    isFunction(code) &&
    !code.generator &&
    (code === declaration ? code.id === name : true)
    ? code
    : null;
}

function startOf(
  code: Node,
  { by, isConditional, heard, caught, promise, offeredAs }: CallPlace,
  started: ReadonlyMap<Node, Started>,
): Started | null {
  const outside = by === null ? 'sure' : (started.get(by) ?? null);
  const around = promise === 'detached' && outside === 'caught' ? 'sure' : outside;
  if (around === null || around === 'caught') return around;
  const isCaught = caught === 'all' || (caught === 'thrown' && !isAsync(code));
  if (isCaught) return 'caught';
  // Whether somebody catches what rejects a promise that is kept, nobody knows.
  const isKept = promise === 'kept' && isAsync(code);
  if (around !== 'sure') return around;
  if (isConditional) return 'branch';
  return heard === null && !isKept ? 'sure' : `heard:${heard ?? offeredAs ?? ''}`;
}

/** What is more certain comes first. */
function rankOf(started: Started): number {
  return started === 'sure' ? 3 : started === 'branch' ? 2 : started === 'caught' ? 0 : 1;
}

function better(one: Started | null, other: Started | null): Started | null {
  if (one === null || other === null) return one ?? other;
  return rankOf(one) >= rankOf(other) ? one : other;
}

function isAsync(code: Node): boolean {
  return isFunction(code) && code.async;
}
