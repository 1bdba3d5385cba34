// Imports in a handler that is only there for other versions: `try: from html import escape / except ImportError: from
// cgi import escape`. Where the first import is sure to succeed, what the handler asks for is never asked for.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Resolution } from '../model/resolution.ts';
import { link } from './link.ts';
import type { LinkedGraph, NameLookup } from './linked-graph.ts';

/** What is not there as a file, and is there when the program runs. */
const MADE: readonly string[] = ['virtual-module', 'made-at-run-time'];

const UNTAKEN: Resolution = { kind: 'unknown', reason: 'untaken-fallback' };

/** The same with the failing requests of such handlers made unknown. */
export function leaveOutUntakenFallbacks(linked: LinkedGraph): LinkedGraph {
  const changed = new Map<ModuleId, ModuleNode>();
  for (const node of linked.graph.values()) {
    const untaken = node.role === 'project' ? failingFallbacks(node, linked) : [];
    if (untaken.length === 0) continue;
    const resolutions = node.resolutions.map((resolution, request) =>
      untaken.includes(request) ? UNTAKEN : resolution,
    );
    changed.set(node.id, { ...node, resolutions });
  }
  if (changed.size === 0) return linked;
  return link(new Map([...linked.graph].map(([id, node]) => [id, changed.get(id) ?? node])));
}

function failingFallbacks(node: ModuleNode, linked: LinkedGraph): number[] {
  const { requests } = node.record;
  if (!requests.some(({ insteadOf }) => insteadOf !== undefined)) return [];
  const lookups = linked.lookups(node.id);
  const fails = (request: number): boolean =>
    isAbsent(node.resolutions[request]) ||
    lookups.some((lookup) => lookup.request === request && lookup.answer.kind === 'missing');
  return requests.flatMap(({ insteadOf = [] }, request) =>
    fails(request) && insteadOf.some((first) => first.every((each) => isSure(node, each, lookups)))
      ? [request]
      : [],
  );
}

function isAbsent(resolution: Resolution | undefined): boolean {
  return resolution?.kind === 'unresolved' && resolution.reason !== 'not-in-view';
}

/** Whether the request does not fail, as far as anybody could tell: what is made at run time may have every name. */
function isSure(node: ModuleNode, request: number, lookups: readonly NameLookup[]): boolean {
  const resolution = node.resolutions[request];
  const isThere =
    resolution?.kind === 'module' ||
    (resolution?.kind === 'builtin' && resolution.certainty !== 'may') ||
    (resolution?.kind === 'unknown' && MADE.includes(resolution.reason));
  if (!isThere) return false;
  return lookups.every(
    ({ asks, request: of, answer }) => of !== request || asks.by === 'member' || isGiven(answer),
  );
}

function isGiven(answer: ExportResolution): boolean {
  if (answer.kind === 'found') return answer.certainty !== 'may' && answer.meaning !== 'type';
  return answer.kind === 'namespace' || answer.kind === 'unknown';
}
