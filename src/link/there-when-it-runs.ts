// Names that the declarations of a package lack, and that the code behind them has: type checkers stop on them, and Node
// does not.

import type { ModuleNode } from '../model/module-graph.ts';
import { namesAsked, resolveNames } from './asked-names.ts';
import type { LinkedGraph, NameLookup } from './linked-graph.ts';
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
  const real = resolveNames(linked.resolveExport, loaded, namesAsked(node, asks), importer);
  return real?.kind === 'found' || real?.kind === 'namespace';
}
