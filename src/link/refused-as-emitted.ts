// What Node refuses of a module that runs as the compiler wrote it, although the compiler finds it: a name that its `paths`
// or `baseUrl` give a meaning, and in ES modules a path without an ending.
// Source: typescriptlang.org/tsconfig/paths.html ("does not change how import paths are emitted"),
// nodejs.org/api/esm.html ("Mandatory file extensions").

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { RequestForm } from '../model/module-request.ts';
import { baseNameOf, isPathSpecifier, parentOf, relativePath, resolvePath } from '../model/path.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { erasedRequests } from './load-edges.ts';

/** The modules that run as they are emitted: by Node, or by whoever installs the package. */
export type RunsAsEmitted = ReadonlyMap<ModuleId, 'node' | 'any'>;

const FORMS: ReadonlySet<RequestForm> = new Set([
  'import',
  'export-from',
  'import-equals',
  'require',
  'dynamic-import',
]);

const DECLARATION = /\.d\.(?:\w+\.)?[cm]?ts$/;
const SOURCE_ENDING = /\.([cm]?)[jt]sx?$/;

export interface Refused {
  /** Index into the record's requests. */
  readonly request: number;
  readonly resolution: UnresolvedResolution;
}

/** The requests of a module that lead somewhere here, and nowhere where what is made of it runs. */
export function refusedAsEmitted(
  node: ModuleNode,
  linked: LinkedGraph,
  runs: RunsAsEmitted,
): readonly Refused[] {
  const runner = runs.get(node.id);
  if (runner === undefined) return [];
  const refused = node.record.requests.flatMap((asked, request): Refused[] => {
    const resolution = FORMS.has(asked.form) ? refusalOf(node, request, runner) : null;
    return resolution === null ? [] : [{ request, resolution }];
  });
  if (refused.length === 0) return [];
  const erased = erasedRequests(node, linked.lookups(node.id));
  return refused.filter(({ request }) => !erased.has(request));
}

function refusalOf(node: ModuleNode, request: number, runner: 'node' | 'any'): UnresolvedResolution | null {
  const resolution = node.resolutions[request];
  const asked = node.record.requests[request];
  if (resolution?.kind !== 'module' || asked === undefined || DECLARATION.test(resolution.module))
    return null;
  const { specifier, form } = asked;
  const directory = parentOf(node.id) ?? '/';
  const isEsm = node.settings.format === 'esm' && form !== 'require' && form !== 'import-equals';
  const inWords = (ending: string) =>
    relativePath(directory, resolution.module.replace(SOURCE_ENDING, ending));
  if (resolution.mappedBy !== undefined) {
    return {
      kind: 'unresolved',
      reason: 'compiler-name',
      tried: [],
      packageName: packageThatIsMeant(specifier),
      suggestion: isEsm ? inWords('.$1js') : inWords('').replace(/(?<=\w)\/index$/, ''),
    };
  }
  if (!isEsm || runner !== 'node' || !isPathSpecifier(specifier)) return null;
  const written = resolvePath(directory, specifier);
  // `./pool.js` of `pool.ts`, `./data.json`
  if (written === resolution.module || written === resolution.module.replace(SOURCE_ENDING, '.$1js'))
    return null;
  const isFolder =
    baseNameOf(resolution.module).startsWith('index.') && parentOf(resolution.module) === written;
  if (!isFolder && written !== resolution.module.replace(SOURCE_ENDING, '')) return null;
  return {
    kind: 'unresolved',
    reason: isFolder ? 'directory-import' : 'missing-extension',
    tried: [resolution.module],
    suggestion: inWords('.$1js'),
  };
}

/** What Node takes for the package in a name that is none: `src` of `src/pool`, `@/pool` of `@/pool`. */
function packageThatIsMeant(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
