// Source files that the project uses as data: `import main from './template/main.js?raw'` takes the text, and what that
// text imports is a matter of the place where it is put later.

import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** The modules that are asked for as assets, and by nobody as modules. */
export function dataFiles(graph: ModuleGraph): ReadonlySet<ModuleId> {
  const assets = new Set<ModuleId>();
  for (const { resolutions } of graph.values()) {
    for (const resolution of resolutions) {
      if (resolution.kind === 'asset' && graph.has(resolution.path)) assets.add(resolution.path);
    }
  }
  if (assets.size === 0) return assets;
  for (const { resolutions } of graph.values()) {
    for (const resolution of resolutions) {
      if (resolution.kind === 'module') assets.delete(resolution.module);
    }
  }
  return assets;
}
