// Who broke it: the commit that removed or renamed the name or the file that a finding asks for, and where it is now.
// An addition to a finding, never a reason for one: where git has no answer, or none in time, nothing is said.

import { milliseconds } from '../host/clock.ts';
import { findRepository } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Finding } from '../model/finding.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import { isWithin } from '../model/path.ts';
import type { History } from '../model/report.ts';
import { type Deletion, deletedFile } from './deleted-file.ts';
import {
  type CommitInfo,
  type FileChange,
  followRenames,
  readFileHistory,
  type Walk,
} from './file-history.ts';
import { createFileVersions, type FileVersions } from './file-versions.ts';
import { type HistoryQuestion, questionOf } from './history-question.ts';
import { newestRemovals, type Removal } from './removed-name.ts';

export interface HistoryContext {
  readonly root: string;
  readonly linked: LinkedGraph;
  /** The names that a text exports as the file of that path; null when it cannot be told. */
  readonly exportedNames: (path: ModuleId, text: string) => ReadonlySet<string> | null;
  /** Say who made the commit: only when asked, for a report is no place to point at people. */
  readonly authors: boolean;
}

/** Findings beyond this are not asked about. */
const MAX_FINDINGS = 50;
/** Milliseconds for everything. */
const TIME_LIMIT = 2000;
/** What broke just now was most often taken away not long ago, and a walk that far is short. */
const RECENT = '1 year ago';
/** Earlier names of one file. */
const MAX_RENAMES = 4;

/** The history of findings, as far as git tells it within two seconds. Paths in it are absolute. */
export async function computeHistory(
  findings: readonly Finding[],
  context: HistoryContext,
): Promise<Map<Finding, History>> {
  const answers = new Map<Finding, History>();
  const top = findRepository(context.root);
  if (top === null) return answers;
  const questions = new Map<Finding, HistoryQuestion>();
  for (const finding of findings) {
    if (questions.size >= MAX_FINDINGS) break;
    const question = questionOf(finding, context.linked, (path) => isTracked(top, path));
    if (question !== null) questions.set(finding, question);
  }
  if (questions.size === 0) return answers;
  try {
    await answerAll(questions, top, context, answers);
  } catch (error) {
    if (!(error instanceof UserError)) throw error; // git is not installed
  }
  return answers;
}

async function answerAll(
  questions: ReadonlyMap<Finding, HistoryQuestion>,
  top: string,
  context: HistoryContext,
  answers: Map<Finding, History>,
): Promise<void> {
  const deadline = milliseconds() + TIME_LIMIT;
  const versions = createFileVersions(top, context.exportedNames);
  const search: Search = { top, deadline, history: new Map(), context, versions };
  // Many importers ask the same: each question is answered once.
  const asked = new Map<string, Asked>();
  for (const [finding, question] of questions) {
    const key = `${question.kind}|${question.name ?? ''}|${question.files.join('|')}`;
    const same = asked.get(key);
    if (same === undefined) asked.set(key, { question, findings: [finding] });
    else same.findings.push(finding);
  }
  let open = [...asked.values()];
  const paths = [...new Set(open.flatMap(({ question }) => question.files))];
  const walk = (how: Walk) =>
    readFileHistory(
      top,
      paths.map((path) => relativeId(top, path)),
      TIME_LIMIT,
      how,
    );
  // The long walk begins at once, and is ended when the short one tells everything.
  const ended = new AbortController();
  for (const history of [walk({ since: RECENT }), walk({ signal: ended.signal })]) {
    search.history = await history;
    await answerFrom(open, search, answers);
    open = open.filter(({ findings }) => findings.every((finding) => !answers.has(finding)));
    if (open.length === 0) break;
  }
  ended.abort();
}

interface Asked {
  readonly question: HistoryQuestion;
  readonly findings: Finding[];
}

/** Answers what the commits of a walk tell, and those in which files had other names. */
async function answerFrom(
  asked: readonly Asked[],
  search: Search,
  answers: Map<Finding, History>,
): Promise<void> {
  const { top, deadline } = search;
  // git answers about files while versions of others are parsed.
  const [, unanswered] = await Promise.all([
    answerFiles(asked, search, answers),
    answerNames(asked, search, answers),
  ]);
  let open = unanswered;
  for (let renames = 0; open.length > 0 && renames < MAX_RENAMES; renames++) {
    const left = deadline - milliseconds();
    if (left <= 0) return;
    const files = new Set(
      open.flatMap(({ question }) => question.files.map((file) => relativeId(top, file))),
    );
    const longer = await followRenames(top, search.history, [...files], left);
    for (const [path, changes] of longer) search.history.set(path, changes);
    const followed = open.filter(({ question }) =>
      question.files.some((file) => longer.has(relativeId(top, file))),
    );
    open = await answerNames(followed, search, answers);
  }
}

interface Search {
  readonly top: string;
  readonly deadline: number;
  /** By path; becomes longer where earlier names of files are followed. */
  history: Map<string, FileChange[]>;
  readonly context: HistoryContext;
  readonly versions: FileVersions;
}

async function answerFiles(
  asked: readonly Asked[],
  search: Search,
  answers: Map<Finding, History>,
): Promise<void> {
  const { graph } = search.context.linked;
  const isThere = (file: ModuleId) => graph.has(file);
  await Promise.all(
    asked.map(async ({ question, findings }) => {
      if (question.kind !== 'file') return;
      const deletion = await deletedFile(question.files, { ...search, isThere });
      if (deletion === null) return;
      const answer = ofDeletion(deletion, search);
      for (const finding of findings) answers.set(finding, answer);
    }),
  );
}

/** @returns those that are still open */
async function answerNames(
  asked: readonly Asked[],
  search: Search,
  answers: Map<Finding, History>,
): Promise<readonly Asked[]> {
  const names = asked.flatMap((one) =>
    one.question.kind === 'name' ? [{ ...one, question: one.question }] : [],
  );
  const removals = newestRemovals(
    names.map(({ question }) => question),
    search,
  );
  return names.filter(({ question, findings }, index) => {
    const removal = removals[index] ?? null;
    if (removal === null) return true;
    const exporters = search.context.linked.exportersOf(question.name);
    for (const finding of findings) answers.set(finding, ofRemoval(removal, exporters, finding, search));
    return false;
  });
}

function ofDeletion({ commit, change, movedTo }: Deletion, search: Search): History {
  return { ...told(commit, search), change, movedTo };
}

/** Where the name is now: not in the importer itself. */
function ofRemoval(
  { commit, change, newName }: Removal,
  exporters: readonly ModuleId[],
  finding: Finding,
  search: Search,
): History {
  const others = exporters.filter((module) => module !== finding.location.module);
  const [movedTo = null] = others.length === 1 ? others : [];
  const isRenamed = newName !== null && movedTo === null;
  return { ...told(commit, search), change, movedTo, ...(isRenamed ? { newName } : {}) };
}

function told({ id, date, subject, author }: CommitInfo, { context }: Search) {
  return { commit: id, date, subject, ...(context.authors ? { author } : {}) };
}

function isTracked(top: string, path: string): boolean {
  return isWithin(top, path) && !path.includes('/node_modules/');
}
