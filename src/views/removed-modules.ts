// Tells a module that was removed from one that was never the project's: `import helper` beside a script that is run by
// its path may mean a package that is installed, unless git had `helper.py` just there not long ago. The same of a folder
// that is not there and is called like one that builds make: `./lib/pool.js`, which git had, and does not ignore.

import { createIgnoredPaths, type IgnoredPaths } from '../discover/ignored-paths.ts';
import { createPackageJsonReader, isRecord } from '../discover/package-json.ts';
import type { FileSystem } from '../host/file-system.ts';
import {
  findRepository,
  GitError,
  isWithoutAnswer,
  joinTop,
  objectSizes,
  runGit,
  splitNul,
} from '../host/git.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import { baseNameOf, below, isWithin, parentOf } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';
import { createDeclarationsOfCommits } from './commit-declarations.ts';

/** How far back a removal counts: walking all of a long history would take longer than the run. */
const COMMITS = 300;
/** As many paths as a command line holds everywhere. */
const MAX_PATHS = 400;

export interface KnownRemovals {
  readonly graph: ModuleGraph;
  /** Whether git was asked, so that the same files may mean something else after another commit. */
  readonly asked: boolean;
}

/**
 * A graph in which names that nobody owned are missing where git had their file; the same graph when there are none.
 * A file that went elsewhere may be put on the path by something that is not read: such a name stays unknown.
 * @param revision the commit up to which the history counts: of a view of an old commit what came later says nothing
 */
export async function markRemoved(
  graph: ModuleGraph,
  root: string,
  fileSystem: FileSystem,
  revision: string,
): Promise<KnownRemovals> {
  const ignored = createIgnoredPaths(root, fileSystem);
  const asked = unownedPaths(graph, root, ignored);
  const top = asked.size === 0 ? null : findRepository(root);
  if (top === null) return { graph, asked: false };
  const removed = await removedFiles(top, asked, revision);
  const declaredIn = createDeclarationsOfCommits(top, root);
  for (const [path, givers] of giversOf(graph, removed)) {
    const before = declaredIn(removed.get(path) ?? revision);
    if (givers.some((giver) => !before.has(giver))) removed.delete(path);
  }
  const isBuilt = createBuildTest(root, fileSystem);
  for (const path of removed.keys())
    if (path.endsWith('.py') ? isKept(path, graph, ignored) : isBuilt(path)) removed.delete(path);
  if (removed.size === 0) return { graph, asked: true };
  const marked = new Map(graph);
  for (const node of graph.values()) {
    const resolutions = node.resolutions.map((resolution, request) =>
      missingWhere(removed, resolution, node.record.requests[request]?.specifier ?? ''),
    );
    const isChanged = resolutions.some((resolution, request) => resolution !== node.resolutions[request]);
    // Setting an existing key keeps its place, and with it the order of the graph.
    if (isChanged) marked.set(node.id, { ...node, resolutions } satisfies ModuleNode);
  }
  return { graph: marked, asked: true };
}

/** Where the project would have the modules that it asks for and does not own. */
function unownedPaths(graph: ModuleGraph, root: string, ignored: IgnoredPaths): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { role, resolutions, record } of graph.values()) {
    if (role !== 'project') continue;
    resolutions.forEach((resolution, request) => {
      for (const path of placesOf(resolution, record.requests[request]?.specifier ?? '')) {
        if (isWithin(root, path) && !(isUnbuilt(resolution) && ignored.isIgnored(path))) paths.add(path);
      }
    });
  }
  return paths;
}

/** Of the removed modules those that declared distributions may give by now, with their names. */
function giversOf(graph: ModuleGraph, removed: ReadonlyMap<string, string>): Map<string, readonly string[]> {
  const givers = new Map<string, readonly string[]>();
  for (const { resolutions } of graph.values())
    for (const resolution of resolutions) {
      if (resolution.kind !== 'unknown' || resolution.givers === undefined) continue;
      for (const path of resolution.tried ?? []) if (removed.has(path)) givers.set(path, resolution.givers);
    }
  return givers;
}

/**
 * Those that the commit has, and those that it or one of those before it took away.
 * @returns by path the last commit that has it
 */
