// Names that a package computes when it runs, so that its JavaScript does not tell them: what it comes with for TypeScript
// does. They are there then; what the declarations lack stays unknown, for it is the code that runs.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { namesAsked, resolveNames } from './asked-names.ts';
import type { Otherwise } from './known-otherwise.ts';
import type { NameLookup } from './linked-graph.ts';

/** Why a look-up in JavaScript may have ended without an answer that somebody else knows. */
const LEFT_OPEN: ReadonlySet<string> = new Set(['computed-commonjs', 'amd', 'added-to', 'unparsed']);

/**
 * @param lookup what `node` asks
 * @returns its answer, or what the declarations of the package have under the name
 */
export function orDeclared(
  node: ModuleNode,
  { answer, asks, importer, request }: NameLookup,
  { nodeOf, resolveExport }: Pick<Otherwise, 'nodeOf' | 'resolveExport'>,
): ExportResolution {
  const resolution = node.resolutions[request];
  if (answer.kind !== 'unknown' || !LEFT_OPEN.has(answer.reason)) return answer;
  if (resolution?.kind !== 'module' || resolution.declaration === undefined) return answer;
  const told = resolveNames(resolveExport, resolution.declaration, namesAsked(node, asks), importer);
  if (told?.kind === 'found') return told.meaning === 'type' ? answer : told;
  // `module.exports = axios; module.exports.default = axios;`, of which the declarations say the second alone.
  if (told?.kind === 'missing' && isOfDefault(nodeOf(told.module), told.name))
    return {
      kind: 'found',
      module: told.module,
      binding: 'default',
      meaning: 'value',
      span: nowhere,
      via: [],
    };
  // TypeScript's checker will be asked: it knows the members of `export =`.
  return told?.kind === 'namespace' || (told?.kind === 'unknown' && told.reason === 'export-equals')
    ? told
    : answer;
}

/**
 * A type that a file has from the star of a module in JavaScript: TypeScript reads `./types.ts` where the JavaScript says
 * `export * from './types.js'`, whatever runs.
 * @param answer what was found without that
 */
export function orTypeBehindStar(
  node: ModuleNode,
  { importer, typeOnly }: NameLookup,
  answer: ExportResolution,
  { nodeOf, resolveExport }: Pick<Otherwise, 'nodeOf' | 'resolveExport'>,
): ExportResolution {
  if (answer.kind !== 'missing' || !(typeOnly || node.settings.typescript)) return answer;
  const seen = new Set<ModuleId>();
  const open = [answer.module];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const from = seen.has(id) ? undefined : nodeOf(id);
    seen.add(id);
    for (const entry of from?.record.exports ?? []) {
      const resolution = entry.kind === 'star' ? from?.resolutions[entry.request] : undefined;
      if (resolution?.kind !== 'module') continue;
      const { declaration, module } = resolution;
      const told = declaration === undefined ? answer : resolveExport(declaration, answer.name, importer);
      if (told.kind !== 'missing') return told;
      open.push(module);
    }
  }
  return answer;
}

/**
 * A type that JavaScript takes out of `require()` for its comments alone, as TypeScript has it taken: nothing is missed
 * when it runs (handbook, "Type Checking JavaScript Files").
 * @returns the look-up, of a type where the declarations have one under the name
 */
export function orTypeForComments(
  node: ModuleNode,
  lookup: NameLookup,
  { nodeOf, resolveExport }: Pick<Otherwise, 'nodeOf' | 'resolveExport'>,
): NameLookup {
  const { answer, asks, request, name, importer } = lookup;
  const resolution = node.resolutions[request];
  if (answer.kind !== 'missing' || asks.by !== 'member' || resolution?.kind !== 'module') return lookup;
  const { unread, inComments, path } = asks.use;
  if (unread === undefined || path.length > 1 || node.settings.typescript) return lookup;
  const ofType = { typeOnly: true, runs: 'never' } as const;
  const { declaration } = resolution;
  if (declaration !== undefined) {
    const told = resolveExport(declaration, name, importer);
    return told.kind === 'found' ? { ...lookup, ...ofType, answer: told } : lookup;
  }
  // Editors fetch the types of packages themselves.
  const isUntyped = inComments === true && nodeOf(answer.module)?.role !== 'project';
  return isUntyped
    ? { ...lookup, ...ofType, answer: { kind: 'unknown', reason: 'untyped', module: answer.module } }
    : lookup;
}

const nowhere = { start: 0, end: 0 };

function isOfDefault(declaration: ModuleNode | undefined, name: string): boolean {
  return (
    declaration?.record.exports.some(
      (entry) =>
        entry.kind === 'local' && entry.exportName === 'default' && entry.someMembers?.includes(name),
    ) === true
  );
}
