// Which test runner runs a module, as far as the module itself tells.

import type { ModuleRecord } from './module-record.ts';

/** Vitest gives what Node's loader does not see in CommonJS: vitest.dev/config/deps, "deps.interopDefault". */
export function isRunByVitest({ requests }: ModuleRecord): boolean {
  return requests.some(({ specifier, typeOnly }) => specifier === 'vitest' && !typeOnly);
}
