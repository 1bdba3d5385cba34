// Names that other modules put into a CommonJS module: `const util = require('./util'); util.isNode = …`. Whether that
// has happened when a name is asked for depends on the order in which modules run; it is no finding that it may not have.

import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { targetOf } from './request-target.ts';

/** The names that are assigned from outside, by the module that gets them. */
export function assignedNames(graph: ModuleGraph): ReadonlyMap<ModuleId, ReadonlySet<string>> {
  const byModule = new Map<ModuleId, Set<string>>();
  for (const { record, resolutions } of graph.values()) {
    for (const { access, of, path } of record.memberUses) {
      const [member] = path;
      if (access !== 'write' || member === undefined || path.length > 1) continue;
      const request = 'request' in of ? of.request : record.imports[of.import]?.request;
      const { module } = targetOf(request === undefined ? undefined : resolutions[request]);
      if (module === null || graph.get(module)?.record.moduleKind !== 'commonjs') continue;
      const names = byModule.get(module);
      if (names === undefined) byModule.set(module, new Set([member.name]));
      else names.add(member.name);
    }
  }
  return byModule;
}
