// The files of the project by their places and by their names, for what can be said about one that is not there.

import { addTo } from '../model/lists.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf, parentOf } from '../model/path.ts';

export interface ProjectFile {
  readonly id: ModuleId;
  readonly stem: string;
}

export interface ProjectFiles {
  /** In the order of the graph, as below. */
  in(directory: string | null): readonly ProjectFile[];
  called(stem: string): readonly ProjectFile[];
}

/** Looks through the graph when it is first asked: most runs find nothing to say. */
export function createProjectFiles(graph: ModuleGraph): ProjectFiles {
  let known: ReturnType<typeof indexFiles> | null = null;
  const indexes = () => {
    known ??= indexFiles(graph);
    return known;
  };
  return {
    in: (directory) => indexes().byDirectory.get(directory) ?? [],
    called: (stem) => indexes().byStem.get(stem) ?? [],
  };
}

function indexFiles(graph: ModuleGraph) {
  const files = [...graph.values()].flatMap(({ id, role }): ProjectFile[] =>
    role === 'project' ? [{ id, stem: stemOf(id) }] : [],
  );
  return {
    byDirectory: groupBy(files, ({ id }) => parentOf(id)),
    byStem: groupBy(files, ({ stem }) => stem),
  };
}

/** The name of a file up to its first dot; a dot in front belongs to it. */
export function stemOf(path: string): string {
  const name = baseNameOf(path);
  const dot = name.indexOf('.', 1);
  return dot === -1 ? name : name.slice(0, dot);
}

function groupBy<Key>(
  files: readonly ProjectFile[],
  keyOf: (file: ProjectFile) => Key,
): Map<Key, ProjectFile[]> {
  const groups = new Map<Key, ProjectFile[]>();
  for (const file of files) {
    const key = keyOf(file);
    addTo(groups, key, file);
  }
  return groups;
}
