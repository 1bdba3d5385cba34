// One mutation before both: danglint's new findings and the places at which CPython fails.

import type { Unknown } from '../classes.ts';
import type { Sites } from '../type-checker.ts';
import type { Outcome, Place } from './cpython.ts';
import { type PythonDifference, pythonClassOf } from './differences.ts';

export interface ComparedPlaces {
  readonly places: number;
  readonly found: number;
  readonly reported: number;
  readonly differences: readonly (PythonDifference & { readonly explained: string | null })[];
}

export interface PlaceInput {
  readonly root: string;
  readonly outcome: Outcome;
  /** Where CPython fails without the mutation, for whatever reason: of these it cannot judge. */
  readonly before: readonly Place[];
  /** Beyond those without the mutation. */
  readonly findings: Sites;
  readonly unknown: ReadonlyMap<string, Unknown>;
}

/** What only checkers of types look at may be reported, and need not be. */
export function comparePlaces({ root, outcome, before, findings, unknown }: PlaceInput): ComparedPlaces {
  const sitesOf = ({ file, lines }: Place): string[] => lines.map((line) => `${root}/${file}:${line}`);
  const failing = new Set([...outcome.places, ...before].flatMap(sitesOf));
  const differences: PythonDifference[] = [];
  const counts = { places: 0, found: 0 };
  const seen = new Set<string>();
  for (const place of outcome.places) {
    const sites = sitesOf(place);
    const site = sites.at(-1) ?? place.file;
    const isFound = sites.some((one) => findings.has(one));
    if (seen.has(site) || (place.typing && !isFound)) continue;
    seen.add(site);
    counts.places++;
    if (isFound) counts.found++;
    else {
      const open = sites.map((one) => unknown.get(one)).find((one) => one !== undefined);
      const told = open === undefined ? '' : ` (${open.reason} in ${open.at})`;
      differences.push({
        side: open === undefined ? 'missed' : 'unknown',
        ...{ site, message: place.message + told },
      });
    }
  }
  for (const [site, message] of findings)
    if (!failing.has(site)) differences.push({ side: 'extra', site, message });
  const unloaded = new Set(outcome.unloaded.map((file) => `${root}/${file}`));
  const after = { findings, unloaded, unreached: new Set(outcome.unreached.flatMap(sitesOf)) };
  return {
    ...{ ...counts, reported: findings.size },
    differences: differences.map((one) => ({ ...one, explained: pythonClassOf(one, after) })),
  };
}
