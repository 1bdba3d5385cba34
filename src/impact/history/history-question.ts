// What to ask git about a finding: when a file went, or when a name went out of some files.

import type { LinkedGraph } from '../../link/linked-graph.ts';
import type { Finding } from '../../model/finding.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { baseNameOf } from '../../model/path.ts';

export type HistoryQuestion =
  /** Which of these files was deleted or renamed? The places where a specifier was looked for. */
  | { readonly kind: 'file'; readonly files: readonly ModuleId[]; readonly name?: undefined }
  /** Which commit took this name out of these files? The module that is asked, and those that it re-exports. */
  | { readonly kind: 'name'; readonly files: readonly ModuleId[]; readonly name: string };

const MAX_FILES = 30;
const FILE_REASONS = new Set(['not-found', 'empty-directory', 'directory-import']);
const NAME_RULES = new Set(['missing-export', 'missing-member', 'missing-at-runtime']);

/**
 * @param isAsked whether git can know a path
 * @returns none for a finding that history says nothing about, two where a name may have been a module as well
 */
export function questionsOf(
  finding: Finding,
  linked: LinkedGraph,
  isAsked: (path: string) => boolean,
): readonly HistoryQuestion[] {
  const { name, target, reason } = finding;
  const known = (files: readonly ModuleId[]): ModuleId[] => files.filter(isAsked).slice(0, MAX_FILES);
  if (reason !== undefined && FILE_REASONS.has(reason))
    return fileQuestion(known(placesLookedAt(finding, linked)));
  if (name === undefined || target === undefined || !NAME_RULES.has(finding.rule)) return [];
  const files = known(filesOfSurface(target, linked));
  return [
    ...fileQuestion(known(placesOfSubmodule(finding, linked))),
    ...(files.length === 0 ? [] : [{ kind: 'name', name, files } as const]),
  ];
}

function fileQuestion(files: readonly ModuleId[]): HistoryQuestion[] {
  return files.length === 0 ? [] : [{ kind: 'file', files }];
}

/** Python: `from app import pool` may ask for the module `app.pool`; the paths that were tried for it. */
function placesOfSubmodule({ location, name }: Finding, { graph }: LinkedGraph): readonly ModuleId[] {
  const node = graph.get(location.module);
  const entry = node?.record.imports.find(
    ({ importName, span }) => importName === name && span.start === location.span.start,
  );
  const resolution = entry?.orModule === undefined ? undefined : node?.resolutions[entry.orModule];
  return resolution?.kind === 'unresolved' ? resolution.tried : [];
}

/** The paths that were tried for the request of a finding. */
function placesLookedAt({ location, specifier, target }: Finding, linked: LinkedGraph): ModuleId[] {
  const node = linked.graph.get(location.module);
  const places = new Set<ModuleId>(target === undefined ? [] : [target]);
  const endings = endingsOf(linked);
  node?.record.requests.forEach((request, index) => {
    const resolution = node.resolutions[index];
    if (request.specifier !== specifier || resolution?.kind !== 'unresolved') return;
    for (const path of resolution.tried) if (endings.has(endingOf(path))) places.add(path);
  });
  return [...places];
}

/** The endings of the project's files: with any other name, there is none to be expected, and git need not look. */
function endingsOf({ graph }: LinkedGraph): ReadonlySet<string> {
  const endings = new Set(['']);
  for (const { id, role } of graph.values()) if (role === 'project') endings.add(endingOf(id));
  return endings;
}

function endingOf(path: string): string {
  return /(?:\.d)?\.\w+$/.exec(baseNameOf(path))?.[0] ?? '';
}

/** The module and those whose names it passes on with a star; breadth first. */
function filesOfSurface(target: ModuleId, linked: LinkedGraph): ModuleId[] {
  const files = new Set([target]);
  for (const module of files) {
    const node = linked.graph.get(module);
    for (const entry of node?.record.exports ?? []) {
      if (entry.kind !== 'star') continue;
      const resolution = node?.resolutions[entry.request];
      if (resolution?.kind === 'module') files.add(resolution.module);
    }
  }
  return [...files];
}
