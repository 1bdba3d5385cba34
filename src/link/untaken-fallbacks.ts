// Imports in a handler that is only there for other versions: `try: from html import escape / except ImportError: from
// cgi import escape`. Where the first import is sure to succeed, what the handler asks for is never asked for: neither
// modules nor members of those that are imported above it.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { MemberUse } from '../model/member-use.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Resolution } from '../model/resolution.ts';
import { link } from './link.ts';
import type { LinkedGraph, NameLookup } from './linked-graph.ts';

/** What is not there as a file, and is there when the program runs. */
const MADE: readonly string[] = ['virtual-module', 'made-at-run-time'];

const UNTAKEN: Resolution = { kind: 'unknown', reason: 'untaken-fallback' };

/** The same with the failing requests of such handlers made unknown, and the failing members that they use expected to fail. */
export function leaveOutUntakenFallbacks(linked: LinkedGraph): LinkedGraph {
  const changed = new Map<ModuleId, ModuleNode>();
  for (const node of linked.graph.values()) {
    const { requests, uses } = node.role === 'project' ? failingFallbacks(node, linked) : NONE;
    if (requests.size === 0 && uses.size === 0) continue;
    const resolutions = node.resolutions.map((resolution, request) =>
      requests.has(request) ? UNTAKEN : resolution,
    );
    const memberUses = node.record.memberUses.map((use) =>
      uses.has(use) ? { ...use, guard: 'expected' as const } : use,
    );
    changed.set(node.id, { ...node, resolutions, record: { ...node.record, memberUses } });
  }
  if (changed.size === 0) return linked;
  return link(new Map([...linked.graph].map(([id, node]) => [id, changed.get(id) ?? node])));
}

interface Failing {
  readonly requests: ReadonlySet<number>;
  readonly uses: ReadonlySet<MemberUse>;
}

const NONE: Failing = { requests: new Set(), uses: new Set() };

function failingFallbacks(node: ModuleNode, linked: LinkedGraph): Failing {
  const { requests, memberUses } = node.record;
  const isFallback = ({ insteadOf }: Pick<MemberUse, 'insteadOf'>): boolean => insteadOf !== undefined;
  if (!requests.some(isFallback) && !memberUses.some(isFallback)) return NONE;
  const lookups = linked.lookups(node.id);
  const missing = lookups.filter(({ answer }) => answer.kind === 'missing');
  const isUntaken = ({ insteadOf = [] }: Pick<MemberUse, 'insteadOf'>): boolean =>
    insteadOf.some((first) => first.every((each) => isSure(node, each, lookups)));
  const fails = (request: number): boolean =>
    isAbsent(node.resolutions[request]) || missing.some((lookup) => lookup.request === request);
  return {
    requests: new Set(
      requests.flatMap((request, index) => (fails(index) && isUntaken(request) ? index : [])),
    ),
    uses: new Set(
      missing.flatMap(({ asks }) => (asks.by === 'member' && isUntaken(asks.use) ? asks.use : [])),
    ),
  };
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
