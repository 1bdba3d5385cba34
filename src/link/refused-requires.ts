// What Node refuses to `require()`: an ES module that waits at its top level, or imports one that does, whether it has run
// before or not; in older versions every ES module.
// Source: nodejs.org/api/errors.html#err_require_async_module, #err_require_esm

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isEsModule, isRequired, linkedTarget } from '../model/required.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';
import type { Span } from '../model/span.ts';
import type { LinkedGraph } from './linked-graph.ts';

export interface RefusedRequire {
  /** Index into the record's requests. */
  readonly request: number;
  readonly resolution: UnresolvedResolution;
  /** Where the first of the modules waits that is met. */
  readonly awaits?: { readonly module: ModuleId; readonly span: Span };
}

/** The requests of a module that Node refuses so, while it runs. */
export function refusedRequires(node: ModuleNode, linked: LinkedGraph): readonly RefusedRequire[] {
  if (node.settings.runtime !== 'node') return [];
  return linked.edges(node.id).flatMap(({ to, request }): RefusedRequire[] => {
    const asked = node.record.requests[request];
    if (asked === undefined || !isRequired(asked, node)) return [];
    const target = linked.graph.get(to);
    if (node.settings.withoutRequiredModules === true) {
      const isRefused = target !== undefined && isEsModule(target) && target.settings.isBySyntax !== true;
      return isRefused
        ? [{ request, resolution: { kind: 'unresolved', reason: 'es-module', tried: [to] } }]
        : [];
    }
    const awaits = firstThatAwaits(to, linked);
    if (awaits === null) return [];
    return [{ request, resolution: { kind: 'unresolved', reason: 'asynchronous', tried: [] }, awaits }];
  });
}

/** Of the modules that are linked together, the nearest; null where none waits. */
function firstThatAwaits(start: ModuleId, linked: LinkedGraph): NonNullable<RefusedRequire['awaits']> | null {
  const known = new Set([start]);
  // The set grows while it is walked.
  for (const module of known) {
    const node = linked.graph.get(module);
    if (node === undefined || !isEsModule(node)) continue;
    if (node.awaitsAt !== undefined) return { module, span: node.awaitsAt };
    for (const { to, request } of linked.edges(module)) {
      const asked = node.record.requests[request];
      if (asked === undefined) continue;
      if (linkedTarget(asked, node.resolutions[request], node) === to) known.add(to);
    }
  }
  return null;
}
