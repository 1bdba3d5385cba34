// What the parts of ResolveExport ask of each other: the surface of a module, and a name of the next one on the way.

import type { ModuleId } from '../model/module-id.ts';
import type { Answer, Trail } from './answer.ts';
import type { ImporterKind } from './linked-graph.ts';
import type { Surface } from './surface.ts';

export interface AskedGraph {
  /** Null for a module that is not followed. */
  surfaceOf(module: ModuleId): Surface | null;
  /** @param asked the pairs of module and name that were asked under the same question */
  ask(
    module: ModuleId,
    name: string,
    importer: ImporterKind,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer;
}
