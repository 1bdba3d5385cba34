// The answer of the last run, given again when the same is asked and nothing that it looked at has changed. Checking
// that takes a fraction of a run, and nothing of the linker has to be loaded for it.

import { createHash } from 'node:crypto';
import type { ReportResult } from './findings/report-findings.ts';
import { makeCacheDirectory, readCacheFile, writeCacheFile } from './host/cache-file.ts';
import { isUnchanged, type StoredTrace } from './host/disk-trace.ts';
import { findRepository, listFiles } from './host/git.ts';
import { historyState } from './host/git-history-state.ts';
import { parentOf } from './model/path.ts';
import type { CheckOptions } from './options.ts';
import { version } from './version.ts';

/** What of a run can be said again. Offsets into texts are not kept: fixes need a run. */
export interface Answer extends Omit<ReportResult, 'sources'> {
  readonly notices: readonly string[];
}

/** A run that can be repeated: of the whole work tree of a git repository, with a cache. */
export interface Question {
  readonly file: string;
  readonly root: string;
  /** Hash of everything that the answer depends on beside the disk and git. */
  readonly asked: string;
}

interface StoredRun {
  readonly asked: string;
  /** Hash of the list of files that git gives. */
  readonly files: string;
  /** What the history was told from; null when nothing was asked of it. */
  readonly history: string | null;
  readonly trace: StoredTrace;
  readonly answer: Answer;
}

/**
 * @param more what the caller decides beside the options, as plain data: configuration, version of Node
 * @returns null for a run that depends on more than what can be looked up again
 */
export function questionOf(options: CheckOptions, more: unknown): Question | null {
  const { cacheDirectory, root, view, changes, engine } = options;
  if (cacheDirectory === null || view !== 'worktree' || changes.kind !== 'all' || engine !== 'oxc')
    return null;
  // Functions are left out: they are made of the configuration, which `more` has.
  const asked = hashOf(JSON.stringify([version, options, more]));
  return { file: `${cacheDirectory}/last-run-${version}.jsonl`, root, asked };
}

/** The answer of the last run; null when there was none, it was asked something else, or something has changed. */
export async function repeatedAnswer({ file, root, asked }: Question): Promise<Answer | null> {
  const stored = readCacheFile(file) as StoredRun | null;
  if (stored?.asked !== asked) return null;
  const listed = listFiles(root);
  const history = stored.history === null ? null : toldFrom(root);
  if (!isUnchanged(stored.trace)) return null;
  const files = await listed;
  if (files === null || hashOf(files.join('\0')) !== stored.files || (await history) !== stored.history)
    return null;
  return stored.answer;
}

/** What is known only before a run whose answer will be kept. */
export interface Before {
  /** What the history is told from. */
  readonly history: Promise<string>;
}

/** To be called before a run whose answer will be kept: a folder that appears later is a change to what the run saw. */
export function prepareToKeep({ file, root }: Question): Before {
  makeCacheDirectory(parentOf(file) ?? file);
  return { history: toldFrom(root) };
}

/**
 * Keeps an answer for the next run.
 * @param files of the project, as git listed them
 * @param askedHistory whether what was found, be it nothing, depends on the history
 */
export async function keepAnswer(
  { file, asked }: Question,
  { report, staleBaseline, movedBaseline, baselined, fullBaseline, notices }: Answer,
  files: readonly string[],
  askedHistory: boolean,
  trace: StoredTrace,
  before: Before,
): Promise<void> {
  const history = report.findings.length > 0 || askedHistory ? await before.history : null;
  const answer = { report, staleBaseline, movedBaseline, baselined, fullBaseline, notices };
  writeCacheFile(file, {
    asked,
    files: hashOf(files.join('\0')),
    history,
    trace,
    answer,
  } satisfies StoredRun);
}

/** Empty outside a repository, and before its first commit. */
async function toldFrom(root: string): Promise<string> {
  const top = findRepository(root);
  return top === null ? '' : ((await historyState(top)) ?? '');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
