// Scripts that no module asks for, and that pages load by a plain `<script src>`: a browser gives them no `require` of
// Node, so what they call by that name belongs to another loader (AMD), or is not reached (`typeof require === 'function'`).
// A universal script may be loaded by what no page names: a package that nobody declares, it asks for in vain only under a
// loader, which nobody here loads it with; and where there is no package at all, so is a file that a concatenated copy of
// it still asks for. Source: requirejs.org/docs/commonjs.html, github.com/umdjs/umd

import type { FileSystem } from '../host/file-system.ts';
import { readJsonObject, readTextOrNull } from '../host/settings-file.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isWithin, parentOf, resolvePath } from '../model/path.ts';
import type { Resolution } from '../model/resolution.ts';

/** In a page, or in a string that a script writes into it. */
const SCRIPT_TAG = /<script\b([^>]*)>/gi;
const SOURCE = /\bsrc\s*=\s*["']([^"'?#]+)/i;

/** They give `require` to the scripts of pages: a browser with Node in it, a bundler that starts from the page. */
const WITH_REQUIRE =
  /^(?:electron(?:-.+)?|@electron(?:-forge)?\/.+|nw|nw-builder|parcel(?:-bundler)?|cordova-.+)$/;
const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** @returns the graph, in which what such scripts `require()` in vain is unknown; the same one where there is none */
export function markPageScripts(
  graph: ModuleGraph,
  pages: readonly string[],
  root: string,
  fileSystem: FileSystem,
): ModuleGraph {
  const asking = [...graph.values()].filter(
    (node) => node.role === 'project' && node.resolutions.some((_, request) => asksInVain(node, request)),
  );
  if (asking.length === 0) return graph;
  const loaded = scriptsOf(pages, fileSystem);
  const scripts = asking.filter(({ id }) => !hasRequire(id, root, fileSystem));
  const modules = modulesAskedFor(graph);
  const marked = new Map(graph);
  for (const node of scripts) {
    if (modules.has(node.id) || isMain(node.id, root, fileSystem)) continue;
    const isOfPage = loaded.has(node.id);
    const resolutions = node.resolutions.map((resolution, request): Resolution => {
      const isNotReached =
        asksInVain(node, request) && (isOfPage || isForLoader(node, request, root, fileSystem));
      return isNotReached ? { kind: 'unknown', reason: 'page-script' } : resolution;
    });
    marked.set(node.id, { ...node, resolutions });
  }
  return marked;
}

function asksInVain({ record, resolutions }: ModuleNode, request: number): boolean {
  return record.requests[request]?.form === 'require' && resolutions[request]?.kind === 'unresolved';
}

/** A package, or what a project without any `package.json` does not have, in the branch for a loader. */
function isForLoader(
  { id, record }: ModuleNode,
  request: number,
  root: string,
  fileSystem: FileSystem,
): boolean {
  const asked = record.requests[request];
  if (asked?.ifLoader !== true) return false;
  return !/^[./#]/.test(asked.specifier) || manifestsAround(id, root, fileSystem).length === 0;
}

/** From the folder of the file up to the root. */
function manifestsAround(
  module: ModuleId,
  root: string,
  fileSystem: FileSystem,
): { readonly directory: string; readonly manifest: Readonly<Record<string, unknown>> }[] {
  const found = [];
  for (let at = parentOf(module); at !== null && isWithin(root, at); at = parentOf(at)) {
    const manifest = readJsonObject(fileSystem, `${at}/package.json`);
    if (manifest !== null) found.push({ directory: at, manifest });
  }
  return found;
}

/** What its package gives to others, who may load it in any way. */
function isMain(module: ModuleId, root: string, fileSystem: FileSystem): boolean {
  const [nearest] = manifestsAround(module, root, fileSystem);
  if (nearest === undefined) return false;
  const { main = 'index.js', bin, exports } = nearest.manifest;
  const paths = JSON.stringify([main, bin, exports]).match(/"[^"]*"/g) ?? [];
  const own = stem(module.slice(nearest.directory.length + 1));
  return paths.some((path) => {
    const [before = '', after] = stem(path.slice(1, -1)).split('*');
    return after === undefined ? own === before : own.startsWith(before);
  });
}

/** The files that the tags of all pages name, relative to the page; those of type `module` are none of these. */
function scriptsOf(pages: readonly string[], fileSystem: FileSystem): ReadonlySet<string> {
  return new Set(
    pages.flatMap((page) => {
      const text = readTextOrNull(fileSystem, page) ?? '';
      return [...text.matchAll(SCRIPT_TAG)].flatMap(([, attributes = '']) => {
        const source = SOURCE.exec(attributes)?.[1];
        const isPath = source !== undefined && !/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(source);
        const isModule = /\btype\s*=\s*["']?module\b/i.test(attributes);
        return isPath && !isModule ? [resolvePath(parentOf(page) ?? '/', source)] : [];
      });
    }),
  );
}

function hasRequire(module: ModuleId, root: string, fileSystem: FileSystem): boolean {
  return manifestsAround(module, root, fileSystem).some(({ manifest }) =>
    FIELDS.some((field) => Object.keys(manifest[field] ?? {}).some((name) => WITH_REQUIRE.test(name))),
  );
}

function stem(path: string): string {
  return path.replace(/^\.\//, '').replace(/\.js$/, '');
}

function modulesAskedFor(graph: ModuleGraph): ReadonlySet<ModuleId> {
  const asked = new Set<ModuleId>();
  for (const { resolutions } of graph.values()) {
    for (const resolution of resolutions) {
      if (resolution.kind !== 'module') continue;
      asked.add(resolution.module);
      if (resolution.runtime != null) asked.add(resolution.runtime);
    }
  }
  return asked;
}
