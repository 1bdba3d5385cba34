// Whether a named import ends at a module namespace, at a value whose members the text tells, or at the `module.exports`
// that Node and bundlers give as a default (in Python, at a submodule): then the members that are used of it matter.

import type { ImportEntry } from '../model/import-entry.ts';
import type { ModuleSettings } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';
import type { StarSteps } from './star-steps.ts';

/** Whether members of a name matter: none do, all do, or those that are not among these, which are all that there are. */
export type MattersOf = 'none' | 'all' | readonly string[];

/** The same name is imported by many files: each is followed once. */
export function createNamespaceTest(
  builder: GraphBuilder,
  starsFor: StarSteps,
): (from: GrowingNode, entry: ImportEntry) => MattersOf {
  const known = new Map<string, MattersOf>();
  return (from, { request, importName, orModule }) => {
    if (orModule !== undefined && builder.resolution(from.id, orModule).kind === 'module') return 'all';
    const resolution = builder.resolution(from.id, request);
    const settings = builder.settings(from.id);
    const taker = takerFor(settings);
    const isNode = taker === 'node';
    if (isNode && importName === 'default' && resolution.kind === 'builtin') return 'all';
    // Of built-in modules too: `import { promises } from 'fs'`.
    const { module } = resolution.kind === 'module' || resolution.kind === 'builtin' ? resolution : {};
    if (module === undefined) return 'none';
    const key = keyOf(module, importName, taker);
    const answer = known.get(key) ?? leadsToNamespace(module, importName, taker, builder, starsFor);
    known.set(key, answer);
    return answer;
  };
}

/** What gives the whole of a CommonJS module as the default to JavaScript; the types tell TypeScript what it gets. */
type Taker = 'node' | 'bundler' | null;

function takerFor(settings: ModuleSettings | null): Taker {
  if (settings === null || settings.typescript) return null;
  if (settings.runtime !== 'node') return 'bundler';
  return settings.format === 'esm' ? 'node' : null;
}

/**
 * Whether the default of a module is its `module.exports`. Bundlers ask whether it says that it was an ES module; what is
 * bundled with a package may add to that (plugins of jQuery), so the modules of the project alone are asked.
 */
function givesWhole({ record, role }: GrowingNode, taker: Taker): boolean {
  if (record.commonjs === undefined || taker === null) return false;
  return taker === 'node' || (role === 'project' && !record.commonjs.esModule);
}

/** @param taker who gives the name to the module that imports it */
function leadsToNamespace(
  module: ModuleId,
  importName: string,
  taker: Taker,
  builder: GraphBuilder,
  starsFor: StarSteps,
): MattersOf {
  const seen = new Set<string>();
  const stack = [{ id: module, name: importName }];
  const push = (from: ModuleId, request: number, name: string): boolean => {
    const resolution = builder.resolution(from, request);
    if (resolution.kind === 'module') stack.push({ id: resolution.module, name });
    return taker === 'node' && name === 'default' && resolution.kind === 'builtin';
  };
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { id, name } = step;
    const key = keyOf(id, name, taker);
    const node = seen.has(key) ? null : builder.node(id);
    seen.add(key);
    if (node === null) continue;
    if (name === 'default' && givesWhole(node, taker)) return 'all';
    const own = node.exportsByName.get(name);
    const entries = own ?? (name === 'default' ? node.exportsByName.get('export=') : undefined);
    for (const found of entries ?? []) {
      if (found.kind === 'local' && found.members !== undefined)
        return found.innerMembers === undefined ? found.members : 'all';
      if (found.kind !== 'indirect') continue;
      if (found.importName === '*') return 'all';
      if (found.orModule !== undefined && builder.resolution(id, found.orModule).kind === 'module')
        return 'all';
      if (push(id, found.request, found.importName)) return 'all';
    }
    if (entries !== undefined) continue;
    for (const { request } of starsFor(node, name)) if (push(id, request, name)) return 'all';
  }
  return 'none';
}

function keyOf(module: ModuleId, name: string, taker: Taker): string {
  return `${taker ?? ''}\0${module}\0${name}`;
}
