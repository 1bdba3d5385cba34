// Whether an imported name is in the types of a module and not in the JavaScript that runs, a type of Flow, or only a type
// where a value is needed, as far as the modules read so far tell. It only decides whether the importing file is read more closely; the linker gives the answer.

import type { ImportEntry } from '../model/import-entry.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';
import type { NameSources } from './name-sources.ts';

/** False for what is imported as a type, and where types and code are one file. */
export function isOnlyInTypes(from: GrowingNode, entry: ImportEntry, builder: GraphBuilder): boolean {
  if (entry.typeOnly || from.record.requests[entry.request]?.typeOnly === true) return false;
  const resolution = builder.resolution(from.id, entry.request);
  if (resolution.kind !== 'module') return false;
  const { module, runtime } = resolution;
  if (runtime === undefined || runtime === null || runtime === module) return false;
  return !mayHave(runtime, entry.importName, builder);
}

/** Whether an import leads to a type of Flow that does no harm unless it is used as a value. */
export function isDroppedType(
  from: GrowingNode,
  entry: ImportEntry,
  builder: GraphBuilder,
  sources: NameSources,
): boolean {
  if (entry.typeOnly || builder.settings(from.id)?.dropsTypes !== true) return false;
  return leadsToType(from, entry, builder, sources);
}

/**
 * Whether an import that a compiler drops when only a type is meant leads to a type of the project, and the text may use
 * it as a value.
 */
export function isTypeUsedAsValue(
  from: GrowingNode,
  position: number,
  builder: GraphBuilder,
  sources: NameSources,
): boolean {
  const entry = from.record.imports[position];
  const request = from.record.requests[entry?.request ?? -1];
  const settings = builder.settings(from.id);
  if (entry === undefined || entry.typeOnly || request?.form !== 'import' || request.typeOnly) return false;
  if (settings?.typescript !== true || settings.verbatim || from.record.moduleKind === 'declaration')
    return false;
  return leadsToType(from, entry, builder, sources) && builder.mayUseAsValue(from.id, position);
}

/**
 * Whether an import leads nowhere, or to a module that surely lacks the name, and compilers would drop it if only types
 * used it: then nothing crashes.
 */
export function isLostAndDroppable(
  from: GrowingNode,
  entry: ImportEntry,
  builder: GraphBuilder,
  sources: NameSources,
): boolean {
  const request = from.record.requests[entry.request];
  const settings = builder.settings(from.id);
  if (entry.typeOnly || request?.form !== 'import' || request.typeOnly) return false;
  if (settings?.typescript !== true || settings.verbatim) return false;
  const resolution = builder.resolution(from.id, entry.request);
  if (resolution.kind === 'unresolved') return true;
  if (resolution.kind !== 'module') return false;
  // Of the types of installed packages rarely all names are seen.
  const isPackage = resolution.packageName !== undefined;
  if (isPackage && builder.node(resolution.module)?.record.moduleKind === 'declaration') return false;
  return sources.of(resolution.module, entry.importName).length === 0;
}

/** Whether one of the ways that a name takes ends at a type; declarations are not looked into. */
function leadsToType(
  from: GrowingNode,
  entry: ImportEntry,
  builder: GraphBuilder,
  sources: NameSources,
): boolean {
  const seen = new Set<string>();
  const open = [{ id: from.id, request: entry.request, name: entry.importName }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const resolution = builder.resolution(step.id, step.request);
    if (resolution.kind !== 'module') continue;
    const key = `${resolution.module}\0${step.name}`;
    if (seen.has(key) || builder.node(resolution.module)?.record.moduleKind === 'declaration') continue;
    seen.add(key);
    for (const { id, exportsByName } of sources.of(resolution.module, step.name)) {
      for (const found of exportsByName.get(step.name) ?? []) {
        if (found.kind === 'local' && found.meaning === 'type') return true;
        if (found.kind !== 'indirect') continue;
        if (found.typeOnly) return true;
        open.push({ id, request: found.request, name: found.importName });
      }
    }
  }
  return false;
}

/** Whether a module that was read may have a name; false where it certainly has not. */
export function mayHave(runtime: ModuleId, name: string, builder: GraphBuilder): boolean {
  const seen = new Set<ModuleId>();
  const open = [runtime];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = builder.node(id);
    if (node === null || node.exportsByName.has(name) || node.exportsByName.has('export=')) return true;
    // CommonJS gives its whole as the default; what else the lexer does not see of it, Node does not either.
    if (node.record.commonjs !== undefined && name === 'default') return true;
    for (const request of starsOf(node)) {
      const resolution = builder.resolution(id, request);
      if (resolution.kind !== 'module') return true;
      open.push(resolution.runtime ?? resolution.module);
    }
  }
  return false;
}

function starsOf({ record }: GrowingNode): readonly number[] {
  const stars = record.exports.flatMap((entry) => (entry.kind === 'star' ? [entry.request] : []));
  return [...stars, ...(record.commonjs?.reexports ?? [])];
}
