// Which modules a name may come from when a module is asked for it: the module itself, else all that are behind its stars.
// These are walked once for each module, because hundreds of files ask the same barrel for a thousand names.

import type { ModuleId } from '../model/module-id.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';

export interface NameSources {
  /** The modules that export the name themselves, as far as modules were read. */
  of(module: ModuleId, name: string): readonly GrowingNode[];
}

/** @param builder whose resolutions are final: what is behind a star is remembered */
export function createNameSources(builder: GraphBuilder): NameSources {
  const behind = new Map<ModuleId, readonly GrowingNode[]>();

  function behindStarsOf(module: ModuleId): readonly GrowingNode[] {
    const known = behind.get(module);
    if (known !== undefined) return known;
    const seen = new Set([module]);
    const nodes: GrowingNode[] = [];
    const open = [module];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = builder.node(id);
      if (node === null) continue;
      if (id !== module) nodes.push(node);
      for (const star of node.record.exports) {
        const resolution = star.kind === 'star' ? builder.resolution(id, star.request) : null;
        if (resolution?.kind !== 'module' || seen.has(resolution.module)) continue;
        seen.add(resolution.module);
        open.push(resolution.module);
      }
    }
    behind.set(module, nodes);
    return nodes;
  }

  return {
    of(module, name) {
      const node = builder.node(module);
      if (node === null) return [];
      if (node.exportsByName.has(name)) return [node];
      return behindStarsOf(module).filter(({ exportsByName }) => exportsByName.has(name));
    },
  };
}
