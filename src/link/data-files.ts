// Source files that the project uses as data: `import main from './template/main.js?raw'` takes the text, and what that
// text imports is a matter of the place where it is put later. And broken text that is there to be read as text: what a
// test reads to see how it is handled, pieces of code, and what is no code at all.

import { matcherOf } from '../model/file-glob.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import { baseNameOf, isWithin, parentOf } from '../model/path.ts';
import { isNamedAsTest } from '../model/test-name.ts';

/** The modules that are asked for as assets, or are material of a test, and that nobody asks for as modules. */
export function dataFiles(graph: ModuleGraph, root: string): ReadonlySet<ModuleId> {
  const data = new Set<ModuleId>();
  const folders = foldersOfMaterial(graph, root);
  const pieces = piecesOfCode(graph, root);
  const others = ofOtherFormats(graph, root);
  const isTaken = takenByGlobs(graph);
  for (const node of graph.values()) {
    const isMaterial = isBrokenMaterial(node, root) || folders.has(parentOf(node.id) ?? '/');
    if (isMaterial || pieces.has(node.id) || others.has(node.id) || isTaken(node.id)) data.add(node.id);
    for (const resolution of node.resolutions) {
      if (resolution.kind === 'asset' && graph.has(resolution.path)) data.add(resolution.path);
    }
  }
  if (data.size === 0) return data;
  // What other material asks for stays material; what a module asks for is one, and so is what that asks for.
  const modules = [...graph.values()].filter(({ id }) => !data.has(id));
  for (const { resolutions } of modules) {
    for (const resolution of resolutions) {
      if (resolution.kind !== 'module' || !data.delete(resolution.module)) continue;
      const node = graph.get(resolution.module);
      if (node !== undefined) modules.push(node);
    }
  }
  return data;
}

const BELOW_TEST_FOLDER = /\/(?:__tests__|tests?|specs?)\/.+\//;

/** Text with a syntax error in a folder below the tests, under no name that a test runner looks for. */
function isBrokenMaterial({ id, role, record }: ModuleNode, root: string): boolean {
  return record.errors.length > 0 && role === 'project' && isBelowTests(id, root) && !isNamedAsTest(id);
}

/** As many files of one folder are not broken by a slip of the hand. */
const SEVERAL = 2;

const TEMPLATES = /\/templates?(?:\/|$)/;

/** What is put before a file and behind it: `intro.js`, `wrapper.end.js`. */
const ENDS = /(?:^|[.-])(?:start|end|begin|intro|outro|head(?:er)?|foot(?:er)?|prefix|suffix|pre|post)\.js$/;

/**
 * Files that cannot be read, several in one folder, which no compiler looks at: it is told to leave them alone, or they are
 * templates, or what is put around others. They are put together into other files, or shown.
 */
function piecesOfCode(graph: ModuleGraph, root: string): ReadonlySet<ModuleId> {
  const byFolder = new Map<string, ModuleId[]>();
  for (const node of graph.values()) {
    const { id, settings } = node;
    if (!isUnreadable(node) || isNamedAsTest(id)) continue;
    const folder = parentOf(id) ?? '/';
    const isLeftAlone =
      settings.leftAlone === true || TEMPLATES.test(folder.slice(root.length)) || ENDS.test(baseNameOf(id));
    if (isLeftAlone) addTo(byFolder, folder, id);
  }
  return new Set([...byFolder.values()].filter(({ length }) => length >= SEVERAL).flat());
}

/**
 * `.ts` is also the ending of time series. Where no file of that ending can be read, and none is in a package of the
 * project, they are what others call so.
 */
function ofOtherFormats(graph: ModuleGraph, root: string): ReadonlySet<ModuleId> {
  const files = [...graph.values()].filter(
    ({ id, role, record }) => role === 'project' && id.endsWith('.ts') && record.moduleKind !== 'declaration',
  );
  const isOther = files.every((node) => {
    const { packageRoot } = node.settings;
    return isUnreadable(node) && (packageRoot === undefined || !isWithin(root, packageRoot));
  });
  return new Set(isOther && files.length >= SEVERAL ? files.map(({ id }) => id) : []);
}

function isUnreadable({ role, record }: ModuleNode): boolean {
  return role === 'project' && record.errors.some(({ severity }) => severity === 'fatal');
}

function isBelowTests(id: ModuleId, root: string): boolean {
  return BELOW_TEST_FOLDER.test(id.slice(root.length));
}

/** Whether a file is taken as text or by its address by a glob of the project. */
function takenByGlobs(graph: ModuleGraph): (id: ModuleId) => boolean {
  const matchers = [...graph.values()].flatMap((node) => {
    const globs = (node.role === 'project' ? node.record.globs : undefined) ?? [];
    return globs.flatMap((glob) => (glob.gives === 'data' ? [matcherOf(node, glob)] : []));
  });
  return (id) => matchers.some((matches) => matches(id));
}

/**
 * Python: folders below the tests that are no packages, without a file that a test runner looks for, and with one that
 * runs as a part of a package only. Nothing in them runs by its name.
 */
function foldersOfMaterial(graph: ModuleGraph, root: string): ReadonlySet<string> {
  const material = new Set<string>();
  const others = new Set<string>();
  for (const { id, role, record } of graph.values()) {
    if (role !== 'project' || record.moduleKind !== 'python' || !isBelowTests(id, root)) continue;
    const folder = parentOf(id) ?? '/';
    if (isNamedAsTest(id) || graph.has(`${folder}/__init__.py`)) others.add(folder);
    else if (isPartOfPackage(record)) material.add(folder);
  }
  for (const folder of others) material.delete(folder);
  return material;
}

function isPartOfPackage({ requests, starNames }: ModuleRecord): boolean {
  return (
    Array.isArray(starNames) ||
    requests.some(({ specifier, runs }) => specifier.startsWith('.') && runs === 'load')
  );
}
