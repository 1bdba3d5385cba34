// Names that the declarations of a package lack, and that the code behind them has: type checkers stop on them, and Node
// does not.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { namesAsked, resolveNames } from './asked-names.ts';
import type { ImporterKind, LinkedGraph, NameLookup } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';

/**
 * @param lookup of a name that the module that was asked does not have
 * @returns whether what is loaded in the place of that module surely has it
 */
export function isThereWhenItRuns(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): boolean {
  const { answer, asks, importer, request, target } = lookup;
  if (answer.kind !== 'missing') return false;
  const loaded = runtimeTarget(node, request);
  if (loaded === null || loaded === target) return false;
  const names = namesAsked(node, asks);
  const real =
    resolveNames(linked.resolveExport, loaded, names, importer) ??
    memberOfWhole(linked, loaded, names, importer);
  return real?.kind === 'found' || real?.kind === 'namespace';
}

/** `import axios from 'axios'; axios.spread`: a member of the whole of a CommonJS module, which loaders give as the default. */
function memberOfWhole(
  { resolveExport }: LinkedGraph,
  loaded: ModuleId,
  [first, ...members]: readonly string[],
  importer: ImporterKind,
): ExportResolution | null {
  const whole = first === 'default' ? resolveExport(loaded, first, importer) : null;
  if (whole?.kind !== 'found' || whole.binding !== 'module.exports') return null;
  return resolveNames(resolveExport, whole.module, members, 'require');
}
