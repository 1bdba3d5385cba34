// What a module asks for by its globs: each of the modules that they take is put among its requests, once it is known which
// files there are.

import { matcherOf } from '../../../model/file-glob.ts';
import type { ModuleGraph, ModuleNode } from '../../../model/module-graph.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import type { ModuleRequest } from '../../../model/module-record.ts';
import { parentOf, relativePath } from '../../../model/path.ts';
import { timingOf } from '../../../model/timing.ts';

/** @returns the nodes that change: with a request, which nobody wrote, for each of those modules */
export function withGlobbedModules(graph: ModuleGraph): ReadonlyMap<ModuleId, ModuleNode> {
  const changed = new Map<ModuleId, ModuleNode>();
  for (const node of graph.values()) {
    const globs = (node.role === 'project' ? node.record.globs : undefined) ?? [];
    const modules = globs.filter(({ gives }) => gives === 'modules');
    if (modules.length === 0) continue;
    const targets = modules.flatMap((glob) => {
      const takes = matcherOf(node, glob);
      return [...graph.values()]
        .filter(
          ({ id, role, record }) =>
            role === 'project' && record.language === 'javascript' && id !== node.id && takes(id),
        )
        .map(({ id }) => ({ id, glob }));
    });
    if (targets.length === 0) continue;
    const asked = targets.map(({ id, glob }): ModuleRequest => {
      const { span, guard = 'none' } = glob;
      const specifier = relativePath(parentOf(node.id) ?? '/', id);
      const written = { specifier, form: 'dynamic-import', typeOnly: false, span, guard } as const;
      return { ...written, implied: true, ...timingOf(glob) };
    });
    changed.set(node.id, {
      ...node,
      record: { ...node.record, requests: [...node.record.requests, ...asked] },
      resolutions: [
        ...node.resolutions,
        ...targets.map(({ id }) => ({ kind: 'module', module: id }) as const),
      ],
    });
  }
  return changed;
}
