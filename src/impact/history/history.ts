// Who broke it: the commit that removed or renamed the name or the file that a finding asks for, and where it is now.
// An addition to a finding, never a reason for one: where git has no answer, or none in time, nothing is said.

import { milliseconds } from '../../host/clock.ts';
import { findRepository, objectIdOf } from '../../host/git.ts';
import { UserError } from '../../host/user-error.ts';
import type { LinkedGraph } from '../../link/linked-graph.ts';
import type { Finding } from '../../model/finding.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { isWithin } from '../../model/path.ts';
import type { History } from '../../model/report.ts';
import { type Deletion, newestDeletion, whereTo } from './deleted-file.ts';
import { createEarlierNames, type EarlierNames } from './earlier-names.ts';
import { type CommitInfo, type FileChange, readFileHistory } from './file-history.ts';
import { createFileVersions, type FileVersions } from './file-versions.ts';
import { type HistoryQuestion, questionsOf } from './history-question.ts';
import { type NameQuestion, newestRemovals, type Removal } from './removed-name.ts';
import type { ReadExports } from './text-exports.ts';

export interface HistoryContext {
  readonly root: string;
  /** The commit that the files are of, or were made from, as git takes it. */
  readonly revision: string;
  readonly linked: LinkedGraph;
  /** Whether there is a file of that path now. */
  readonly isThere: (path: ModuleId) => boolean;
  readonly readExports: ReadExports;
  /** Say who made the commit: only when asked, for a report is no place to point at people. */
  readonly authors: boolean;
}

/** The history of findings. Paths in it are absolute. */
export interface Histories {
  readonly answers: ReadonlyMap<Finding, History>;
  /** False when git could have told more, with more time or with what a partial clone lacks. */
  readonly isWhole: boolean;
}

/** Questions beyond this are not asked; many findings may ask the same. */
const MAX_QUESTIONS = 50;
/** Milliseconds for everything: several times what ten findings take where others need the processor too. */
const TIME_LIMIT = 4000;
/** Milliseconds between two looks at what git has told so far. */
const PAUSE = 50;
/** Earlier names of one file. */
const MAX_RENAMES = 4;

/** The history of findings, as far as git tells it in time. */
export async function computeHistory(
  findings: readonly Finding[],
  context: HistoryContext,
): Promise<Histories> {
  const answers = new Map<Finding, History>();
  const nothing = { answers, isWhole: true };
  const top = findRepository(context.root);
  if (top === null) return nothing;
  const asked = askedOnce(findings, context.linked, top).slice(0, MAX_QUESTIONS);
  if (asked.length === 0) return nothing;
  try {
    const commit = await objectIdOf(top, context.revision, 'commit');
    if (commit === null) return nothing;
    return { answers, isWhole: await answerAll(asked, { top, commit, context }, answers) };
  } catch (error) {
    if (error instanceof UserError) return nothing; // git is not installed
    throw error;
  }
}

/** Where history is told from. */
interface Start {
  readonly top: string;
  /** Its id. */
  readonly commit: string;
  readonly context: HistoryContext;
}

interface Search extends Start {
  readonly deadline: number;
  readonly versions: FileVersions;
  readonly earlier: EarlierNames;
  readonly settled: WeakMap<NameQuestion, Set<FileChange>>;
  /** By path, newest first: all of the newest commits, up to one. */
  history: Map<string, readonly FileChange[]>;
}

interface Asked {
  readonly question: HistoryQuestion;
  readonly findings: Finding[];
}

/** @returns whether git told everything */
async function answerAll(
  asked: readonly Asked[],
  start: Start,
  answers: Map<Finding, History>,
): Promise<boolean> {
  const { top, commit, context } = start;
  const deadline = milliseconds() + TIME_LIMIT;
  const versions = createFileVersions(top, context.readExports, deadline);
  const earlier = createEarlierNames(top, deadline);
  const search: Search = {
    ...start,
    deadline,
    versions,
    earlier,
    history: new Map(),
    settled: new WeakMap(),
  };
  versions.readAhead(asked.flatMap(({ question }) => question.files.map((file) => atStart(file, start))));
  let open: readonly Asked[] = asked.filter(({ question }) => !isStillThere(question, search));
  const deletions: Promise<boolean>[] = [];
  const settled = new Set<Finding>();
  function look(): void {
    open = answerNames(open, search, answers).filter(({ question, findings }) => {
      const deletion = question.kind === 'file' ? newestDeletion(question.files, search) : null;
      // The newest commits are seen first: what has an answer needs no older one.
      if (deletion === null) return findings.some((each) => !settled.has(each) && !answers.has(each));
      const unanswered = findings.filter((each) => isLater(deletion.commit, answers.get(each)));
      for (const finding of unanswered) settled.add(finding);
      deletions.push(answerDeletion(deletion, unanswered, search, answers));
      return false;
    });
  }

  const ended = new AbortController();
  const paths = new Set(open.flatMap(({ question }) => question.files.map((file) => relativeId(top, file))));
  let next = milliseconds() + PAUSE;
  const walk = await readFileHistory(top, [...paths], {
    revisions: [commit],
    timeout: TIME_LIMIT,
    signal: ended.signal,
    onMore(changes) {
      if (milliseconds() < next || ended.signal.aborted) return;
      search.history = new Map(changes);
      look();
      if (open.length === 0) ended.abort();
      // It takes a while: asked for now, it is there when the walk has come to its end.
      else earlier.follow(changesOf(open, search)).catch(() => undefined);
      next = milliseconds() + PAUSE;
    },
  });
  if (!ended.signal.aborted) {
    search.history = new Map(walk.changes);
    look();
  }
  for (let renames = 0; open.length > 0 && renames < MAX_RENAMES; renames++) {
    const longer = await earlier.follow(changesOf(open, search));
    if (longer.size === 0) break;
    for (const [path, changes] of longer) search.history.set(path, changes);
    open = answerNames(open, search, answers);
  }
  const told = await Promise.all(deletions);
  const isEnded = walk.isWhole || ended.signal.aborted;
  return isEnded && told.every((isTold) => isTold) && versions.isWhole && earlier.isWhole;
}

