// A check from the question to the report: what changed, the phases that read and judge the project (pipeline.ts), when
// each finding crashes, who broke it, and the words.

import { type Caches, openCaches } from './cache.ts';
import { buildReport, type ReportResult } from './findings/report-findings.ts';
import { milliseconds } from './host/clock.ts';
import { createDiskFileSystem } from './host/disk-file-system.ts';
import type { FileSystem } from './host/file-system.ts';
import { computeImpact } from './impact/impact.ts';
import { sourceTest } from './languages/languages.ts';
import type { Finding } from './model/finding.ts';
import { isWithin } from './model/path.ts';
import type { CheckOptions } from './options.ts';
import { type Analysis, analyseProject } from './pipeline.ts';
import { reportInputOf } from './report-input.ts';
import { rules } from './rules/rules.ts';
import { version } from './version.ts';
import { mayBreakImports, readChanges } from './views/changes.ts';

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
  caches: Caches = openCaches(options.cacheDirectory),
  disk: FileSystem = createDiskFileSystem(),
): Promise<CheckResult> {
  const started = milliseconds();
  const changes = await readChanges(options.changes, options.root, options.view);
  if (changes !== null && !mayBreakImports(changes.files, sourceTest(options.root, disk)))
    return nothingToCheck(options, started);
  const analysis = await analyseProject(options, caches, disk);
  const select = both(
    withinPaths(options.paths),
    changes === null
      ? null
      : await (await import('./news-of-changes.ts')).newsOfChanges(changes, analysis, caches, disk),
  );
  const findings = select === null ? analysis.findings : analysis.findings.filter(select);
  const histories = options.history && findings.length > 0 ? await historiesOf(findings, analysis) : null;
  const result = buildReport({
    ...reportInputOf(analysis, started),
    impacts: computeImpact(findings, analysis.linked, analysis.entries, analysis.callsOf),
    ...(histories === null ? {} : { histories: histories.answers }),
    ...(select === null ? {} : { select }),
  });
  // What the impact asked of texts is known to the next run.
  caches.save();
  return { ...result, isWhole: histories?.isWhole !== false, analysis, notices: analysis.notices };
}

async function historiesOf(findings: readonly Finding[], { options, view, linked, frontends }: Analysis) {
  const { computeHistory } = await import('./impact/history/history.ts');
  const { createTextExports } = await import('./impact/history/text-exports.ts');
  return computeHistory(findings, {
    root: options.root,
    revision: view.revision ?? 'HEAD',
    linked,
    isThere: (path) => view.fileSystem.stat(path) === 'file',
    readExports: createTextExports(frontends),
    authors: options.authors,
  });
}

/** A run about some paths or changes says nothing about the rest: with a selection no entry of the baseline is stale. */
type Select = (finding: Finding) => boolean;

function withinPaths(paths: readonly string[]): Select | null {
  if (paths.length === 0) return null;
  return ({ location }) => paths.some((path) => isWithin(path, location.module));
}

function both(left: Select | null, right: Select | null): Select | null {
  if (left === null || right === null) return left ?? right;
  return (finding) => left(finding) && right(finding);
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
