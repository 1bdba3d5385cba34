// Which modules run as TypeScript's own compiler wrote them: reached from an entry that is named by the file that it makes.
// The compiler leaves specifiers as they stand, so what it finds by its own settings is not found when that file runs.

import type { FileSystem } from '../host/file-system.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { reachableFrom } from '../link/reachability.ts';
import type { RunsAsEmitted } from '../link/refused-as-emitted.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isPathSpecifier, isWithin, parentOf, resolvePath } from '../model/path.ts';
import type { Entry } from './entries/entry.ts';
import { isSaidOfEnvironment } from './environment.ts';

/** Packages, and the part of Node, with which a program changes how Node looks for modules while it runs. */
const HOOK =
  /^(?:module-alias|tsconfig-paths|link-module-alias|app-module-path|basetag|tsx|ts-node|jiti|esm)(?:\/|$)|^(?:node:)?module$|\/register$/;

/** What lets Node look for modules elsewhere, or loads something that may do so. */
const OWN_WAY = /\bNODE_PATH\b|\bNODE_OPTIONS\b.*\s(?:-r|--require|--import|--loader|--preserve-symlinks)\b/;

/** A module whose output is started. */
interface Start {
  readonly module: ModuleId;
  /** Node runs it; else whoever installs the package, who may have a bundler. */
  readonly isForNode: boolean;
}

/** `node`: Node loads what is made of them; `any`: whoever installs the package does. */
export function modulesRunAsEmitted(
  linked: LinkedGraph,
  entries: readonly Entry[],
  { root, fileSystem }: { readonly root: string; readonly fileSystem: FileSystem },
): RunsAsEmitted {
  const starts = entries.flatMap((entry) => [
    ...namedOutput(entry, linked),
    ...outputAskedFor(entry, linked),
  ]);
  if (starts.length === 0 || isSaidOfEnvironment(root, fileSystem, OWN_WAY)) return new Map();
  const reachedFrom = (these: readonly Start[]) =>
    reachableFrom(
      these.map(({ module }) => module),
      linked,
      'all',
    );
  const reached = [...reachedFrom(starts).keys()].flatMap((id) => linked.graph.get(id) ?? []);
  const byNode = reachedFrom(starts.filter(({ isForNode }) => isForNode));
  const packageOf = ({ settings }: ModuleNode) => settings.packageRoot ?? root;
  const ownWays = new Set([
    ...reached.filter(setsHooks).map(packageOf),
    ...[...new Set(reached.map(packageOf))].filter(
      (directory) => directory !== root && isSaidOfEnvironment(directory, fileSystem, OWN_WAY),
    ),
  ]);
  return new Map(
    reached
      .filter((node) => node.settings.emittedTo !== undefined && !ownWays.has(packageOf(node)))
      .map(({ id }) => [id, byNode.has(id) ? 'node' : 'any']),
  );
}

/** The entry itself, where it is named by the file that the compiler makes of it. */
function namedOutput({ module, made = [] }: Entry, linked: LinkedGraph): readonly Start[] {
  const files = made.filter(({ file }) => isOutputOf(module, file, linked));
  return files.length === 0 ? [] : [{ module, isForNode: files.some(({ isForNode }) => isForNode) }];
}

/** What an entry in JavaScript asks for by the file that is made of it: `bin/cli.js` of `../dist/main.js`. */
function outputAskedFor({ module, because, starts }: Entry, linked: LinkedGraph): readonly Start[] {
  const node = linked.graph.get(module);
  if (node === undefined || node.settings.typescript) return [];
  const isForNode = starts === 'script' || because.startsWith('"bin"');
  return node.resolutions.flatMap((resolution, request): Start[] => {
    const specifier = node.record.requests[request]?.specifier ?? '';
    if (resolution.kind !== 'module' || !isPathSpecifier(specifier)) return [];
    const file = resolvePath(parentOf(module) ?? '/', specifier);
    return isOutputOf(resolution.module, file, linked) ? [{ module: resolution.module, isForNode }] : [];
  });
}

function isOutputOf(module: ModuleId, file: string, linked: LinkedGraph): boolean {
  const emittedTo = linked.graph.get(module)?.settings.emittedTo;
  return emittedTo !== undefined && isWithin(emittedTo, file);
}

function setsHooks({ record }: ModuleNode): boolean {
  return record.requests.some(({ specifier }) => HOOK.test(specifier));
}
