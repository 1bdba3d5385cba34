// How a module is evaluated: which of its requests come first, and what others see of it until it has run.

import type { ModuleNode } from '../model/module-graph.ts';

/**
 * - `esm`: dependencies first, then the body; its bindings are in their temporal dead zone until then (ECMA-262, 16.2.1.6).
 * - `commonjs`: statement by statement; `exports` fills up (https://nodejs.org/api/modules.html#cycles).
 * - `compiled`: ES syntax that a compiler turns into CommonJS: in the order of the text, names read off `exports`.
 * - `python`: statement by statement, too; the module is in `sys.modules` meanwhile.
 * - `leaf`: evaluates nothing of ours: JSON, assets, declarations, scripts.
 */
export type LoadKind = 'esm' | 'commonjs' | 'compiled' | 'python' | 'leaf';

export function loadKindOf({ record, settings }: ModuleNode): LoadKind {
  switch (record.moduleKind) {
    case 'python':
    case 'commonjs':
      return record.moduleKind;
    case 'esm':
      return settings.format === 'commonjs' && settings.runtime !== 'bundler' ? 'compiled' : 'esm';
    default:
      return 'leaf';
  }
}
