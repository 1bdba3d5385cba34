// Links what was read; and where the records do not tell what a package has, asks those who can for that package, and links
// again: TypeScript's checker, and front ends that search the texts.

import type { FileSystem } from './host/file-system.ts';
import type { Missing } from './languages/language.ts';
import { link } from './link/link.ts';
import type { LinkedGraph } from './link/linked-graph.ts';
import { leaveOutUntakenFallbacks } from './link/untaken-fallbacks.ts';
import { addToSet } from './model/lists.ts';
import type { ModuleGraph, ModuleNode, RequestRef } from './model/module-graph.ts';
import type { ModuleId } from './model/module-id.ts';
import type { ScanResult } from './scan/scan.ts';
import type { SurfaceCache } from './typescript/surface-cache.ts';

export interface LinkContext {
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly cache: SurfaceCache;
  readonly frontends: ScanResult['frontends'];
}

/** @returns the graph that was linked: with what was told besides, and without fallbacks that are never taken */
export async function linkProject(
  scanned: ModuleGraph,
  context: LinkContext,
): Promise<{ graph: ModuleGraph; linked: LinkedGraph }> {
  const linked = leaveOutUntakenFallbacks(link(scanned));
  const { graph } = linked;
  const completed = [...(await surfacesByTypeScript(linked, context)), ...doubted(linked, context)];
  if (completed.length === 0) return { graph, linked };
  // Setting an existing key keeps its place, and with it the order of the graph.
  const replaced = new Map<ModuleId, ModuleNode>(graph);
  for (const [id, node] of completed) replaced.set(id, node);
  return { graph: replaced, linked: link(replaced) };
}

async function surfacesByTypeScript(
  linked: LinkedGraph,
  { root, fileSystem, cache }: LinkContext,
): Promise<Iterable<[ModuleId, ModuleNode]>> {
  const { graph } = linked;
  const unknownModules = new Set<ModuleId>();
  for (const { id, role } of graph.values()) {
    if (role !== 'project') continue;
    for (const { answer } of linked.lookups(id)) {
      if (answer.kind === 'unknown' && answer.reason === 'export-equals') unknownModules.add(answer.module);
    }
  }
  if (unknownModules.size === 0) return [];
  const { completeSurfaces } = await import('./typescript/surface.ts');
  return completeSurfaces({ root, fileSystem, cache, graph, unknownModules });
}

function* doubted(
  linked: LinkedGraph,
  { frontends }: LinkContext,
): Iterable<readonly [ModuleId, ModuleNode]> {
  for (const [language, { resolver }] of frontends) {
    if (resolver.doubt === undefined) continue;
    const missing = missingIn(linked, language);
    if (missing.names.size > 0 || missing.requests.length > 0) yield* resolver.doubt(missing, linked.graph);
  }
}

function missingIn(linked: LinkedGraph, language: string): Missing {
  const { graph } = linked;
  const names = new Map<ModuleId, Set<string>>();
  const requests: RequestRef[] = [];
  for (const { id, role, record, resolutions } of graph.values()) {
    if (role !== 'project' || record.language !== language) continue;
    resolutions.forEach((resolution, request) => {
      if (resolution.kind === 'unresolved') requests.push({ module: id, request });
    });
    for (const { answer } of linked.lookups(id)) {
      if (answer.kind !== 'missing') continue;
      addToSet(names, answer.module, answer.name);
    }
  }
  return { names, requests };
}
