// What a set of entry modules makes run, and by the shortest chain of requests.

import { addTo } from '../model/lists.ts';
import type { RequestRef } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import type { Edge, LinkedGraph } from './linked-graph.ts';
import { packagesAround, packagesNamed } from './packages-around.ts';

/** How a module is reached first: by the request of another module, or as an entry. */
export interface Reached {
  /** What is started: one of the entries, or a file that becomes a process of its own on the way. */
  readonly entry: ModuleId;
  /** The request that leads here; null for the entry itself. */
  readonly by: RequestRef | null;
  /** Number of requests on the way. */
  readonly distance: number;
}

/**
 * Which requests are followed. `load`: only those that run while the entry is being loaded; `start`: also those of functions
 * that a module calls itself while it is loaded; `sure`: of these, those in no branch that is not decided; `all`: also those
 * of other functions.
 */
export type Ways = 'load' | 'start' | 'sure' | 'all';

function isFollowed(
  when: Edge['when'],
  asked: ModuleRequest | undefined,
  ways: Ways,
  isScript: boolean,
): boolean {
  if (ways === 'all') return true;
  if (asked?.asScript === true && !isScript) return false;
  const isAtStart = asked?.atStart !== undefined && ways !== 'load';
  if (when === 'call' && !isAtStart) return false;
  return ways !== 'sure' || (asked?.conditional !== true && (!isAtStart || asked.atStart === 'sure'));
}

/**
 * Breadth first from the entries, so that each module has its shortest chain; the first entry wins a tie.
 * @param isScript whether an entry is run itself, and not imported by somebody
 */
export function reachableFrom(
  entries: readonly ModuleId[],
  linked: LinkedGraph,
  edges: Ways,
  isScript: (entry: ModuleId) => boolean = () => true,
): ReadonlyMap<ModuleId, Reached> {
  const reached = new Map<ModuleId, Reached>();
  for (const entry of entries) {
    if (!linked.graph.has(entry)) continue;
    // A file that is run by its path is in no package.
    const around = isScript(entry) ? [] : packagesAround(entry, linked);
    for (const each of [...around, entry])
      if (!reached.has(each)) reached.set(each, { entry, by: null, distance: 0 });
  }
  // A Map keeps insertion order and its iterator sees what is added meanwhile: it is the queue.
  for (const [module, { entry, by, distance }] of reached) {
    const node = linked.graph.get(module);
    if (node === undefined) continue;
    for (const { to, request, when } of linked.edges(node.id)) {
      if (reached.has(to) || !linked.graph.has(to)) continue;
      const asked = node.record.requests[request];
      if (!isFollowed(when, asked, edges, by === null && isScript(module))) continue;
      const isProcess = asked?.starts === 'process';
      const step = { entry: isProcess ? to : entry, by: { module, request }, distance: distance + 1 };
      if (!isProcess)
        for (const around of packagesNamed(asked?.specifier ?? '', to, linked))
          if (!reached.has(around)) reached.set(around, step);
      reached.set(to, step);
    }
  }
  return reached;
}

/** The modules from the entry to `module`, both included; empty when it is not reached. */
export function chainTo(module: ModuleId, reached: ReadonlyMap<ModuleId, Reached>): readonly ModuleId[] {
  const chain: ModuleId[] = [];
  let at: ModuleId | undefined = module;
  while (at !== undefined) {
    const step = reached.get(at);
    if (step === undefined) return [];
    chain.push(at);
    at = step.by?.module;
  }
  return chain.reverse();
}

/**
 * The modules from which `module` is reached, itself included, and the number of requests on the shortest way.
 */
export function modulesReaching(
  module: ModuleId,
  linked: LinkedGraph,
  edges: Ways,
): ReadonlyMap<ModuleId, number> {
  const askers = new Map<ModuleId, { readonly id: ModuleId; readonly asScript: boolean }[]>();
  for (const { id, record } of linked.graph.values()) {
    for (const { to, request, when } of linked.edges(id)) {
      const asked = record.requests[request];
      if (!isFollowed(when, asked, edges, true)) continue;
      const asker = { id, asScript: edges !== 'all' && asked?.asScript === true };
      const around = asked?.starts === 'process' ? [] : packagesNamed(asked?.specifier ?? '', to, linked);
      for (const each of [...around, to]) addTo(askers, each, asker);
    }
  }
  const reaching = new Map([[module, 0]]);
  /** Those that ask only where they are started themselves: nobody gets there by importing them. */
  const scripts = new Map<ModuleId, number>();
  // As above: the map is the queue.
  for (const [at, distance] of reaching) {
    for (const { id, asScript } of askers.get(at) ?? []) {
      const found = asScript ? scripts : reaching;
      if (!found.has(id)) found.set(id, distance + 1);
    }
  }
  return new Map([...scripts, ...reaching]);
}
