// Whether a listener for all errors of the process (`process.on('uncaughtException', …)`) may hear of a crash at start-up:
// one that is there by then. Looked for in the modules on the way, and in those that the entry loads before the way begins.

import type { CallsOf } from '../link/calls.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { runtimeTarget } from '../link/load-edges.ts';
import type { Reached } from '../link/reachability.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-record.ts';
import type { Turn } from './turn.ts';

/** How a crash comes about. */
interface Way {
  /** The modules that are loaded, from the entry on. */
  readonly chain: readonly ModuleId[];
  readonly reach: ReadonlyMap<ModuleId, Reached>;
  /** Calls lead on from the last of them to the finding. */
  readonly isCalled: boolean;
}

/** So many modules that an entry loads are looked at. */
const MAX_BESIDE = 20;

export function heardByProcess(
  { location, site }: Finding,
  { chain, reach, isCalled }: Way,
  linked: LinkedGraph,
  callsOf: CallsOf,
): Turn | null {
  const steps = chain.slice(1).flatMap((module) => requestTo(reach.get(module), linked) ?? []);
  if (steps.length < chain.length - 1) return null;

  /** Before which place of a module a listener has to be added; null where all of it runs after the crash. */
  function latestIn(position: number): number | null {
    const step = steps[position];
    if (isCalled && (step === undefined || !isEvaluated(step))) return Number.POSITIVE_INFINITY;
    if (step === undefined) return site.failure === 'link' ? null : location.span.start;
    if (isEvaluated(step)) return step.span.start;
    // What is imported runs first, but for what it loads later.
    const isLater = steps.slice(position).some(({ form }) => form === 'dynamic-import');
    return isLater ? Number.POSITIVE_INFINITY : null;
  }

  const isHeardIn = (module: ModuleId, latest: number, position: number): boolean => {
    const rejects = isCalled || steps.slice(position).some(({ form }) => form === 'dynamic-import');
    return (callsOf(module)?.listeners ?? []).some(
      ({ of, at }) => at < latest && (of === 'uncaughtException' || rejects),
    );
  };

  for (const [position, module] of chain.entries()) {
    const latest = latestIn(position);
    if (latest !== null && isHeardIn(module, latest, position)) return { module, isHeard: true };
  }
  // Before anything runs, all that is imported is linked.
  const isLinked = site.failure === 'link' && !steps.some(isEvaluated);
  const beside = isLinked ? [] : loadedBefore(chain[0], steps[0]?.span.start ?? location.span.start, linked);
  const found = beside.find((module) => isHeardIn(module, Number.POSITIVE_INFINITY, 0));
  return found === undefined ? null : { module: found, isHeard: true };
}

/** What an entry loads itself, by requests that stand before a place. */
function loadedBefore(entry: ModuleId | undefined, place: number, linked: LinkedGraph): ModuleId[] {
  const node = entry === undefined ? undefined : linked.graph.get(entry);
  if (node === undefined) return [];
  return node.record.requests
    .flatMap(({ runs, span }, request) => {
      const target = runs === 'load' && span.start < place ? runtimeTarget(node, request) : null;
      return target !== null && linked.graph.get(target)?.role === 'project' ? [target] : [];
    })
    .slice(0, MAX_BESIDE);
}

function requestTo(reached: Reached | undefined, linked: LinkedGraph): ModuleRequest | null {
  const by = reached?.by;
  return by == null ? null : (linked.graph.get(by.module)?.record.requests[by.request] ?? null);
}

/** Whether a request is made when the code around it runs, and not before all of it. */
function isEvaluated({ form }: ModuleRequest): boolean {
  return form === 'require' || form === 'dynamic-import';
}
