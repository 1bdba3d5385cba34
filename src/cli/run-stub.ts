// What `danglint stub` does: proposes stubs, writes them, lists them, takes them out. The diff or document goes to
// stdout, sentences about it to stderr.

import { milliseconds } from '../host/clock.ts';
import { textOf } from '../host/text-of.ts';
import { UserError } from '../host/user-error.ts';
import { type FileChange, finishInterruptedWrite, writeFiles } from '../host/write-files.ts';
import { relativeId } from '../model/module-id.ts';
import { resolvePath } from '../model/path.ts';
import { type Analysis, analyseProject } from '../pipeline.ts';
import { jsonText } from '../report/json-text.ts';
import { printable } from '../report/printable.ts';
import { counted } from '../report/sentences.ts';
import { readLedger } from '../stub/ledger.ts';
import { ledgerJson, ledgerMarkdown, ledgerText } from '../stub/ledger-report.ts';
import { createModuleName } from '../stub/module-name.ts';
import { locator, planJson, planText, refusalText } from '../stub/plan-report.ts';
import { removable, removalChanges } from '../stub/remove.ts';
import { proposeStubs } from '../stub/stub-project.ts';
import { version } from '../version.ts';
import { openProject } from './open-project.ts';
import { printDiff } from './print-diff.ts';
import { createProgress } from './progress.ts';
import type { ProjectFlags } from './project-options.ts';
import { forwardSlashes, type Session } from './session.ts';

/** What commander makes of the options of `danglint stub`. */
export interface StubFlags extends ProjectFlags {
  readonly write?: boolean;
  readonly message?: string;
  readonly expires?: string;
  readonly list?: boolean;
  readonly remove?: boolean;
  readonly format: 'text' | 'json' | 'markdown';
}

/** @returns the exit code: 1 when something that is asked for cannot be stubbed */
export async function runStub(paths: readonly string[], flags: StubFlags, session: Session): Promise<number> {
  assertFlags(flags);
  const { options } = await openProject([], flags, session);
  if (flags.expires !== undefined && flags.expires <= options.today) {
    throw new UserError(`--expires ${flags.expires} is not in the future`, `today is ${options.today}`);
  }
  for (const path of finishInterruptedWrite(options.root)) {
    say(session, `finished what an interrupted run was writing: ${relativeId(options.root, path)}`);
  }
  const progress = createProgress(session, milliseconds);
  let analysis: Analysis;
  try {
    analysis = await analyseProject({ ...options, onProgress: progress.update });
  } finally {
    progress.clear();
  }
  if (flags.list === true) return list(analysis, flags, session);
  if (flags.remove === true) return remove(analysis, flags, session);
  const absolute = paths.map((path) => resolvePath(session.cwd, forwardSlashes(path)));
  return propose(analysis, absolute, flags, session);
}

function assertFlags({ view, write, list, format, message, expires, remove }: StubFlags): void {
  if (view !== undefined && view !== 'worktree' && (write === true || remove === true)) {
    throw new UserError('stubs are written to the work tree; they go with no other --view');
  }
  if (format === 'markdown' && list !== true) throw new UserError('--format markdown goes with --list');
  if ((list === true || remove === true) && (message !== undefined || expires !== undefined)) {
    throw new UserError('--message and --expires go with new stubs, not with --list and --remove');
  }
}

function propose(analysis: Analysis, paths: readonly string[], flags: StubFlags, session: Session): number {
  const { root } = analysis.options;
  const { plan, changes } = proposeStubs(analysis, {
    paths,
    ...(flags.message === undefined ? {} : { message: flags.message }),
    ...(flags.expires === undefined ? {} : { expires: flags.expires }),
    version,
  });
  const place = locatorOf(analysis);
  if (flags.write === true) writeFiles(root, changes);
  if (flags.format === 'json') {
    const document = planJson(plan, changes, { root, place, version, written: flags.write === true });
    session.stdout.write(`${jsonText(document, 2)}\n`);
  } else {
    for (const line of planText(plan, changes, root, place)) say(session, line);
    for (const refusal of plan.refusals) say(session, refusalText(refusal, place));
    finish(changes, flags, root, session);
    if (changes.length === 0 && plan.refusals.length === 0) say(session, 'nothing is to be stubbed');
  }
  return plan.refusals.length > 0 ? 1 : 0;
}

function list(analysis: Analysis, { format }: StubFlags, session: Session): number {
  const { root, today } = analysis.options;
  const ledger = readLedger(analysis.linked, analysis.view.fileSystem);
  const context = { root, today, place: locatorOf(analysis) };
  if (format === 'json') session.stdout.write(`${jsonText(ledgerJson(ledger, context), 2)}\n`);
  else if (format === 'markdown') session.stdout.write(ledgerMarkdown(ledger, context));
  else session.stdout.write(ledgerText(ledger, context));
  return 0;
}

function remove(analysis: Analysis, flags: StubFlags, session: Session): number {
  const { root } = analysis.options;
  const ledger = readLedger(analysis.linked, analysis.view.fileSystem);
  const removals = removable(ledger, analysis.linked, root);
  const { linked, started } = analysis;
  const changes = removalChanges(removals, linked, root, createModuleName(root, linked, started));
  if (flags.write === true) writeFiles(root, changes);
  if (flags.format === 'json') {
    const removed = removals.map(({ entry, names, whole, why }) => ({
      file: relativeId(root, entry.file),
      names,
      whole,
      why,
    }));
    session.stdout.write(`${jsonText({ version: 1, removed, written: flags.write === true }, 2)}\n`);
    return 0;
  }
  for (const { entry, names, whole, why } of removals) {
    const what = whole
      ? relativeId(root, entry.file)
      : `${names.join(', ')} of ${relativeId(root, entry.file)}`;
    say(session, `${flags.write === true ? 'removed' : 'would remove'} ${what}: ${why}`);
  }
  finish(changes, flags, root, session);
  if (removals.length === 0) say(session, `nothing can be removed: ${counted(ledger.length, 'stub')} in use`);
  return 0;
}

/** Shows the changes as a diff, unless they are made. */
function finish(changes: readonly FileChange[], { write }: StubFlags, root: string, session: Session): void {
  if (write === true || changes.length === 0) return;
  for (const { path, before, after } of changes) {
    printDiff(session, relativeId(root, path), before ?? '', after ?? '');
  }
  say(session, '--write does it');
}

function locatorOf({ options, view }: Analysis): ReturnType<typeof locator> {
  return locator(options.root, (module) => textOf(module, view.fileSystem));
}

function say({ stderr }: Session, sentence: string): void {
  stderr.write(`danglint: ${printable(sentence)}\n`);
}
