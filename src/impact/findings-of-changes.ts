// Which findings a change is plainly the cause of: those whose importer or target is among the changed files, and those
// about a package of which a changed manifest or lock file speaks. For all others the state before must be asked.

import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isWithin, parentOf } from '../model/path.ts';

/**
 * @param changed absolute paths, deleted files and submodules included
 * @param isChangedPackage whether what is installed under a name may be another version now
 */
export function touchedBy(
  changed: ReadonlySet<ModuleId>,
  isChangedPackage: (name: string) => boolean,
  root: ModuleId,
  linked: LinkedGraph,
): (finding: Finding) => boolean {
  return (finding) => {
    if (isChanged(finding.location.module, changed)) return true;
    if (finding.target !== undefined && isChanged(finding.target, changed)) return true;
    const name = installedPackage(finding, root, linked);
    return name !== null && isChangedPackage(name);
  };
}

/** A submodule, or a link to a folder, changes with all that is in it. */
function isChanged(path: ModuleId, changed: ReadonlySet<ModuleId>): boolean {
  for (let at: string | null = path; at !== null; at = parentOf(at)) if (changed.has(at)) return true;
  return false;
}

/** The package from outside of the project that the import of a finding leads to; null when it leads into the project. */
function installedPackage({ location, specifier }: Finding, root: ModuleId, { graph }: LinkedGraph) {
  const node = graph.get(location.module);
  const request = node?.record.requests.findIndex((asked) => asked.specifier === specifier) ?? -1;
  const resolution = node?.resolutions[request];
  switch (resolution?.kind) {
    case 'external':
      return resolution.packageName;
    case 'module':
      return graph.get(resolution.module)?.role === 'project' ? null : (resolution.packageName ?? null);
    case 'unresolved': {
      const { tried, expected = root } = resolution;
      const isOwn = [...tried, expected].some((path) => path !== root && isOfProject(path, root));
      return isOwn ? null : (resolution.packageName ?? null);
    }
    default:
      return null;
  }
}

function isOfProject(path: ModuleId, root: ModuleId): boolean {
  return isWithin(root, path) && !path.includes('/node_modules/');
}
