// What `danglint check` does, step by step: open the project, check it, repair or suppress if asked, print, decide the
// exit code.

import type { Baseline } from '../findings/baseline.ts';
import { UserError } from '../host/user-error.ts';
import { nearestName } from '../model/nearest-name.ts';
import { below, isWithin, resolvePath, shownPath } from '../model/path.ts';
import type { Report } from '../model/report.ts';
import { jsonText } from '../report/json-text.ts';
import { printable } from '../report/printable.ts';
import { counted } from '../report/sentences.ts';
import { RULE_IDS } from '../rules/rule-ids.ts';
import { addToBaseline, baselinePath, pruneBaseline, readBaseline } from './baseline-file.ts';
import type { CheckFlags } from './check-flags.ts';
import { checkNow, checkOrRepeat, type Outcome } from './check-project.ts';
import { defaultFormat } from './default-format.ts';
import { exitCodeOf } from './exit-code.ts';
import { openProject, type Project } from './open-project.ts';
import { printReport } from './print-report.ts';
import { forwardSlashes, type Session } from './session.ts';

/** @returns the exit code */
export async function runCheck(
  paths: readonly string[],
  flags: CheckFlags,
  session: Session,
): Promise<number> {
  assertFlags(paths, flags);
  if (flags.watch === true) return watchCheck(paths, flags, session);
  const project = await openProject(paths, flags, session);
  if (flags.printConfig === true) return printConfig(project, session);
  if (flags.listFiles === true) return listFiles(project, session);

  const baselineFile = baselinePath(flags.baseline, project.options.root, session.cwd);
  const names = ['danglint.json', 'danglint.jsonc'].map((name) => below(project.options.root, name));
  assertOutputs(flags, [project.configFile, baselineFile, ...names], session);
  const baseline = readBaseline(baselineFile);
  if (baseline === null && flags.baseline !== undefined && flags.suppressAll !== true) {
    throw new UserError(`there is no baseline ${flags.baseline}`, '--suppress-all writes one');
  }
  if (flags.fix === true || flags.fixDryRun === true || flags.suppressAll === true) {
    return checkAndWrite(project, baselineFile, baseline ?? {}, flags, session);
  }
  const result = await checkOrRepeat(project, baseline ?? {}, flags, session);
  const { staleBaseline, movedBaseline } = result;
  if (flags.pruneSuppressions === true && staleBaseline.length + movedBaseline.length > 0) {
    pruneBaseline(baselineFile, baseline ?? {}, result);
    const shown = shownPath(session.cwd, baselineFile);
    if (staleBaseline.length > 0)
      say(session, `${countedEntries(staleBaseline.length)} taken out of ${shown}`);
    if (movedBaseline.length > 0)
      say(
        session,
        `${countedEntries(movedBaseline.length)} of ${shown} moved to the new names of their files`,
      );
    return finish(result, 0, flags, project, session);
  }
  return reportStale(result, baselineFile, flags, project, session);
}

/** `--fix`, `--fix-dry-run`, `--suppress-all`: what needs the findings themselves, not only their report. */
async function checkAndWrite(
  project: Project,
  baselineFile: string,
  baseline: Baseline,
  flags: CheckFlags,
  session: Session,
): Promise<number> {
  const check = (known: Baseline) => checkNow(project, known, session);
  let result = await check(baseline);
  if (flags.fixDryRun === true) {
    const { printFixes } = await import('./run-fix.ts');
    return printFixes(result, project, session);
  }
  if (flags.fix === true) {
    const { writeFixes } = await import('./run-fix.ts');
    if (writeFixes(result, project, session)) result = await check(baseline);
  }
  if (flags.suppressAll !== true) return reportStale(result, baselineFile, flags, project, session);
  addToBaseline(baselineFile, baseline, result.fullBaseline);
  say(
    session,
    `the errors of today are in ${shownPath(session.cwd, baselineFile)}; from now on only new ones fail`,
  );
  const all = await check(readBaseline(baselineFile) ?? {});
  return finish(all, 0, flags, project, session);
}

/** Prints, and says which entries of the baseline nothing needs any more. */
async function reportStale(
  result: Outcome,
  baselineFile: string,
  flags: CheckFlags,
  project: Project,
  session: Session,
): Promise<number> {
  const exitCode = await finish(result, result.staleBaseline.length, flags, project, session);
  for (const { file, rule, key } of result.staleBaseline) {
    say(
      session,
      `${file} no longer needs its entry ${rule} "${key}" in ${shownPath(session.cwd, baselineFile)}`,
    );
  }
  if (result.staleBaseline.length > 0) say(session, 'danglint --prune-suppressions takes them out');
  for (const [from, to] of new Map(result.movedBaseline.map(({ from, to }) => [from.file, to.file]))) {
    say(
      session,
      `${to} is still called ${from} in ${shownPath(session.cwd, baselineFile)}; danglint --prune-suppressions writes the new name`,
    );
  }
  return exitCode;
}

