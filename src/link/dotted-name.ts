// The name by which CPython knows a module, as its errors quote it.

import { type ModuleId, relativeId } from '../model/module-id.ts';
import { parentOf } from '../model/path.ts';
import type { LinkedGraph } from './linked-graph.ts';

/** `pkg.sub.module`, as far as packages with a file of their own go up. */
export function dottedName(module: ModuleId, graph: LinkedGraph['graph']): string {
  const path = pathOf(module);
  let top = parentOf(path) ?? '/';
  while (graph.has(`${top}/__init__.py`)) top = parentOf(top) ?? '/';
  return relativeId(top, path).replaceAll('/', '.');
}

/**
 * @param asked how the importing code comes to the module: relative (`..a.b`), or a name that may be an alias
 * @returns what the module's own `__name__` says: `asked` where the module lies under that name, so that the folders of
 *   namespace packages are in it
 */
export function nameInErrors(asked: string, module: ModuleId | null, graph: LinkedGraph['graph']): string {
  if (module === null || !module.startsWith('/')) return asked;
  const isThatName = !asked.startsWith('.') && pathOf(module).endsWith(`/${asked.replaceAll('.', '/')}`);
  return isThatName ? asked : dottedName(module, graph);
}

function pathOf(module: ModuleId): string {
  return module.replace(/(?:\/__init__)?\.pyw?$/, '');
}
