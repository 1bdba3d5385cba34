// Names that a type checker does not find, and on which nothing stops that runs: the declarations of a package lack them
// and the code behind those has them, or a test puts a mock in the place of the module.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { namesAsked, resolveNames } from './asked-names.ts';
import type { ImporterKind, LinkedGraph, NameLookup } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';
import { isReplaced } from './mocked-modules.ts';

/** What runs in the place of what a type checker looks at. */
export type RunsInstead = 'code' | 'mock';

/**
 * @param lookup of a name that the module that was asked does not have
 * @returns null where that module, or nothing, runs; and where code that runs lacks the name as well. What a mock has is not told
 */
export function runsInstead(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): RunsInstead | null {
  if (lookup.answer.kind !== 'missing') return null;
  if (isInCode(linked, node, lookup)) return 'code';
  const nodeOf = (module: ModuleId) => linked.graph.get(module);
  return isReplaced(node, lookup.request, nodeOf, linked.hasManualMock) ? 'mock' : null;
}

function isInCode(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): boolean {
  const { asks, importer, request, target } = lookup;
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
