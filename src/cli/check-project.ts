// One check for the command line: the answer of the last run where nothing has changed since, else a run, with
// progress on a terminal. What runs the phases is loaded only for a run.

import type { Caches } from '../cache.ts';
import type { CheckResult } from '../check-project.ts';
import type { Baseline } from '../findings/baseline.ts';
import { milliseconds } from '../host/clock.ts';
import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { createDiskTrace } from '../host/disk-trace.ts';
import { keepAnswer, prepareToKeep, type Question, questionOf, repeatedAnswer } from '../last-run.ts';
import type { CheckFlags } from './check-flags.ts';
import type { Project } from './open-project.ts';
import { createProgress } from './progress.ts';
import type { Session } from './session.ts';

/** What is printed and decides the exit code. `analysis` is null where the last run's answer was enough. */
export type Outcome = Omit<CheckResult, 'sources' | 'isWhole'>;

/** Checks a project, or finds that the last answer still holds. */
export async function checkOrRepeat(
  project: Project,
  baseline: Baseline,
  flags: CheckFlags,
  session: Session,
): Promise<Outcome> {
  const started = milliseconds();
  const question = questionFor(project, baseline, flags, session);
  const answer = question === null ? null : await repeatedAnswer(question);
  if (answer === null) return checkNow(project, baseline, session, { question });
  const summary = { ...answer.report.summary, durationMs: Math.round(milliseconds() - started) };
  return { ...answer, report: { ...answer.report, summary }, analysis: null };
}

interface Kept {
  /** What to keep the answer for; absent or null to keep none. */
  readonly question?: Question | null;
  /** Of a caller that checks again and again. */
  readonly caches?: Caches;
}

/** Runs. */
export async function checkNow(
  project: Project,
  baseline: Baseline,
  session: Session,
  { question = null, caches }: Kept = {},
): Promise<CheckResult> {
  const { checkProject } = await import('../check-project.ts');
  const progress = createProgress(session, milliseconds);
  const before = question === null ? null : prepareToKeep(question);
  const trace = question === null ? undefined : createDiskTrace(project.options.root);
  try {
    const options = { ...project.options, baseline, onProgress: progress.update };
    const result = await checkProject(options, caches, createDiskFileSystem(trace));
    const seen = trace?.finish();
    const { analysis } = result;
    const files = analysis?.view.files ?? null;
    if (question !== null && before !== null && seen && analysis && files !== null && result.isWhole)
      await keepAnswer(question, result, files, analysis.askedHistory, seen, before);
    return result;
  } finally {
    progress.clear();
  }
}

/** Null for flags that ask for more than a report. */
function questionFor(
  { options, config, workspaces }: Project,
  baseline: Baseline,
  flags: CheckFlags,
  session: Session,
): Question | null {
  const { explainUnknown, stats, format } = flags;
  if (explainUnknown === true || stats === true || format?.some((choice) => choice.format === 'html'))
    return null;
  return questionOf({ ...options, baseline }, [
    config,
    workspaces,
    [...(flags.rule ?? [])],
    process.versions.node,
    process.platform,
    session.env['VIRTUAL_ENV'],
    session.env['CONDA_PREFIX'],
  ]);
}
