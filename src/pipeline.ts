// danglint in one file: the phases, called in order. discover → scan (parse and resolve) → link → rules. What follows
// (impact, history, report) is in check-project.ts. Data flows one way; only scan loops.

import { type Caches, openCaches } from './cache.ts';
import type { Discovery } from './discover/discover.ts';
import { discoverFiles } from './discover-project.ts';
import { type Engine, scanWithEngine } from './engine.ts';
import { createDiskFileSystem } from './host/disk-file-system.ts';
import type { FileSystem } from './host/file-system.ts';
import { createOverlayFileSystem } from './host/overlay-file-system.ts';
import { deployedModules } from './impact/deployed.ts';
import { modulesRunAsEmitted } from './impact/emitted-modules.ts';
import { absentScripts } from './impact/entries/absent-scripts.ts';
import { findEntries, sourcesOf } from './impact/entries/entries.ts';
import type { Entry, EntrySources } from './impact/entries/entry.ts';
import { lambdaStarts } from './impact/entries/lambda-starts.ts';
import { modulesImportedFrom } from './impact/import-path.ts';
import { markPageScripts } from './impact/page-scripts.ts';
import { productionModules } from './impact/production.ts';
import { createReadAsText } from './impact/read-as-text.ts';
import { startsOf } from './impact/starts.ts';
import type { InstallPurpose } from './languages/language.ts';
import { languages } from './languages/languages.ts';
import type { CallsOf } from './link/called-functions.ts';
import { dataFiles } from './link/data-files.ts';
import type { LinkedGraph } from './link/linked-graph.ts';
import { isBundled } from './link/package-uses.ts';
import { namesOfTypesUsedAsValues } from './link/types-used-as-values.ts';
import { type UnknownAnswer, unknownAnswers } from './link/unknown-answers.ts';
import { linkProject } from './link-project.ts';
import type { Finding } from './model/finding.ts';
import type { ModuleGraph, ModuleNode } from './model/module-graph.ts';
import type { ModuleId } from './model/module-id.ts';
import type { LanguageId } from './model/module-record.ts';
import type { StartedName } from './model/started-name.ts';
import type { CheckOptions } from './options.ts';
import type { ProjectFacts } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import { createCodeReadings } from './scan/code-readings.ts';
import { createReadingThreads, type ReadingThreads } from './scan/reading-threads.ts';
import { completed, type ScanResult } from './scan/scan.ts';
import { isYetToBeBuilt, markNotInView } from './views/mark-not-in-view.ts';
import { openView } from './views/open-view.ts';
import { markRemoved } from './views/removed-modules.ts';
import type { View } from './views/view.ts';

/** The project, read and linked, with what the rules found: for everything that asks further questions. */
export interface Analysis {
  readonly options: CheckOptions;
  readonly view: View;
  readonly discovery: Discovery;
  /** The front ends that were loaded, by language. */
  readonly frontends: ScanResult['frontends'];
  /** The engine that read it: ts-morph takes over where the native parser has no binary. */
  readonly engine: Engine;
  readonly graph: ModuleGraph;
  readonly linked: LinkedGraph;
  readonly entries: readonly Entry[];
  /** What the modules call; read when it is asked for. */
  readonly callsOf: CallsOf;
  readonly findings: readonly Finding[];
  /** What settings and commands start by a dotted name. */
  readonly started: readonly StartedName[];
  readonly unknown: readonly UnknownAnswer[];
  /** Whether the findings depend on the history of the repository, beside the files. */
  readonly askedHistory: boolean;
  /** Sentences about the run that are no findings. */
  readonly notices: readonly string[];
}

/** Reads, links and judges a project, without wording anything. */
export async function analyseProject(
  options: CheckOptions,
  caches: Caches = openCaches(options.cacheDirectory),
  disk: FileSystem = createDiskFileSystem(),
): Promise<Analysis> {
  const view = await openView(options.view, {
    root: options.root,
    generated: options.resolver.generated,
    ...(options.manifestText === undefined ? {} : { manifestText: options.manifestText }),
    disk: options.unsaved === undefined ? disk : createOverlayFileSystem(disk, options.unsaved),
  });
  return analyseView(options, view, caches);
}

/** The same over a view that is open already: the judges of the tests change files in memory hundreds of times. */
export async function analyseView(options: CheckOptions, view: View, caches: Caches): Promise<Analysis> {
  const threads = createReadingThreads(view.fileSystem);
  try {
    return await analyseWith(threads, options, view, caches);
  } finally {
    threads.close();
  }
}

