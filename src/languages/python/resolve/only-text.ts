// Whether a file that nobody imports is no module where it lies: a template that a script reads as text, or a file that
// a container has in another folder (https://docs.docker.com/reference/compose-file/services/#volumes), or an image.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { addTo } from '../../../model/lists.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import { importedModules, type ModuleGraph } from '../../../model/module-graph.ts';
import { type ModuleId, relativeId } from '../../../model/module-id.ts';
import { below, parentOf } from '../../../model/path.ts';

const COMPOSE = /^(?:docker-)?compose[\w.-]*\.ya?ml$/;
const RECIPE = /^(?:[\w-]+\.)?(?:Docker|Container)file(?:\.[\w.-]+)?$|^Makefile$/;

/** The scripts that read a template are looked for in its own folder; what they are is read when it is first asked for. */
export function createOnlyText(
  root: string,
  fileSystem: FileSystem,
  graph: ModuleGraph,
): (module: ModuleId) => boolean {
  const textsOf = createTextsOf(fileSystem);
  let textsIn: ((folder: string | null) => readonly string[]) | null = null;
  let imported: ReadonlySet<ModuleId> | null = null;
  const textOf = (path: string): string => readTextOrNull(fileSystem, path) ?? '';

  return (module) => {
    imported ??= importedModules(graph);
    if (imported.has(module)) return false;
    const path = relativeId(root, module);
    const place = literalPattern(path);
    // To the same place below another folder it is only brought along.
    if (new RegExp(`[/\\s]${place}:(?!\\S*/${place}(?::|\\s|$))\\S+\\.py\\b`).test(textsOf(root, COMPOSE)))
      return true;
    // `COPY docker/config.py settings/config.py`, in a recipe beside the file or in the root
    const taken = new RegExp(
      `\\b(?:cp|mv|COPY|ADD)\\s+(?:-\\S+\\s+)*(?:\\./)?${place}\\s+(?!\\S*${place}(?:[\\s;]|$))\\S+\\.py\\b`,
    );
    if ([root, parentOf(module) ?? root].some((folder) => taken.test(textsOf(folder, RECIPE)))) return true;
    if (textsIn === null) textsIn = textsByFolder(graph, textOf);
    const reads = new RegExp(`(?:open|read)\\w*\\(\\s*(["'])${place}\\1`);
    return textsIn(parentOf(module)).some((text) => reads.test(text));
  };
}

/** All that the files of such names in a folder say, read once. */
function createTextsOf(fileSystem: FileSystem): (folder: string, name: RegExp) => string {
  const known = new Map<string, string>();
  return (folder, name) => {
    const key = `${name.source}\0${folder}`;
    let text = known.get(key);
    if (text === undefined) {
      const files = fileSystem.list(folder).filter((file) => name.test(file.name));
      text = files.map((file) => readTextOrNull(fileSystem, below(folder, file.name)) ?? '').join('\n');
      known.set(key, text);
    }
    return text;
  };
}

/** The texts of the modules in a folder, read once. */
function textsByFolder(
  graph: ModuleGraph,
  textOf: (path: string) => string,
): (folder: string | null) => readonly string[] {
  const modules = new Map<string | null, ModuleId[]>();
  for (const { id, role } of graph.values()) {
    if (role !== 'project') continue;
    const folder = parentOf(id);
    addTo(modules, folder, id);
  }
  const texts = new Map<string | null, readonly string[]>();
  return (folder) => {
    const known = texts.get(folder) ?? (modules.get(folder) ?? []).map(textOf);
    texts.set(folder, known);
    return known;
  };
}
