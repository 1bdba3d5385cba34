// Imports of names that have moved as a whole: the specifier is rewritten when everything the import asks for is now in
// exactly one other module, and the commit that took it away from the old module put it there.

import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Finding, Fix } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { resolvePath } from '../model/path.ts';
import type { ReportedFinding } from '../model/report.ts';
import { specifierTo } from './specifier-to.ts';

export interface MovedNamesInput {
  readonly root: string;
  readonly linked: LinkedGraph;
  /** The findings and, in the same order, how they are reported: the history is there. */
  readonly sources: readonly Finding[];
  readonly reported: readonly ReportedFinding[];
  /** Whether the commit adds a line that exports the name to the file. */
  readonly adds: (commit: string, file: ModuleId, name: string) => boolean;
}

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** The findings again; those of names that have certainly moved have the edit as a suggestion. */
export function withMovedNames(input: MovedNamesInput): readonly Finding[] {
  const moves = movesOf(input);
  return input.sources.map((finding) => {
    const fix = fixFor(finding, moves, input.linked);
    if (fix === null) return finding;
    const suggestion = { kind: 'moved', text: `import it from "${fix.replacement}"`, fix } as const;
    return { ...finding, suggestions: [...finding.suggestions, suggestion] };
  });
}

/** Importing module, old module and name → the module that certainly has the name now. */
function movesOf({ root, linked, sources, reported, adds }: MovedNamesInput): ReadonlyMap<string, ModuleId> {
  const moves = new Map<string, ModuleId>();
  for (const [index, finding] of sources.entries()) {
    const history = reported[index]?.history;
    const { name, target, location } = finding;
    if (finding.rule !== 'missing-export' || name === undefined || target === undefined) continue;
    if (history === undefined || history.change !== 'removed' || history.movedTo === null) continue;
    const module = resolvePath(root, history.movedTo);
    const isHere = module !== location.module && SCRIPT.test(module) && linked.exportersOf(name).length === 1;
    if (isHere && adds(history.commit, module, name)) moves.set(keyOf(location.module, target, name), module);
  }
  return moves;
}

function fixFor(finding: Finding, moves: ReadonlyMap<string, ModuleId>, linked: LinkedGraph): Fix | null {
  const node = linked.graph.get(finding.location.module);
  if (node === undefined) return null;
  const { start, end } = finding.location.span;
  const lookups = linked.lookups(node.id);
  const own = lookups.find(
    ({ span, name }) => span.start === start && span.end === end && name === finding.name,
  );
  const request = own === undefined ? undefined : node.record.requests[own.request];
  if (own === undefined || request === undefined || !request.specifier.startsWith('.')) return null;
  if (request.form !== 'import' && request.form !== 'export-from') return null;
  // A namespace or a star takes names that are not told here.
  const takesAll =
    node.record.imports.some((entry) => entry.request === own.request && entry.importName === '*') ||
    node.record.exports.some((entry) => entry.kind === 'star' && entry.request === own.request);
  if (takesAll) return null;
  const modules = new Set(
    lookups
      .filter((lookup) => lookup.request === own.request)
      .map(({ target, name }) => (target === null ? undefined : moves.get(keyOf(node.id, target, name)))),
  );
  const [module] = modules;
  if (modules.size !== 1 || module === undefined || !isSamePackage(linked, node, module)) return null;
  const replacement = specifierTo(node.id, module, request.specifier);
  return { location: { module: node.id, span: request.span }, replacement, certain: true };
}

function isSamePackage(linked: LinkedGraph, { settings }: ModuleNode, module: ModuleId): boolean {
  return linked.graph.get(module)?.settings.packageRoot === settings.packageRoot;
}

function keyOf(importer: ModuleId, target: ModuleId, name: string): string {
  return JSON.stringify([importer, target, name]);
}
