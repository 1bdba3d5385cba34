// ES modules whose body has run and that are not evaluated yet: all modules of a circle become evaluated together, with
// the one of them that was begun first (ECMA-262 16.2.1.5.3.1, steps 14 to 16). Until then Node refuses to require them.

import type { ModuleId } from '../../model/module-id.ts';
import type { Frame } from './evaluation-moment.ts';

export interface UnfinishedModules {
  /** `asking` imports a module that runs, or that is unfinished. */
  meets(asking: Frame, id: ModuleId, stack: readonly Frame[]): void;
  /** The body of the last module on the stack has run. */
  finishes(stack: readonly Frame[]): void;
  /** The module on the stack that an unfinished one waits for; undefined for any other module. */
  waitsFor(id: ModuleId): Frame | undefined;
  /** From an unfinished module along imports to the one that it waits for, both included. */
  wayBack(id: ModuleId): readonly ModuleId[];
}

export function createUnfinishedModules(): UnfinishedModules {
  /** The outermost module that each on the stack leads back to, as its place there. */
  const leadsTo = new Map<Frame, number>();
  const unfinished = new Map<ModuleId, Frame>();
  /** By which import a module leads back. */
  const next = new Map<ModuleId, ModuleId>();

  function lead(frame: Frame, through: ModuleId, place: number): void {
    if (place >= (leadsTo.get(frame) ?? Number.POSITIVE_INFINITY)) return;
    leadsTo.set(frame, place);
    next.set(frame.node.id, through);
  }

  return {
    meets(asking, id, stack) {
      const target = unfinished.get(id) ?? stack.find(({ node }) => node.id === id);
      if (target === undefined || asking.kind !== 'esm') return;
      const place = stack.indexOf(target);
      // What is required is evaluated by itself: nothing leads back from it.
      if (stack.slice(place).every(({ kind }) => kind === 'esm')) lead(asking, id, place);
    },
    finishes(stack) {
      const place = stack.length - 1;
      const frame = stack[place];
      if (frame === undefined) return;
      const back = leadsTo.get(frame) ?? place;
      const root = stack[back];
      const asking = stack[place - 1];
      if (back < place && root !== undefined) {
        unfinished.set(frame.node.id, root);
        if (back < place - 1 && asking !== undefined) lead(asking, frame.node.id, back);
        // What waits for this one waits for the one that it waits for.
        for (const [id, waiting] of unfinished) if (waiting === frame) unfinished.set(id, root);
        return;
      }
      for (const [id, waiting] of unfinished) if (waiting === frame) unfinished.delete(id);
    },
    waitsFor: (id) => unfinished.get(id),
    wayBack(id) {
      const way = [id];
      const root = unfinished.get(id)?.node.id;
      for (let at = next.get(id); at !== undefined && !way.includes(at); at = next.get(at)) {
        way.push(at);
        if (at === root) break;
      }
      return way;
    },
  };
}
