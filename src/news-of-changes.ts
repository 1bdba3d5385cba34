// What of a project's findings some changes brought: those that they touch, and those that the same check of the commit
// before does not give. That commit is checked only where findings are left that no change touches, and that were not
// surely there already (known-before.ts).

import type { Caches } from './cache.ts';
import { buildReport } from './findings/report-findings.ts';
import type { FileSystem } from './host/file-system.ts';
import { GitError } from './host/git.ts';
import { UserError } from './host/user-error.ts';
import { touchedBy } from './impact/findings-of-changes.ts';
import { surelyKnownBefore } from './known-before.ts';
import type { Finding } from './model/finding.ts';
import { relativeId } from './model/module-id.ts';
import type { ReportedFinding } from './model/report.ts';
import type { CheckOptions } from './options.ts';
import { type Analysis, analyseView } from './pipeline.ts';
import { reportInputOf } from './report-input.ts';
import { readChangedPackages } from './views/changed-packages.ts';
import type { Changes } from './views/changes.ts';
import { openCommitView } from './views/commit-view.ts';
import { decidesWhatIsShipped } from './views/project-settings.ts';

/**
 * @param disk the files as they are
 * @returns whether a finding is one of the changes
 */
export async function newsOfChanges(
  changes: Changes,
  analysis: Analysis,
  caches: Caches,
  disk: FileSystem,
): Promise<(finding: Finding) => boolean> {
  const { options, linked, view } = analysis;
  const isChangedPackage = await readChangedPackages(changes, view.fileSystem);
  const isTouched = touchedBy(new Set(changes.files.keys()), isChangedPackage, options.root, linked);
  const shown = buildReport(reportInputOf(analysis, 0));
  const untouched = shown.report.findings.flatMap((reported, index) => {
    const source = shown.sources[index];
    return source === undefined || isTouched(source) ? [] : [{ reported, source }];
  });
  if (untouched.length === 0 || changes.base === null) return isTouched;
  const open = await notSurelyKnown(untouched, changes, changes.base, analysis, disk);
  if (open.length === 0) return isTouched;
  const before = await findingsBefore(changes, changes.base, options, caches, disk);
  const isShippedOtherwise = [...changes.files.keys()].some(decidesWhatIsShipped);
  const fresh = new Set(
    open
      .filter(({ reported }) => {
        // What a package or an image leaves out, a commit cannot tell.
        if (reported.rule === 'not-deployed' && !isOfGit(view.name)) return isShippedOtherwise;
        const known = before.get(keyOf(reported.file, reported));
        return known === undefined || (known === 'warning' && reported.severity === 'error');
      })
      .map(({ reported }) => keyOf(reported.file, reported)),
  );
  const { root } = options;
  return (finding) => {
    const file = relativeId(root, finding.location.module);
    return isTouched(finding) || fresh.has(keyOf(file, finding));
  };
}

/** A finding as it is reported, and what it was made of. */
interface Untouched {
  readonly reported: ReportedFinding;
  readonly source: Finding;
}

/** The findings for which the commit before has to be checked. */
async function notSurelyKnown(
  untouched: readonly Untouched[],
  changes: Changes,
  base: string,
  analysis: Analysis,
  disk: FileSystem,
): Promise<readonly Untouched[]> {
  // In what is packed or on a server a file may be missing that git has.
  if (!isOfGit(analysis.view.name)) return untouched;
  const isKnown = await ofTheCommit(
    async () =>
      surelyKnownBefore(changes.files, analysis, await viewOf(changes, base, analysis.options, disk)),
    () => false,
  );
  return untouched.filter(({ source }) => !isKnown(source));
}

/** The findings of the commit that was changed, by key, with the configuration that it had. */
function findingsBefore(
  changes: Changes,
  base: string,
  options: CheckOptions,
  caches: Caches,
  disk: FileSystem,
): Promise<ReadonlyMap<string, ReportedFinding['severity']>> {
  return ofTheCommit(async () => {
    const view = await viewOf(changes, base, options, disk);
    const { baseline: _hidden, ...then } = (await options.optionsOf?.(view.fileSystem)) ?? options;
    const { report } = buildReport(reportInputOf(await analyseView(then, view, caches), 0));
    return new Map(report.findings.map((finding) => [keyOf(finding.file, finding), finding.severity]));
  }, new Map());
}

function viewOf({ files, top }: Changes, base: string, { root, resolver }: CheckOptions, disk: FileSystem) {
  const isAdded = (path: string) => files.get(path) === 'added';
  return openCommitView(top, root, base, disk, resolver.generated, isAdded);
}

/** @param nothing the answer where it had nothing that could be checked, or a configuration that is none */
async function ofTheCommit<Answer>(ask: () => Promise<Answer>, nothing: Answer): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) return nothing;
    if (error instanceof GitError)
      throw new UserError(`git cannot show what was there before: ${error.message}`);
    throw error;
  }
}

/** What a finding is the same by when lines move. */
function keyOf(
  file: string,
  { rule, specifier, name }: Pick<Finding, 'rule' | 'specifier' | 'name'>,
): string {
  return [file, rule, specifier ?? '', name ?? ''].join('\0');
}

/** Whether a view is one of the files that git has; in the others packaging decides what is there. */
function isOfGit(view: string): boolean {
  return /^(?:worktree|index|commit:.*)$/s.test(view);
}
