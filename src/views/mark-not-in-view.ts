// Tells "it is nowhere" from "it is here, but not where it will run": unresolved requests whose file is on disk and
// not in the view get the reason `not-in-view`, or become unknown when a build makes the file over there.

import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { Resolution, UnresolvedResolution } from '../model/resolution.ts';
import type { Absence } from './view.ts';

/** A graph with those resolutions replaced; the same graph when there are none. Pure but for what `absence` reads. */
export function markNotInView(graph: ModuleGraph, absence: Absence): ModuleGraph {
  const replaced = new Map<string, ModuleNode>();
  for (const node of graph.values()) {
    if (node.role !== 'project') continue;
    const resolutions = node.resolutions.map((resolution) =>
      resolution.kind === 'unresolved' ? judge(resolution, absence) : resolution,
    );
    if (resolutions.some((resolution, request) => resolution !== node.resolutions[request])) {
      replaced.set(node.id, { ...node, resolutions });
    }
  }
  if (replaced.size === 0) return graph;
  // Setting an existing key keeps its place, and with it the order of the graph.
  const marked = new Map(graph);
  for (const [id, node] of replaced) marked.set(id, node);
  return marked;
}

function judge(resolution: UnresolvedResolution, absence: Absence): Resolution {
  const candidates = [
    ...resolution.tried,
    ...(resolution.expected === undefined ? [] : [resolution.expected]),
  ];
  const absent = candidates.find((path) => absence.isAbsent(path));
  if (absent === undefined) return resolution;
  const madeBy = absence.madeBy(absent);
  if (madeBy !== null) return { kind: 'unknown', reason: 'generated', hint: madeBy };
  const { suggestion: _suggestion, ...rest } = resolution;
  return { ...rest, reason: 'not-in-view', expected: absent };
}
