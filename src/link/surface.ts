// What one module exports by itself, in the order in which ResolveExport asks: by name, by star, by augmentation.
// Built once per module, when it is first asked for.

import type { ExportEntry, IndirectExport, LocalExport, StarExport } from '../model/export-entry.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { StarNames } from '../model/module-record.ts';
import { createGivenNames, type GivenNames, indexStars, type StarIndex } from '../model/star-index.ts';
import { targetOf } from './request-target.ts';
import { createTakenByStar } from './taken-by-star.ts';

export type NamedExport = LocalExport | IndirectExport;

/** Export entries with the module whose requests they point into (an augmentation stands in another file). */
export interface OwnedExports {
  readonly owner: ModuleNode;
  readonly byName: ReadonlyMap<string, readonly NamedExport[]>;
  readonly stars: readonly StarExport[];
  /** The stars among which a name is to be looked for. */
  readonly starsFor: StarIndex['starsFor'];
}

export interface Surface {
  readonly node: ModuleNode;
  readonly own: OwnedExports;
  /** `declare module './this' { … }` in other modules. */
  readonly augmentations: readonly OwnedExports[];
  /** What a star takes from it; undefined: all names. */
  readonly starNames: StarNames | undefined;
}

/** Surfaces by module; null for a module that is not in the graph. */
export function createSurfaces(graph: ModuleGraph): (module: ModuleId) => Surface | null {
  const augmentations = augmentationsByTarget(graph, givenByStar);
  const takenByStar = createTakenByStar(graph);
  const givenBy = createGivenNames((module) => {
    const node = graph.get(module);
    if (node === undefined || node.submodules !== undefined || augmentations.has(module)) return null;
    const stars = node.record.exports.filter((entry) => entry.kind === 'star');
    return { record: node.record, targets: stars.map((star) => targetOfStar(node, star)) };
  });
  const known = new Map<ModuleId, Surface>();
  return (module) => {
    const cached = known.get(module);
    if (cached !== undefined) return cached;
    const node = graph.get(module);
    if (node === undefined) return null;
    const surface: Surface = {
      node,
      own: ownedExports(node, node.record.exports, givenByStar),
      augmentations: augmentations.get(module) ?? [],
      get starNames() {
        return takenByStar(node);
      },
    };
    known.set(module, surface);
    return surface;
  };

  function givenByStar(owner: ModuleNode, star: StarExport): GivenNames | null {
    const target = targetOfStar(owner, star);
    return target === null ? null : givenBy(target);
  }
}

function targetOfStar({ record, resolutions }: ModuleNode, { request }: StarExport): ModuleId | null {
  // `require()` has names that no entry tells: `__esModule`.
  return record.moduleKind === 'commonjs' ? null : targetOf(resolutions[request]).module;
}

type GivenByStar = (owner: ModuleNode, star: StarExport) => GivenNames | null;

function ownedExports(
  owner: ModuleNode,
  entries: readonly ExportEntry[],
  givenByStar: GivenByStar,
): OwnedExports {
  const byName = new Map<string, NamedExport[]>();
  const stars: StarExport[] = [];
  for (const entry of entries) {
    if (entry.kind === 'star') {
      stars.push(entry);
      continue;
    }
    addTo(byName, entry.exportName, entry);
  }
  let index: StarIndex | null = null;
  const starsFor = (name: string) => {
    index ??= indexStars(stars, (star) => givenByStar(owner, star));
    return index.starsFor(name);
  };
  return { owner, byName, stars, starsFor };
}

/** An augmentation block has a request of the same specifier in its record; where that leads is what it adds to. */
function augmentationsByTarget(graph: ModuleGraph, givenByStar: GivenByStar): Map<ModuleId, OwnedExports[]> {
  const byTarget = new Map<ModuleId, OwnedExports[]>();
  for (const node of graph.values()) {
    for (const block of node.record.ambientModules) {
      if (!block.augmentation) continue;
      const request = node.record.requests.findIndex(
        ({ form, specifier }) => form === 'augmentation' && specifier === block.specifier,
      );
      const resolution = node.resolutions[request];
      // `@types/jsdom`: a script declares the module, and a module beside it adds to what the script declares.
      const targets = [`ambient:${block.specifier}`].filter((id) => graph.has(id));
      if (resolution?.kind === 'module') targets.push(resolution.module);
      const owned = ownedExports(node, block.exports, givenByStar);
      for (const target of new Set(targets)) {
        addTo(byTarget, target, owned);
      }
    }
  }
  return byTarget;
}
