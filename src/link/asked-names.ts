// The names that a look-up asks one after the other, and what they lead to in another module than the one that was asked:
// in what runs behind the types, in what a package gives to another platform.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ImporterKind, NameLookup } from './linked-graph.ts';

type ResolveExport = (module: ModuleId, name: string, importer: ImporterKind) => ExportResolution;

/** The names from the module down to the one in question: `ESLintUtils`, `RuleCreator`. */
export function namesAsked({ record }: ModuleNode, asks: NameLookup['asks']): readonly string[] {
  if (asks.by !== 'member') return [asks.entry.importName];
  const path = asks.use.path.slice(0, asks.index + 1).map((member) => member.name);
  const first = 'import' in asks.use.of ? record.imports[asks.use.of.import]?.importName : '*';
  return first === undefined || first === '*' ? path : [first, ...path];
}

/** Null when the names before the last do not lead to a namespace. */
export function resolveNames(
  resolveExport: ResolveExport,
  start: ModuleId,
  names: readonly string[],
  importer: ImporterKind,
): ExportResolution | null {
  let module = start;
  let answer: ExportResolution | null = null;
  for (const [index, name] of names.entries()) {
    answer = resolveExport(module, name, importer);
    if (index === names.length - 1) break;
    if (answer.kind !== 'namespace') return null;
    module = answer.module;
  }
  return answer;
}

/**
 * Whether the package may give the name of the look-up under a condition that nobody names. Node's conditions are known:
 * there only code that runs when it is called can have asked before on which platform it is (`pg` on Cloudflare).
 */
export function isGivenOtherwise(
  resolveExport: ResolveExport,
  node: ModuleNode,
  { asks, request, runs, importer }: NameLookup,
): boolean {
  const resolution = node.resolutions[request];
  if (resolution?.kind !== 'module' || resolution.alternatives === undefined) return false;
  if (node.settings.runtime === 'node' && runs === 'load') return false;
  const names = namesAsked(node, asks);
  return resolution.alternatives.some(
    (module) => resolveNames(resolveExport, module, names, importer)?.kind !== 'missing',
  );
}
