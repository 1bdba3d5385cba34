// Whether a listener for all errors of the process (`process.on('uncaughtException', …)`) may hear of a crash at start-up:
// one that is there by then. Looked for in the modules on the way, and in those that they load before the way leads on; where
// the error comes later than what is loaded at once, in all of them.

import type { CallsOf } from '../link/called-functions.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { runtimeTarget } from '../link/load-edges.ts';
import type { Reached } from '../link/reachability.ts';
import type { Finding } from '../model/finding.ts';
import type { LaterCode } from '../model/module-calls.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import type { Turn } from './turn.ts';

/** How a crash comes about. */
interface Way {
  /** The modules that are loaded, from the entry on. */
  readonly chain: readonly ModuleId[];
  readonly reach: ReadonlyMap<ModuleId, Reached>;
  /** Calls lead on from the last of them to the finding. */
  readonly isCalled: boolean;
}

/** So many modules that one of the way loads are looked at. */
const MAX_BESIDE = 20;

export function heardByProcess(
  { location, site }: Finding,
  { chain, reach, isCalled }: Way,
  linked: LinkedGraph,
  callsOf: CallsOf,
): Turn | null {
  const steps = chain.slice(1).flatMap((module) => requestTo(reach.get(module), linked) ?? []);
  if (steps.length < chain.length - 1) return null;
  // Before anything runs, all that is imported is linked.
  if (site.failure === 'link' && !steps.some(isEvaluated)) return null;

  const found = laterAt(callsOf(location.module)?.later, location.span.start);
  // Of calls it is not followed here which of them are made later.
  const mayBeLater =
    isCalled && [...chain, location.module].some((module) => callsOf(module)?.later !== undefined);
  /** Whether a module of the way, or one behind it, is loaded by what rejects a promise. */
  const isLoadedLater = (position: number): boolean =>
    steps.some(({ span }, step) => {
      const by = chain[step];
      return step >= position && by !== undefined && laterAt(callsOf(by)?.later, span.start) !== null;
    });
  /** Whether the error comes when all that is loaded at once has run, as seen from a module of the way. */
  const isLaterFrom = (position: number): boolean => found !== null || mayBeLater || isLoadedLater(position);

  /** Before which place of a module a listener has to be added; null where all of it runs after the crash. */
  function latestIn(position: number): number | null {
    if (isLaterFrom(position)) return Number.POSITIVE_INFINITY;
    const step = steps[position];
    if (isCalled && (step === undefined || !isEvaluated(step))) return Number.POSITIVE_INFINITY;
    if (step === undefined) return site.failure === 'link' ? null : location.span.start;
    // What is imported runs first.
    return isEvaluated(step) ? step.span.start : null;
  }

  const isHeardIn = (module: ModuleId, latest: number, position: number): boolean => {
    const rejects = found?.rejects ?? (isCalled || isLoadedLater(position));
    return (callsOf(module)?.listeners ?? []).some(
      ({ of, at }) => at < latest && (of === 'uncaughtException' || rejects),
    );
  };

  for (const [position, module] of chain.entries()) {
    const latest = latestIn(position);
    if (latest !== null && isHeardIn(module, latest, position)) return { module, isHeard: true };
  }
  for (const [position, module] of chain.entries()) {
    const latest = isLaterFrom(position)
      ? Number.POSITIVE_INFINITY
      : (steps[position]?.span.start ?? location.span.start);
    const beside = loadedBefore(module, latest, linked).find((one) =>
      isHeardIn(one, Number.POSITIVE_INFINITY, position),
    );
    if (beside !== undefined) return { module: beside, isHeard: true };
  }
  return null;
}

/** The innermost. */
function laterAt(later: readonly LaterCode[] = [], at: number): LaterCode | null {
  const around = later.filter(({ span }) => span.start <= at && at < span.end);
  return around.sort((a, b) => b.span.start - a.span.start)[0] ?? null;
}

/** What a module loads itself, by requests that stand before a place. */
function loadedBefore(module: ModuleId, place: number, linked: LinkedGraph): ModuleId[] {
  const node = linked.graph.get(module);
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
