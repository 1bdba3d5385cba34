// Which requests make another module run, and when. Types are erased: a request that asks for types alone loads
// nothing, unless the compiler keeps imports as they stand (`verbatimModuleSyntax`).

import type { ImportEntry } from '../model/import-entry.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest, RequestForm } from '../model/module-request.ts';
import type { Edge, NameLookup } from './linked-graph.ts';

const SCRIPT = /\.[cm]?tsx?$/;

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

/**
 * The modules that running `node` makes run, in source order.
 * @param lookups the names that it asks for
 */
export function edgesOf(node: ModuleNode, lookups: readonly NameLookup[]): Edge[] {
  const elided = elidedRequests(node, lookups);
  const edges: Edge[] = [];
  node.record.requests.forEach(({ form, runs, typeOnly, starts }, request) => {
    if (typeOnly || runs === 'never') return;
    const known = loading.has(form);
    if (!known && !reaching.has(form)) return;
    const to = runtimeTarget(node, request);
    if (to === null || elided.has(request)) return;
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

/**
 * The requests (indices) of which nothing is left at run time.
 * @param lookups the names that the module asks for
 */
export function erasedRequests(node: ModuleNode, lookups: readonly NameLookup[]): ReadonlySet<number> {
  const { moduleKind, requests } = node.record;
  const elided = elidedRequests(node, lookups);
  const isErased = ({ typeOnly, runs }: ModuleRequest, request: number) =>
    typeOnly || runs === 'never' || moduleKind === 'declaration' || elided.has(request);
  return new Set(requests.flatMap((asked, request) => (isErased(asked, request) ? [request] : [])));
}

/**
 * Whether compilers drop an imported name because only types use it, whatever it is: known of names that lead nowhere,
 * whose module was read more closely. A component's template may use it all the same.
 * Source: typescriptlang.org/tsconfig/verbatimModuleSyntax.html.
 */
export function isDroppedName({ id, settings }: ModuleNode, entry: ImportEntry): boolean {
  if (!settings.typescript || settings.verbatim || !SCRIPT.test(id)) return false;
  // What JSX is compiled to asks for React, where the text does not.
  const isForJsx = id.endsWith('x') && entry.localName === 'React';
  return entry.typeOnly || (entry.onlyAsType === true && !isForJsx);
}

/** The same of all names of a request, so that it loads nothing. */
export function isDroppedRequest(node: ModuleNode, request: number): boolean {
  const { requests, imports } = node.record;
  const entries = imports.filter((entry) => entry.request === request);
  return (
    requests[request]?.form === 'import' &&
    entries.length > 0 &&
    entries.every((entry) => isDroppedName(node, entry))
  );
}

/** TypeScript drops `import { T } from './t'` when all its names are types. */
function elidedRequests({ settings, record }: ModuleNode, lookups: readonly NameLookup[]): Set<number> {
  if (!settings.typescript || settings.verbatim) return new Set();
  const elided = new Set(record.imports.map(({ request }) => request));
  for (const { request, importName } of record.imports) if (importName === '*') elided.delete(request);
  for (const { request, asks, typeOnly, answer } of lookups) {
    const isType = typeOnly || (answer.kind === 'found' && answer.meaning === 'type');
    if (asks.by !== 'member' && !isType) elided.delete(request);
  }
  for (const request of elided) if (record.requests[request]?.form !== 'import') elided.delete(request);
  return elided;
}
