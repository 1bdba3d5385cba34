// The types promise a name, and the JavaScript that is loaded does not have it.

import { isGivenOtherwise, namesAsked, resolveNames } from '../link/asked-names.ts';
import { importerKind } from '../link/importer-kind.ts';
import type { ImporterKind, LinkedGraph, NameLookup } from '../link/linked-graph.ts';
import { describeName } from '../link/missing-name.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Rule } from './rule.ts';

export const missingAtRuntime: Rule = {
  id: 'missing-at-runtime',
  defaultSeverity: 'warning',
  summary: 'The types have the name, the JavaScript that runs does not',
  messages: {
    missing: '"{name}" is in the types of "{specifier}", but not in {runtime}',
    default: 'the types of "{specifier}" have a default export, {runtime} has none',
    'commonjs-name': '"{name}" of "{specifier}" is not seen by Node: {runtime} is CommonJS',
  },
  help: {
    missing: 'the types and the code are of different versions, or the types are wrong: {hint}',
    default: 'import the names, or the whole namespace',
    'commonjs-name':
      'import the default and take the name from it: import pkg from "{specifier}"; const { {name} } = pkg',
  },
  *run({ checked, linked }) {
    for (const node of checked) {
      if (!node.settings.typescript || node.record.moduleKind === 'declaration') continue;
      for (const lookup of linked.lookups(node.id)) {
        const finding = runtimeFinding(linked, node, lookup);
        if (finding !== null) yield finding;
      }
    }
  },
};

function runtimeFinding(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): Finding | null {
  const runtime = runtimeOf(node, lookup);
  const { name, asks, guard } = lookup;
  if (runtime === null || guard === 'optional' || !staysAtRuntime(linked, node, lookup)) return null;
  const form = node.record.requests[lookup.request]?.form ?? 'import';
  const importer = importerKind(node, form);
  if (!hasNames(linked, runtime, importer)) return null;
  const answer = resolveNames(linked.resolveExport, runtime, namesAsked(node, asks), importer);
  if (answer?.kind !== 'missing') return null;
  const atRuntime: NameLookup = { ...lookup, target: runtime, answer, importer };
  if (isGivenOtherwise(linked.resolveExport, node, atRuntime)) return null;
  const facts = describeName(linked, node, atRuntime);
  const isCommonJs = linked.graph.get(answer.module)?.record.moduleKind === 'commonjs';
  const isHidden = isCommonJs && linked.resolveExport(runtime, name, 'require').kind !== 'missing';
  return {
    rule: missingAtRuntime.id,
    messageId: isHidden ? 'commonjs-name' : name === 'default' ? 'default' : 'missing',
    ...facts,
    data: { ...facts.data, runtime },
    reason: 'runtime',
  };
}

/**
 * A module without any name is not what is loaded in the end: it refuses this loader, or only has side effects. Names
 * that Node's loader of ES modules does not see in CommonJS are names all the same (lodash).
 */
function hasNames(linked: LinkedGraph, module: ModuleId, importer: ImporterKind): boolean {
  const faces: readonly ImporterKind[] = importer === 'esm-node' ? [importer, 'require'] : [importer];
  return faces.some((face) => {
    const { names, complete } = linked.exportedNames(module, face);
    return !complete || names.some((name) => name !== 'default');
  });
}

/** The file that is loaded, when it is another one than that which the types come from. */
function runtimeOf(node: ModuleNode, { request }: NameLookup): string | null {
  const resolution = node.resolutions[request];
  if (resolution?.kind !== 'module' || resolution.runtime === undefined) return null;
  return resolution.runtime === resolution.module ? null : resolution.runtime;
}

/**
 * Whether the import is one of a value for sure. TypeScript drops an import that is used as a type only, which a class
 * may be; a constant or function may not, nor what is constructed or extended, nor anything where imports are kept as
 * they stand.
 */
function staysAtRuntime(
  linked: LinkedGraph,
  node: ModuleNode,
  { answer, typeOnly, asks }: NameLookup,
): boolean {
  if (typeOnly) return false;
  if (answer.kind === 'unknown') return answer.reason === 'synthetic-default' && node.settings.verbatim;
  if (answer.kind !== 'found' || answer.meaning === 'type') return false;
  if (asks.by === 'member' || node.settings.verbatim) return true;
  if (answer.meaning === 'value') return true;
  const isInlined = linked.graph.get(answer.module)?.record.constEnums?.includes(answer.binding) === true;
  return asks.by === 'import' && asks.entry.usedAsValue !== undefined && !isInlined;
}
