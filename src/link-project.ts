// Links what was read; and where only TypeScript's checker knows the names of a package, asks it for that package and
// links again.

import type { FileSystem } from './host/file-system.ts';
import { link } from './link/link.ts';
import type { LinkedGraph } from './link/linked-graph.ts';
import { leaveOutUntakenFallbacks } from './link/untaken-fallbacks.ts';
import type { ModuleGraph, ModuleNode } from './model/module-graph.ts';
import type { ModuleId } from './model/module-id.ts';
import type { SurfaceCache } from './typescript/surface-cache.ts';

/** @returns the graph that was linked: with what the checker told, and without fallbacks that are never taken */
export async function linkProject(
  scanned: ModuleGraph,
  from: { readonly root: string; readonly fileSystem: FileSystem; readonly cache: SurfaceCache },
): Promise<{ graph: ModuleGraph; linked: LinkedGraph }> {
  const linked = leaveOutUntakenFallbacks(link(scanned));
  const { graph } = linked;
  const unknownModules = new Set<ModuleId>();
  for (const { id, role } of graph.values()) {
    if (role !== 'project') continue;
    for (const { answer } of linked.lookups(id)) {
      if (answer.kind === 'unknown' && answer.reason === 'export-equals') unknownModules.add(answer.module);
    }
  }
  if (unknownModules.size === 0) return { graph, linked };
  const { completeSurfaces } = await import('./typescript/surface.ts');
  const completed = completeSurfaces({ ...from, graph, unknownModules });
  if (completed.size === 0) return { graph, linked };
  // Setting an existing key keeps its place, and with it the order of the graph.
  const replaced = new Map<ModuleId, ModuleNode>(graph);
  for (const [id, node] of completed) replaced.set(id, node);
  return { graph: replaced, linked: link(replaced) };
}
