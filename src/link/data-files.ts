// Source files that the project uses as data: `import main from './template/main.js?raw'` takes the text, and what that
// text imports is a matter of the place where it is put later. And what a test reads to see how broken text is handled.

import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { parentOf } from '../model/path.ts';

/** The modules that are asked for as assets, or are material of a test, and that nobody asks for as modules. */
export function dataFiles(graph: ModuleGraph, root: string): ReadonlySet<ModuleId> {
  const data = new Set<ModuleId>();
  for (const node of graph.values()) {
    if (isTestMaterial(node, root, graph)) data.add(node.id);
    for (const resolution of node.resolutions) {
      if (resolution.kind === 'asset' && graph.has(resolution.path)) data.add(resolution.path);
    }
  }
  if (data.size === 0) return data;
  // What other material asks for stays material; what a module asks for is one, and so is what that asks for.
  const modules = [...graph.values()].filter(({ id }) => !data.has(id));
  for (const { resolutions } of modules) {
    for (const resolution of resolutions) {
      if (resolution.kind !== 'module' || !data.delete(resolution.module)) continue;
      const node = graph.get(resolution.module);
      if (node !== undefined) modules.push(node);
    }
  }
  return data;
}

const BELOW_TEST_FOLDER = /\/(?:__tests__|tests?|specs?)\/.+\//;
const NAMED_AS_TEST = /[.-_](?:test|spec|e2e|cy)\.\w+$|\/(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/**
 * Below the tests, under no name that a test runner looks for: text with a syntax error, and what can only run as part of
 * a package, in a folder that is none.
 */
function isTestMaterial({ id, role, record }: ModuleNode, root: string, graph: ModuleGraph): boolean {
  if (role !== 'project' || !BELOW_TEST_FOLDER.test(id.slice(root.length)) || NAMED_AS_TEST.test(id))
    return false;
  if (record.errors.length > 0) return true;
  if (record.moduleKind !== 'python' || graph.has(`${parentOf(id)}/__init__.py`)) return false;
  const isOfPackage = record.requests.some(
    ({ specifier, runs }) => specifier.startsWith('.') && runs === 'load',
  );
  return isOfPackage || Array.isArray(record.starNames);
}
