// Which code runs which: modules that load others, functions that call functions of each other. Asked for some places, and
// followed from there to those that call them: what has nothing to do with a finding is not read for it.

import { type CallsOf, handsOn, type ResolvedCall, resolvedCalls } from '../link/calls.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { AS_SCRIPT } from '../model/module-calls.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Turn, Turns } from './turn.ts';

/** Code of a module: what stands in one of its functions, by its name, or in none. */
export interface CodePlace {
  readonly module: ModuleId;
  readonly code: string | null;
}

export interface Node extends CodePlace {
  /** Of a method: the instance is exactly of its class, so that `this` calls the methods of that. */
  readonly isExact: boolean;
}

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

export function nodesAt({ module, code }: CodePlace): Node[] {
  return code === null
    ? [{ module, code, isExact: true }]
    : [true, false].map((isExact) => ({ module, code, isExact }));
}

export function keyOf({ module, code, isExact }: Node): string {
  return `${module}\0${code ?? ''}\0${isExact}`;
}

/** All steps on the ways to some code, from wherever they begin. */
export function stepsTo(
  targets: readonly Node[],
  linked: LinkedGraph,
  callsOf: CallsOf,
  turns: Turns,
): readonly Step[] {
  const callers = createCallers(linked, callsOf, turns);
  const asked = new Map(targets.map((node) => [keyOf(node), node]));
  const steps: Step[] = [];
  // A Map keeps insertion order and its iterator sees what is added meanwhile: it is the queue.
  for (const node of asked.values()) {
    for (const step of node.code === null ? loadsOf(node, linked, turns) : callers(node, node.code)) {
      steps.push(step);
      const key = keyOf(step.from);
      if (!asked.has(key)) asked.set(key, step.from);
    }
  }
  return steps;
}

/** The code that loads a module. */
function loadsOf(to: Node, linked: LinkedGraph, turns: Turns): Step[] {
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
      return nodesAt({ module: asker, code }).map((from) => ({ from, to, via: [], ...way }));
    }),
  );
}

/** A promise that nobody takes is not caught by who catches further out, and what rejects one is not by who catches throws. */
function caughtBehind({ caught, promise, isAsync }: ResolvedCall, outside: Caught): Caught {
  if (promise === 'detached') return caught ?? 'none';
  const heard = promise === 'forgotten' && outside === 'all' ? 'thrown' : outside;
  const all = caught === 'all' || (caught !== undefined && heard === 'all') ? 'all' : (caught ?? heard);
  return all === 'thrown' && isAsync ? 'none' : all;
}

/** The code that calls a function. */
function createCallers(
  linked: LinkedGraph,
  callsOf: CallsOf,
  turns: Turns,
): (to: Node, name: string) => Step[] {
  const calls = new Map<ModuleId, readonly ResolvedCall[]>();
  let askers: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>> | null = null;

  function callsIn(module: ModuleId): readonly ResolvedCall[] {
    const known = calls.get(module);
    if (known !== undefined) return known;
    const node = linked.graph.get(module);
    const found = node === undefined ? [] : resolvedCalls(node, linked, callsOf);
    calls.set(module, found);
    return found;
  }

  /** Who asks for a module, and who asks for those that hand on what is in it: under another name, or in a derived class. */
  function mayCall(
    called: ModuleId,
    askers: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>,
  ): ReadonlySet<ModuleId> {
    const found = new Set([called]);
    const handing = new Set([called]);
    // A Set keeps the order and its iterator sees what is added meanwhile: it is the queue.
    for (const module of handing) {
      for (const asker of askers.get(module) ?? []) {
        found.add(asker);
        const node = linked.graph.get(asker);
        if (node !== undefined && handsOn(node, callsOf)) handing.add(asker);
      }
    }
    return found;
  }

  return (to, name) => {
    askers ??= askersOf(linked);
    const steps: Step[] = [];
    for (const module of mayCall(to.module, askers)) {
      for (const call of callsIn(module)) {
        if (call.module !== to.module || call.name !== name) continue;
        if (to.isExact === (call.on === 'super' || call.isInherited)) continue;
        const { by: code, via } = call;
        const conditional = call.isConditional === true ? { conditional: true as const } : {};
        const heard = call.heard === undefined ? {} : { heard: call.heard };
        const way = {
          turn: turns.at(module, { ...conditional, ...heard }),
          isGuarded: false,
          caughtBehind: (outside: Caught) => caughtBehind(call, outside),
        };
        // What `this` calls is certain of an instance of exactly that class.
        const from = nodesAt({ module, code }).filter(({ isExact }) => isExact || call.on !== 'this');
        steps.push(...from.map((one) => ({ from: one, to, via, ...way })));
      }
    }
    return steps;
  };
}

/** Who asks for something of a module of the project, by whatever way. */
function askersOf(linked: LinkedGraph): ReadonlyMap<ModuleId, ReadonlySet<ModuleId>> {
  const askers = new Map<ModuleId, Set<ModuleId>>();
  const add = (module: ModuleId, asker: ModuleId) => {
    const known = askers.get(module);
    if (known === undefined) askers.set(module, new Set([asker]));
    else known.add(asker);
  };
  for (const { id, role } of linked.graph.values()) {
    if (role !== 'project') continue;
    for (const { to } of linked.edges(id)) if (to !== id) add(to, id);
    for (const { answer } of linked.lookups(id)) {
      if ((answer.kind === 'found' || answer.kind === 'namespace') && answer.module !== id)
        add(answer.module, id);
    }
  }
  return askers;
}
