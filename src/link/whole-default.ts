// `import x from './x.cjs'`: where the default is the whole of a CommonJS module, whose members are its names then.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ImporterKind } from './linked-graph.ts';

/**
 * The module whose `module.exports` a value is, for those who take it as that; null where it is none.
 * @param at the value
 */
export function givenAsWhole(
  at: ExportResolution,
  importer: ImporterKind,
  nodeOf: (module: ModuleId) => ModuleNode | undefined,
  resolveExport: (module: ModuleId, name: string, importer: ImporterKind) => ExportResolution,
): ModuleId | null {
  if (at.kind !== 'found') return null;
  if (importer === 'esm-node') return isWhole(at.module, at.binding) ? at.module : null;
  if (importer !== 'interop' || at.binding !== 'module.exports') return null;
  // Bundlers give it where neither the module nor what it re-exports says that it was an ES module
  // (babeljs.io/docs/babel-plugin-transform-modules-commonjs, webpack.js.org/api/module-methods). To a package others may
  // add, which only take it from the same bundle.
  const target = nodeOf(at.module);
  if (target?.role !== 'project' || !isPlainCommonJs(target)) return null;
  return resolveExport(at.module, '__esModule', importer).kind === 'found' ? null : at.module;
}

/**
 * Node gives that as the default of CommonJS and of its own modules (https://nodejs.org/api/esm.html#commonjs-namespaces).
 * What `process` has depends on how it was started.
 */
function isWhole(module: ModuleId, binding: string): boolean {
  const isBuiltin = module.startsWith('node:') && module !== 'node:process';
  return binding === 'module.exports' || (isBuiltin && binding === 'default');
}

/** Whether a module is CommonJS that does not say that it was an ES module. */
export function isPlainCommonJs(node: ModuleNode | undefined): boolean {
  return node?.record.moduleKind === 'commonjs' && node.record.commonjs?.esModule === false;
}
