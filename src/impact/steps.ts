// Which code runs which: modules that load others, functions that call functions of each other. Asked for some places, and
// followed from there to those that call them: what has nothing to do with a finding is not read for it.

import type { LinkedGraph } from '../link/linked-graph.ts';
import type { CallBetween } from '../link/run-functions.ts';
import { AS_SCRIPT } from '../model/module-calls.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Callers } from './callers.ts';
import { keyOf, type Node } from './code-place.ts';
import type { Turn, Turns } from './turn.ts';

/** From code that runs to code that it runs. */
export interface Step {
  readonly from: Node;
  readonly to: Node;
  readonly via: readonly ModuleId[];
  /** What it depends on. */
  readonly turn: Turn | null;
  /** A module is loaded behind a handler. */
  readonly isGuarded: boolean;
  /** What becomes of errors that stop further out, when they come from here; by those that do. */
  readonly caughtBehind: (outside: Caught) => Caught;
}

/** Which errors stop on the way to where they come from: those that are thrown, those that reject a promise as well, none. */
export type Caught = 'all' | 'thrown' | 'none';

/** All steps on the ways to some code, from wherever they begin. */
export function stepsTo(
  targets: readonly Node[],
  callers: Callers,
  linked: LinkedGraph,
  turns: Turns,
): readonly Step[] {
  const asked = new Map(targets.map((node) => [keyOf(node), node]));
  const steps: Step[] = [];
  // A Map keeps insertion order and its iterator sees what is added meanwhile: it is the queue.
  for (const node of asked.values()) {
    for (const step of node.code === null
      ? loadsOf(node, callers, linked, turns)
      : stepsOfCalls(node, node.code, callers, turns)) {
      steps.push(step);
      const key = keyOf(step.from);
      if (!asked.has(key)) asked.set(key, step.from);
    }
  }
  return steps;
}

/** The code that loads a module. */
function loadsOf(to: Node, callers: Callers, linked: LinkedGraph, turns: Turns): Step[] {
  const askers = new Set(linked.importers(to.module).map(({ module }) => module));
  return [...askers].flatMap((asker) =>
    linked.edges(asker).flatMap((edge): Step[] => {
      const asked = linked.graph.get(asker)?.record.requests[edge.request];
      if (edge.to !== to.module || asked === undefined || edge.when === 'start') return [];
      const isAtStart = edge.when === 'load' || asked.atStart !== undefined;
      if (!isAtStart && asked.enclosing === undefined) return [];
      const code = asked.asScript === true ? AS_SCRIPT : isAtStart ? null : (asked.enclosing ?? null);
      const way = {
        turn: turns.at(asker, asked),
        caughtBehind: (outside: Caught): Caught => (asked.atStart === 'caught' ? 'all' : outside),
        isGuarded: asked.guard !== 'none',
      };
      return callers.nodesAt({ module: asker, code }).map((from) => ({ from, to, via: [], ...way }));
    }),
  );
}

/** A promise that nobody takes is not caught by who catches further out, and what rejects one is not by who catches throws. */
function caughtBehind({ caught, promise, isAsync }: Omit<CallBetween, 'in'>, outside: Caught): Caught {
  if (promise === 'detached') return caught ?? 'none';
  const heard = promise === 'forgotten' && outside === 'all' ? 'thrown' : outside;
  const all = caught === 'all' || (caught !== undefined && heard === 'all') ? 'all' : (caught ?? heard);
  return all === 'thrown' && isAsync ? 'none' : all;
}

/** The code that calls a function. */
function stepsOfCalls(to: Node, name: string, callers: Callers, turns: Turns): Step[] {
  return callers.of(to, name).map(({ from, call }) => {
    // A function that is given to another one is called by that.
    const way = [...(call.through ?? []), { ...call, in: call.in ?? from.module }];
    const turned = way.map(({ in: module, isConditional, heard }) =>
      turns.at(module, {
        ...(isConditional === true && { conditional: true as const }),
        ...(heard !== undefined && { heard }),
      }),
    );
    return {
      ...{ from, to, via: call.via, isGuarded: false },
      turn: turned.find((turn) => turn !== null) ?? null,
      caughtBehind: (outside) => way.reduce((caught, each) => caughtBehind(each, caught), outside),
    };
  });
}
