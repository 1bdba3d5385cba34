// The early reads that happen on every known way in: from each start, and from each `import()` or `require()` that
// functions run later, when what was loaded first is there.

import type { ModuleId } from '../../model/module-id.ts';
import type { LinkedGraph } from '../linked-graph.ts';
import { withDescribedTypes } from './described-types.ts';
import type { EarlyRead } from './early-read.ts';
import type { EvaluationFacts } from './evaluation-moment.ts';
import { createEvaluationOrder, type Followed, type Run, type Simulate } from './evaluation-order.ts';

/** Ways in that are simulated; with more of them nothing is said of circles that not all of these reach. */
const MAX_STARTS = 100;
const MAX_DEFERRED = 300;

/** A way in: a module that is loaded when others have been. */
interface WayIn {
  readonly start: ModuleId;
  readonly before: ReadonlySet<ModuleId>;
  /** Whether a function loads it later; then any other way may come first. */
  readonly isDeferred: boolean;
}

/**
 * @param starts the modules where running begins, most serious first
 * @returns in the order in which they are met; the first of each name that a reader asks for
 */
export function certainEarlyReads(
  linked: LinkedGraph,
  facts: EvaluationFacts,
  starts: readonly ModuleId[],
): EarlyRead[] {
  const circular = new Set(linked.cycles().flat());
  if (circular.size === 0) return [];
  const simulate = createEvaluationOrder(linked, withDescribedTypes(facts, linked));
  const ways: WayIn[] = starts
    .slice(0, MAX_STARTS)
    .map((start) => ({ start, before: new Set(), isDeferred: false }));
  const runs = ways.map((way) => run(way, 'all', simulate));
  // The list grows while it is walked: what is loaded later may load more, later still.
  for (let index = 0; index < ways.length && ways.length < MAX_DEFERRED; index++) {
    const from = runs[index];
    if (from === undefined) break;
    for (const way of deferredBehind(from, circular, linked)) {
      if (ways.some(({ start, isDeferred }) => isDeferred && start === way.start)) continue;
      ways.push(way);
      runs.push(run(way, 'all', simulate));
    }
  }
  if (runs.every(({ early }) => early.length === 0)) return [];
  // Most projects end above. What may be left takes the text of every module on the way.
  const possible = ways.map((way) => run(way, 'possible', simulate));
  const surely = ways.map((way) => run(way, 'sure', simulate));
  const candidates = possible.flatMap((one) => one.early.filter((read) => isOnEveryWay(read, one, possible)));
  const certain = candidates.filter(
    (read) =>
      surely.some(({ early }) => early.some((other) => keyOf(other) === keyOf(read))) &&
      surely.every((one) => agrees(one, read, read.reader)),
  );
  return firstOfEach(certain);
}

interface WayRun extends Run, WayIn {}

function run(way: WayIn, followed: Followed, simulate: Simulate): WayRun {
  return { ...way, ...simulate(way.start, followed, way.before) };
}

/** The modules behind deferred requests from which a circle can be reached that has not been loaded. */
function deferredBehind(
  { evaluated, before }: WayRun,
  circular: ReadonlySet<ModuleId>,
  linked: LinkedGraph,
): WayIn[] {
  if ([...circular].every((module) => evaluated.has(module))) return [];
  const ways = new Map<ModuleId, WayIn>();
  for (const module of evaluated) {
    const node = before.has(module) ? undefined : linked.graph.get(module);
    if (node === undefined) continue;
    for (const { to, request, when } of linked.edges(node.id)) {
      const form = node.record.requests[request]?.form;
      if (when === 'load' && form !== 'dynamic-import') continue;
      // A worker starts with nothing loaded. A mock, a string or a resolved path loads nothing by itself.
      const isWorker = form === 'url' || when === 'start';
      if (!isWorker && form !== 'dynamic-import' && form !== 'require' && form !== 'import') continue;
      if (evaluated.has(to) && !isWorker) continue;
      ways.set(to, { start: to, before: isWorker ? new Set() : evaluated, isDeferred: true });
    }
  }
  return [...ways.values()];
}

/** What is loaded later may find some of the circle loaded by any other way: that must not help it. */
function isOnEveryWay(read: EarlyRead, found: WayRun, runs: readonly WayRun[]): boolean {
  const touched = found.isDeferred ? read.circle : [read.reader];
  return runs.every((one) => touched.every((module) => agrees(one, read, module)));
}

function agrees({ evaluated, early, before }: WayRun, read: EarlyRead, touched: ModuleId): boolean {
  if (!evaluated.has(touched) || before.has(touched)) return true;
  return early.some((other) => keyOf(other) === keyOf(read));
}

function keyOf({ reader, owner, span }: EarlyRead): string {
  return `${reader}|${owner}|${span.start}`;
}

/** What throws comes first, then what fails later. */
function firstOfEach(reads: readonly EarlyRead[]): EarlyRead[] {
  const rank = ({ runtimeError, later }: EarlyRead) =>
    later !== undefined ? 1 : runtimeError === undefined ? 2 : 0;
  const byName = new Map<string, EarlyRead>();
  for (const read of reads) {
    const key = `${read.reader}|${read.owner}|${read.request}|${read.name}`;
    const known = byName.get(key);
    if (known === undefined || rank(read) < rank(known)) byName.set(key, read);
  }
  return [...byName.values()];
}
