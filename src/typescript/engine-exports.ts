// The checker's last word on exports: names that it sees and that the records do not tell (`export =` of a value,
// augmentations, stars of what could not be followed) are added to the module that is asked for them.

import type { ts } from 'ts-morph';
import { link } from '../link/link.ts';
import type { LocalExport } from '../model/export-entry.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { exportsByChecker, moduleSymbolOf } from './checker-exports.ts';
import type { EngineProjects } from './engine-projects.ts';

/**
 * @param replaced nodes that are replaced already
 * @returns those, and the nodes to which the checker has something to add
 */
export function completeExports(
  replaced: ReadonlyMap<ModuleId, ModuleNode>,
  graph: ModuleGraph,
  projects: EngineProjects,
): ReadonlyMap<ModuleId, ModuleNode> {
  const nodes = new Map(replaced);
  const linked = link(graph);
  for (const [project, files] of projects.all()) {
    const targets = [...targetsOf(files, graph)].filter(isTyped);
    if (targets.length === 0) continue;
    const program = project.getProgram().compilerObject;
    const checker = program.getTypeChecker();
    for (const id of targets) {
      const node = nodes.get(id) ?? graph.get(id);
      if (node === undefined) continue;
      const completed = completeNode(node, linked.exportedNames(id, 'interop').names, program, checker);
      if (completed !== null) nodes.set(id, completed);
    }
  }
  return nodes;
}

/** What the files of a project ask for, and the files themselves. */
function targetsOf(files: ReadonlySet<ModuleId>, graph: ModuleGraph): ReadonlySet<ModuleId> {
  const targets = new Set<ModuleId>();
  for (const file of files) {
    targets.add(file);
    for (const resolution of graph.get(file)?.resolutions ?? []) {
      if (resolution.kind === 'module') targets.add(resolution.module);
    }
  }
  return targets;
}

/** What JavaScript exports is decided by what it does, of which the checker sees a part. */
function isTyped(id: ModuleId): boolean {
  return /\.[cm]?tsx?$/.test(id);
}

function completeNode(
  node: ModuleNode,
  known: readonly string[],
  program: ts.Program,
  checker: ts.TypeChecker,
): ModuleNode | null {
  const module = moduleSymbolOf(node.id, program);
  if (module === undefined) return null;
  const exports = exportsByChecker(module, node.id, checker);
  const { record } = node;
  if (record.dynamicReason === 'export-equals') {
    const { dynamicReason: _, ...rest } = record;
    return { ...node, record: { ...rest, exportsKind: 'static', exports } };
  }
  const names = new Set(known);
  const added = exports.filter(
    (entry: LocalExport) => entry.exportName !== 'export=' && !names.has(entry.exportName),
  );
  return added.length === 0
    ? null
    : { ...node, record: { ...record, exports: [...record.exports, ...added] } };
}
