// The packages that Python loads before a module in them.

import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf, below, parentOf } from '../model/path.ts';
import type { LinkedGraph } from './linked-graph.ts';

/**
 * `/app/a/__init__.py`, `/app/a/b/__init__.py` for `/app/a/b/c.py`: loaded first, from the outside in.
 * @param levels how many of them at most, from the inside
 */
export function packagesAround(
  module: ModuleId,
  { graph }: Pick<LinkedGraph, 'graph'>,
  levels = Number.POSITIVE_INFINITY,
): ModuleId[] {
  if (levels === 0 || graph.get(module)?.record.moduleKind !== 'python') return [];
  const packages: ModuleId[] = [];
  const own = parentOf(module);
  let directory = baseNameOf(module) === '__init__.py' && own !== null ? parentOf(own) : own;
  while (directory !== null && packages.length < levels && graph.has(below(directory, '__init__.py'))) {
    packages.unshift(below(directory, '__init__.py'));
    directory = parentOf(directory);
  }
  return packages;
}

/**
 * Those that a specifier names in front of the module: `import a.b.c` loads `a` and `a.b`. What is around a relative one is
 * loaded when its module is, and a folder of `sys.path` is no package, whatever lies in it.
 */
export function packagesNamed(
  specifier: string,
  module: ModuleId,
  linked: Pick<LinkedGraph, 'graph'>,
): ModuleId[] {
  const names = specifier.split('.').filter((name) => name !== '');
  return packagesAround(module, linked, Math.max(0, names.length - 1));
}
