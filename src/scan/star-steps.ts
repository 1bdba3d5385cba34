// Which stars of a module lead on to a name, while the graph is being read.

import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord, StarExport } from '../model/module-record.ts';
import { allNamesOf, indexStars, type StarIndex } from '../model/star-index.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';

/** Gives the stars of a module that may lead to a name. */
export type StarSteps = (node: GrowingNode, name: string) => readonly StarExport[];

export function createStarSteps(builder: GraphBuilder): StarSteps {
  const indexes = new WeakMap<ModuleRecord, StarIndex>();

  return ({ id, record }, name) => {
    const known = indexes.get(record);
    if (known !== undefined) return known.starsFor(name);
    const stars = record.exports.filter((entry) => entry.kind === 'star');
    const targets = new Map(stars.map((star) => [star, targetsOf(id, star)]));
    // What is not read yet may have any name.
    if (![...targets.values()].flat().every(builder.isRead)) return stars;
    const index = indexStars(stars, (star) => namesOf(targets.get(star) ?? []));
    indexes.set(record, index);
    return index.starsFor(name);
  };

  /** The module, and the one that runs behind its types. */
  function targetsOf(id: ModuleId, { request }: StarExport): readonly ModuleId[] {
    const resolution = builder.resolution(id, request);
    if (resolution.kind !== 'module') return [];
    const { module, runtime = module } = resolution;
    return runtime === module || runtime === null ? [module] : [module, runtime];
  }

  function namesOf([target, ...others]: readonly ModuleId[]): readonly string[] | null {
    const node = target === undefined || others.length > 0 ? null : builder.node(target);
    return node === null || node.submodules !== undefined ? null : allNamesOf(node.record);
  }
}
