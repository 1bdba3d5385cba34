// Modules that only type checkers load: what they ask for at run time is never asked.

import type { ModuleId } from '../model/module-id.ts';
import type { LinkedGraph } from './linked-graph.ts';

/** Whether every import of a module stands under `if TYPE_CHECKING:`, and there is one. */
export function isLoadedByCheckersOnly(module: ModuleId, { graph, importers }: LinkedGraph): boolean {
  const all = importers(module);
  return (
    all.length > 0 &&
    all.every(({ module: from, request }) => graph.get(from)?.record.requests[request]?.typeOnly === true)
  );
}
