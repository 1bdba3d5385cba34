// What a star takes from a module, with what it takes because stars take it from others: `__all__ = ['a', *sub.__all__]`.

import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { StarNames } from '../model/module-record.ts';
import type { Span } from '../model/span.ts';
import { targetOf } from './request-target.ts';

/**
 * Makes the question, whose answers are kept.
 * @returns of it: as {@link ModuleRecord.starNames}, the parts included; undefined where one of them is open
 */
export function createTakenByStar(graph: ModuleGraph): (node: ModuleNode) => StarNames | undefined {
  const known = new Map<ModuleId, StarNames | undefined>();
  return function takenFrom(node) {
    const { starNames, starParts } = node.record;
    if (starParts === undefined || !Array.isArray(starNames)) return starNames;
    if (known.has(node.id)) return known.get(node.id);
    known.set(node.id, undefined); // lists that are parts of each other
    const names = new Set<string>(starNames);
    for (const { request } of starParts) {
      const part = partOf(graph, node, request);
      const taken = part === null ? undefined : takenFrom(part);
      // A module without a list has no such member: whoever asks for it gets it from something that cannot be seen.
      if (!Array.isArray(taken)) return undefined;
      for (const name of taken) names.add(name);
    }
    const answer = [...names];
    known.set(node.id, answer);
    return answer;
  };
}

/** A name that a star is surely told to take, and where the module says so. */
export interface StarSite {
  readonly name: string;
  readonly span: Span;
  /** The module whose list it is from, where that is another one. */
  readonly from?: ModuleNode;
}

/** @returns the names of `node` that a star surely takes, those of the lists that are surely parts of its own among them */
export function starSitesOf(
  graph: ModuleGraph,
  node: ModuleNode,
  asked: readonly ModuleNode[] = [],
): StarSite[] {
  const { starSites = [], starParts = [] } = node.record;
  const sites: StarSite[] = [...starSites];
  for (const { request, span, isSure } of starParts) {
    const from = partOf(graph, node, request);
    if (!isSure || from === null || from === node || asked.includes(from)) continue;
    for (const { name } of starSitesOf(graph, from, [...asked, node])) sites.push({ name, span, from });
  }
  return sites;
}

function partOf(graph: ModuleGraph, { resolutions }: ModuleNode, request: number): ModuleNode | null {
  const { module } = targetOf(resolutions[request]);
  return module === null ? null : (graph.get(module) ?? null);
}
