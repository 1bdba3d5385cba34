// Which modules a test puts others in the place of: by what it writes itself, or by files in folders `__mocks__`.
// Source: jestjs.io/docs/manual-mocks; vitest.dev/guide/mocking/modules ("Automocking algorithm").

import { manualMockOf, withoutEnding } from '../model/manual-mock.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Resolution } from '../model/resolution.ts';
import type { HasManualMock } from './linked-graph.ts';
import { targetOf } from './request-target.ts';

/**
 * @param modules all of the graph
 * @returns whether one of them is the manual mock of a module: of one of the project, beside it; of a package or a
 * built-in module by its name alone, in any folder, since a test runner may have any root
 */
export function manualMocks(modules: Iterable<ModuleId>): HasManualMock {
  const beside = new Set<string>();
  const names = new Set<string>();
  for (const id of modules) {
    const mock = manualMockOf(id);
    if (mock === null) continue;
    beside.add(mock.beside);
    names.add(mock.name);
  }
  return (specifier, module) =>
    beside.has(withoutEnding(module)) || names.has(specifier) || names.has(specifier.replace(/^node:/, ''));
}

/**
 * Whether a mock of the file stands in for the module that it asks, or for one that this takes all names from.
 * @param request of the file
 * @param isGivenByMock whether the mock of a module may have names that the module lacks
 */
export function isReplaced(
  { record: { requests }, resolutions }: ModuleNode,
  request: number,
  nodeOf: (module: ModuleId) => ModuleNode | undefined,
  isGivenByMock: HasManualMock,
): boolean {
  if (requests[request]?.form === 'import-actual') return false;
  const mocks = requests.flatMap(({ form, replaces, specifier }, mock) => {
    if (form !== 'mock') return [];
    const mocked = modulesOf(resolutions[mock]);
    const isOther = replaces === true || mocked.some((module) => isGivenByMock(specifier, module));
    return isOther ? mocked : [];
  });
  return (
    mocks.length > 0 && withStars(modulesOf(resolutions[request]), nodeOf).some((one) => mocks.includes(one))
  );
}

/** What declarations are asked for where JavaScript runs is one module of two files. */
function modulesOf(resolution: Resolution | undefined): readonly ModuleId[] {
  const { module } = targetOf(resolution);
  if (module === null) return [];
  const runtime = resolution?.kind === 'module' ? (resolution.runtime ?? null) : null;
  return runtime === null ? [module] : [module, runtime];
}

/** The modules, and those that their `export *` lead to. */
function withStars(
  modules: readonly ModuleId[],
  nodeOf: (module: ModuleId) => ModuleNode | undefined,
): readonly ModuleId[] {
  const all = new Set(modules);
  for (const id of all) {
    const node = nodeOf(id);
    for (const entry of node?.record.exports ?? []) {
      const next = entry.kind === 'star' ? targetOf(node?.resolutions[entry.request]).module : null;
      if (next !== null) all.add(next);
    }
  }
  return [...all];
}
