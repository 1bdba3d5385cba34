// Whether a file that nobody imports is no module where it lies: a template that a script reads as text, or a file that
// a container has in another folder (https://docs.docker.com/reference/compose-file/services/#volumes).

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import type { ModuleGraph } from '../../../model/module-graph.ts';
import { type ModuleId, relativeId } from '../../../model/module-id.ts';
import { below } from '../../../model/path.ts';

const COMPOSE = /^(?:docker-)?compose[\w.-]*\.ya?ml$/;

/** Reads the texts of the project when it is first asked for. */
export function createOnlyText(
  root: string,
  fileSystem: FileSystem,
  graph: ModuleGraph,
): (module: ModuleId) => boolean {
  let mounts: string | null = null;
  let readers: string[] | null = null;
  let imported: ReadonlySet<ModuleId> | null = null;
  const textOf = (path: string): string => readTextOrNull(fileSystem, path) ?? '';

  return (module) => {
    imported ??= importedIn(graph);
    if (imported.has(module)) return false;
    mounts ??= fileSystem
      .list(root)
      .flatMap(({ name }) => (COMPOSE.test(name) ? textOf(below(root, name)) : []))
      .join('\n');
    const path = relativeId(root, module);
    const place = literalPattern(path);
    // To the same place below another folder it is only brought along.
    if (new RegExp(`[/\\s]${place}:(?!\\S*/${place}(?::|\\s|$))\\S+\\.py\\b`).test(mounts)) return true;
    readers ??= [...graph.values()].flatMap(({ id, role }) => (role === 'project' ? textOf(id) : []));
    const reads = new RegExp(`\\b\\w*(?:open|read)\\w*\\(\\s*(["'])${place}\\1`);
    return readers.some((text) => text.includes(path) && reads.test(text));
  };
}

function importedIn(graph: ModuleGraph): Set<ModuleId> {
  const imported = new Set<ModuleId>();
  for (const { resolutions } of graph.values())
    for (const resolution of resolutions) if (resolution.kind === 'module') imported.add(resolution.module);
  return imported;
}
