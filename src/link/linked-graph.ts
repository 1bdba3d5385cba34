// The questions that rules, impact and stubs ask of the graph. Pure: graph in, answers out, memoised inside.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleGraph, RequestRef } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** What kind of importer asks: it decides which face of a CommonJS module is looked at. */
export type ImporterKind = 'esm-node' | 'require' | 'interop' | 'python';

export interface LinkedGraph {
  readonly graph: ModuleGraph;
  /** ResolveExport on `module`. */
  resolveExport(module: ModuleId, name: string, importer: ImporterKind): ExportResolution;
  /** GetExportedNames, sorted; `complete` is false when something dynamic is behind a star. */
  exportedNames(
    module: ModuleId,
    importer: ImporterKind,
  ): { readonly names: readonly string[]; readonly complete: boolean };
  /** Who asks for a module, in the order of the graph. */
  importers(module: ModuleId): readonly RequestRef[];
  /** Strongly connected components with more than one module (or a self import), load-time edges only. */
  cycles(): readonly (readonly ModuleId[])[];
  /** Modules of the project that export `name` themselves, for "moved to". */
  exportersOf(name: string): readonly ModuleId[];
}
