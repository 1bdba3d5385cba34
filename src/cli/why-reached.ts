// From which entry points a module is reached, at load or on call: the part of `danglint why` that tells what depends
// on it.

import { chainTo, modulesReaching, reachableFrom } from '../link/reachability.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Analysis } from '../pipeline.ts';
import { counted } from '../report/sentences.ts';

/** Entries whose chains are printed, of each group: those with the shortest. */
const SHOWN = 5;

type Entries = Analysis['entries'];

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
  const load = modulesReaching(module, linked, 'load');
  const all = modulesReaching(module, linked, 'all');
  const atLoad = started.filter((entry) => load.has(entry.module));
  const onCall = started.filter((entry) => all.has(entry.module) && !load.has(entry.module));

  const lines = (label: string, what: string, from: Entries, edges: 'load' | 'all', shown: number) => {
    const distances = edges === 'load' ? load : all;
    const distanceOf = (entry: Entries[number]) => distances.get(entry.module) ?? 0;
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
    ...lines('loaded at start-up of', 'entry point', atLoad, 'load', SHOWN),
    ...lines('loaded on call from', 'entry point', onCall, 'all', SHOWN),
    ...lines(
      'loaded by',
      'test',
      tests.filter((entry) => all.has(entry.module)),
      'all',
      1,
    ),
  ];
  return found.length === 0 ? ['not reached from a known entry point'] : found;
}
