// What a resolution means to the linker: a module with exports, or the reason why nobody can tell them.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Resolution } from '../model/resolution.ts';
import type { ImporterKind } from './linked-graph.ts';

/** The module whose exports decide for a request, or why nobody can tell. */
export function targetOf(
  resolution: Resolution | undefined,
):
  | { readonly module: ModuleId; readonly reason?: never }
  | { readonly module: null; readonly reason: string } {
  if (resolution === undefined) return { module: null, reason: 'not-followed' };
  switch (resolution.kind) {
    case 'module':
      return { module: resolution.module };
    case 'builtin':
      return resolution.module === undefined
        ? { module: null, reason: 'builtin' }
        : { module: resolution.module };
    case 'unknown':
      return { module: null, reason: resolution.reason };
    case 'external':
    case 'asset':
    case 'unresolved':
      return { module: null, reason: resolution.kind };
  }
}

/**
 * What a name is that is asked of something that is no module of ours. Bundlers make a module with a default export of
 * every asset (its address, its text, its class names). Node does not load it at all: whatever does, makes that module,
 * also where the compiler was told to resolve as Node does.
 * @param from the module that asks
 */
export function nameOfNoModule(
  resolution: Resolution | undefined,
  reason: string,
  name: string,
  importer: ImporterKind,
  from: ModuleId,
): ExportResolution {
  const isOfBundler = importer === 'interop' || importer === 'esm-node';
  if (resolution?.kind !== 'asset' || name !== 'default' || !isOfBundler)
    return { kind: 'unknown', reason, module: from };
  const span = { start: 0, end: 0 };
  return { kind: 'found', module: resolution.path, binding: 'default', meaning: 'value', span, via: [] };
}
