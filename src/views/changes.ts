// What changed: the staged files of this commit, or everything since a branch was left. Answered before anything is
// parsed, so that a commit that cannot break an import costs nothing.

import {
  findRepository,
  GitError,
  joinTop,
  NO_WORK_TREE,
  objectIdOf,
  runGit,
  splitNul,
} from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import type { ModuleId } from '../model/module-id.ts';

export type Change = 'added' | 'modified' | 'deleted';

/** Absolute paths of changed files, and of submodules; a renamed file is one deleted and one added. */
export type ChangedFiles = ReadonlyMap<ModuleId, Change>;

export interface Changes {
  readonly files: ChangedFiles;
  /** The commit that they are changes of; null before the first one. */
  readonly base: string | null;
  /** The top of the work tree. */
  readonly top: string;
  /** What `git diff` is given to tell them. */
  readonly compared: readonly string[];
}

export type ChangesQuestion =
  | { readonly kind: 'all' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'since'; readonly ref: string };

/**
 * @param view decides what a ref is compared with: the index, a commit, or else the work tree with its new files
 * @returns null for the question `all`
 * @throws {UserError} outside a repository, for an unknown ref, and where the clone is too shallow to tell
 */
export async function readChanges(
  question: ChangesQuestion,
  root: string,
  view: string,
): Promise<Changes | null> {
  if (question.kind === 'all') return null;
  const top = findRepository(root);
  if (top === null) {
    throw new UserError(`${root} is not in a work tree of git, so nothing tells what changed`, NO_WORK_TREE);
  }
  if (question.kind === 'staged') {
    const compared = ['--cached'];
    // Side by side: a hook waits for the start of each.
    const head = objectIdOf(top, 'HEAD', 'commit');
    // Where git refuses the repository, `git diff` says no more than that it knows no such option.
    const changed = diff(top, compared).catch((error: unknown) => head.then(() => Promise.reject(error)));
    const [base, files] = await Promise.all([head, changed]);
    return { base, top, compared, files };
  }
  const revision = view.startsWith('commit:') ? view.slice('commit:'.length) : 'HEAD';
  const [left, checked] = await Promise.all([commitOf(top, question.ref), commitOf(top, revision)]);
  const base = await mergeBase(top, left, checked);
  if (view === 'index') return changesOf(top, base, ['--cached', base]);
  if (view.startsWith('commit:')) return changesOf(top, base, [base, checked]);
  const [changes, untracked] = await Promise.all([
    changesOf(top, base, [base]),
    runGit(top, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  const added = splitNul(untracked).map((path) => [joinTop(top, path), 'added'] as const);
  return { ...changes, files: new Map([...changes.files, ...added]) };
}

async function changesOf(top: string, base: string | null, compared: readonly string[]): Promise<Changes> {
  return { base, top, compared, files: await diff(top, compared) };
}

/**
 * What people read and look at: no import depends on what it holds, only on its being there. Everything else may say
 * something that counts (a lock file, `.gitignore`, a Dockerfile, a workflow that starts a file).
 */
const PROSE =
  /\.(?:md|mdown|markdown|rst|adoc|css|scss|sass|less|styl|svg|png|jpe?g|gif|webp|avif|ico|bmp|pdf|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|zip|gz|snap|map|csv|sql)$|(?:^|\/)(?:LICEN[CS]E|NOTICE|AUTHORS|CODEOWNERS)$/i;

/** What only editors, formatters, git and the pages of a host read: of `.github` all but what runs. */
const FOR_OTHERS =
  /(?:^|\/)(?:\.editorconfig|\.gitattributes|\.mailmap|\.git-blame-ignore-revs|\.prettierignore|\.(?:vscode|idea)\/[^/]+\.(?:json|xml|iml))$|(?:^|\/)\.github\/(?!workflows\/|actions\/)(?:[^/]+\/)*(?!action\.)[^/]+\.ya?ml$/;

/** Whether no import depends on what a file holds, told by its name. */
export function isProse(path: ModuleId): boolean {
  return PROSE.test(path) || FOR_OTHERS.test(path);
}

/**
 * Whether these changes can make an import break at all.
 * @param isSource whether the file at a path is read for its imports
 */
export function mayBreakImports(changes: ChangedFiles, isSource: (path: ModuleId) => boolean): boolean {
  for (const [path, change] of changes) {
    if (change === 'deleted' || isSource(path) || !isProse(path)) return true;
  }
  return false;
}

/** Statuses of `git diff`. `T`: a file became a link or a submodule, or the other way round; what it was is gone. */
const KINDS: Readonly<Record<string, Change>> = { A: 'added', D: 'deleted', T: 'deleted' };

async function diff(top: string, args: readonly string[]): Promise<Map<ModuleId, Change>> {
  let output: string;
  try {
    output = await runGit(top, [
      'diff',
      '--name-status',
      '-z',
      '--no-renames',
      '--no-ext-diff',
      // A submodule that goes away, or moves to another commit, counts; files changed inside of one do not.
      '--ignore-submodules=dirty',
      ...args,
      '--',
    ]);
  } catch (error) {
    if (error instanceof GitError) throw new UserError(`git cannot tell what changed: ${error.message}`);
    throw error;
  }
  const parts = splitNul(output);
  const changes = new Map<ModuleId, Change>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [status, path] = [parts[index], parts[index + 1]];
    if (status === undefined || path === undefined) continue;
    changes.set(joinTop(top, path), KINDS[status] ?? 'modified');
  }
  return changes;
}

async function commitOf(top: string, ref: string): Promise<string> {
  const commit = await objectIdOf(top, ref, 'commit');
  if (commit !== null) return commit;
  if ((await objectIdOf(top, 'HEAD', 'commit')) === null)
    throw new UserError(`nothing is committed yet, so there is no commit "${ref}"`);
  throw new UserError(
    `git knows no commit "${ref}"`,
    (await isShallow(top))
      ? `this clone holds only its newest commits; ${WHOLE}`
      : 'fetch it first, or correct the name',
  );
}

/** How a clone comes to have all commits. */
const WHOLE = 'fetch the history (git fetch --unshallow; in a GitHub workflow: fetch-depth: 0)';

async function isShallow(top: string): Promise<boolean> {
  return (await runGit(top, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
}

async function mergeBase(top: string, left: string, right: string): Promise<string> {
  try {
    return (await runGit(top, ['merge-base', left, right])).trim();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UserError('that branch and what is checked have no common commit in this clone', WHOLE);
  }
}