async function removedFiles(
  top: string,
  asked: ReadonlySet<string>,
  revision: string,
): Promise<Map<string, string>> {
  const removed = new Map<string, string>();
  const paths = [...asked];
  try {
    // A tree has no history of its own; it may be what is about to be committed.
    const commits = (await commitsUpTo(top, revision)) ?? (await commitsUpTo(top, 'HEAD')) ?? '';
    const [head = ''] = commits.split('\n', 1);
    if (head === '') return removed;
    const relative = paths.map((path) => path.slice(joinTop(top, '').length));
    const sizes = objectSizes(
      top,
      relative.map((path) => `${head}:${path}`),
    );
    const deletions = await runGit(
      top,
      [
        ...['--literal-pathspecs', 'diff-tree', '--stdin', '-r', '-z', '--name-only', '--no-renames'],
        ...['--diff-filter=D', '--', ...(relative.length > MAX_PATHS ? [] : relative)],
      ],
      { input: commits },
    );
    paths.forEach((path, index) => {
      if (sizes[index] !== null) removed.set(path, head);
    });
    let commit = '';
    for (const part of splitNul(deletions)) {
      // "<commit>", then the paths that it deleted: a file at the top may be called like a commit, and is no module.
      if (/^[\da-f]{40,64}$/.test(part)) commit = part;
      const path = joinTop(top, part);
      // The newest commit comes first.
      if (asked.has(path) && !removed.has(path)) removed.set(path, `${commit}^`);
    }
    return removed;
  } catch (error) {
    // A damaged or shallow repository tells less, one of another user nothing.
    if (isWithoutAnswer(error)) return new Map();
    throw error;
  }
}

/** Their ids, the newest first; null where the revision is none. */
async function commitsUpTo(top: string, revision: string): Promise<string | null> {
  try {
    return await runGit(top, [
      'rev-list',
      `--max-count=${COMMITS}`,
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** Whether it may still be there when it is needed: made by hand, as its ignored path says, or found in another folder. */
function isKept(path: string, graph: ModuleGraph, ignored: IgnoredPaths): boolean {
  if (ignored.isIgnored(path)) return true;
  const end = baseNameOf(path) === '__init__.py' ? path.split('/').slice(-2).join('/') : baseNameOf(path);
  for (const id of graph.keys()) {
    if (!id.endsWith(`/${end}`)) continue;
    const folder = id.slice(0, -end.length - 1);
    if (!graph.has(below(folder, '__init__.py'))) return true;
  }
  return false;
}

/** What scripts are called, or run, that make files. */
const MAKES = /build|compil|bundl|dist|generat|prepa|prepub|postinstall|pack/i;

/** Whether a package around a file has a script that may make it, and so made what git had once. */
function createBuildTest(root: string, fileSystem: FileSystem): (path: string) => boolean {
  const packages = createPackageJsonReader(fileSystem);
  return (path) => {
    for (let at = parentOf(path); at !== null && isWithin(root, at); at = parentOf(at)) {
      const { scripts } = packages.read(at)?.fields ?? {};
      if (isRecord(scripts) && MAKES.test(JSON.stringify(scripts))) return true;
    }
    return false;
  };
}

/**
 * Where the project would have what nobody owns, and what is taken for a build's by the name of its folder alone. What is
 * asked of a package by its name is made by a build that git may well have had once.
 */
function placesOf(resolution: Resolution, specifier: string): readonly string[] {
  if (resolution.kind !== 'unknown') return [];
  const isOwn = isUnbuilt(resolution) && specifier.startsWith('.');
  return resolution.reason === 'third-party' || isOwn ? (resolution.tried ?? []) : [];
}

function isUnbuilt(resolution: Resolution): boolean {
  return resolution.kind === 'unknown' && resolution.reason === 'unbuilt';
}

function missingWhere(
  removed: ReadonlyMap<string, string>,
  resolution: Resolution,
  specifier: string,
): Resolution {
  const tried = placesOf(resolution, specifier);
  const expected = tried.find((path) => removed.has(path));
  if (expected === undefined) return resolution;
  if (isUnbuilt(resolution)) return { kind: 'unresolved', reason: 'not-found', tried, expected };
  // Of a name that nobody owns, not even the first part is there.
  return { kind: 'unresolved', reason: 'not-found', tried, expected, absent: specifier.replace(/\..*$/, '') };
}
