// GetExportedNames (ECMA-262 16.2.1.7.2.1): all names of a module, through its stars, and whether those are all.

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind } from './linked-graph.ts';
import { targetOf } from './request-target.ts';
import type { OwnedExports, Surface } from './surface.ts';

export interface ExportedNames {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** Makes the question; answers are kept. */
export function createExportedNames(
  surfaceOf: (module: ModuleId) => Surface | null,
): (module: ModuleId, importer: ImporterKind) => ExportedNames {
  const known = new Map<string, ExportedNames>();
  return (module, importer) => {
    const key = `${importer}\0${module}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const answer = collect(module, importer, surfaceOf);
    known.set(key, answer);
    return answer;
  };
}

interface Visit {
  readonly module: ModuleId;
  readonly importer: ImporterKind;
  /** No star is on the way, or one that leaves out no name. */
  readonly takesAll: boolean;
}

function collect(
  module: ModuleId,
  importer: ImporterKind,
  surfaceOf: (module: ModuleId) => Surface | null,
): ExportedNames {
  const names = new Set<string>();
  const seen = new Set<ModuleId>();
  const queue: Visit[] = [{ module, importer, takesAll: true }];
  let complete = true;
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    if (seen.has(visit.module)) continue;
    seen.add(visit.module);
    const surface = surfaceOf(visit.module);
    if (surface === null) {
      complete = false;
      continue;
    }
    const { record } = surface.node;
    const own = ownNames(surface, visit.importer);
    for (const name of own.names) if (visit.takesAll || starTakes(surface, name)) names.add(name);
    complete &&= own.complete;
    const follow = (owner: ModuleNode, request: number, kind: ImporterKind, takesAll = false) => {
      const target = targetOf(owner.resolutions[request]);
      if (target.module === null) complete = false;
      else queue.push({ module: target.module, importer: kind, takesAll });
    };
    if (visit.importer === 'esm-node' && record.commonjs !== undefined) {
      for (const request of record.commonjs.reexports) follow(surface.node, request, 'esm-node');
      continue;
    }
    for (const { owner, stars } of [surface.own, ...surface.augmentations]) {
      for (const { request, takesAll } of stars) {
        const kind = importerKind(owner, owner.record.requests[request]?.form ?? 'export-from');
        follow(owner, request, kind, takesAll);
      }
    }
  }
  return { names: [...names].sort(), complete };
}

function ownNames(surface: Surface, importer: ImporterKind): ExportedNames {
  const { record } = surface.node;
  if (importer === 'esm-node') {
    if (record.moduleKind === 'json') return { names: ['default'], complete: true };
    if (record.commonjs !== undefined)
      return { names: ['default', ...record.commonjs.names], complete: true };
  }
  const names = [surface.own, ...surface.augmentations].flatMap(namesOf);
  return { names, complete: record.exportsKind === 'static' && record.madeBy === undefined };
}

/** The keys; for `export = X` the members of X, which is also the default. */
function namesOf({ byName }: OwnedExports): string[] {
  const names: string[] = [];
  for (const [name, entries] of byName) {
    if (name !== 'export=') names.push(name);
    else {
      names.push('default');
      for (const entry of entries) if (entry.kind === 'local') names.push(...(entry.members ?? []));
    }
  }
  return names;
}

function starTakes({ node, starNames }: Surface, name: string): boolean {
  if (starNames === undefined) return name !== 'default' || node.record.moduleKind === 'commonjs';
  return starNames === 'public' ? !name.startsWith('_') : starNames.includes(name);
}
