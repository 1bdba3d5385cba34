// Which requests Node answers by `require()`: those that are written so, and the imports of ES syntax that TypeScript's compiler
// turned into CommonJS. What they lead to runs before the line is done.

import type { ModuleSettings } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';
import type { ModuleRecord } from './module-record.ts';
import type { ModuleRequest } from './module-request.ts';
import type { Resolution } from './resolution.ts';

type Module = {
  readonly record: Pick<ModuleRecord, 'moduleKind'>;
  readonly settings: Pick<ModuleSettings, 'format' | 'runtime' | 'bundled' | 'compiledWhole'>;
};

/** Whether a module of Node's asks so; no bundler and no test runner with a loader of its own stands between. */
export function isRequired({ form, typeOnly, runs }: ModuleRequest, { record, settings }: Module): boolean {
  if (settings.runtime !== 'node' || typeOnly || runs === 'never') return false;
  if (record.moduleKind === 'declaration' || settings.bundled === true) return false;
  if (form === 'require' || form === 'import-equals') return true;
  if (settings.compiledWhole !== true) return false;
  const isStatic = form === 'import' || form === 'export-from';
  return isStatic && record.moduleKind === 'esm' && settings.format === 'commonjs';
}

/** Whether Node's own loader of ES modules loads it. */
export function isEsModule({ record, settings }: Module): boolean {
  return record.moduleKind === 'esm' && settings.format === 'esm';
}

/**
 * What an ES module imports, which Node links and runs with it; null where that is not sure, because what a package gives depends
 * on conditions that are not those of Node.
 */
export function linkedTarget(
  { form, typeOnly }: ModuleRequest,
  resolution: Resolution | undefined,
  { settings }: Module,
): ModuleId | null {
  if ((form !== 'import' && form !== 'export-from') || typeOnly || resolution?.kind !== 'module') return null;
  if (settings.runtime !== 'node' && resolution.alternatives !== undefined) return null;
  return resolution.runtime === undefined ? resolution.module : resolution.runtime;
}
