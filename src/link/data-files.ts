// Source files that the project uses as data: `import main from './template/main.js?raw'` takes the text, and what that
// text imports is a matter of the place where it is put later. And what a test reads to see how broken text is handled.

import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** The modules that are asked for as assets, or are material of a test, and that nobody asks for as modules. */
export function dataFiles(graph: ModuleGraph, root: string): ReadonlySet<ModuleId> {
  const data = new Set<ModuleId>();
  for (const node of graph.values()) {
    if (isTestMaterial(node, root)) data.add(node.id);
    for (const resolution of node.resolutions) {
      if (resolution.kind === 'asset' && graph.has(resolution.path)) data.add(resolution.path);
    }
  }
  if (data.size === 0) return data;
  for (const { resolutions } of graph.values()) {
    for (const resolution of resolutions) {
      if (resolution.kind === 'module') data.delete(resolution.module);
    }
  }
  return data;
}

const BELOW_TEST_FOLDER = /\/(?:__tests__|tests?|specs?)\/.+\//;
const NAMED_AS_TEST = /[.-_](?:test|spec|e2e|cy)\.\w+$|\/(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/** Text with a syntax error in a folder below the tests, under no name that a test runner looks for. */
function isTestMaterial({ id, role, record }: ModuleNode, root: string): boolean {
  if (record.errors.length === 0 || role !== 'project') return false;
  return BELOW_TEST_FOLDER.test(id.slice(root.length)) && !NAMED_AS_TEST.test(id);
}