/** The same check again and again; a mistake in the configuration is said and waits for the next change. */
async function watchCheck(paths: readonly string[], flags: CheckFlags, session: Session): Promise<number> {
  const { watchProject } = await import('./watch.ts');
  const { options } = await openProject(paths, flags, session);
  const { openCaches } = await import('../cache.ts');
  const caches = openCaches(options.cacheDirectory);
  const check = async (clear: () => void) => {
    try {
      const project = await openProject(paths, flags, session);
      const baseline = readBaseline(baselinePath(flags.baseline, project.options.root, session.cwd)) ?? {};
      const result = await checkNow(project, baseline, session, { caches });
      clear();
      return await finish(result, result.staleBaseline.length, flags, project, session);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      clear();
      say(session, error.message);
      return 2;
    }
  };
  const written = (flags.format ?? []).flatMap(({ file }) =>
    file === null ? [] : resolvePath(session.cwd, forwardSlashes(file)),
  );
  const isOwn = (path: string) =>
    written.some((file) => path.startsWith(file)) ||
    (options.cacheDirectory !== null && isWithin(options.cacheDirectory, path));
  return watchProject({ root: options.root, isOwn, check }, session);
}

async function finish(
  result: Outcome,
  staleEntries: number,
  flags: CheckFlags,
  project: Project,
  session: Session,
): Promise<number> {
  const report = flags.quiet === true ? withoutWarnings(result.report) : result.report;
  const choices = flags.format ?? [{ format: defaultFormat(session.env, session.stdout), file: null }];
  await printReport(report, result, choices, project, session);
  if (flags.explainUnknown === true && result.analysis !== null) {
    const { explainUnknown } = await import('./explain-unknown.ts');
    session.stderr.write(explainUnknown(result.analysis, session.cwd));
  }
  if (flags.stats === true) {
    const { statistics } = await import('./statistics.ts');
    session.stderr.write(statistics(result));
  }
  const { warnings } = result.report.summary;
  if (flags.maxWarnings !== undefined && warnings > flags.maxWarnings) {
    say(session, `${counted(warnings, 'warning')}, at most ${flags.maxWarnings} allowed`);
  }
  return exitCodeOf(result.report, flags, staleEntries);
}

/** Contradictions that no single option can tell. */
function assertFlags(paths: readonly string[], flags: CheckFlags): void {
  for (const id of flags.rule?.keys() ?? []) {
    if (RULE_IDS.includes(id)) continue;
    const near = nearestName(id, RULE_IDS);
    throw new UserError(
      `there is no rule "${id}"`,
      near === null ? '"danglint explain" lists the rules' : `did you mean "${near}"?`,
    );
  }
  const partial = paths.length > 0 || flags.staged === true || flags.since !== undefined;
  if (flags.staged === true && flags.since !== undefined)
    throw new UserError('--staged and --since exclude each other');
  if (flags.staged === true && flags.view !== undefined && flags.view !== 'index') {
    throw new UserError('--staged checks the git index; it goes with no other --view');
  }
  if (flags.pruneSuppressions === true && partial) {
    throw new UserError(
      '--prune-suppressions needs a check of the whole project',
      'leave out the paths, --staged and --since',
    );
  }
  if (flags.watch === true) {
    const once = (
      ['fix', 'fixDryRun', 'suppressAll', 'pruneSuppressions', 'printConfig', 'listFiles'] as const
    ).find((flag) => flags[flag] === true);
    if (once !== undefined) {
      const name = once.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      throw new UserError(`--watch checks again and again; --${name} is done once`);
    }
  }
  const edits = flags.fix === true || flags.fixDryRun === true;
  const otherView = flags.staged === true || (flags.view !== undefined && flags.view !== 'worktree');
  if (edits && otherView) throw new UserError('fixes are made in the work tree; they go with no other view');
}

/** `--format gitlab=danglint.json` would take the configuration away, or be one that is none. */
function assertOutputs({ format }: CheckFlags, inputs: readonly (string | null)[], { cwd }: Session): void {
  for (const { file } of format ?? []) {
    if (file === null || !inputs.includes(resolvePath(cwd, forwardSlashes(file)))) continue;
    throw new UserError(`${file} is read by danglint; the report would overwrite it`, 'name another file');
  }
}

function printConfig({ options, config, configFile, workspaces }: Project, session: Session): number {
  const { root, view, engine } = options;
  session.stdout.write(`${jsonText({ root, configFile, view, engine, config, workspaces }, 2)}\n`);
  return 0;
}

async function listFiles(project: Project, session: Session): Promise<number> {
  const { discoverFiles } = await import('../discover-project.ts');
  const { openView } = await import('../views/open-view.ts');
  const { options } = project;
  const view = await openView(options.view, {
    root: options.root,
    generated: options.resolver.generated,
    ...(options.manifestText !== undefined && { manifestText: options.manifestText }),
  });
  const { files } = discoverFiles(options, view);
  session.stdout.write(files.map((file) => `${printable(shownPath(session.cwd, file))}\n`).join(''));
  return 0;
}

function countedEntries(count: number): string {
  return counted(count, 'entry').replace(/entrys$/, 'entries');
}

function withoutWarnings(report: Report): Report {
  return {
    ...report,
    summary: { ...report.summary, warnings: 0 },
    findings: report.findings.filter(({ severity }) => severity === 'error'),
  };
}

function say({ stderr }: Session, sentence: string): void {
  stderr.write(`danglint: ${printable(sentence)}\n`);
}
