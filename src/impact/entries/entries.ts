// Where running begins: the modules that somebody starts or imports from outside, told from manifests, scripts,
// conventions and the configuration. A module is an entry at most once, as the most serious kind that applies.

import ignore from 'ignore';
import type { FileSystem } from '../../host/file-system.ts';
import type { BuildOutputs } from '../../model/build-outputs.ts';
import { addTo } from '../../model/lists.ts';
import type { ModuleGraph } from '../../model/module-graph.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { isWithin, parentOf } from '../../model/path.ts';
import { nearestFolder } from '../../model/path-sets.ts';
import { commandEntries } from './command-entries.ts';
import { customaryEntries, frameworkEntries, namedEntries } from './conventions.ts';
import type { Entry, EntryKind, EntrySources } from './entry.ts';
import { createEntryFiles } from './entry-files.ts';
import { packageEntries } from './package-entries.ts';
import { packageFolders } from './package-folders.ts';
import { pageEntries } from './page-entries.ts';
import { platformEntries } from './platform-entries.ts';
import { pm2Entries } from './pm2-entries.ts';
import { recipeEntries } from './recipe-entries.ts';
import { terraformEntries } from './terraform-entries.ts';
import { toolSettingEntries } from './tool-setting-entries.ts';

export interface EntryContext {
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly graph: ModuleGraph;
  /** HTML pages; absolute. */
  readonly pages: readonly string[];
  /** What is known of the builds of the project; null where nothing is. */
  readonly outputs: BuildOutputs | null;
}

const RANK: Readonly<Record<EntryKind, number>> = { production: 0, public: 1, tool: 2, test: 3 };

/**
 * All entries, production first, then sorted by module.
 * @param globs relative to the root, from the configuration (`entries`)
 */
export async function findEntries(sources: EntrySources, globs: readonly string[]): Promise<Entry[]> {
  const found = new Map<ModuleId, Entry>();
  const tellers = new Map<ModuleId, Entry[]>();
  const configured = configuredEntries(sources, globs);
  const named = namedEntries(sources);
  const sure = new Set([...configured, ...named]);
  const told = [
    ...packageEntries(sources),
    ...commandEntries(sources),
    ...recipeEntries(sources),
    ...frameworkEntries(sources),
    ...pageEntries(sources),
    ...platformEntries(sources),
    ...pm2Entries(sources),
    ...terraformEntries(sources),
    ...toolSettingEntries(sources),
    ...(await entriesOfPython(sources)),
  ];
  for (const entry of [
    ...configured,
    ...named,
    ...told,
    ...customaryEntries(sources, [...configured, ...told]),
  ]) {
    const known = found.get(entry.module);
    const stronger = known === undefined || isStronger(entry, known, sure) ? entry : known;
    found.set(entry.module, stronger);
    addTo(tellers, entry.module, entry);
  }
  return [...found.values()]
    .map((entry) => ({ ...entry, ...startsOf(tellers.get(entry.module) ?? []) }))
    .sort((a, b) => RANK[a.kind] - RANK[b.kind] || (a.module < b.module ? -1 : a.module > b.module ? 1 : 0));
}

/** How a module is started, by all that say that it is. */
function startsOf(entries: readonly Entry[]): Pick<Entry, 'calls' | 'starts' | 'made' | 'importedFrom'> {
  const calls = [...new Set(entries.flatMap((entry) => entry.calls ?? []))];
  const made = entries.flatMap((entry) => entry.made ?? []);
  const starts = (['script', 'import'] as const).find((way) => entries.some((entry) => entry.starts === way));
  const importedFrom = entries.find((entry) => entry.importedFrom !== undefined)?.importedFrom;
  return {
    ...(calls.length > 0 && { calls }),
    ...(importedFrom !== undefined && { importedFrom }),
    ...(made.length > 0 && { made }),
    ...(starts !== undefined && { starts }),
  };
}

/** What builds and starts Python is loaded only where there is some. */
async function entriesOfPython(sources: EntrySources): Promise<Entry[]> {
  const modules = sources.files.modules.filter((module) => module.endsWith('.py'));
  if (modules.length === 0) return [];
  return (await import('./python-entries.ts')).pythonEntries(modules, sources);
}

/** The configuration decides, then the name (a test or a tool's file stays one, whatever script names it), then the kind. */
function isStronger(entry: Entry, known: Entry, sure: ReadonlySet<Entry>): boolean {
  return !sure.has(known) && RANK[entry.kind] < RANK[known.kind];
}

function configuredEntries({ graph, root }: EntrySources, globs: readonly string[]): Entry[] {
  if (globs.length === 0) return [];
  const matcher = ignore().add(globs.map((glob) => (glob.startsWith('./') ? glob.slice(1) : glob)));
  return projectModules(graph)
    .filter((module) => isWithin(root, module) && matcher.ignores(relativeId(root, module)))
    .map((module) => ({ module, kind: 'production', because: '"entries" of the configuration' }));
}

/** What the finders of entries look at. */
export function sourcesOf(context: EntryContext): EntrySources {
  const { root, fileSystem, graph, pages, outputs } = context;
  const modules = projectModules(graph);
  const directories = new Set<string>([root]);
  const projects: string[] = [];
  const seen = new Set<string>();
  for (const module of modules) {
    for (let at = parentOf(module); at !== null && isWithin(root, at) && !seen.has(at); at = parentOf(at)) {
      seen.add(at);
      if (fileSystem.stat(`${at}/package.json`) === 'file') directories.add(at);
      if (fileSystem.stat(`${at}/project.json`) === 'file') projects.push(at);
    }
  }
  const packages = packageFolders([...directories].sort(), fileSystem);
  const packageAround = (path: string) => nearestFolder(directories, path);
  return {
    root,
    fileSystem,
    graph,
    packages,
    packageAround,
    projects: projects.sort(),
    pages,
    files: createEntryFiles(modules, outputs, packageAround),
  };
}

function projectModules(graph: ModuleGraph): ModuleId[] {
  return [...graph.values()].filter(({ role }) => role === 'project').map(({ id }) => id);
}
