// Which findings were there before some changes, told without checking the project as it was: something is missing now,
// the importer is as it was, its imports lead to where they led, and the changes took nothing away that could be it.
// Invariant: in doubt it is not told, and the whole check of the commit before decides.

import type { FileSystem } from './host/file-system.ts';
import { javascript } from './languages/javascript/index.ts';
import { type Language, languageOf, type Resolver } from './languages/language.ts';
import { languages } from './languages/languages.ts';
import { addNamesGivenOn, addTakenAway, type TakenAway } from './link/taken-away.ts';
import type { Finding } from './model/finding.ts';
import type { ModuleNode } from './model/module-graph.ts';
import type { ModuleId } from './model/module-id.ts';
import type { ModuleRecord } from './model/module-record.ts';
import { baseNameOf } from './model/path.ts';
import type { Analysis } from './pipeline.ts';
import { read, taskOf } from './scan/read-module.ts';
import { isManifest } from './views/changed-packages.ts';
import { type Change, type ChangedFiles, isProse } from './views/changes.ts';
import { decidesWhatIsShipped } from './views/project-settings.ts';
import type { View } from './views/view.ts';

/** More changed files than this are not compared one by one. */
const MAX_COMPARED = 400;

/** What a codemod is given or makes; with its other half it is not checked. */
const HALF = /\.(?:input|output)\.\w+$/;

/** The rules whose findings say that something is not there. */
const OF_ABSENCE: ReadonlySet<string> = new Set(['unresolved-module', 'missing-export', 'missing-member']);

/**
 * @param before the view of the commit that was changed
 * @returns whether a finding that no change touches was surely there already
 */
export async function surelyKnownBefore(
  files: ChangedFiles,
  analysis: Analysis,
  before: View,
): Promise<(finding: Finding) => boolean> {
  const nothing = () => false;
  if (analysis.engine !== 'oxc' || files.size > MAX_COMPARED) return nothing;
  const now = analysis.view.fileSystem;
  const modules: (readonly [id: ModuleId, change: Change, language: Language])[] = [];
  for (const [id, change] of files) {
    const language = languageOf(id, languages);
    if (language === javascript && isFileWhere(id, change, now, before.fileSystem))
      modules.push([id, change, language]);
    else if (!isOfNoImport(id)) return nothing;
  }
  const then = await resolverBefore(analysis, files, before);
  const lost: TakenAway = { names: new Set(), specifiers: new Set(), isUntold: false };
  for (const [id, change, language] of modules) {
    if (id.includes('/__mocks__/') && change !== 'added') lost.isUntold = true;
    if (change === 'added' || lost.isUntold) continue;
    const parser = await language.loadParser();
    const recordIn = (fileSystem: FileSystem, resolver: Resolver) =>
      read(taskOf(id, { language, parser, resolver }, 'names', undefined, []), parser, fileSystem).record;
    addTakenAway(lost, recordIn(before.fileSystem, then), change === 'deleted' ? null : recordIn(now, then));
  }
  if (lost.isUntold) return nothing;
  addNamesGivenOn(lost, analysis.graph);
  const isSame = sameLeads(analysis, then);
  const assets = assetsOf(analysis);
  return ({ rule, location, name, specifier = '' }) => {
    const node = analysis.graph.get(location.module);
    if (!OF_ABSENCE.has(rule) || node === undefined || node.record.language !== 'javascript') return false;
    // What is material for tests, or data, depends on who asks for it.
    if (node.record.errors.length > 0 || assets.has(node.id) || HALF.test(node.id)) return false;
    if (name !== undefined && lost.names.has(name)) return false;
    if (!specifier.startsWith('.') && lost.specifiers.size > 0) return false;
    return isSame(node);
  };
}

/** A submodule, a folder that became a file: what such a change means is more than a text. */
function isFileWhere(id: ModuleId, change: Change, now: FileSystem, before: FileSystem): boolean {
  if (isOurs(id)) return false;
  return (
    now.stat(id) === (change === 'deleted' ? null : 'file') &&
    before.stat(id) === (change === 'added' ? null : 'file')
  );
}

/** Settings and packaging; a file of JSON that is no module may be another tool's. */
function isOurs(id: ModuleId): boolean {
  return decidesWhatIsShipped(id) || isManifest(baseNameOf(id)) || id.endsWith('.json');
}

function isOfNoImport(id: ModuleId): boolean {
  return isProse(id) || (isManifest(baseNameOf(id)) && /\.lock$|-lock\.|shrinkwrap/.test(baseNameOf(id)));
}

/** How imports were resolved: with the same settings, and the files that there were. */
async function resolverBefore(
  { options, discovery }: Analysis,
  changes: ChangedFiles,
  { fileSystem }: View,
): Promise<Resolver> {
  const files = new Set([...discovery.files, ...discovery.targets]);
  for (const [id, change] of changes) {
    if (change === 'added') files.delete(id);
    else if (languageOf(id, languages) !== undefined) files.add(id);
  }
  const createResolver = await javascript.loadResolver();
  return createResolver({ root: options.root, fileSystem, files, options: options.resolver });
}

/** Source files that something takes as data. */
function assetsOf({ graph }: Analysis): ReadonlySet<ModuleId> {
  const assets = new Set<ModuleId>();
  for (const { resolutions } of graph.values())
    for (const resolution of resolutions) if (resolution.kind === 'asset') assets.add(resolution.path);
  return assets;
}

/**
 * Whether all that a module imports leads to where it led, and all that is given on there.
 * @param then as the commit before resolves
 */
function sameLeads({ graph, frontends }: Analysis, then: Resolver): (node: ModuleNode) => boolean {
  const now = frontends.get('javascript')?.resolver;
  const answers = new Map<string, boolean>();
  const isSameRequest = (id: ModuleId, record: ModuleRecord, request: number) => {
    const key = `${id}\0${request}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer =
      now !== undefined &&
      JSON.stringify(now.resolve(id, record, request)) === JSON.stringify(then.resolve(id, record, request));
    answers.set(key, answer);
    return answer;
  };
  const isSameSettings = ({ id, record }: ModuleNode) =>
    JSON.stringify(now?.settings(id, record)) === JSON.stringify(then.settings(id, record));
  return (start) => {
    const seen = new Set<ModuleId>([start.id]);
    const queue = [start];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      const { id, record, resolutions } = node;
      if (!isSameSettings(node)) return false;
      const requests = node === start ? [...record.requests.keys()] : requestsGivenOn(record);
      for (const request of requests) {
        if (!isSameRequest(id, record, request)) return false;
        const resolution = resolutions[request];
        if (resolution?.kind !== 'module') continue;
        for (const target of [resolution.module, resolution.runtime ?? resolution.module]) {
          const next = graph.get(target);
          if (next?.role !== 'project' || seen.has(target)) continue;
          seen.add(target);
          queue.push(next);
        }
      }
    }
    return true;
  };
}

function requestsGivenOn({ moduleKind, requests, exports }: ModuleRecord): readonly number[] {
  if (moduleKind !== 'esm' && moduleKind !== 'declaration') return [...requests.keys()];
  return exports.flatMap((entry) => (entry.kind === 'local' ? [] : [entry.request]));
}
