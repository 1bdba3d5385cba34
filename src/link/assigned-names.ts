// Names that other modules put into a CommonJS module: `const util = require('./util'); util.isNode = …`. Whether that
// has happened when a name is asked for depends on the order in which modules run; it is no finding that it may not have.

import { addToSet } from '../model/lists.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import type { Resolution } from '../model/resolution.ts';
import { targetOf } from './request-target.ts';

/** What other modules do to the names of one. */
export interface FromOutside {
  namesPutInto(module: ModuleId): ReadonlySet<string> | undefined;
  /** Whether a package is loaded whose only purpose may be to add to this one. */
  isAddedTo(packageName: string): boolean;
}

/** The names that are assigned from outside, by the module that gets them. */
export function assignedNames(graph: ModuleGraph): ReadonlyMap<ModuleId, ReadonlySet<string>> {
  const byModule = new Map<ModuleId, Set<string>>();
  for (const { record, resolutions } of graph.values()) {
    for (const { access, of, path } of record.memberUses) {
      const [member] = path;
      if (access !== 'write' || member === undefined || path.length > 1) continue;
      const request = 'request' in of ? of.request : record.imports[of.import]?.request;
      const module = loadedBy(request === undefined ? undefined : resolutions[request]);
      if (module === null || !isOpenToAll(module, graph)) continue;
      addToSet(byModule, module, member.name);
    }
  }
  return byModule;
}

/** The module that runs, where declarations (`@types/node`) tell its names. */
function loadedBy(resolution: Resolution | undefined): ModuleId | null {
  const runtime = resolution?.kind === 'module' ? resolution.runtime : undefined;
  return runtime ?? targetOf(resolution).module;
}

/** What `require` gives of the module is one object for all. */
function isOpenToAll(module: ModuleId, graph: ModuleGraph): boolean {
  return module.startsWith('node:') || graph.get(module)?.record.moduleKind === 'commonjs';
}

/**
 * The packages that others may add names to: what a package needs that the project loads without taking anything from it
 * (`require('moment-timezone')` for `moment.tz`, a plugin of jQuery).
 */
export function packagesAddedTo(graph: ModuleGraph): ReadonlySet<string> {
  const addedTo = new Set<string>();
  for (const { record, resolutions, role } of graph.values()) {
    if (role !== 'project') continue;
    resolutions.forEach((resolution, request) => {
      if (resolution.kind !== 'module' || resolution.needs === undefined) return;
      if (isForEffect(record, request)) for (const name of resolution.needs) addedTo.add(name);
    });
  }
  return addedTo;
}

function isForEffect({ requests, imports, exports, memberUses }: ModuleRecord, request: number): boolean {
  const asked = requests[request];
  if (asked === undefined || asked.typeOnly || asked.held === true) return false;
  if (!/^(?:import|require|dynamic-import)$/.test(asked.form)) return false;
  return (
    !imports.some((entry) => entry.request === request) &&
    !exports.some((entry) => entry.kind !== 'local' && entry.request === request) &&
    !memberUses.some(({ of }) => 'request' in of && of.request === request)
  );
}
