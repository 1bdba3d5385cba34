// The commit that took a name away from a module, or gave it another: the newest one before which the module exported it
// and after which it does not.

import { milliseconds } from '../../host/clock.ts';
import { joinTop } from '../../host/git.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import type { CommitInfo, FileChange } from './file-history.ts';
import type { FileVersions } from './file-versions.ts';

export interface NameSearch {
  readonly top: string;
  /** As {@link milliseconds} counts; later nothing is asked. */
  readonly deadline: number;
  /** The changes of files by path, newest first. */
  readonly history: ReadonlyMap<string, readonly FileChange[]>;
  readonly versions: FileVersions;
  /** Changes that did not take the name of a question away: the same is asked again and again while git tells more. */
  readonly settled: WeakMap<NameQuestion, Set<FileChange>>;
}

export interface NameQuestion {
  readonly name: string;
  readonly files: readonly ModuleId[];
}

export interface Removal {
  readonly order: number;
  readonly commit: CommitInfo;
  readonly change: 'deleted' | 'removed' | 'renamed';
  /** What the name is called now, when one name went and one came. */
  readonly newName: string | null;
  /** Whether the module had the name of its own, and not from another module. */
  readonly isOwn: boolean;
}

/** How many versions of each file are looked at, newest first: most answers are among the first. */
const DEPTHS = [12, 60, 300];

/**
 * For each question the newest commit after which one of its files no longer exported the name, among those that are
 * known; without those that no commit answers. None of the files has the name today.
 */
export function newestRemovals(
  questions: readonly NameQuestion[],
  search: NameSearch,
): Map<NameQuestion, Removal> {
  const answers = new Map<NameQuestion, Removal>();
  let open = questions;
  for (const depth of DEPTHS) {
    if (open.length === 0 || milliseconds() > search.deadline) break;
    const files = new Set(open.flatMap((question) => question.files));
    const changes = [...files].flatMap((file) => changesOf(file, search).slice(0, depth));
    search.versions.readAhead(changes.flatMap(({ before, after }) => [...before, after]));
    open = open.filter((question) => {
      const removal = newestRemoval(question, depth, search);
      if (removal === 'deeper') return true;
      if (removal !== null) answers.set(question, removal);
      return false;
    });
  }
  return answers;
}

const changesOf = (file: ModuleId, { top, history }: NameSearch) => history.get(relativeId(top, file)) ?? [];

function newestRemoval(question: NameQuestion, depth: number, search: NameSearch): Removal | 'deeper' | null {
  let newest: Removal | null = null;
  let isOpen = false;
  for (const file of question.files) {
    const removal = removalIn(question, file, depth, search);
    if (removal === 'deeper') isOpen = true;
    else if (removal !== null && (newest === null || removal.order < newest.order)) newest = removal;
  }
  return isOpen ? 'deeper' : newest;
}

/** `deeper`: not among these. */
function removalIn(
  question: NameQuestion,
  file: ModuleId,
  depth: number,
  search: NameSearch,
): Removal | 'deeper' | null {
  const { top, deadline, versions } = search;
  const { name } = question;
  const settled = search.settled.get(question) ?? new Set();
  search.settled.set(question, settled);
  const changes = changesOf(file, search);
  const at = (path: string) => joinTop(top, path);
  for (const change of changes.slice(0, depth)) {
    const { commit, order, from, to, before: parents, after } = change;
    if (milliseconds() > deadline) return null;
    if (settled.has(change)) continue;
    settled.add(change);
    // A merge is to blame for what all of its parents had.
    const [before, ...others] = parents.map((object) => versions.namesOf(object, at(from), name));
    if (after !== null && parents.length === 1 && parents[0] !== undefined) {
      const commits = { commitBefore: `${commit.id}^`, commitAfter: commit.id };
      if (versions.lostWithStar(name, at(to), { before: parents[0], after, ...commits }))
        return { order, commit, newName: null, change: 'removed', isOwn: false };
    }
    if (before?.has(name) !== true || others.some((names) => names?.has(name) !== true)) continue;
    if (versions.namesOf(after, at(to), name)?.has(name) === true) continue;
    const newName = renamedTo(name, before, versions.namesOf(after, at(to), ''));
    return {
      order,
      commit,
      newName,
      isOwn: versions.declares(parents[0] ?? null, at(from), name),
      change: after === null ? 'deleted' : newName === null ? 'removed' : 'renamed',
    };
  }
  return changes.length > depth ? 'deeper' : null;
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
