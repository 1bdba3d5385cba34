// Which findings a change is the cause of: those whose importer, target, or anything that the answer was looked for
// in, is among the changed files. What was broken before and is not touched stays out.

import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isWithin, parentOf } from '../model/path.ts';

/**
 * @param changed absolute paths, deleted files included
 * @param isSettings whether a file decides how specifiers are resolved (tsconfig.json, package.json)
 */
export function findingsOfChanges(
  findings: readonly Finding[],
  changed: ReadonlySet<string>,
  isSettings: (path: string) => boolean,
  linked: LinkedGraph,
): Finding[] {
  const settings = [...changed].filter(isSettings).map((path) => parentOf(path) ?? path);
  const surfaces = new Map<ModuleId, boolean>();
  return findings.filter((finding) => {
    const { module } = finding.location;
    if (changed.has(module)) return true;
    if (finding.target !== undefined) {
      if (changed.has(finding.target)) return true;
      if (surfaceChanged(finding.target, changed, linked, surfaces)) return true;
    }
    if (triedPaths(finding, linked.graph.get(module)).some((path) => changed.has(path))) return true;
    const bare = finding.specifier !== undefined && !finding.specifier.startsWith('.');
    return bare && settings.some((directory) => isWithin(directory, module));
  });
}

/** Whether the exports of `start` are made in a changed file: itself, or one that it re-exports from. */
function surfaceChanged(
  start: ModuleId,
  changed: ReadonlySet<string>,
  linked: LinkedGraph,
  known: Map<ModuleId, boolean>,
): boolean {
  const answer = known.get(start);
  if (answer !== undefined) return answer;
  const seen = new Set([start]);
  let found = false;
  for (const module of seen) {
    if (changed.has(module)) {
      found = true;
      break;
    }
    const node = linked.graph.get(module);
    if (node === undefined) continue;
    for (const entry of node.record.exports) {
      if (entry.kind === 'local') continue;
      const resolution = node.resolutions[entry.request];
      if (resolution?.kind === 'module') seen.add(resolution.module);
      if (resolution?.kind === 'unresolved' && resolution.tried.some((path) => changed.has(path)))
        found = true;
    }
  }
  known.set(start, found);
  return found;
}

/** The paths at which the request of a finding was looked for: a deleted file is one of them. */
function triedPaths({ specifier }: Finding, node: ModuleNode | undefined): readonly string[] {
  if (node === undefined || specifier === undefined) return [];
  return node.record.requests.flatMap((request, index) => {
    const resolution = node.resolutions[index];
    if (request.specifier !== specifier || resolution?.kind !== 'unresolved') return [];
    return [...resolution.tried, ...(resolution.expected === undefined ? [] : [resolution.expected])];
  });
}