async function analyseWith(
  threads: ReadingThreads,
  options: CheckOptions,
  view: View,
  caches: Caches,
): Promise<Analysis> {
  const discovery = discoverFiles(options, view);
  const input = {
    files: discovery.files,
    programs: discovery.programs,
    fileSystem: view.fileSystem,
    languages,
    cache: caches.readings,
    threads,
    context: {
      root: options.root,
      fileSystem: view.fileSystem,
      files: new Set([...discovery.files, ...discovery.targets]),
      packageFolders: discovery.packageFolders,
      options: options.resolver,
      asInstalled: view.loadedBy === 'package-entries',
    },
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
  const scanned = await scanWithEngine(input, options.engine);
  const removals = await markRemoved(scanned.graph, options.root, view.fileSystem, view.revision ?? 'HEAD');
  const told =
    removals.graph === scanned.graph ? scanned.graph : completed(removals.graph, scanned.frontends);
  const inPages = markPageScripts(told, discovery.pages, options.root, view.fileSystem);
  const inView = markNotInView(inPages, view);
  const { graph, linked } = await linkProject(inView, {
    root: options.root,
    fileSystem: view.fileSystem,
    cache: caches.surfaces,
    frontends: scanned.frontends,
  });
  const sources = sourcesOf({
    root: options.root,
    fileSystem: view.fileSystem,
    graph,
    pages: discovery.pages,
    outputs:
      [...scanned.frontends.values()].find(({ resolver }) => resolver.outputs)?.resolver.outputs ?? null,
  });
  const entries = await findEntries(sources, options.entries);
  const data = dataFiles(graph, options.root);
  const isLoaded = deployedModules(view.loadedBy, linked, entries, sources);
  const checked = [...graph.values()].filter(
    ({ id, role }) => role === 'project' && !data.has(id) && isLoaded(id),
  );
  const code = createCodeReadings(graph, { ...input, ...scanned, ...options.resolver });
  await code.readEvaluationsAhead(linked.cycles().flat());
  const filesOf = (language: LanguageId): ModuleId[] =>
    discovery.files.filter((file) => graph.get(file)?.record.language === language);
  const production = productionModules(linked, entries);
  const facts = factsOf(options, view, {
    settingsErrors: [...scanned.frontends].flatMap(
      ([language, { resolver }]) => resolver.settingsErrors?.(filesOf(language)) ?? [],
    ),
    production,
    runsAsEmitted: modulesRunAsEmitted(linked, entries, sources),
    importedFrom: modulesImportedFrom(linked, entries, sources),
    starts: startsOf(entries),
    started: scanned.frontends.has('python') ? await namesStarted(sources) : lambdaStarts(sources),
    ...installsOf(view, scanned.frontends, () =>
      view.loadedBy === 'package-entries'
        ? productionModules(
            linked,
            entries.filter(({ isBeside }) => isBeside !== true),
          )
        : production,
    ),
    absentEntries: [...scanned.frontends]
      .flatMap(([, { resolver }]) => resolver.absentEntries?.() ?? [])
      .filter((entry) => !isYetToBeBuilt(entry, view)),
    absentStarts: view.absentStarts ?? (view.loadedBy === 'package-entries' ? [] : absentScripts(sources)),
    globalValues: await globalValuesAmong(namesOfTypesUsedAsValues(checked, linked)),
    evaluationOf: code.evaluationOf,
  });
  const started = new Set(entries.flatMap(({ kind, module }) => (kind === 'test' ? [] : [module])));
  const isReadAsText = createReadAsText(linked, options.root, view.fileSystem, (id) => started.has(id));
  const found = rules
    .flatMap((rule) => [...rule.run({ graph, linked, checked, facts })])
    .filter(({ site }) => site.guard !== 'expected');
  const findings = found.filter(({ location }) => !isReadAsText(location.module));
  caches.save();
  return {
    options,
    view,
    discovery,
    frontends: scanned.frontends,
    engine: scanned.engine,
    graph,
    linked,
    entries,
    callsOf: code.callsOf,
    findings,
    started: facts.started,
    unknown: unknownAnswers(checked, linked),
    askedHistory: removals.asked,
    notices: [
      ...(options.notices ?? []),
      ...(scanned.notice === null ? [] : [scanned.notice]),
      ...[...scanned.frontends].flatMap(
        ([language, { resolver }]) => resolver.notices?.(filesOf(language)) ?? [],
      ),
      ...(view.notices ?? []),
      ...noticeOfTexts(found, findings),
    ],
  };
}

/** What was found in files that others read as text, and is left out. */
function noticeOfTexts(found: readonly Finding[], kept: readonly Finding[]): readonly string[] {
  const judged = new Set(kept);
  const { size } = new Set(found.filter((one) => !judged.has(one)).map(({ location }) => location.module));
  if (size === 0) return [];
  return [
    `${size === 1 ? '1 file is' : `${size} files are`} read as text by tests or scripts, and not judged`,
  ];
}

/** Loaded with the front end of Python alone. */
async function namesStarted(sources: EntrySources): Promise<StartedName[]> {
  return (await import('./impact/entries/started-names.ts')).startedNames(sources);
}

/** Asked of TypeScript's own libraries, when there is anything to ask. */
async function globalValuesAmong(names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const { globalValues } = await import('./typescript/global-values.ts');
  return globalValues(names);
}

/**
 * What is known of the packages that are not declared for production, there and here.
 * @param run what is run where nobody has installed anything for it
 */
function installsOf(
  view: View,
  frontends: ScanResult['frontends'],
  run: () => ProjectFacts['production'],
): Pick<ProjectFacts, 'whyLeftOut' | 'broughtBy'> {
  let production: ProjectFacts['production'] | undefined;
  const bringer = ({ id, record }: ModuleNode, packageName: string, purpose: InstallPurpose) =>
    frontends.get(record.language)?.resolver.broughtBy?.(packageName, id, purpose) ?? null;
  return {
    whyLeftOut({ node, packageName, request }) {
      if (isBundled(node)) return null;
      production = production === undefined ? run() : production;
      if (production?.has(node.id) !== true) return null;
      // Who calls the function has it: a peer that nobody declares, as jQuery for its plugins.
      if (view.loadedBy === 'package-entries' && request.runs !== 'load') return null;
      const why = view.leftOut?.(node.record.language, packageName) ?? null;
      return why !== null && bringer(node, packageName, 'production') === null ? why : null;
    },
    broughtBy: (node, packageName) => bringer(node, packageName, 'development'),
  };
}

function factsOf(
  options: CheckOptions,
  { absence }: View,
  told: Omit<ProjectFacts, 'whyNotDeployed' | 'notInView' | 'today'>,
): ProjectFacts {
  return {
    ...told,
    whyNotDeployed: (path) => absence?.reason(path) ?? null,
    notInView: absence === null ? null : (path) => absence.isAbsent(path),
    today: options.today,
  };
}
