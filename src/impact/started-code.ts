// Which functions run, and which modules are loaded, while a program starts, because modules call functions of each other:
// `import { start } from './server.ts'; start();`. Asked for the places of findings.

import type { CallsOf } from '../link/called-functions.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Reached } from '../link/reachability.ts';
import { addTo } from '../model/lists.ts';
import { AS_SCRIPT } from '../model/module-calls.ts';
import type { ModuleId } from '../model/module-id.ts';
import { createCallers } from './callers.ts';
import { type CodePlace, keyOf, type Node } from './code-place.ts';
import { type Caught, type Step, stepsTo } from './steps.ts';
import type { Turn, Turns } from './turn.ts';

/** How a place comes to run at the start of a program. */
export interface Start {
  /** A module that is loaded then, whose calls lead there. */
  readonly from: ModuleId;
  /** The modules on the way from there, up to that of the place. */
  readonly modules: readonly ModuleId[];
  /** What it depends on, first on the way. */
  readonly turn: Turn | null;
  /** Which errors are caught where a call on the way is made. */
  readonly caught: Caught;
  /** The first module on the way that is loaded behind a handler that hears of the error. */
  readonly guarded?: ModuleId;
  /** Who loads the first module hears of the error: it rejects no promise that is forgotten. */
  readonly isHeard: boolean;
}

type Reach = ReadonlyMap<ModuleId, Reached>;

/** The modules that are loaded at the start of the entries, for sure and perhaps. */
export interface LoadedAtStart {
  readonly sure: Reach;
  readonly start: Reach;
  /** Whether an entry is run itself, and not imported by somebody. */
  readonly isScript: (entry: ModuleId) => boolean;
  /** Functions that are called by whoever starts the entries. */
  readonly called: readonly CodePlace[];
}

interface Arrived {
  readonly node: Node;
  readonly isConditional: boolean;
  readonly caught: Caught;
  readonly by: { readonly step: Step; readonly before: Arrived } | null;
}

export interface StartedCode {
  /** Null where nothing of it is certain. */
  startOf(place: CodePlace, loaded: LoadedAtStart): Start | null;
}

/** @param places those that will be asked about */
export function createStartedCode(
  places: readonly CodePlace[],
  linked: LinkedGraph,
  callsOf: CallsOf,
  turns: Turns,
): StartedCode {
  const callers = createCallers(linked, callsOf);
  const steps = stepsTo(places.flatMap(callers.nodesAt), callers, linked, turns);
  const arrivals = new Map<LoadedAtStart, ReadonlyMap<string, Arrived>>();
  return {
    startOf(place, loaded) {
      let arrived = arrivals.get(loaded);
      if (arrived === undefined) {
        arrived = arrivalsFrom(loaded, steps);
        arrivals.set(loaded, arrived);
      }
      for (const node of callers.nodesAt(place)) {
        const found = arrived.get(keyOf(node));
        if (found !== undefined) return startOf(found);
      }
      return null;
    },
  };
}

/** What runs at the start, by the best way that leads there: each by the fewest steps. */
function arrivalsFrom(loaded: LoadedAtStart, steps: readonly Step[]): ReadonlyMap<string, Arrived> {
  const next = new Map<string, Step[]>();
  const seeds = new Map(
    loaded.called.map((place): [string, Node] => {
      const node = { ...place, receiver: null };
      return [keyOf(node), node];
    }),
  );
  for (const step of steps) {
    const key = keyOf(step.from);
    addTo(next, key, step);
    if (beginsAtStart(step.from, loaded)) seeds.set(key, step.from);
  }
  const arrived = new Map<string, Arrived>();
  const add = (one: Arrived) => {
    const key = `${one.isConditional}\0${one.caught}\0${keyOf(one.node)}`;
    if (!arrived.has(key)) arrived.set(key, one);
  };
  for (const node of seeds.values()) {
    add({ node, isConditional: !loaded.sure.has(node.module), caught: 'none', by: null });
  }
  // As above: the map is the queue.
  for (const before of arrived.values()) {
    for (const step of next.get(keyOf(before.node)) ?? []) {
      const isConditional = before.isConditional || step.turn !== null;
      add({ node: step.to, isConditional, caught: step.caughtBehind(before.caught), by: { step, before } });
    }
  }
  const best = new Map<string, Arrived>();
  for (const one of arrived.values()) {
    const key = keyOf(one.node);
    const known = best.get(key);
    if (known === undefined || rankOf(one) < rankOf(known)) best.set(key, one);
  }
  return best;
}

/** The body of a module that is loaded then, and what runs in an entry because it is what is started. */
function beginsAtStart({ module, code }: Node, { start, isScript }: LoadedAtStart): boolean {
  if (code === AS_SCRIPT) return isScript(module) && start.get(module)?.by === null;
  return code === null && start.has(module);
}

/** First what surely happens, then what may, then what is caught. */
function rankOf({ isConditional, caught }: Arrived): number {
  return (caught === 'none' ? 0 : 2) + (isConditional ? 1 : 0);
}

function startOf(arrived: Arrived): Start {
  const steps: Step[] = [];
  let first = arrived;
  for (let by = first.by; by !== null; by = first.by) {
    steps.unshift(by.step);
    first = by.before;
  }
  /** Whether a handler around a step hears of what fails behind it. */
  const isHeardFrom = (at: number): boolean =>
    steps.slice(at).reduce<Caught>((outside, step) => step.caughtBehind(outside), 'all') !== 'none';
  const guarded = steps.find(({ isGuarded }, at) => isGuarded && isHeardFrom(at + 1))?.to.module;
  return {
    from: first.node.module,
    modules: steps.flatMap(({ via, to }) => [...via, to.module]),
    turn: steps.map(({ turn }) => turn).find((turn) => turn !== null) ?? null,
    caught: arrived.caught,
    isHeard: isHeardFrom(0),
    ...(guarded !== undefined && { guarded }),
  };
}
