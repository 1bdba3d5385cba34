// The public modules of a Python package that the package itself leaves to others: nothing of it imports
// `starlette.applications`, which is what everybody who installs it begins with.

import { stronglyConnected } from '../../link/components.ts';
import type { ModuleGraph } from '../../model/module-graph.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { isTestName } from '../../model/test-name.ts';
import type { PythonPackages } from '../python-packages.ts';
import type { Entry, EntrySources } from './entry.ts';

const HIDDEN = /(?:^|\/)_(?!_init__\.py$)/;

/**
 * Modules of what is installed that no other module of it imports, not even in a function. Of a circle that nobody imports
 * from outside each is one, since each may be where others begin; but not where one of the circle is started otherwise: then
 * what that one loads later has its place.
 * @param known entries that are known otherwise
 * @param isForDevelopers whether a module needs what is there for developers only
 */
export function publicModules(
  python: readonly ModuleId[],
  packages: PythonPackages,
  { root, graph }: EntrySources,
  known: readonly Entry[],
  isForDevelopers: (module: ModuleId) => boolean,
): Entry[] {
  const installed = python.filter((module) => {
    const path = relativeId(root, module);
    return !isTestName(path) && packages.isInstalled(module);
  });
  if (installed.length === 0) return [];
  const imported = importsAmong(new Set(installed), graph);
  const taken = new Set(known.map(({ module }) => module));
  const circleOf = new Map<ModuleId, readonly ModuleId[]>();
  for (const circle of stronglyConnected(installed, (module) => imported.get(module) ?? []))
    for (const module of circle) circleOf.set(module, circle);
  const importedFromOutside = new Set<ModuleId>();
  for (const [importer, targets] of imported) {
    for (const target of targets) {
      const circle = circleOf.get(target);
      if (circle === undefined || circle !== circleOf.get(importer)) importedFromOutside.add(target);
    }
  }
  return installed.flatMap((module): Entry[] => {
    const circle = circleOf.get(module) ?? [module];
    if (circle.some((other) => taken.has(other) || importedFromOutside.has(other))) return [];
    if (HIDDEN.test(relativeId(root, module)) || isForDevelopers(module)) return [];
    return [{ module, kind: 'public', because: 'a module of a package that others import' }];
  });
}

/** What each module asks for at run time, at load or later. */
function importsAmong(modules: ReadonlySet<ModuleId>, graph: ModuleGraph): Map<ModuleId, Set<ModuleId>> {
  const imported = new Map<ModuleId, Set<ModuleId>>();
  for (const module of modules) {
    const node = graph.get(module);
    const targets = new Set<ModuleId>();
    node?.resolutions.forEach((resolution, request) => {
      const asked = node.record.requests[request];
      if (resolution.kind !== 'module' || asked === undefined || asked.typeOnly || asked.runs === 'never')
        return;
      if (modules.has(resolution.module)) targets.add(resolution.module);
    });
    imported.set(module, targets);
  }
  return imported;
}
