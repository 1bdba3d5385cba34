// From which entry points a module is reached, at load or on call: the part of `danglint why` that tells what depends
// on it.

import { chainTo, modulesReaching, reachableFrom, type Ways } from '../link/reachability.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Analysis } from '../pipeline.ts';
import { counted } from '../report/sentences.ts';

/** Entries whose chains are printed, of each group: those with the shortest. */
const SHOWN = 5;

type Entries = Analysis['entries'];
type Distances = ReadonlyMap<ModuleId, number> | undefined;

/**
 * One line for each way from an entry: those that load the module while they start, those that load it when a function
 * is called, and tests.
 * @param path how a path is shown
 */
export function reachedLines(
  { entries, linked }: Analysis,
  module: ModuleId,
  path: (module: ModuleId) => string,
  arrow: string,
): string[] {
  const own = entries.find((entry) => entry.module === module);
  const others = entries.filter((entry) => entry !== own);
  const started = others.filter(({ kind }) => kind !== 'test');
  const tests = others.filter(({ kind }) => kind === 'test');
  const [sure, start, all] = (['sure', 'start', 'all'] as const).map((ways) =>
    modulesReaching(module, linked, ways),
  );
  const within = (from: Entries, wanted: Distances, without?: Distances) =>
    from.filter((entry) => wanted?.has(entry.module) === true && without?.has(entry.module) !== true);

  const lines = (
    label: string,
    what: string,
    from: Entries,
    edges: Ways,
    distances: Distances,
    shown = SHOWN,
  ) => {
    const distanceOf = (entry: Entries[number]) => distances?.get(entry.module) ?? 0;
    const ways = [...from]
      .sort((a, b) => distanceOf(a) - distanceOf(b))
      .slice(0, shown)
      .map((entry) => {
        const chain = chainTo(module, reachableFrom([entry.module], linked, edges));
        return `${label} ${chain.map(path).join(` ${arrow} `)}  (${entry.because})`;
      });
    const rest = from.length - ways.length;
    return rest === 0 ? ways : [...ways, `${label} ${counted(rest, `more ${what}`)}`];
  };

  const found = [
    ...(own === undefined ? [] : [`is an entry point (${own.because})`]),
    ...lines('loaded at start-up of', 'entry point', within(started, sure), 'sure', sure),
    ...lines(
      'loaded in a branch at start-up of',
      'entry point',
      within(started, start, sure),
      'start',
      start,
    ),
    ...lines('loaded on call from', 'entry point', within(started, all, start), 'all', all),
    ...lines('loaded by', 'test', within(tests, all), 'all', all, 1),
  ];
  return found.length === 0 ? ['not reached from a known entry point'] : found;
}
