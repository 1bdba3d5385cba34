// In which order loading a module evaluates the modules that it needs, and what is asked of a module that is still being
// evaluated: the circles that crash. Follows ECMA-262 16.2.1.5.3.1 (InnerModuleEvaluation: depth first, dependencies
// before the module), Node's CommonJS loader and Python's import system (both run a module statement by statement).

import { addTo } from '../../model/lists.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { baseNameOf } from '../../model/path.ts';
import type { Edge, LinkedGraph } from '../linked-graph.ts';
import { runtimeTarget } from '../load-edges.ts';
import { loadKindOf } from '../load-kind.ts';
import { packagesAround } from '../packages-around.ts';
import type { EarlyRead } from './early-read.ts';
import { commonJsRead } from './early-read-commonjs.ts';
import { compiledRead } from './early-read-compiled.ts';
import { readsOfUninitialised } from './early-read-esm.ts';
import { isBoundLater, namesTakenEarly } from './early-read-python.ts';
import { refusedRequest, refusedUnfinished } from './early-read-refused.ts';
import { type EvaluationFacts, type Frame, isSure, type Moment } from './evaluation-moment.ts';
import { createUnfinishedModules } from './unfinished-modules.ts';

/**
 * Which requests are followed. What happens for certain happens with `possible` and with `sure`; those need the text of
 * every module on the way.
 * - `all`: also those that TypeScript drops, because only types of them are used.
 * - `possible`: also those that may not run.
 * - `sure`: no other than those that surely run.
 */
export type Followed = 'all' | 'possible' | 'sure';

export interface Run {
  readonly early: readonly EarlyRead[];
  /** The modules that are evaluated, with those that were before. */
  readonly evaluated: ReadonlySet<ModuleId>;
}

interface LoadEdge extends Edge {
  /** Python: `from pkg import name` loads `pkg.name` only as long as `pkg` has no attribute of that name. */
  readonly unless?: { readonly owner: ModuleId; readonly name: string };
  /** Python: not asked for itself, but a package around what is asked for. */
  readonly isParent?: true;
}

export type Simulate = (start: ModuleId, followed: Followed, before?: ReadonlySet<ModuleId>) => Run;

/**
 * Edges are kept: one instance serves all starts.
 * @returns a function of the module that is loaded first, and the modules that have been evaluated before
 */
export function createEvaluationOrder(linked: LinkedGraph, facts: EvaluationFacts): Simulate {
  const circleOf = new Map(
    linked.cycles().flatMap((circle, index) => circle.map((module) => [module, index] as const)),
  );
  const circular = new Set(circleOf.keys());
  const isOnSameCircle = (one: ModuleId, other: ModuleId) =>
    circleOf.has(one) && circleOf.get(one) === circleOf.get(other);
  const leading = modulesLeadingTo(withOwners(circular, linked), linked);
  const edges: Record<Followed, Map<ModuleId, readonly LoadEdge[]>> = {
    all: new Map(),
    possible: new Map(),
    sure: new Map(),
  };

  function loadEdges(node: ModuleNode, followed: Followed): readonly LoadEdge[] {
    const known = edges[followed].get(node.id);
    if (known !== undefined) return known;
    const found = orderedEdges(node, linked)
      .filter(({ to, request }) => leading.has(to) && isFollowed(node, request, followed, facts))
      .flatMap((edge): LoadEdge[] => [
        ...packagesAround(edge.to, linked).map((to): LoadEdge => ({ ...edge, to, isParent: true })),
        edge,
      ]);
    edges[followed].set(node.id, found);
    return found;
  }

  return (start, followed, before = new Set()) => {
    const early: EarlyRead[] = [];
    const evaluated = new Set<ModuleId>(before);
    const running = new Map<ModuleId, Frame>();
    const stack: (Frame & { readonly edges: readonly LoadEdge[]; next: number })[] = [];
    const unfinished = createUnfinishedModules();
    const moment: Moment = { linked, facts, stack, running, evaluated, isOnSameCircle };

    function enter(id: ModuleId): void {
      const node = linked.graph.get(id);
      if (node === undefined || evaluated.has(id)) return;
      evaluated.add(id);
      const kind = loadKindOf(node);
      const place = stack.length;
      const lastOther = kind === 'esm' ? (stack.at(-1)?.lastOther ?? -1) : place;
      const edges = loadEdges(node, followed);
      const frame = { node, kind, place, lastOther, edges, next: 0, waitsFor: null };
      running.set(id, frame);
      stack.push(frame);
    }

    // The packages around a Python module are loaded before it.
    for (const module of [...packagesAround(start, linked), start]) {
      enter(module);
      for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
        const edge = frame.edges[frame.next];
        if (edge === undefined) {
          frame.waitsFor = null;
          // Who meets a module that waits for it is in a circle with it.
          if (circular.has(frame.node.id)) early.push(...readsInBody(frame, moment));
          running.delete(frame.node.id);
          unfinished.finishes(stack);
          stack.pop();
          continue;
        }
        frame.next++;
        if (edge.unless !== undefined && !isUnbound(edge.unless, edge.request, frame, running, linked))
          continue;
        frame.waitsFor = edge.request;
        const owner = running.get(edge.to);
        const outermost = unfinished.waitsFor(edge.to);
        const waitedFor = outermost ?? owner;
        if (waitedFor !== undefined && isStatic(frame.node, edge.request))
          unfinished.meets(frame, edge.to, waitedFor);
        if (outermost !== undefined)
          early.push(
            ...refusedUnfinished(frame, edge.request, outermost, () => unfinished.wayBack(edge.to), moment),
          );
        else if (owner === undefined) enter(edge.to);
        else if (frame.kind !== 'python') early.push(...refusedRequest(frame, edge.request, owner, moment));
        else if (edge.isParent !== true) {
          // A script that is started is `__main__`: who imports it by its name loads it once more.
          if (edge.to === start && baseNameOf(start) !== '__init__.py') continue;
          early.push(...namesTakenEarly(frame, edge.request, owner, moment));
        }
      }
    }
    return { early, evaluated };
  };
}

