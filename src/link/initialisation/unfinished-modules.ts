// ES modules whose body has run and that are not evaluated yet: all modules of a circle become evaluated together, with
// the one of them that was begun first (ECMA-262 16.2.1.5.3.1, steps 14 to 16). Until then Node refuses to require them.
// A circle may have ten thousands of modules: no step here looks at all that run or wait.

import type { ModuleId } from '../../model/module-id.ts';
import { type Frame, isOtherSince } from './evaluation-moment.ts';

export interface UnfinishedModules {
  /** The module on top of the stack imports one that runs, or one that waits for one that runs. */
  meets(asking: Frame, id: ModuleId, running: Frame): void;
  /**
   * The body of the last module on the stack has run.
   * @param stack with that module
   */
  finishes(stack: readonly Frame[]): void;
  /** The module on the stack that an unfinished one waits for; undefined for any other module. */
  waitsFor(id: ModuleId): Frame | undefined;
  /** From an unfinished module along imports to the one that it waits for, both included. */
  wayBack(id: ModuleId): readonly ModuleId[];
}

/** Modules that wait for the same one. */
interface Waiting {
  /** Null when it is evaluated, and with it they. */
  frame: Frame | null;
  /** Those that they have joined: what waits for a module that waits, waits for what it waits for. */
  joined: Waiting | null;
}

export function createUnfinishedModules(): UnfinishedModules {
  /** The outermost module that each on the stack leads back to, as its place there. */
  const leadsTo = new Map<Frame, number>();
  const waiting = new Map<ModuleId, Waiting>();
  const waitingFor = new Map<Frame, Waiting>();
  /** By which import a module leads back. */
  const next = new Map<ModuleId, ModuleId>();

  function lead(frame: Frame, through: ModuleId, place: number): void {
    if (place >= (leadsTo.get(frame) ?? Number.POSITIVE_INFINITY)) return;
    leadsTo.set(frame, place);
    next.set(frame.node.id, through);
  }

  function thoseWaitingFor(frame: Frame): Waiting {
    const known = waitingFor.get(frame);
    if (known !== undefined) return known;
    const made: Waiting = { frame, joined: null };
    waitingFor.set(frame, made);
    return made;
  }

  const waitsFor = (id: ModuleId): Frame | undefined => {
    const one = waiting.get(id);
    return one === undefined ? undefined : (lastJoined(one).frame ?? undefined);
  };

  return {
    meets(asking, id, running) {
      // What is required is evaluated by itself: nothing leads back from it.
      if (asking.kind === 'esm' && !isOtherSince(running, asking)) lead(asking, id, running.place);
    },
    finishes(stack) {
      const place = stack.length - 1;
      const frame = stack[place];
      if (frame === undefined) return;
      const own = waitingFor.get(frame);
      const back = leadsTo.get(frame) ?? place;
      const root = stack[back];
      if (back === place || root === undefined) {
        if (own !== undefined) own.frame = null;
        return;
      }
      const joined = thoseWaitingFor(root);
      waiting.set(frame.node.id, joined);
      if (own !== undefined) own.joined = joined;
      const asking = stack[place - 1];
      if (back < place - 1 && asking !== undefined) lead(asking, frame.node.id, back);
    },
    waitsFor,
    wayBack(id) {
      const way = new Set([id]);
      const root = waitsFor(id)?.node.id;
      for (let at = next.get(id); at !== undefined && !way.has(at); at = next.get(at)) {
        way.add(at);
        if (at === root) break;
      }
      return [...way];
    },
  };
}

/** Whom they have joined in the end; the way there is short when it is asked again. */
function lastJoined(one: Waiting): Waiting {
  let last = one;
  while (last.joined !== null) last = last.joined;
  for (let at = one; at.joined !== null && at.joined !== last; ) {
    const following = at.joined;
    at.joined = last;
    at = following;
  }
  return last;
}
