// The stars of a module by the names that they can give. A barrel of thousands of stars is asked for thousands of names:
// star by star, that is millions of questions whose answer is no.

import { addTo } from './lists.ts';
import type { ModuleRecord, StarExport } from './module-record.ts';

export interface StarIndex {
  /** The stars that may give the name, in their order in the text. */
  starsFor(name: string): readonly StarExport[];
}

/** Below this, asking each is as quick. */
const FEW = 8;

/**
 * @param namesOf all names that a star can give; null when that is not known, so that it is to be asked for any name
 */
export function indexStars(
  stars: readonly StarExport[],
  namesOf: (star: StarExport) => readonly string[] | null,
): StarIndex {
  if (stars.length <= FEW) return { starsFor: () => stars };
  const always: number[] = [];
  const byName = new Map<string, number[]>();
  stars.forEach((star, position) => {
    const names = namesOf(star);
    if (names === null) always.push(position);
    for (const name of new Set(names)) {
      addTo(byName, name, position);
    }
  });
  return {
    starsFor(name) {
      const positions = [...always, ...(byName.get(name) ?? [])].sort((a, b) => a - b);
      return positions.flatMap((position) => stars[position] ?? []);
    },
  };
}

/** The names of an ES or Python module to whom a star or a computation adds none; null for any other module. */
export function allNamesOf(record: ModuleRecord): readonly string[] | null {
  const { moduleKind, exportsKind, commonjs, madeBy, makes, unlistedNames, unlistedProperties } = record;
  if ((moduleKind !== 'esm' && moduleKind !== 'python') || exportsKind !== 'static') return null;
  if (record.starParts !== undefined) return null;
  if ((commonjs ?? madeBy ?? makes ?? unlistedNames ?? unlistedProperties) !== undefined) return null;
  // What `__all__` lists may be bound nowhere.
  const names = Array.isArray(record.starNames) ? [...record.starNames] : [];
  for (const entry of record.exports) {
    if (entry.kind === 'star' || entry.exportName === 'export=') return null;
    names.push(entry.exportName);
  }
  return names;
}
