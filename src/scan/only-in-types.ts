// Whether an imported name is in the types of a module and not in the JavaScript that runs, or a type of Flow, as far as
// the modules read so far tell. It only decides whether the importing file is read more closely; the linker gives the answer.

import type { ModuleId } from '../model/module-id.ts';
import type { ImportEntry } from '../model/module-record.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';

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
export function isDroppedType(from: GrowingNode, entry: ImportEntry, builder: GraphBuilder): boolean {
  if (entry.typeOnly || builder.settings(from.id)?.dropsTypes !== true) return false;
  const seen = new Set<string>();
  const open = [{ id: from.id, request: entry.request, name: entry.importName }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const resolution = builder.resolution(step.id, step.request);
    const key = resolution.kind === 'module' ? `${resolution.module}\0${step.name}` : '';
    if (resolution.kind !== 'module' || seen.has(key)) continue;
    seen.add(key);
    const node = builder.node(resolution.module);
    for (const found of node?.exportsByName.get(step.name) ?? []) {
      if (found.kind === 'local' && found.meaning === 'type') return true;
      if (found.kind === 'indirect' && node !== null)
        open.push({ id: node.id, request: found.request, name: found.importName });
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
