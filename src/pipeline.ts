// danglint in one file: the phases, called in order. discover → scan (parse and resolve) → link → rules → impact and
// history → report. Data flows one way; only scan loops.

import { type Caches, openCaches } from './cache.ts';
import type { Discovery } from './discover/discover.ts';
import { discoverFiles } from './discover-project.ts';
import { type Engine, scanWithEngine } from './engine.ts';
import { buildReport, type ReportResult } from './findings/report-findings.ts';
import { milliseconds } from './host/clock.ts';
import { createDiskFileSystem } from './host/disk-file-system.ts';
import type { FileSystem } from './host/file-system.ts';
import { createOverlayFileSystem } from './host/overlay-file-system.ts';
import { textOf } from './host/text-of.ts';
import { deployedModules } from './impact/deployed.ts';
import { findEntries, sourcesOf } from './impact/entries.ts';
import { findingsOfChanges } from './impact/findings-of-changes.ts';
import { computeHistory } from './impact/history.ts';
import { computeImpact } from './impact/impact.ts';
import { productionModules } from './impact/production.ts';
import { startedNames } from './impact/started-names.ts';
import { startsOf } from './impact/starts.ts';
import { createTextExports } from './impact/text-exports.ts';
import { languages, sourceTest } from './languages/languages.ts';
import { dataFiles } from './link/data-files.ts';
import type { LinkedGraph } from './link/linked-graph.ts';
import { namesOfTypesUsedAsValues } from './link/types-used-as-values.ts';
import { type UnknownAnswer, unknownAnswers } from './link/unknown-answers.ts';
import { linkProject } from './link-project.ts';
import type { Finding } from './model/finding.ts';
import type { ModuleGraph } from './model/module-graph.ts';
import { isWithin } from './model/path.ts';
import type { CheckOptions } from './options.ts';
import type { ProjectFacts } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import { createEvaluations } from './scan/evaluations.ts';
import { createReadingThreads, type ReadingThreads } from './scan/reading-threads.ts';
import type { ScanResult } from './scan/scan.ts';
import { version } from './version.ts';
import { type Changes, mayBreakImports, readChanges } from './views/changes.ts';
import { markNotInView } from './views/mark-not-in-view.ts';
import { openView } from './views/open-view.ts';
import { isProjectSettings } from './views/project-settings.ts';
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
  readonly entries: ReturnType<typeof findEntries>;
  readonly findings: readonly Finding[];
  readonly unknown: readonly UnknownAnswer[];
  /** Sentences about the run that are no findings. */
  readonly notices: readonly string[];
}

export interface CheckResult extends ReportResult {
  /** False when the history of the findings is told as far as git came in the time that it has. */
  readonly isWhole: boolean;
  /** Null when nothing that is staged could break an import, so that nothing was read. */
  readonly analysis: Analysis | null;
  /** Sentences about the run that are no findings. */
  readonly notices: readonly string[];
}

/**
 * Checks a project and words the result.
 * @param caches kept by a caller that checks again and again; else those of an earlier run
 * @param disk the files as they are; made when absent
 * @throws {UserError} when the project cannot be read at all: no such view, no git, nothing to check
 */
export async function checkProject(
  options: CheckOptions,
  caches?: Caches,
  disk?: FileSystem,
): Promise<CheckResult> {
  const started = milliseconds();
  const changes = await readChanges(options.changes, options.root, options.view);
  if (changes !== null && !mayBreakImports(changes, sourceTest(options.root, disk ?? createDiskFileSystem())))
    return nothingToCheck(options, started);
  const analysis = await analyseProject(options, caches, disk);
  const { graph, linked, view, discovery, entries } = analysis;
  const findings = changes === null ? analysis.findings : findingsOf(changes, analysis.findings, linked);
  const histories = options.history ? await historiesOf(findings, analysis) : null;
  const result = buildReport({
    findings,
    rules,
    graph,
    textOf: (module) => textOf(module, view.fileSystem),
    root: options.root,
    toolVersion: version,
    configuredSeverity: options.severityOf,
    inactiveRules: new Set(view.absence === null ? ['not-deployed'] : []),
    impacts: computeImpact(findings, linked, entries),
    ...(histories === null ? {} : { histories: histories.answers }),
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    ...selection(options, changes),
    summary: {
      files: discovery.files.length,
      imports: countImports(graph),
      unknown: analysis.unknown.length,
      skipped: discovery.targets.length,
      durationMs: Math.round(milliseconds() - started),
      view: view.name,
      engine: analysis.engine,
    },
  });
  return { ...result, isWhole: histories?.isWhole !== false, analysis, notices: analysis.notices };
}

