// Which modules production runs: reached, at load or on call, from an entry that is neither a test nor a tool.

import type { LinkedGraph } from '../link/linked-graph.ts';
import { reachableFrom } from '../link/reachability.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Entry } from './entries/entry.ts';

/** The modules that production reaches; null when no production entry is known, so that nothing can be said. */
export function productionModules(
  linked: LinkedGraph,
  entries: readonly Entry[],
): ReadonlySet<ModuleId> | null {
  const starts = entries.filter(({ kind }) => kind === 'production').map(({ module }) => module);
  return starts.length === 0 ? null : new Set(reachableFrom(starts, linked, 'all').keys());
}
