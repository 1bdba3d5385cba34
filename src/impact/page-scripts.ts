// Scripts that pages load by a plain `<script src>`, and that no module asks for: a browser gives them no `require` of
// Node, so what they call by that name belongs to another loader (AMD), or is not reached (`typeof require === 'function'`).
// Source: requirejs.org/docs/commonjs.html

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
  if (pages.length === 0) return graph;
  const asking = [...graph.values()].filter(
    (node) => node.role === 'project' && node.resolutions.some((_, request) => asksInVain(node, request)),
  );
  if (asking.length === 0) return graph;
  const loaded = scriptsOf(pages, fileSystem);
  const scripts = asking.filter(({ id }) => loaded.has(id) && !hasRequire(id, root, fileSystem));
  if (scripts.length === 0) return graph;
  const modules = modulesAskedFor(graph);
  const marked = new Map(graph);
  for (const node of scripts) {
    if (modules.has(node.id)) continue;
    const resolutions = node.resolutions.map(
      (resolution, request): Resolution =>
        asksInVain(node, request) ? { kind: 'unknown', reason: 'page-script' } : resolution,
    );
    marked.set(node.id, { ...node, resolutions });
  }
  return marked;
}

function asksInVain({ record, resolutions }: ModuleNode, request: number): boolean {
  return record.requests[request]?.form === 'require' && resolutions[request]?.kind === 'unresolved';
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
  for (let at = parentOf(module); at !== null && isWithin(root, at); at = parentOf(at)) {
    const manifest = readJsonObject(fileSystem, `${at}/package.json`) ?? {};
    if (FIELDS.some((field) => Object.keys(manifest[field] ?? {}).some((name) => WITH_REQUIRE.test(name))))
      return true;
  }
  return false;
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
