// Which requests make another module run, and when. Types are erased: a request that asks for types alone loads
// nothing, unless the compiler keeps imports as they stand (`verbatimModuleSyntax`).

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { RequestForm } from '../model/module-record.ts';
import type { LinkedGraph } from './linked-graph.ts';

const loading: ReadonlySet<RequestForm> = new Set([
  'import',
  'from',
  'export-from',
  'import-equals',
  'require',
  'dynamic-import',
  'component-src',
  'import-actual',
]);

/** The forms after which a module is started without its value being asked for here: workers, strings, mocks. */
const reaching: ReadonlySet<RequestForm> = new Set([
  'url',
  'require-resolve',
  'import-meta-resolve',
  'string',
  'mock',
  'command-path',
]);

export type Edge = {
  readonly to: ModuleId;
  readonly request: number;
  /**
   * `load`: before the asking module runs on; `start`: in a thread or process that it starts meanwhile; `call`: when a function is called or a promise settles.
   */
  readonly when: 'load' | 'start' | 'call';
};

/** The modules that running `node` makes run, in source order. */
export function edgesOf(node: ModuleNode, linked: Pick<LinkedGraph, 'lookups'>): Edge[] {
  const edges: Edge[] = [];
  node.record.requests.forEach(({ form, runs, typeOnly, starts }, request) => {
    if (typeOnly || runs === 'never') return;
    const known = loading.has(form);
    if (!known && !reaching.has(form)) return;
    const to = runtimeTarget(node, request);
    if (to === null || isElided(node, request, linked)) return;
    const atLoad = known && runs === 'load' && form !== 'import-actual';
    const isStarted = starts !== undefined && runs === 'load';
    edges.push({ to, request, when: atLoad ? 'load' : isStarted ? 'start' : 'call' });
  });
  return edges;
}

/** The module that a request loads at run time; null when it loads none that is known. */
export function runtimeTarget(node: ModuleNode, request: number): ModuleId | null {
  const resolution = node.resolutions[request];
  if (resolution?.kind === 'builtin') return resolution.module ?? null;
  if (resolution?.kind !== 'module') return null;
  return resolution.runtime === undefined ? resolution.module : resolution.runtime;
}

/** Whether nothing of a request is left at run time. */
export function isErased(node: ModuleNode, request: number, linked: Pick<LinkedGraph, 'lookups'>): boolean {
  const asked = node.record.requests[request];
  if (asked === undefined || asked.typeOnly || asked.runs === 'never') return true;
  return node.record.moduleKind === 'declaration' || isElided(node, request, linked);
}

/** TypeScript drops `import { T } from './t'` when all its names are types. */
function isElided(node: ModuleNode, request: number, linked: Pick<LinkedGraph, 'lookups'>): boolean {
  if (!node.settings.typescript || node.settings.verbatim) return false;
  if (node.record.requests[request]?.form !== 'import') return false;
  const entries = node.record.imports.filter((entry) => entry.request === request);
  if (entries.length === 0 || entries.some((entry) => entry.importName === '*')) return false;
  const lookups = linked
    .lookups(node.id)
    .filter((lookup) => lookup.request === request && lookup.asks.by !== 'member');
  return lookups.every(
    ({ typeOnly, answer }) => typeOnly || (answer.kind === 'found' && answer.meaning === 'type'),
  );
}
