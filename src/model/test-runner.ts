// Which test runner runs a module, as far as the module itself tells, and what it puts into functions.

import type { ModuleRecord } from './module-record.ts';

/** Vitest gives what Node's loader does not see in CommonJS: vitest.dev/config/deps, "deps.interopDefault". */
export function isRunByVitest({ requests }: ModuleRecord): boolean {
  return requests.some(({ specifier, typeOnly }) => specifier === 'vitest' && !typeOnly);
}

const OF_MOCK_FUNCTION = /^(?:mock|getMock(?:Name|Implementation)$|with(?:Implementation|Context)$)/;

/** Whether a function has a member of this name when a runner mocks it: jestjs.io/docs/mock-function-api */
export function isOfMockFunction(name: string): boolean {
  return OF_MOCK_FUNCTION.test(name);
}
