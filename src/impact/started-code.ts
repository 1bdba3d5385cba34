// Which functions run, and which modules are loaded, while a program starts, because modules call functions of each other:
// `import { start } from './server.ts'; start();`. Asked for the places of findings, and followed from there to those that
// call them: what has nothing to do with a finding is not read for it.

import { type CallsOf, handsOn, type ResolvedCall, resolvedCalls } from '../link/calls.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Reached } from '../link/reachability.ts';
import { addTo } from '../model/lists.ts';
import { AS_SCRIPT } from '../model/module-calls.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-record.ts';

/** Code of a module: what stands in one of its functions, by its name, or in none. */
export interface CodePlace {
  readonly module: ModuleId;
  readonly code: string | null;
}

/** How a place comes to run at the start of a program. */
export interface Start {
  /** A module that is loaded then, whose calls lead there. */
  readonly from: ModuleId;
  /** The modules on the way from there, up to that of the place. */
  readonly modules: readonly ModuleId[];
  /** The first module on the way with a branch that has to be taken. */
  readonly branchIn?: ModuleId;
  /** A call on the way whose errors are caught there. */
  readonly isCaught: boolean;
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

interface Node extends CodePlace {
  /** Of a method: the instance is exactly of its class, so that `this` calls the methods of that. */
  readonly isExact: boolean;
}

/** From code that runs to code that it runs. */
interface Step {
  readonly from: Node;
  readonly to: Node;
  readonly via: readonly ModuleId[];
  readonly isConditional: boolean;
  /** A module is loaded behind a handler. */
  readonly isGuarded: boolean;
  /** What becomes of errors that stop further out, when they come from here; by those that do. */
  readonly caughtBehind: (outside: Caught) => Caught;
}

/** Which errors stop on the way to where they come from: those that are thrown, those that reject a promise as well, none. */
type Caught = 'all' | 'thrown' | 'none';

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
): StartedCode {
  const steps = stepsTo(places.flatMap(nodesAt), linked, callsOf);
  const arrivals = new Map<LoadedAtStart, ReadonlyMap<string, Arrived>>();
  return {
    startOf(place, loaded) {
      let arrived = arrivals.get(loaded);
      if (arrived === undefined) {
        arrived = arrivalsFrom(loaded, steps);
        arrivals.set(loaded, arrived);
      }
      for (const node of nodesAt(place)) {
        const found = arrived.get(keyOf(node));
        if (found !== undefined) return startOf(found);
      }
      return null;
    },
  };
}

function nodesAt({ module, code }: CodePlace): Node[] {
  return code === null
    ? [{ module, code, isExact: true }]
    : [true, false].map((isExact) => ({ module, code, isExact }));
}

function keyOf({ module, code, isExact }: Node): string {
  return `${module}\0${code ?? ''}\0${isExact}`;
}

/** All steps on the ways to some code, from wherever they begin. */
function stepsTo(targets: readonly Node[], linked: LinkedGraph, callsOf: CallsOf): readonly Step[] {
  const callers = createCallers(linked, callsOf);
  const asked = new Map(targets.map((node) => [keyOf(node), node]));
  const steps: Step[] = [];
  // A Map keeps insertion order and its iterator sees what is added meanwhile: it is the queue.
  for (const node of asked.values()) {
    for (const step of node.code === null ? loadsOf(node, linked) : callers(node, node.code)) {
      steps.push(step);
      const key = keyOf(step.from);
      if (!asked.has(key)) asked.set(key, step.from);
    }
  }
  return steps;
}

/** The code that loads a module. */
function loadsOf(to: Node, linked: LinkedGraph): Step[] {
  const askers = new Set(linked.importers(to.module).map(({ module }) => module));
  return [...askers].flatMap((asker) =>
    linked.edges(asker).flatMap((edge): Step[] => {
      const asked = linked.graph.get(asker)?.record.requests[edge.request];
      if (edge.to !== to.module || asked === undefined || edge.when === 'start') return [];
      const isAtStart = edge.when === 'load' || asked.atStart !== undefined;
      if (!isAtStart && asked.enclosing === undefined) return [];
      const code = asked.asScript === true ? AS_SCRIPT : isAtStart ? null : (asked.enclosing ?? null);
      return nodesAt({ module: asker, code }).map((from) => ({ from, to, via: [], ...turnsOf(asked) }));
    }),
  );
}

function turnsOf(asked: ModuleRequest): Pick<Step, 'isConditional' | 'caughtBehind' | 'isGuarded'> {
  return {
    isConditional: asked.conditional === true || asked.atStart === 'branch',
    caughtBehind: (outside) => (asked.atStart === 'caught' ? 'all' : outside),
    isGuarded: asked.guard !== 'none',
  };
}

/** A promise that nobody takes is not caught by who catches further out, and what rejects one is not by who catches throws. */
function caughtBehind({ caught, promise, isAsync }: ResolvedCall, outside: Caught): Caught {
  const heard = promise === 'forgotten' && outside === 'all' ? 'thrown' : outside;
  const all = caught === 'all' || (caught !== undefined && heard === 'all') ? 'all' : (caught ?? heard);
  return all === 'thrown' && isAsync ? 'none' : all;
}

/** The code that calls a function. */
function createCallers(linked: LinkedGraph, callsOf: CallsOf): (to: Node, name: string) => Step[] {
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
        const turns = {
          isConditional: call.isConditional === true,
          isGuarded: false,
          caughtBehind: (outside: Caught) => caughtBehind(call, outside),
        };
        // What `this` calls is certain of an instance of exactly that class.
        const from = nodesAt({ module, code }).filter(({ isExact }) => isExact || call.on !== 'this');
        steps.push(...from.map((one) => ({ from: one, to, via, ...turns })));
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

/** What runs at the start, by the best way that leads there: each by the fewest steps. */
function arrivalsFrom(loaded: LoadedAtStart, steps: readonly Step[]): ReadonlyMap<string, Arrived> {
  const next = new Map<string, Step[]>();
  const seeds = new Map(loaded.called.flatMap(nodesAt).map((node) => [keyOf(node), node]));
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
      const isConditional = before.isConditional || step.isConditional;
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
  const branch = steps.find(({ isConditional }) => isConditional)?.from.module;
  /** Whether a handler around a step hears of what fails behind it. */
  const isHeardFrom = (at: number): boolean =>
    steps.slice(at).reduce<Caught>((outside, step) => step.caughtBehind(outside), 'all') !== 'none';
  const guarded = steps.find(({ isGuarded }, at) => isGuarded && isHeardFrom(at + 1))?.to.module;
  return {
    from: first.node.module,
    modules: steps.flatMap(({ via, to }) => [...via, to.module]),
    ...(branch !== undefined && { branchIn: branch }),
    isCaught: arrived.caught !== 'none',
    isHeard: isHeardFrom(0),
    ...(guarded !== undefined && { guarded }),
  };
}
