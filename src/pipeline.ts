// danglint in one file: the phases, called in order. discover → scan (parse and resolve) → link → rules → impact and
// history → report. Data flows one way; only scan loops.

import { type Discovery, discover } from './discover/discover.ts';
import { buildReport, type ReportResult } from './findings/report-findings.ts';
import { readCacheFile, writeCacheFile } from './host/cache-file.ts';
import { milliseconds } from './host/clock.ts';
import { FileReadError, type FileSystem } from './host/file-system.ts';
import { UserError } from './host/user-error.ts';
import { languages } from './languages/languages.ts';
import { link } from './link/link.ts';
import type { LinkedGraph } from './link/linked-graph.ts';
import type { Finding } from './model/finding.ts';
import type { ModuleGraph } from './model/module-graph.ts';
import type { ModuleId } from './model/module-id.ts';
import { isWithin, relativePath } from './model/path.ts';
import type { CheckOptions } from './options.ts';
import type { ProjectFacts } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import { createRecordCache, noRecordCache, type PersistentRecordCache } from './scan/record-cache.ts';
import { type ScanResult, scan } from './scan/scan.ts';
import { version } from './version.ts';
import { markNotInView } from './views/mark-not-in-view.ts';
import { openView } from './views/open-view.ts';
import type { View } from './views/view.ts';

/** The project, read and linked, with what the rules found: for everything that asks further questions. */
export interface Analysis {
  readonly options: CheckOptions;
  readonly view: View;
  readonly discovery: Discovery;
  /** The front ends that were loaded, by language. */
  readonly frontends: ScanResult['frontends'];
  readonly graph: ModuleGraph;
  readonly linked: LinkedGraph;
  readonly findings: readonly Finding[];
  /** Sentences about the run that are no findings. */
  readonly notices: readonly string[];
}

export interface CheckResult extends ReportResult {
  readonly analysis: Analysis;
}

/**
 * Checks a project and words the result.
 * @throws {UserError} when the project cannot be read at all: no such view, no git, nothing to check
 */
export async function checkProject(options: CheckOptions): Promise<CheckResult> {
  const started = milliseconds();
  const analysis = await analyseProject(options);
  const { graph } = analysis;
  const result = buildReport({
    findings: analysis.findings,
    rules,
    graph,
    textOf: (module) => textOf(module, analysis.view.fileSystem),
    root: options.root,
    toolVersion: version,
    configuredSeverity: options.severityOf,
    inactiveRules: new Set(analysis.view.absence === null ? ['not-deployed'] : []),
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    summary: {
      files: analysis.discovery.files.length,
      ...countAnswers(graph),
      skipped: analysis.discovery.targets.length,
      durationMs: milliseconds() - started,
      view: analysis.view.name,
      engine: options.engine,
    },
    ...(options.paths.length === 0 ? {} : { select: (finding) => isSelected(finding, options.paths) }),
  });
  return { ...result, analysis };
}

/** Reads, links and judges a project, without wording anything. */
export async function analyseProject(options: CheckOptions): Promise<Analysis> {
  const view = await openView(options.view, {
    root: options.root,
    generated: options.resolver.generated,
    ...(options.manifestText === undefined ? {} : { manifestText: options.manifestText }),
  });
  const discovery = discoverFiles(options, view);
  const cache = openCache(options);
  const scanned = await scan({
    files: discovery.files,
    fileSystem: view.fileSystem,
    languages,
    cache: cache ?? noRecordCache,
    context: {
      root: options.root,
      fileSystem: view.fileSystem,
      files: new Set([...discovery.files, ...discovery.targets]),
      options: options.resolver,
    },
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  saveCache(options, cache);
  const graph = view.absence === null ? scanned.graph : markNotInView(scanned.graph, view.absence);
  const linked = link(graph);
  return {
    options,
    view,
    discovery,
    frontends: scanned.frontends,
    graph,
    linked,
    findings: runRules(graph, linked, factsOf(options, view)),
    notices: [],
  };
}

function runRules(graph: ModuleGraph, linked: LinkedGraph, facts: ProjectFacts): Finding[] {
  const checked = [...graph.values()].filter(({ role }) => role === 'project');
  return rules.flatMap((rule) => [...rule.run({ graph, linked, checked, facts })]);
}

function factsOf(options: CheckOptions, view: View): ProjectFacts {
  const { absence } = view;
  return {
    production: null,
    whyNotDeployed: (path) => absence?.reason(path) ?? null,
    notInView: absence === null ? null : (path) => absence.isAbsent(path),
    today: options.today,
  };
}

function discoverFiles(options: CheckOptions, view: View): Discovery {
  const discovery = discover({
    root: options.root,
    fileSystem: view.fileSystem,
    extensions: languages.flatMap(({ extensions }) => extensions),
    ignore: options.ignore,
    gitFiles: view.files?.map((path) => relativePath(options.root, path)) ?? null,
    ...(options.includeFixtures ? { fixtureFolders: [] } : {}),
  });
  if (discovery.files.length === 0 && discovery.targets.length === 0) {
    throw new UserError(
      `there is no file to check in ${options.root}`,
      'danglint checks TypeScript, JavaScript, Vue, Svelte, Astro and Python files that git does not ignore.',
    );
  }
  return discovery;
}

function isSelected({ location }: Finding, paths: readonly string[]): boolean {
  return paths.some((path) => isWithin(path, location.module));
}

/** The text that was parsed; null for what is no readable file. */
function textOf(module: ModuleId, fileSystem: FileSystem): string | null {
  try {
    return fileSystem.readText(module);
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}

/** How many requests there are, and how many of them nobody can answer. */
function countAnswers(graph: ModuleGraph): { imports: number; unknown: number } {
  let imports = 0;
  let unknown = 0;
  for (const { role, record, resolutions } of graph.values()) {
    if (role !== 'project') continue;
    imports += record.requests.filter(({ implied }) => implied !== true).length;
    unknown += resolutions.filter(({ kind }) => kind === 'unknown').length;
  }
  return { imports, unknown };
}

const CACHE_FILE = `records-${version}.json`;

function openCache({ cacheDirectory }: CheckOptions): PersistentRecordCache | null {
  if (cacheDirectory === null) return null;
  const stored = readCacheFile(`${cacheDirectory}/${CACHE_FILE}`);
  return createRecordCache(typeof stored === 'object' && stored !== null ? { ...stored } : {});
}

function saveCache({ cacheDirectory }: CheckOptions, cache: PersistentRecordCache | null): void {
  if (cacheDirectory === null || cache === null || !cache.changed()) return;
  writeCacheFile(`${cacheDirectory}/${CACHE_FILE}`, cache.entries());
}
