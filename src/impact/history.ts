// Who broke it: the commit that removed or renamed the name or the file that a finding asks for, and where it is now.
// An addition to a finding, never a reason for one: where git has no answer, or none in time, nothing is said.

import { milliseconds } from '../host/clock.ts';
import { findRepository, joinTop, readObjects } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Finding } from '../model/finding.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import { isWithin } from '../model/path.ts';
import type { History } from '../model/report.ts';
import {
  type CommitInfo,
  type FileChange,
  followRenames,
  readFileHistory,
  renamesIn,
  type Walk,
} from './file-history.ts';
import { type HistoryQuestion, questionOf } from './history-question.ts';

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
const RECENT: Walk = { since: '1 year ago' };
/** Versions of a file that are looked at, newest first. */
const MAX_VERSIONS = 300;
const VERSIONS_AT_ONCE = 75;
/** Earlier or later names of one file. */
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
  const search: Search = { top, deadline, history: new Map(), context, texts: new Map(), names: new Map() };
  // Many importers ask the same: each question is answered once.
  const asked = new Map<string, Asked>();
  for (const [finding, question] of questions) {
    const key = `${question.kind}|${question.name ?? ''}|${question.files.join('|')}`;
    const same = asked.get(key);
    if (same === undefined) asked.set(key, { question, findings: [finding] });
    else same.findings.push(finding);
  }
  let open = [...asked.values()];
  for (const walk of [RECENT, {}]) {
    await answerWithin(walk, open, search, answers);
    open = open.filter(({ findings }) => findings.every((finding) => !answers.has(finding)));
    if (open.length === 0) return;
  }
}

interface Asked {
  readonly question: HistoryQuestion;
  readonly findings: Finding[];
}

/** Answers what the commits of a walk tell. */
async function answerWithin(
  walk: Walk,
  asked: readonly Asked[],
  search: Search,
  answers: Map<Finding, History>,
): Promise<void> {
  const { top, deadline } = search;
  const paths = new Set(asked.flatMap(({ question }) => question.files));
  const time = deadline - milliseconds();
  if (time <= 0) return;
  search.history = await readFileHistory(
    top,
    [...paths].map((path) => relativeId(top, path)),
    time,
    walk,
  );
  let open = asked;
  for (let renames = 0; open.length > 0; renames++) {
    // git answers about files while versions of others are parsed.
    const found = await Promise.all(
      open.map(({ question, findings }) => answerOne(question, findings, search)),
    );
    for (const answer of found) for (const [finding, history] of answer) answers.set(finding, history);
    const names = open.filter(({ question }, index) => question.kind === 'name' && found[index]?.size === 0);
    const left = deadline - milliseconds();
    if (names.length === 0 || renames === MAX_RENAMES || left <= 0) return;
    const files = new Set(
      names.flatMap(({ question }) => question.files.map((file) => relativeId(top, file))),
    );
    const longer = await followRenames(top, search.history, [...files], left);
    for (const [path, changes] of longer) search.history.set(path, changes);
    open = names.filter(({ question }) => question.files.some((file) => longer.has(relativeId(top, file))));
  }
}

interface Search {
  readonly top: string;
  readonly deadline: number;
  /** By path; becomes longer where earlier names of files are followed. */
  history: Map<string, FileChange[]>;
  readonly context: HistoryContext;
  /** Texts of objects that were read. */
  readonly texts: Map<string, string | null>;
  /** What they export, by object and path. */
  readonly names: Map<string, ReadonlySet<string> | null>;
}

/** The same answer for all of the findings, but for where the name is now: not in the importer itself. */
async function answerOne(
  question: HistoryQuestion,
  findings: readonly Finding[],
  search: Search,
): Promise<Map<Finding, History>> {
  const { linked } = search.context;
  if (question.kind === 'file') {
    const answer = await deletedFile(question.files, search);
    return new Map(answer === null ? [] : findings.map((finding) => [finding, answer]));
  }
  const removal = newestRemoval(question.name, question.files, search);
  if (removal === null) return new Map();
  const exporters = linked.exportersOf(question.name);
  return new Map(
    findings.map((finding) => {
      const others = exporters.filter((module) => module !== finding.location.module);
      const [movedTo = null] = others.length === 1 ? others : [];
      const isRenamed = removal.newName !== null && movedTo === null;
      return [finding, { ...removal.told, movedTo, ...(isRenamed ? { newName: removal.newName } : {}) }];
    }),
  );
}

/** The commit that deleted or renamed a file, when the last thing that happened to it is that it went. */
async function deletedFile(files: readonly ModuleId[], search: Search): Promise<History | null> {
  const { top, history } = search;
  const gone = files
    .map((file) => ({
      path: relativeId(top, file),
      last: lastChange(history.get(relativeId(top, file)) ?? []),
    }))
    .filter(({ last }) => last?.status === 'deleted')
    .sort((a, b) => (a.last?.order ?? 0) - (b.last?.order ?? 0))[0];
  if (gone?.last === undefined) return null;
  const { commit } = gone.last;
  const renamed = await newPath(gone.path, commit.id, search);
  return {
    ...told(commit, search),
    change: renamed === null ? 'deleted' : 'renamed',
    movedTo: renamed === null ? null : await whereNow(renamed, commit.id, search),
  };
}

