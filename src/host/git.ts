// Asks git. Reads only: nothing is staged, stashed, checked out, refreshed or locked. Every path in and out is
// absolute with forward slashes, and git runs at the top of the work tree, because that is what a relative
// GIT_INDEX_FILE (set by `git commit` for its hooks) is relative to.

import { execFile, spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { env } from 'node:process';
import { shellWord } from '../model/shell-word.ts';
import { UserError } from './user-error.ts';

/** There is no git, or it refuses the repository: whoever asked for what only git knows is told what to do. */
export class NoGitError extends UserError {}

/** git answered with a non-zero exit code, ran into the time limit, or said more than may be held. */
export class GitError extends Error {
  override readonly name = 'GitError';
  /** The exit code; null when git was ended by a limit. */
  readonly exitCode: number | null;
  /** What git had said on stdout until then. */
  readonly output: string;
  constructor(message: string, exitCode: number | null, output = '') {
    super(message);
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** Whether git gave no answer, for those who can do without. */
export function isWithoutAnswer(error: unknown): boolean {
  return error instanceof GitError || error instanceof NoGitError;
}

export interface GitOptions {
  /** Given to git on stdin. */
  readonly input?: string;
  /** Milliseconds after which git is ended; 60 seconds when absent. */
  readonly timeout?: number;
  /** Ends git before; what it printed until then is in the {@link GitError}. */
  readonly signal?: AbortSignal;
  /** Is given what git prints, while it prints it. */
  readonly onOutput?: (text: string) => void;
  /** Only what is in the repository: of a partial clone nothing is downloaded, and git fails instead. */
  readonly atHand?: boolean;
  /** `top` is of another repository than the one that the variables of a hook speak of. */
  readonly isOtherRepository?: boolean;
}

const MAX_OUTPUT = 512 * 1024 * 1024;
const DEFAULT_TIMEOUT = 60_000;

// --no-optional-locks: not even the stat cache of the index is written back. `git diff` minds only
// diff.autoRefreshIndex: where files were touched it takes the lock of the index, which a commit needs, and writes.
// core.fsmonitor=false: the setting may name a program, and danglint starts none on behalf of what it checks.
const GLOBAL_ARGUMENTS = [
  '--no-optional-locks',
  ...['diff.autoRefreshIndex=false', 'core.fsmonitor=false', 'core.quotePath=false'].flatMap((setting) => [
    '-c',
    setting,
  ]),
];

/** A repository of which objects are missing fetches them when they are asked for: no way there is allowed. */
const AT_HAND_ARGUMENTS = ['', '.file', '.git', '.http', '.https', '.ssh'].flatMap((transport) => [
  '-c',
  `protocol${transport}.allow=never`,
]);

/** The hint where {@link findRepository} finds nothing, perhaps in a repository all the same. */
export const NO_WORK_TREE = 'a bare repository has none, and "git worktree add FOLDER" makes one';

/**
 * The top of the work tree that `directory` is in, by looking for `.git` (a folder, or a file in linked work trees
 * and submodules) here and above; null outside a repository. Does not start git: the variables that git sets for
 * its hooks would mislead `git rev-parse --show-toplevel` in a subfolder.
 */
export function findRepository(directory: string): string | null {
  let current = directory.length > 1 ? directory.replace(/\/+$/, '') : directory;
  for (;;) {
    const base = current === '/' || current === '' ? '' : current;
    if (lstatSync(`${base}/.git`, { throwIfNoEntry: false }) !== undefined) return current;
    const slash = current.lastIndexOf('/');
    if (slash < 0 || base === '') return null;
    current = slash === 0 ? '/' : current.slice(0, slash);
  }
}

/**
 * Runs git and gives its stdout, decoded as UTF-8.
 * @param top the top of the work tree, from {@link findRepository}
 * @throws {UserError} when git is not installed, and when it refuses the repository because of its owner
 * @throws {GitError} when git fails; the message is the first line of its stderr
 */
export function runGit(top: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      commandLine(args, options),
      {
        cwd: top,
        encoding: 'utf8',
        maxBuffer: MAX_OUTPUT,
        timeout: Math.ceil(options.timeout ?? DEFAULT_TIMEOUT),
        windowsHide: true,
        ...environment(options),
        ...(options.signal !== undefined && { signal: options.signal }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(asGitError(error, stderr, stdout));
      },
    );
    child.stdout?.on('data', (text: string) => {
      try {
        options.onOutput?.(text);
      } catch (error) {
        child.kill();
        reject(error);
      }
    });
    // git may end before it has read everything (an unknown ref, say); its exit code tells what happened.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}

/** As {@link runGit}, waiting; for a question that comes up inside a synchronous read. */
export function runGitSync(top: string, args: readonly string[], options: GitOptions = {}): string {
  const { output, error } = runGitForBytes(top, args, options);
  if (error !== null) throw error;
  return output.toString('utf8');
}

/**
 * The contents of git objects, in one go.
 * @param objects object ids (or `REV:path`), without line breaks
 * @returns parallel to `objects`: the bytes, or null where the repository does not have the object as a blob
 */
export function readObjects(
  top: string,
  objects: readonly string[],
  options: GitOptions = {},
): (Buffer | null)[] {
  const { contents, error } = readObjectsSoFar(top, objects, options);
  if (error !== null) throw error;
  return contents;
}

/**
 * As {@link readObjects}, as far as git comes.
 * @returns `error` tells why it did not come to the end; what it did not give is null then
 */
export function readObjectsSoFar(
  top: string,
  objects: readonly string[],
  options: GitOptions = {},
): { readonly contents: (Buffer | null)[]; readonly error: Error | null } {
  if (objects.length === 0) return { contents: [], error: null };
  const input = `${objects.join('\n')}\n`;
  const { output, error } = runGitForBytes(top, ['cat-file', '--batch'], { ...options, input });
  const contents: (Buffer | null)[] = [];
  let at = 0;
  while (at < output.length && contents.length < objects.length) {
    const lineEnd = output.indexOf(10, at);
    if (lineEnd < 0) break;
    const header = /^\S+ (\w+) (\d+)$/.exec(output.toString('utf8', at, lineEnd));
    at = lineEnd + 1;
    if (header === null) {
      contents.push(null); // "<object> missing", "<object> ambiguous": nothing follows
      continue;
    }
    const size = Number(header[2]);
    contents.push(header[1] === 'blob' ? output.subarray(at, at + size) : null);
    at += size + 1;
  }
  while (contents.length < objects.length) contents.push(null);
  return { contents, error };
}

/** The sizes in bytes of git objects, parallel to `objects`; null where there is no such object. */
export function objectSizes(
  top: string,
  objects: readonly string[],
  options: GitOptions = {},
): (number | null)[] {
  if (objects.length === 0) return [];
  const output = runGitSync(top, ['cat-file', '--batch-check=%(objectsize)'], {
    ...options,
    input: `${objects.join('\n')}\n`,
  });
  const lines = output.split('\n');
  return objects.map((_, index) => {
    const size = Number(lines[index]);
    return lines[index] !== '' && Number.isInteger(size) ? size : null;
  });
}

/**
 * The id of the object that a user's name means; the name never reaches git where it could be an option.
 * @returns null when git knows no such object
 */
export async function objectIdOf(
  top: string,
  revision: string,
  type: 'commit' | 'tree',
): Promise<string | null> {
  try {
    const output = await runGit(top, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{${type}}`,
    ]);
    return output.trim();
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/**
 * The files below `root` that are tracked, or untracked and not ignored, as they are in the work tree: what
 * discovery walks over. Sorted; symbolic links and submodules are in it by their own path.
 * @returns absolute paths; null outside a repository, without git, and where git would ignore `root` itself
 */
export async function listFiles(root: string): Promise<string[] | null> {
  const top = findRepository(root);
  if (top === null) return null;
  const scope = root === top ? '.' : `./${root.slice(top === '/' ? 1 : top.length + 1)}`;
  try {
    const [present, deleted] = await Promise.all([
      runGit(top, ['ls-files', '-co', '--exclude-standard', '-z', '--', literalPath(scope)]),
      runGit(top, ['ls-files', '-d', '-z', '--', literalPath(scope)]),
    ]);
    const gone = new Set(splitNul(deleted));
    const files = new Set<string>();
    for (const path of splitNul(present)) {
      // "nested/": another repository, which git does not look into.
      if (!gone.has(path) && !path.endsWith('/')) files.add(joinTop(top, path));
    }
    return files.size === 0 ? null : [...files].sort();
  } catch (error) {
    // Dubious ownership, a damaged repository, no git: the disk can still be walked.
    if (error instanceof GitError || error instanceof UserError) return null;
    throw error;
  }
}

/** Splits the output of a command that was given `-z`. */
export function splitNul(output: string): string[] {
  const parts = output.split('\0');
  if (parts.at(-1) === '') parts.pop();
  return parts;
}

/** The absolute path of a path that git gave relative to the top. */
export function joinTop(top: string, path: string): string {
  return top.endsWith('/') ? top + path : `${top}/${path}`;
}

/** A pathspec that matches this path only, whatever `*` or `[` its name holds. */
export function literalPath(path: string): string {
  return `:(literal)${path}`;
}

function runGitForBytes(
  top: string,
  args: readonly string[],
  options: GitOptions,
): { readonly output: Buffer; readonly error: Error | null } {
  const { stdout, stderr, status, error } = spawnSync('git', commandLine(args, options), {
    cwd: top,
    input: options.input ?? '',
    maxBuffer: MAX_OUTPUT,
    timeout: Math.ceil(options.timeout ?? DEFAULT_TIMEOUT),
    windowsHide: true,
    ...environment(options),
  });
  if (error === undefined && status === 0) return { output: stdout, error: null };
  const failure = error ?? Object.assign(new Error(`git ended with ${status}`), { status });
  return {
    output: stdout ?? Buffer.alloc(0),
    error: asGitError(failure, stderr?.toString('utf8') ?? ''),
  };
}

/** Variables by which git tells its hooks where a repository is; `git rev-parse --local-env-vars` has some more. */
const OF_ONE_REPOSITORY =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE)$/;

function environment({ isOtherRepository }: GitOptions): { env?: NodeJS.ProcessEnv } {
  if (isOtherRepository !== true) return {};
  return { env: Object.fromEntries(Object.entries(env).filter(([name]) => !OF_ONE_REPOSITORY.test(name))) };
}

function commandLine(args: readonly string[], { atHand }: GitOptions): string[] {
  return [...GLOBAL_ARGUMENTS, ...(atHand === true ? AT_HAND_ARGUMENTS : []), ...args];
}

function asGitError(error: unknown, stderr: string, stdout = ''): Error {
  const { code, status, killed } = error as { code?: unknown; status?: unknown; killed?: boolean };
  if (code === 'ENOENT') {
    return new NoGitError(
      'git is not installed, or not on the PATH',
      'install git, or leave out what asks for it',
    );
  }
  const said = stderr
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.replace(/^(fatal|error): /, '');
  // git(1), safe.directory: everyday life in containers, where a checkout belongs to another user.
  const foreign = /^detected dubious ownership in repository at '(.*)'/.exec(said ?? '')?.[1];
  if (foreign !== undefined) {
    return new NoGitError(
      `git does not read ${foreign}, because it belongs to another user`,
      `git config --global --add safe.directory ${shellWord(foreign)}`,
    );
  }
  const exitCode = typeof code === 'number' ? code : typeof status === 'number' ? status : null;
  if (said !== undefined) return new GitError(said, exitCode, stdout);
  if (killed === true || code === 'ETIMEDOUT') return new GitError('git took too long', null, stdout);
  return new GitError(error instanceof Error ? error.message : String(error), exitCode, stdout);
}
