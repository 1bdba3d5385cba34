// What Python does not find of a module that is imported by its dotted name: a module beside it, by that module's own name
// alone. Running the file would put its folder on the path; importing it puts only the folder where the name begins.

import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { parentOf, relativePath } from '../model/path.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';

export interface RefusedBeside {
  /** Index into the record's requests. */
  readonly request: number;
  readonly resolution: UnresolvedResolution;
}

/**
 * @param importedFrom the modules that are imported by their names, each with the folder in which those begin
 * @param graph tells what else has the name there
 */
export function refusedBeside(
  node: ModuleNode,
  graph: ModuleGraph,
  importedFrom: ReadonlyMap<ModuleId, string>,
): readonly RefusedBeside[] {
  const folder = importedFrom.get(node.id);
  const directory = parentOf(node.id) ?? '/';
  if (folder === undefined || directory === folder) return [];
  return node.record.requests.flatMap((asked, request): RefusedBeside[] => {
    const target = asked.implied === true ? null : besideOf(node, request, graph);
    const [first = ''] = asked.specifier.split('.');
    const tried = [`${folder}/${first}.py`, `${folder}/${first}/__init__.py`];
    const isThere = tried.some((path) => graph.has(path));
    if (target === null || isThere || asked.typeOnly || asked.runs === 'never' || asked.guard !== 'none')
      return [];
    const dotted = relativePath(folder, directory).replace(/^\.\//, '').replaceAll('/', '.');
    const resolution: UnresolvedResolution = {
      kind: 'unresolved',
      reason: 'not-on-path',
      tried,
      absent: first,
      suggestion: `${dotted}.${asked.specifier}`,
    };
    return [{ request, resolution }];
  });
}

/** The module of the first name in the folder of the file, where nothing else is meant by that name. */
function besideOf(node: ModuleNode, request: number, graph: ModuleGraph): ModuleId | null {
  const resolution = node.resolutions[request];
  const directory = parentOf(node.id) ?? '/';
  if (resolution?.kind === 'unknown') {
    const { beside } = resolution;
    return beside !== undefined && hasWhatIsAsked(graph.get(beside), node, request) ? beside : null;
  }
  if (resolution?.kind !== 'module' || resolution.isBeside !== true) return null;
  const first = node.record.requests[request]?.specifier.split('.')[0] ?? '';
  const places = [`${directory}/${first}.py`, `${directory}/${first}`, `${directory}/${first}/__init__.py`];
  const isHere = places.some(
    (place) => resolution.module === place || resolution.module.startsWith(`${place}/`),
  );
  return isHere ? resolution.module : null;
}

/** A package that is not installed may have the name too: it is meant where the module beside lacks what is asked. */
function hasWhatIsAsked(beside: ModuleNode | undefined, { record }: ModuleNode, request: number): boolean {
  if (beside === undefined) return false;
  const { exports, exportsKind } = beside.record;
  const isOpen = exportsKind === 'dynamic' || exports.some(({ kind }) => kind === 'star');
  const specifier = record.requests[request]?.specifier ?? '';
  // What is asked of a module further in, that one has or lacks.
  if (isOpen || specifier.includes('.')) return true;
  return record.imports.every(
    ({ request: asked, importName }) =>
      asked !== request ||
      importName === '*' ||
      beside.submodules?.has(importName) === true ||
      exports.some((entry) => entry.kind !== 'star' && entry.exportName === importName),
  );
}
