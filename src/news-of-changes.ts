// What of a project's findings some changes brought: those that they touch, and those that the same check of the commit
// before does not give. That commit is checked only where findings are left that no change touches.

import type { Caches } from './cache.ts';
import { buildReport } from './findings/report-findings.ts';
import type { FileSystem } from './host/file-system.ts';
import { GitError } from './host/git.ts';
import { UserError } from './host/user-error.ts';
import { touchedBy } from './impact/findings-of-changes.ts';
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
  const untouched = shown.report.findings.filter((_, index) => {
    const finding = shown.sources[index];
    return finding !== undefined && !isTouched(finding);
  });
  if (untouched.length === 0 || changes.base === null) return isTouched;
  const before = await findingsBefore(changes, changes.base, options, caches, disk);
  const isShippedOtherwise = [...changes.files.keys()].some(decidesWhatIsShipped);
  const fresh = new Set(
    untouched
      .filter((finding) => {
        // What a package or an image leaves out, a commit cannot tell.
        if (finding.rule === 'not-deployed' && !isOfGit(view.name)) return isShippedOtherwise;
        const known = before.get(keyOf(finding.file, finding));
        return known === undefined || (known === 'warning' && finding.severity === 'error');
      })
      .map((finding) => keyOf(finding.file, finding)),
  );
  const { root } = options;
  return (finding) => {
    const file = relativeId(root, finding.location.module);
    return isTouched(finding) || fresh.has(keyOf(file, finding));
  };
}

/** The findings of the commit that was changed, by key, with the configuration that it had. */
async function findingsBefore(
  { files, top }: Changes,
  base: string,
  options: CheckOptions,
  caches: Caches,
  disk: FileSystem,
): Promise<ReadonlyMap<string, ReportedFinding['severity']>> {
  const isAdded = (path: string) => files.get(path) === 'added';
  try {
    const view = await openCommitView(top, options.root, base, disk, options.resolver.generated, isAdded);
    const { baseline: _hidden, ...then } = (await options.optionsOf?.(view.fileSystem)) ?? options;
    const { report } = buildReport(reportInputOf(await analyseView(then, view, caches), 0));
    return new Map(report.findings.map((finding) => [keyOf(finding.file, finding), finding.severity]));
  } catch (error) {
    // It had nothing that could be checked, or a configuration that is none.
    if (error instanceof UserError) return new Map();
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
