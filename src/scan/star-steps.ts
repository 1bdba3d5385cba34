// Which stars of a module lead on to a name, while the graph is being read.

import type { StarExport } from '../model/export-entry.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import { createGivenNames, indexStars, type StarIndex } from '../model/star-index.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';

/** Gives the stars of a module that may lead to a name. */
export type StarSteps = (node: GrowingNode, name: string) => readonly StarExport[];

export function createStarSteps(builder: GraphBuilder): StarSteps {
  const indexes = new WeakMap<ModuleRecord, StarIndex>();
  const givenBy = createGivenNames((id) => {
    const node = builder.isRead(id) ? builder.node(id) : null;
    if (node === null || node.submodules !== undefined) return null;
    return { record: node.record, targets: starsOf(node.record).map((star) => onlyTarget(id, star)) };
  });

  return ({ id, record }, name) => {
    const known = indexes.get(record);
    if (known !== undefined) return known.starsFor(name);
    const stars = starsOf(record);
    // What is not read yet may have any name.
    if (!stars.flatMap((star) => targetsOf(id, star)).every(builder.isRead)) return stars;
    const index = indexStars(stars, (star) => {
      const target = onlyTarget(id, star);
      return target === null ? null : givenBy(target);
    });
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

  function onlyTarget(id: ModuleId, star: StarExport): ModuleId | null {
    const [target = null, ...others] = targetsOf(id, star);
    return others.length > 0 ? null : target;
  }
}

function starsOf({ exports }: ModuleRecord): readonly StarExport[] {
  return exports.filter((entry) => entry.kind === 'star');
}