function isLater(commit: CommitInfo, known: History | undefined): boolean {
  return known === undefined || Date.parse(commit.date) >= Date.parse(known.date);
}

/** Many importers ask the same: each question is answered once. */
function askedOnce(findings: readonly Finding[], linked: LinkedGraph, top: string): Asked[] {
  const asked = new Map<string, Asked>();
  for (const finding of findings) {
    for (const question of questionsOf(finding, linked, (path) => isTracked(top, path))) {
      const key = `${question.kind}|${question.name ?? ''}|${question.files.join('|')}`;
      const same = asked.get(key);
      if (same === undefined) asked.set(key, { question, findings: [finding] });
      else same.findings.push(finding);
    }
  }
  return [...asked.values()];
}

function atStart(file: ModuleId, { top, commit }: Start): string {
  return `${commit}:${relativeId(top, file)}`;
}

/** Whether the commit has it: then no commit took it away yet. */
function isStillThere(question: HistoryQuestion, search: Search): boolean {
  const { versions } = search;
  return question.files.some((file) => {
    const object = atStart(file, search);
    if (question.kind === 'file') return versions.has(object);
    return versions.namesOf(object, file, question.name)?.has(question.name) === true;
  });
}

/** The changes of the files that may have lost a name under another name. */
function changesOf(asked: readonly Asked[], { top, history }: Search): Map<string, readonly FileChange[]> {
  const names = asked.filter(({ question }) => question.kind === 'name');
  const paths = names.flatMap(({ question }) => question.files.map((file) => relativeId(top, file)));
  return new Map(paths.map((path) => [path, history.get(path) ?? []]));
}

/** @returns those that are still open */
function answerNames(
  asked: readonly Asked[],
  search: Search,
  answers: Map<Finding, History>,
): readonly Asked[] {
  const names = asked.flatMap(({ question }) => (question.kind === 'name' ? [question] : []));
  const removals = newestRemovals(names, search);
  return asked.filter(({ question, findings }) => {
    const removal = question.kind === 'name' ? removals.get(question) : undefined;
    if (question.kind !== 'name' || removal === undefined) return true;
    const exporters = search.context.linked.exportersOf(question.name);
    for (const finding of findings)
      answers.set(finding, ofRemoval(question.name, removal, exporters, finding, search));
    return false;
  });
}

/** @returns false when git could not say where the file is now; then nothing is said */
async function answerDeletion(
  deletion: Deletion,
  findings: readonly Finding[],
  search: Search,
  answers: Map<Finding, History>,
): Promise<boolean> {
  const moved = await whereTo(deletion, { ...search, isThere: search.context.isThere });
  if (moved === null) return false;
  for (const finding of findings) answers.set(finding, { ...told(deletion.commit, search), ...moved });
  return true;
}

/** Where the name is now: not in the importer itself, and not where another thing had the same name all the time. */
function ofRemoval(
  name: string,
  { commit, change, newName, isOwn }: Removal,
  exporters: readonly ModuleId[],
  finding: Finding,
  search: Search,
): History {
  const others = exporters.filter((module) => module !== finding.location.module);
  const [other = null] = others.length === 1 ? others : [];
  const movedTo = other !== null && isOwn && hadName(other, name, `${commit.id}^`, search) ? null : other;
  const isRenamed = newName !== null && movedTo === null;
  return { ...told(commit, search), change, movedTo, ...(isRenamed ? { newName } : {}) };
}

function hadName(file: ModuleId, name: string, commit: string, { top, versions }: Search): boolean {
  return versions.namesOf(`${commit}:${relativeId(top, file)}`, file, name)?.has(name) === true;
}

function told({ id, date, subject, author }: CommitInfo, { context }: Search) {
  return { commit: id, date, subject, ...(context.authors ? { author } : {}) };
}

function isTracked(top: string, path: string): boolean {
  return isWithin(top, path) && !path.includes('/node_modules/');
}
