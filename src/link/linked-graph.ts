// The questions that rules, impact and stubs ask of the graph. Pure: graph in, answers out, memoised inside.

import type { IndirectExport } from '../model/export-entry.ts';
import type { ExportResolution } from '../model/export-resolution.ts';
import type { ImportEntry } from '../model/import-entry.ts';
import type { MemberUse } from '../model/member-use.ts';
import type { ModuleGraph, RequestRef } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Guard } from '../model/module-request.ts';
import type { Span } from '../model/span.ts';
import type { Timing } from '../model/timing.ts';

/** What kind of importer asks: it decides which face of a CommonJS module is looked at. */
export type ImporterKind = 'esm-node' | 'require' | 'interop' | 'python';

/** A name that one module asks of another, and the answer. */
export interface NameLookup extends Timing {
  readonly asks: NameAsked;
  /** Index into the requests of the asking module. */
  readonly request: number;
  readonly name: string;
  readonly span: Span;
  /** Only its type is asked for: nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly guard: Guard;
  /** The module whose exports were asked: for a deep member the namespace that it was looked for in. */
  readonly target: ModuleId | null;
  readonly importer: ImporterKind;
  readonly answer: ExportResolution;
}

/** By which construct the name is asked for. */
export type NameAsked =
  | { readonly by: 'import'; readonly entry: ImportEntry }
  | { readonly by: 're-export'; readonly entry: IndirectExport }
  /** `index`: which name of `use.path` this is. */
  | { readonly by: 'member'; readonly use: MemberUse; readonly index: number };

/** A request that makes another module run. */
export interface Edge {
  readonly to: ModuleId;
  readonly request: number;
  /**
   * `load`: before the asking module runs on; `start`: in a thread or process that it starts meanwhile; `call`: when a
   * function is called or a promise settles.
   */
  readonly when: 'load' | 'start' | 'call';
}

/**
 * Whether a module has a mock in a folder `__mocks__`.
 * @param specifier as the call says it that mocks the module
 * @param module what the specifier leads to
 */
export type HasManualMock = (specifier: string, module: ModuleId) => boolean;

export interface LinkedGraph {
  readonly graph: ModuleGraph;
  /** ResolveExport on `module`. */
  resolveExport(module: ModuleId, name: string, importer: ImporterKind): ExportResolution;
  /** GetExportedNames, sorted; `complete` is false when something dynamic is behind a star. */
  exportedNames(
    module: ModuleId,
    importer: ImporterKind,
  ): { readonly names: readonly string[]; readonly complete: boolean };
  /** Every name that `module` asks of others, in source order, with its answer. Rules and stubs read this. */
  lookups(module: ModuleId): readonly NameLookup[];
  /** What running `module` makes run, in source order. */
  edges(module: ModuleId): readonly Edge[];
  /** Who asks for a module, in the order of the graph. */
  importers(module: ModuleId): readonly RequestRef[];
  /** Strongly connected components with more than one module (or a self import), load-time edges only. */
  cycles(): readonly (readonly ModuleId[])[];
  readonly hasManualMock: HasManualMock;
  /** Modules of the project that export `name` themselves, for "moved to". */
  exportersOf(name: string): readonly ModuleId[];
}
