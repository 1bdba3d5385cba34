// `--fix` and `--fix-dry-run`: the edits that are certain, made or shown.

import type { CheckResult } from '../check-project.ts';
import { createAddedByCommit } from '../fix/added-by-commit.ts';
import { applyFixes, type FixedFile } from '../fix/apply-fixes.ts';
import { withMovedNames } from '../fix/moved-names.ts';
import { textOf } from '../host/text-of.ts';
import { writeFiles } from '../host/write-files.ts';
import { shownPath } from '../model/path.ts';
import { printable } from '../report/printable.ts';
import type { Project } from './open-project.ts';
import { printDiff } from './print-diff.ts';
import type { Session } from './session.ts';

function fixesOf(result: CheckResult): FixedFile[] {
  const { analysis, report, sources } = result;
  if (analysis === null) return [];
  const { linked, options, view } = analysis;
  const adds = createAddedByCommit(options.root);
  const findings = withMovedNames({ root: options.root, linked, sources, reported: report.findings, adds });
  return applyFixes(findings, (module) => textOf(module, view.fileSystem));
}

/** `--fix-dry-run`: the edits as a diff. */
export function printFixes(result: CheckResult, project: Project, session: Session): number {
  const { root } = project.options;
  for (const { path, before, after } of fixesOf(result)) {
    printDiff(session, shownPath(root, path), before, after);
  }
  return 0;
}

/** @returns whether anything was changed */
export function writeFixes(result: CheckResult, project: Project, session: Session): boolean {
  const fixes = fixesOf(result);
  writeFiles(project.options.root, fixes);
  for (const { path } of fixes)
    session.stderr.write(`danglint: fixed ${printable(shownPath(session.cwd, path))}\n`);
  return fixes.length > 0;
}