/** Where a commit moved a file to; null when it moved it nowhere, or there was no time to ask. */
async function newPath(path: string, commit: string, { top, deadline }: Search): Promise<string | null> {
  const left = deadline - milliseconds();
  if (left <= 0) return null;
  return (await renamesIn(top, commit, left)).find(({ from }) => from === path)?.to ?? null;
}

/** The path under which a file is there now, after all later commits that moved it; null when one deleted it. */
async function whereNow(path: string, since: string, search: Search): Promise<ModuleId | null> {
  const { top, deadline, context } = search;
  let at: string | null = path;
  let after = since;
  for (let renames = 0; at !== null && renames <= MAX_RENAMES; renames++) {
    if (context.linked.graph.has(joinTop(top, at))) return joinTop(top, at);
    const left = deadline - milliseconds();
    if (left <= 0) return null;
    const walk = { revisions: [`${after}..HEAD`] };
    const last = lastChange((await readFileHistory(top, [at], left, walk)).get(at) ?? []);
    if (last?.status !== 'deleted') return joinTop(top, at);
    after = last.commit.id;
    at = await newPath(at, after, search);
  }
  return null;
}

function told({ id, date, subject, author }: CommitInfo, { context }: Search) {
  return { commit: id, date, subject, ...(context.authors ? { author } : {}) };
}

/** By date, a merge on another branch may come after what happened on this one. */
function lastChange(changes: readonly FileChange[]): FileChange | undefined {
  return changes.find(({ before, status }) => before.length < 2 || status === 'deleted');
}

interface Removal {
  readonly order: number;
  readonly told: Omit<History, 'movedTo'>;
  readonly newName: string | null;
}

/** The newest commit after which one of the files no longer exported the name; null when one of them still does. */
function newestRemoval(name: string, files: readonly ModuleId[], search: Search): Removal | null {
  let newest: Removal | null = null;
  for (const file of files) {
    const removal = removalIn(name, file, search);
    if (removal === 'present') return null;
    if (removal !== null && (newest === null || removal.order < newest.order)) newest = removal;
  }
  return newest;
}

/** `present`: the newest commit has the name; who took it away did not commit that yet. */
function removalIn(name: string, file: ModuleId, search: Search): Removal | 'present' | null {
  const changes = search.history.get(relativeId(search.top, file)) ?? [];
  const newest = lastChange(changes);
  const at = (path: string) => joinTop(search.top, path);
  for (let index = 0; index < Math.min(changes.length, MAX_VERSIONS); index++) {
    const change = changes[index];
    if (change === undefined || milliseconds() > search.deadline) return null;
    if (index % VERSIONS_AT_ONCE === 0) readAhead(changes.slice(index, index + VERSIONS_AT_ONCE), search);
    if (change === newest && namesOf(change.after, at(change.to), name, search)?.has(name) === true)
      return 'present';
    // A merge is to blame for what all of its parents had.
    const [before, ...others] = change.before.map((object) => namesOf(object, at(change.from), name, search));
    if (before?.has(name) !== true || others.some((names) => names?.has(name) !== true)) continue;
    if (change.before.length > 1 && namesOf(change.after, at(change.to), name, search)?.has(name) === true)
      continue;
    const { commit, order } = change;
    const newName = renamedTo(name, before, namesOf(change.after, at(change.to), '', search));
    return {
      order,
      newName,
      told: {
        ...told(commit, search),
        change: change.after === null ? 'deleted' : newName === null ? 'removed' : 'renamed',
      },
    };
  }
  return null;
}

/** One name went and one came: then the one is the other. */
function renamedTo(
  name: string,
  before: ReadonlySet<string>,
  after: ReadonlySet<string> | null,
): string | null {
  if (after === null) return null;
  const gone = [...before].filter((other) => !after.has(other));
  const come = [...after].filter((other) => !before.has(other));
  const [newName] = come;
  return gone.length === 1 && gone[0] === name && come.length === 1 && newName !== undefined ? newName : null;
}

/**
 * What an object exports as the file of that path; null without an object, or when its text does not even have the
 * word `needle`, which spares the parse.
 */
function namesOf(
  object: string | null,
  file: ModuleId,
  needle: string,
  search: Search,
): ReadonlySet<string> | null {
  if (object === null) return null;
  let text = search.texts.get(object);
  if (text === undefined) {
    text = readObjects(search.top, [object])[0]?.toString('utf8') ?? null;
    search.texts.set(object, text);
  }
  // A default export has no word of its own in every language.
  if (text === null || (needle !== 'default' && !text.includes(needle))) return null;
  const key = `${object}|${file}`;
  let names = search.names.get(key);
  if (names === undefined) {
    names = search.context.exportedNames(file, text);
    search.names.set(key, names);
  }
  return names;
}

function readAhead(changes: readonly FileChange[], { top, texts }: Search): void {
  const objects = [...new Set(changes.flatMap(({ before, after }) => [...before, after]))].filter(
    (object): object is string => object !== null && !texts.has(object),
  );
  readObjects(top, objects).forEach((bytes, index) => {
    const object = objects[index];
    if (object !== undefined) texts.set(object, bytes?.toString('utf8') ?? null);
  });
}

function isTracked(top: string, path: string): boolean {
  return isWithin(top, path) && !path.includes('/node_modules/');
}
