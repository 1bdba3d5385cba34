// Which modules of a view anybody will load where it is deployed: of a package what its entries reach, of an image or a
// server everything but tests. What is shipped and never loaded breaks nothing.

import type { LinkedGraph } from '../link/linked-graph.ts';
import { reachableFrom } from '../link/reachability.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Entry, EntrySources } from './entries/entry.ts';
import { manifestEntries } from './entries/package-entries.ts';

/** What loads the modules of a view. */
export type LoadedBy = 'anything' | 'production' | 'package-entries';

/**
 * @param entries as `findEntries` tells them, for the kind of each
 * @returns whether a module is loaded there
 */
export function deployedModules(
  loadedBy: LoadedBy,
  linked: LinkedGraph,
  entries: readonly Entry[],
  sources: EntrySources,
): (module: ModuleId) => boolean {
  switch (loadedBy) {
    case 'anything':
      return () => true;
    case 'production': {
      const tests = new Set(entries.filter(({ kind }) => kind === 'test').map(({ module }) => module));
      return (module) => !tests.has(module);
    }
    case 'package-entries':
      return loadedThroughPackages(linked, sources);
  }
}

function loadedThroughPackages(
  linked: LinkedGraph,
  { packages, files, packageAround }: EntrySources,
): (module: ModuleId) => boolean {
  const starts: ModuleId[] = [];
  const unbuilt = new Set<string | null>();
  for (const { directory, manifest } of packages) {
    const own = manifestEntries({ directory, manifest, kind: 'production' }, files).map(
      ({ module }) => module,
    );
    starts.push(...own);
    if (own.length === 0) unbuilt.add(directory);
  }
  // Of a package none of whose entries is there each module may be asked for.
  const all = starts.concat(files.modules.filter((module) => unbuilt.has(packageAround(module))));
  const reached = reachableFrom(all, linked, 'all');
  return (module) => reached.has(module);
}