/** While a module runs, those that wait for it do not: what it finds in them is the same from its first line to its last. */
function readsInBody({ node, kind }: Frame, moment: Moment): EarlyRead[] {
  if (kind === 'esm') return readsOfUninitialised(node, moment);
  if ((kind !== 'commonjs' && kind !== 'compiled') || !mayAskUnfinished(node, moment)) return [];
  const early = kind === 'commonjs' ? commonJsRead : compiledRead;
  const reads = moment.facts.evaluationOf(node.id)?.reads ?? [];
  return reads.map((read) => early(node, read, moment)).filter((read) => read !== null);
}

/** Whether a module asks for one that waits, or for one whose functions may. */
function mayAskUnfinished(node: ModuleNode, { running, linked, isOnSameCircle }: Moment): boolean {
  const isUnfinished = (module: ModuleId) => running.has(module) || isOnSameCircle(module, node.id);
  return (
    node.record.requests.some((_, request) => isUnfinished(runtimeTarget(node, request) ?? '')) ||
    linked.lookups(node.id).some(({ answer }) => answer.kind === 'found' && isUnfinished(answer.module))
  );
}

/** The modules of circles, and those that declare what they ask for. */
function withOwners(circular: ReadonlySet<ModuleId>, linked: LinkedGraph): ReadonlySet<ModuleId> {
  const all = new Set(circular);
  for (const module of circular) {
    for (const { answer } of linked.lookups(module)) if (answer.kind === 'found') all.add(answer.module);
  }
  return all;
}

/** The modules from which one of `targets` is reached, now or later; the others change nothing for a circle. */
function modulesLeadingTo(targets: ReadonlySet<ModuleId>, linked: LinkedGraph): ReadonlySet<ModuleId> {
  const askers = new Map<ModuleId, ModuleId[]>();
  for (const node of linked.graph.values()) {
    for (const { to } of linked.edges(node.id)) {
      addTo(askers, to, node.id);
    }
  }
  const leading = new Set(targets);
  // The set grows while it is walked.
  for (const module of leading) for (const asker of askers.get(module) ?? []) leading.add(asker);
  return leading;
}

function isFollowed(node: ModuleNode, request: number, followed: Followed, facts: EvaluationFacts): boolean {
  if (followed === 'all') return true;
  if (followed === 'sure') return isSure(node, request, facts);
  return node.settings.verbatim || facts.evaluationOf(node.id)?.droppedRequests.includes(request) !== true;
}

/** Requests that are made, and waited for, while the module is evaluated; in that order. */
function orderedEdges(node: ModuleNode, linked: LinkedGraph): LoadEdge[] {
  const edges = linked.edges(node.id).filter(({ when }) => when === 'load');
  switch (loadKindOf(node)) {
    case 'esm':
      // `await import()` and `createRequire()()` belong to the body.
      return [
        ...edges.filter(({ request }) => isStatic(node, request)),
        ...edges.filter(({ request }) => !isStatic(node, request)),
      ];
    case 'compiled':
    case 'commonjs':
      // `import()` answers later, always.
      return edges.filter(({ request }) => node.record.requests[request]?.form !== 'dynamic-import');
    case 'python':
      return edges.map((edge) => ({ ...edge, ...attributeBefore(node, edge.request, linked) }));
    case 'leaf':
      return [];
  }
}

function isStatic({ record }: ModuleNode, request: number): boolean {
  return /^(?:import|export-from|import-equals)$/.test(record.requests[request]?.form ?? '');
}

/** The attribute that a request for a submodule is only made without. */
function attributeBefore(node: ModuleNode, request: number, linked: LinkedGraph): Pick<LoadEdge, 'unless'> {
  const asked = linked
    .lookups(node.id)
    .filter(({ asks }) => asks.by !== 'member' && asks.entry.orModule === request);
  const [first] = asked;
  if (first?.target == null || asked.some(({ answer }) => answer.kind === 'namespace')) return {};
  return { unless: { owner: first.target, name: first.name } };
}

/** Whether the owner, itself still being loaded, has not come to the statement that binds the name. */
function isUnbound(
  { owner, name }: NonNullable<LoadEdge['unless']>,
  request: number,
  asking: Frame,
  running: ReadonlyMap<ModuleId, Frame>,
  linked: LinkedGraph,
): boolean {
  const frame = running.get(owner);
  if (frame === undefined) return false;
  const waitsFor = frame === asking ? request : frame.waitsFor;
  return waitsFor !== null && isBoundLater(frame.node, name, waitsFor, linked);
}
