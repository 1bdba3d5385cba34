// The stars of a module by the names that they can give, whatever other stars those come through. A barrel of barrels is
// asked for thousands of names: star by star, that is millions of questions whose answer is no.

import type { StarExport } from './export-entry.ts';
import { addTo } from './lists.ts';
import type { ModuleId } from './module-id.ts';
import type { ModuleRecord } from './module-record.ts';

export interface StarIndex {
  /** The stars that may give the name, in their order in the text. */
  starsFor(name: string): readonly StarExport[];
}

/** All that a module can give by itself and through its stars. */
export interface GivenNames {
  readonly names: ReadonlySet<string>;
  /** How many modules they come from. */
  readonly modules: number;
}

/** A module whose stars are resolved: null for one that leads nowhere, or to a module that is looked at otherwise. */
export interface StarGiver {
  readonly record: ModuleRecord;
  readonly targets: readonly (ModuleId | null)[];
}

/** With fewer modules behind the stars, asking each is as quick. */
const FEW = 8;

/**
 * @param givenBy all names that a star can give; null when that is not known, so that it is to be asked for any name
 */
export function indexStars(
  stars: readonly StarExport[],
  givenBy: (star: StarExport) => GivenNames | null,
): StarIndex {
  const given = stars.map(givenBy);
  if (given.reduce((sum, some) => sum + (some?.modules ?? 1), 0) <= FEW) return { starsFor: () => stars };
  const always: number[] = [];
  const byName = new Map<string, number[]>();
  given.forEach((some, position) => {
    if (some === null) always.push(position);
    for (const name of some?.names ?? []) addTo(byName, name, position);
  });
  return {
    starsFor(name) {
      const positions = [...always, ...(byName.get(name) ?? [])].sort((a, b) => a - b);
      return positions.flatMap((position) => stars[position] ?? []);
    },
  };
}

/**
 * Makes the question what a module can give, whose answers are kept. It is null for a module behind whose stars is one
 * whose names are not all known, and for one that its own stars lead back to.
 * @param giverOf null for a module that is not seen, or that has names which no record tells
 */
export function createGivenNames(
  giverOf: (module: ModuleId) => StarGiver | null,
): (module: ModuleId) => GivenNames | null {
  const known = new Map<ModuleId, GivenNames>();
  return (module) => {
    const before = known.get(module);
    if (before !== undefined) return before;
    const names = new Set<string>();
    let modules = 0;
    const met = new Set([module]);
    for (const id of met) {
      const part = known.get(id);
      const giver = part === undefined ? giverOf(id) : null;
      const own = part?.names ?? (giver === null ? null : ownNamesOf(giver.record));
      if (own === null) return null;
      for (const name of own) names.add(name);
      modules += part?.modules ?? 1;
      for (const target of giver?.targets ?? []) {
        if (target === null || target === module) return null;
        met.add(target);
      }
    }
    const answer = { names, modules };
    known.set(module, answer);
    return answer;
  };
}

/** The names that an ES or Python module has beside those of its stars; null where a computation may add to them. */
function ownNamesOf(record: ModuleRecord): readonly string[] | null {
  const { moduleKind, exportsKind, commonjs, madeBy, makes, unlistedNames, unlistedProperties } = record;
  if ((moduleKind !== 'esm' && moduleKind !== 'python') || exportsKind !== 'static') return null;
  if (record.starParts !== undefined) return null;
  if ((commonjs ?? madeBy ?? makes ?? unlistedNames ?? unlistedProperties) !== undefined) return null;
  // What `__all__` lists may be bound nowhere.
  const names = Array.isArray(record.starNames) ? [...record.starNames] : [];
  for (const entry of record.exports) {
    if (entry.kind === 'star') continue;
    if (entry.exportName === 'export=') return null;
    names.push(entry.exportName);
  }
  return names;
}