function historiesOf(findings: readonly Finding[], { options, view, linked, frontends }: Analysis) {
  return computeHistory(findings, {
    root: options.root,
    revision: view.revision ?? 'HEAD',
    linked,
    isThere: (path) => view.fileSystem.stat(path) === 'file',
    exportedNames: createTextExports(frontends),
    authors: options.authors,
  });
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
      options: options.resolver,
    },
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
  const scanned = await scanWithEngine(input, options.engine);
  const known = await markRemoved(scanned.graph, options.root, view.fileSystem);
  const inView = markNotInView(known, view);
  const { graph, linked } = await linkProject(inView, {
    root: options.root,
    fileSystem: view.fileSystem,
    cache: caches.surfaces,
  });
  const entries = findEntries({
    root: options.root,
    fileSystem: view.fileSystem,
    graph,
    pages: discovery.pages,
    globs: options.entries,
  });
  const data = dataFiles(graph, options.root);
  const sources = () =>
    sourcesOf({ root: options.root, fileSystem: view.fileSystem, graph, pages: discovery.pages });
  const isLoaded = deployedModules(view.loadedBy, linked, entries, sources);
  const checked = [...graph.values()].filter(
    ({ id, role }) => role === 'project' && !data.has(id) && isLoaded(id),
  );
  const evaluations = createEvaluations(graph, { ...input, ...scanned });
  await evaluations.readAhead(linked.cycles().flat());
  const facts = factsOf(options, view, {
    settingsErrors: [...scanned.frontends.values()].flatMap(
      ({ resolver }) => resolver.settingsErrors?.(discovery.files) ?? [],
    ),
    production: productionModules(linked, entries),
    starts: startsOf(entries),
    started: startedNames(graph, sources),
    globalValues: await globalValuesAmong(namesOfTypesUsedAsValues(checked, linked)),
    evaluationOf: evaluations.of,
  });
  const findings = rules
    .flatMap((rule) => [...rule.run({ graph, linked, checked, facts })])
    .filter(({ site }) => site.guard !== 'expected');
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
    findings,
    unknown: unknownAnswers(checked, linked),
    notices: [
      ...(options.notices ?? []),
      ...(scanned.notice === null ? [] : [scanned.notice]),
      ...[...scanned.frontends.values()].flatMap(({ resolver }) => resolver.notices?.(discovery.files) ?? []),
      ...(view.notices ?? []),
    ],
  };
}

/** Asked of TypeScript's own libraries, when there is anything to ask. */
async function globalValuesAmong(names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const { globalValues } = await import('./typescript/global-values.ts');
  return globalValues(names);
}

function factsOf(
  options: CheckOptions,
  { absence }: View,
  told: Pick<
    ProjectFacts,
    'production' | 'starts' | 'started' | 'evaluationOf' | 'globalValues' | 'settingsErrors'
  >,
): ProjectFacts {
  return {
    ...told,
    whyNotDeployed: (path) => absence?.reason(path) ?? null,
    notInView: absence === null ? null : (path) => absence.isAbsent(path),
    today: options.today,
  };
}

function findingsOf(changes: Changes, findings: readonly Finding[], linked: LinkedGraph): Finding[] {
  return findingsOfChanges(findings, new Set(changes.keys()), isProjectSettings, linked);
}

/** A run about some paths or changes says nothing about the rest: no suppression or baseline entry there is stale. */
function selection(
  { paths }: CheckOptions,
  changes: Changes | null,
): { select?: (finding: Finding) => boolean } {
  if (paths.length === 0) return changes === null ? {} : { select: () => true };
  return { select: ({ location }) => paths.some((path) => isWithin(path, location.module)) };
}

/** The report of a commit that touches nothing which an import could depend on. */
function nothingToCheck(options: CheckOptions, started: number): CheckResult {
  const result = buildReport({
    findings: [],
    rules,
    graph: new Map(),
    textOf: () => null,
    root: options.root,
    toolVersion: version,
    select: () => true,
    summary: {
      files: 0,
      imports: 0,
      unknown: 0,
      skipped: 0,
      durationMs: Math.round(milliseconds() - started),
      view: options.view,
      engine: options.engine,
    },
  });
  return { ...result, isWhole: true, analysis: null, notices: [] };
}

function countImports(graph: ModuleGraph): number {
  let imports = 0;
  for (const { role, record } of graph.values()) {
    if (role === 'project') imports += record.requests.filter(({ implied }) => implied !== true).length;
  }
  return imports;
}
