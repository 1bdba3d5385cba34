// What a package adds to itself on request: `react/canary` gives `react` more names, for the whole program as soon as
// anything in it refers to that file, another package included. So these files are read before a name is missing.

import type { FileSystem } from '../host/file-system.ts';
import type { ModuleId } from '../model/module-id.ts';
import { below, parentOf } from '../model/path.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';

/**
 * For each name that a project file asks of a package and that the declarations there do not have: adds the declaration
 * files beside them that augment a module of their own package to the graph. Whether the code has the name as well is
 * asked of what runs.
 */
export function addOptInDeclarations(
  files: readonly ModuleId[],
  builder: GraphBuilder,
  fileSystem: FileSystem,
): void {
  if (!hasDeclarations(builder)) return;
  const done = new Set<ModuleId>();
  for (const id of files) {
    const node = builder.node(id);
    if (node === null) continue;
    for (const [request, name] of namesAsked(node)) {
      const resolution = builder.resolution(id, request);
      if (resolution.kind !== 'module' || done.has(resolution.module)) continue;
      const target = builder.node(resolution.module);
      if (target === null || target.role === 'project' || !surelyLacks(target, name)) continue;
      done.add(resolution.module);
      addBeside(resolution.module, builder, fileSystem);
    }
  }
}

/** Where nothing was declared, every name would be looked up in vain. */
function hasDeclarations(builder: GraphBuilder): boolean {
  for (const id of builder.ids()) {
    if (builder.node(id)?.record.moduleKind === 'declaration') return true;
  }
  return false;
}

function addBeside(module: ModuleId, builder: GraphBuilder, fileSystem: FileSystem): void {
  const directory = parentOf(module);
  if (directory === null) return;
  for (const { name } of fileSystem.list(directory)) {
    const beside = below(directory, name);
    if (beside === module || !/\.d\.[cm]?ts$/.test(name)) continue;
    if (builder.outline(beside).declares.some((declared) => declared.startsWith('.'))) builder.node(beside);
  }
}

/** Each name with the request that it is asked of. */
function* namesAsked({ record }: GrowingNode): Generator<readonly [request: number, name: string]> {
  const { imports, exports, memberUses } = record;
  for (const { request, importName } of imports) yield [request, importName];
  for (const entry of exports) if (entry.kind === 'indirect') yield [entry.request, entry.importName];
  for (const { of, path } of memberUses) {
    const request = 'request' in of ? of.request : imports[of.import]?.request;
    const name = path[0]?.name;
    if (request !== undefined && name !== undefined) yield [request, name];
  }
}

/** Whether the text of a declaration tells all its names, and this is none of them. */
function surelyLacks({ record, exportsByName }: GrowingNode, name: string): boolean {
  if (name === '*' || name === 'default' || record.moduleKind !== 'declaration') return false;
  if (exportsByName.has(name) || record.exports.some(({ kind }) => kind === 'star')) return false;
  return (exportsByName.get('export=') ?? []).every(
    (entry) => entry.kind === 'local' && entry.members !== undefined && !entry.members.includes(name),
  );
}
