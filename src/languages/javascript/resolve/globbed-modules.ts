// What a module asks for by its globs: each of the modules that they take is put among its requests, once it is known which
// files there are; and where one of them is what the module exports, its names are among those of the module.

import type { FileSystem } from '../../../host/file-system.ts';
import type { StarExport } from '../../../model/export-entry.ts';
import { matcherOf } from '../../../model/file-glob.ts';
import type { ModuleGraph, ModuleNode } from '../../../model/module-graph.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import type { FileGlob } from '../../../model/module-record.ts';
import type { ModuleRequest } from '../../../model/module-request.ts';
import { below, parentOf, relativePath, resolvePath } from '../../../model/path.ts';
import { timingOf } from '../../../model/timing.ts';

/** @returns the nodes that change: with a request, which nobody wrote, for each of those modules */
export function withGlobbedModules(
  graph: ModuleGraph,
  fileSystem: FileSystem,
): ReadonlyMap<ModuleId, ModuleNode> {
  const changed = new Map<ModuleId, ModuleNode>();
  for (const node of graph.values()) {
    const globs = (node.role === 'project' ? node.record.globs : undefined) ?? [];
    const whole = globs.filter(({ isWhole }) => isWhole === true);
    const modules = globs.filter(({ gives, isWhole }) => gives === 'modules' && isWhole !== true);
    const loaded = whole.map((glob) => wholeModules(node, glob, graph, fileSystem));
    const ofAll = loaded.every((each) => each !== null) ? loaded.flat() : [];
    const asked = [...modules.flatMap((glob) => modulesTakenBy(node, glob, graph)), ...ofAll];
    if (asked.length > 0) changed.set(node.id, withRequests(node, asked));
  }
  return changed;
}

interface Taken {
  readonly id: ModuleId;
  readonly glob: FileGlob;
}

function modulesTakenBy(node: ModuleNode, glob: FileGlob, graph: ModuleGraph): readonly Taken[] {
  const takes = matcherOf(node, glob);
  return [...graph.values()].flatMap(({ id, role, record }) =>
    role === 'project' && record.language === 'javascript' && id !== node.id && takes(id)
      ? [{ id, glob }]
      : [],
  );
}

/** With more files below a folder, the pattern says little of which are meant; and each of them is asked for each name. */
const most = 300;

/** The modules of which one is what this one exports; null where there are none, or one that nobody has read. */
function wholeModules(
  node: ModuleNode,
  glob: FileGlob,
  graph: ModuleGraph,
  fileSystem: FileSystem,
): readonly Taken[] | null {
  const takes = matcherOf(node, glob);
  const isUnread = (path: string) => takes(path) && !graph.has(path);
  const folder = resolvePath(parentOf(node.id) ?? '/', glob.base);
  const taken = modulesTakenBy(node, glob, graph).filter(
    ({ id }) => graph.get(id)?.record.moduleKind !== 'declaration',
  );
  const isTold = taken.length > 0 && taken.length <= most;
  return !isTold || someFile(folder, fileSystem, isUnread) ? null : taken;
}

function someFile(folder: string, fileSystem: FileSystem, isMeant: (path: string) => boolean): boolean {
  return fileSystem.list(folder).some(({ kind, name }) => {
    const path = below(folder, name);
    // Where a link leads is not looked at.
    if (kind !== 'directory') return kind === 'symlink' || isMeant(path);
    return !/^(?:\.|node_modules$)/.test(name) && someFile(path, fileSystem, isMeant);
  });
}

function withRequests(node: ModuleNode, taken: readonly Taken[]): ModuleNode {
  const { record, resolutions } = node;
  const requests = taken.map(({ id, glob }): ModuleRequest => {
    const { span, guard = 'none', isWhole } = glob;
    const specifier = relativePath(parentOf(node.id) ?? '/', id);
    const written = { specifier, typeOnly: false, span, guard, implied: true } as const;
    // Which of them runs is not told: none does for sure.
    return isWhole === true
      ? { ...written, form: 'require', runs: 'never' }
      : { ...written, form: 'dynamic-import', ...timingOf(glob) };
  });
  const stars = taken.flatMap(({ glob }, at): readonly StarExport[] =>
    glob.isWhole === true
      ? [{ kind: 'star', request: record.requests.length + at, typeOnly: false, span: glob.span }]
      : [],
  );
  const { dynamicReason: _, ...told } = record;
  const whole = stars.length === 0 ? record : { ...told, exportsKind: 'static' as const };
  return {
    ...node,
    record: {
      ...whole,
      requests: [...record.requests, ...requests],
      exports: [...record.exports, ...stars],
    },
    resolutions: [...resolutions, ...taken.map(({ id }) => ({ kind: 'module', module: id }) as const)],
  };
}
