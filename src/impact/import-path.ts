// Which Python modules are imported with one folder of the project on the path: reached from an entry that is named by its
// dotted name, as servers and `python -m` are told it. What lies beside such a module is found when its file is run, and
// not there. Source: docs.python.org/3/library/sys_path_init.html.

import type { FileSystem } from '../host/file-system.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { reachableFrom } from '../link/reachability.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Entry } from './entries/entry.ts';
import { isSaidOfEnvironment } from './environment.ts';

/** Also in `gunicorn.conf.py`: docs.gunicorn.org/en/stable/settings.html, "chdir", "pythonpath". */
const MORE_FOLDERS = /PYTHONPATH|^\s*(?:pythonpath|chdir)\s*=\s*['"]/m;

/** The modules, each with the folder. */
export function modulesImportedFrom(
  linked: LinkedGraph,
  entries: readonly Entry[],
  { root, fileSystem }: { readonly root: string; readonly fileSystem: FileSystem },
): ReadonlyMap<ModuleId, string> {
  const found = new Map<ModuleId, string>();
  const folders = new Set(entries.flatMap(({ importedFrom }) => importedFrom ?? []));
  const hasMore = (directory: string) => isSaidOfEnvironment(directory, fileSystem, MORE_FOLDERS);
  // Files are read only where somebody imports by a name, and those of a folder once.
  if (folders.size === 0 || hasMore(root)) return found;
  const withMore = new Set([...folders].filter((folder) => folder !== root && hasMore(folder)));
  for (const { module, importedFrom } of entries) {
    if (importedFrom === undefined || withMore.has(importedFrom) || found.has(module)) continue;
    // What one program puts on its path, another does not have.
    const reached = [...reachableFrom([module], linked, 'all').keys()];
    if (reached.some((id) => changesPath(linked.graph.get(id)))) continue;
    for (const id of reached) if (!found.has(id)) found.set(id, importedFrom);
  }
  return found;
}

/** `sys.path.insert(0, …)`, `site.addsitedir(…)` */
function changesPath(node: ModuleNode | undefined): boolean {
  if (node === undefined) return false;
  const { imports, memberUses, requests } = node.record;
  const specifierOf = (request: number | undefined) => requests[request ?? -1]?.specifier;
  return (
    imports.some(
      ({ request, importName }) =>
        (importName === 'path' && specifierOf(request) === 'sys') ||
        (importName === 'addsitedir' && specifierOf(request) === 'site'),
    ) ||
    memberUses.some(({ of, path: [first] }) => {
      const specifier = 'import' in of ? specifierOf(imports[of.import]?.request) : undefined;
      return (
        (specifier === 'sys' && first?.name === 'path') ||
        (specifier === 'site' && first?.name === 'addsitedir')
      );
    })
  );
}
