// From a module graph to the answers that rules, impact and stubs ask of it. Everything is computed when it is first
// asked for and kept; the graph itself is never changed.

import { addTo } from '../model/lists.ts';
import type { ModuleGraph, RequestRef } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { assignedNames, givenKey, givenNames, packagesAddedTo } from './assigned-names.ts';
import { stronglyConnected } from './components.ts';
import { createExportedNames } from './exported-names.ts';
import type { Otherwise } from './known-otherwise.ts';
import type { Edge, HasManualMock, LinkedGraph, NameLookup } from './linked-graph.ts';
import { edgesOf } from './load-edges.ts';
import { lookupsOf } from './lookups.ts';
import { manualMocks } from './mocked-modules.ts';
import { createResolveExport } from './resolve-export.ts';
import { createSurfaces } from './surface.ts';

/** Links the graph. Pure: the same graph gives the same answers in the same order. */
export function link(graph: ModuleGraph): LinkedGraph {
  const surfaceOf = createSurfaces(graph);
  const assigned = once(() => assignedNames(graph));
  const given = once(() => givenNames(graph));
  const addedTo = once(() => packagesAddedTo(graph));
  const resolveExport = createResolveExport(surfaceOf, {
    namesPutInto: (module) => assigned().get(module),
    namesGivenTo: (module, through) => given().get(givenKey(module, through)),
    isAddedTo: (packageName) => addedTo().has(packageName),
  });
  const lookupsByModule = new Map<ModuleId, readonly NameLookup[]>();
  const edgesByModule = new Map<ModuleId, readonly Edge[]>();
  const importers = once(() => importersByTarget(graph));
  const exporters = once(() => exportersByName(graph));
  const mocks = once(() => manualMocks(graph.keys()));
  const hasManualMock: HasManualMock = (specifier, module) => mocks()(specifier, module);
  const otherwise: Otherwise = {
    resolveExport,
    nodeOf: (module) => graph.get(module),
    hasManualMock,
    isOpenInTests: (module) => assigned().get(module)?.isOpenInTests === true,
  };
  const linked: LinkedGraph = {
    graph,
    resolveExport,
    exportedNames: createExportedNames(surfaceOf),
    lookups(module) {
      const known = lookupsByModule.get(module);
      if (known !== undefined) return known;
      const node = graph.get(module);
      const lookups = node === undefined ? [] : lookupsOf(node, resolveExport, otherwise);
      lookupsByModule.set(module, lookups);
      return lookups;
    },
    edges(module) {
      const known = edgesByModule.get(module);
      if (known !== undefined) return known;
      const node = graph.get(module);
      const edges = node === undefined ? [] : edgesOf(node, linked.lookups(module));
      edgesByModule.set(module, edges);
      return edges;
    },
    importers: (module) => importers().get(module) ?? [],
    hasManualMock,
    cycles: once(() => loadCycles(linked)),
    exportersOf: (name) => exporters().get(name) ?? [],
  };
  return linked;
}

function once<Value>(compute: () => Value): () => Value {
  let value: { readonly known: Value } | undefined;
  return () => {
    value ??= { known: compute() };
    return value.known;
  };
}

function importersByTarget(graph: ModuleGraph): Map<ModuleId, RequestRef[]> {
  const byTarget = new Map<ModuleId, RequestRef[]>();
  const add = (target: ModuleId, from: RequestRef) => {
    addTo(byTarget, target, from);
  };
  for (const { id, resolutions } of graph.values()) {
    resolutions.forEach((resolution, request) => {
      if (resolution.kind === 'builtin' && resolution.module !== undefined) {
        add(resolution.module, { module: id, request });
      }
      if (resolution.kind !== 'module') return;
      add(resolution.module, { module: id, request });
      const { runtime } = resolution;
      if (runtime !== undefined && runtime !== null && runtime !== resolution.module) {
        add(runtime, { module: id, request });
      }
    });
  }
  return byTarget;
}

function exportersByName(graph: ModuleGraph): Map<string, ModuleId[]> {
  const byName = new Map<string, ModuleId[]>();
  for (const { id, record, role } of graph.values()) {
    if (role !== 'project') continue;
    // Python binds what is imported for types only, though it has none of it to give.
    const forTypes = new Set(record.imports.flatMap((entry) => (entry.typeOnly ? [entry.localName] : [])));
    for (const entry of record.exports) {
      if (entry.kind !== 'local' || (entry.meaning === 'type' && forTypes.has(entry.localName))) continue;
      const list = byName.get(entry.exportName);
      if (list === undefined) byName.set(entry.exportName, [id]);
      else if (list.at(-1) !== id) list.push(id);
    }
  }
  return byName;
}

function loadCycles(linked: LinkedGraph): readonly (readonly ModuleId[])[] {
  const successors = (id: ModuleId): ModuleId[] =>
    linked
      .edges(id)
      .filter(({ when }) => when === 'load')
      .map(({ to }) => to);
  return stronglyConnected([...linked.graph.keys()], successors);
}
