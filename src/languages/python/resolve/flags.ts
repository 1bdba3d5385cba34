// Branches that are never taken because of a flag: for a version that the project does not run on, where the flag comes
// from another module (`from future.utils import PY3`), and for a module that is missing (`HAS_X`, which a `try` sets).

import type { ModuleGraph, ModuleNode } from '../../../model/module-graph.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import type { Fallback, FlagTest } from '../../../model/module-request.ts';

/** @returns the nodes that change: what never runs in them expects to fail */
export function withoutUntaken(graph: ModuleGraph): Map<ModuleId, ModuleNode> {
  const changed = new Map<ModuleId, ModuleNode>();
  for (const node of graph.values()) {
    const { record, role } = node;
    if (role !== 'project' || record.language !== 'python') continue;
    const isNever = ({ onlyIf = [] }: { readonly onlyIf?: readonly FlagTest[] }): boolean =>
      onlyIf.some((test) => truthOfFlag(graph, node, test) === !test.value);
    if (!record.requests.some(isNever) && !record.memberUses.some(isNever)) continue;
    const requests = record.requests.map((request) =>
      isNever(request) ? { ...request, runs: 'never' as const, guard: 'expected' as const } : request,
    );
    const memberUses = record.memberUses.map((use) =>
      isNever(use) ? { ...use, guard: 'expected' as const } : use,
    );
    changed.set(node.id, { ...node, record: { ...record, requests, memberUses } });
  }
  return changed;
}

function truthOfFlag(graph: ModuleGraph, node: ModuleNode, test: FlagTest): boolean | null {
  if ('fallback' in test) return fallbackValue(test.fallback, node);
  const { record, resolutions } = node;
  const entry = record.imports[test.import];
  if (entry === undefined) return null;
  const { importName, request, orModule } = entry;
  if (test.member === undefined) return truthOf(graph, moduleAt(resolutions, request), importName);
  return truthOf(graph, moduleAt(resolutions, importName === '*' ? request : orModule), test.member);
}

/** Follows a name to where the version decides it; null where none does. */
function truthOf(graph: ModuleGraph, first: ModuleId | undefined, name: string): boolean | null {
  const seen = new Set<string>();
  const steps = [{ module: first, name }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const node = step.module === undefined ? undefined : graph.get(step.module);
    const key = `${step.module}\0${step.name}`;
    if (node === undefined || seen.has(key)) continue;
    seen.add(key);
    const { record, resolutions } = node;
    const own = record.exports.filter((entry) => entry.kind !== 'star' && entry.exportName === step.name);
    for (const entry of own) {
      if (entry.kind === 'local' && entry.truth !== undefined) return entry.truth;
      if (entry.kind === 'local' && entry.fallback !== undefined) return fallbackValue(entry.fallback, node);
      if (entry.kind !== 'indirect') continue;
      steps.push({ module: moduleAt(resolutions, entry.request), name: entry.importName });
    }
    if (own.length > 0) continue;
    for (const entry of record.exports) {
      if (entry.kind === 'star')
        steps.push({ module: moduleAt(resolutions, entry.request), name: step.name });
    }
  }
  return null;
}

/** What a flag is where a module that was tried is missing; null where it may be there. */
function fallbackValue({ tried, value }: Fallback, { resolutions }: ModuleNode): boolean | null {
  return tried.some((request) => resolutions[request]?.kind === 'unresolved') ? value : null;
}

function moduleAt(resolutions: ModuleNode['resolutions'], request: number | undefined): ModuleId | undefined {
  const resolution = request === undefined ? undefined : resolutions[request];
  return resolution?.kind === 'module' ? resolution.module : undefined;
}
