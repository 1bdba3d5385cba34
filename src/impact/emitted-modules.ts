// Which modules run as TypeScript's own compiler wrote them: reached from an entry that is named by the file that it makes.
// The compiler leaves specifiers as they stand, so what it finds by its own settings is not found when that file runs.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { reachableFrom } from '../link/reachability.ts';
import type { RunsAsEmitted } from '../link/refused-as-emitted.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { below, isWithin } from '../model/path.ts';
import type { Entry, MadeFile } from './entries/entry.ts';

/** Packages, and the part of Node, with which a program changes how Node looks for modules while it runs. */
const HOOK =
  /^(?:module-alias|tsconfig-paths|link-module-alias|app-module-path|basetag|tsx|ts-node|jiti|esm)(?:\/|$)|^(?:node:)?module$|\/register$/;

/** Files that say in which environment a program is started. */
const ENVIRONMENT =
  /^(?:\.env(?:\..+)?|(?:.+\.)?Dockerfile(?:\..+)?|(?:docker-)?compose.*\.ya?ml|Procfile|ecosystem\.config\.\w+|\.npmrc|.+\.sh)$/i;

const OWN_WAY = /\bNODE_(?:PATH|OPTIONS)\b/;

/** `node`: Node loads what is made of them; `any`: whoever installs the package does. */
export function modulesRunAsEmitted(
  linked: LinkedGraph,
  entries: readonly Entry[],
  { root, fileSystem }: { readonly root: string; readonly fileSystem: FileSystem },
): RunsAsEmitted {
  const startsMade = (isMeant: (made: MadeFile) => boolean): ModuleId[] =>
    entries.flatMap(({ module, made = [] }) => {
      const emittedTo = linked.graph.get(module)?.settings.emittedTo;
      const isStarted =
        emittedTo !== undefined && made.some((each) => isMeant(each) && isWithin(emittedTo, each.file));
      return isStarted ? [module] : [];
    });
  const any = startsMade(() => true);
  if (any.length === 0) return new Map();
  const reached = [...reachableFrom(any, linked, 'all').keys()].flatMap((id) => linked.graph.get(id) ?? []);
  const byNode = reachableFrom(
    startsMade(({ isForNode }) => isForNode),
    linked,
    'all',
  );
  const hooked = new Set(reached.filter(setsHooks).map(({ settings }) => settings.packageRoot ?? root));
  const roots = new Set(reached.map(({ settings }) => settings.packageRoot ?? root));
  const isOwnWay = [root, ...roots].some((directory) => saysWhereToLook(directory, fileSystem));
  if (isOwnWay) return new Map();
  return new Map(
    reached
      .filter(({ settings }) => settings.emittedTo !== undefined && !hooked.has(settings.packageRoot ?? root))
      .map(({ id }) => [id, byNode.has(id) ? 'node' : 'any']),
  );
}

function setsHooks({ record }: ModuleNode): boolean {
  return record.requests.some(({ specifier }) => HOOK.test(specifier));
}

function saysWhereToLook(directory: string, fileSystem: FileSystem): boolean {
  return fileSystem
    .list(directory)
    .some(
      ({ kind, name }) =>
        kind === 'file' &&
        ENVIRONMENT.test(name) &&
        OWN_WAY.test(readTextOrNull(fileSystem, below(directory, name)) ?? ''),
    );
}
