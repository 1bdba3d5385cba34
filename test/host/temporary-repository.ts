// A real git repository in a temporary folder, for tests: made by git, removed when the test ends.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface TemporaryRepository {
  readonly root: string;
  /** Runs git in it and gives stdout. `environment` is added to a clean one. */
  git(...args: string[]): string;
  gitWith(environment: Record<string, string>, ...args: string[]): string;
  /** Writes files: path → text. */
  write(files: Readonly<Record<string, string>>): void;
  remove(...paths: string[]): void;
  /** Stages everything and commits it. */
  commit(message: string, ...options: string[]): void;
}

/** A temporary folder, with links in its path resolved; removed when the current test ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder.replaceAll('\\', '/');
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** An environment in which git knows nothing of the user and of a hook that may run these tests. */
export function gitEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (value !== undefined && !key.startsWith('GIT_')) environment[key] = value;
  }
  return {
    ...environment,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A. Uthor',
    GIT_AUTHOR_EMAIL: 'author@example.com',
    GIT_COMMITTER_NAME: 'C. Ommitter',
    GIT_COMMITTER_EMAIL: 'committer@example.com',
  };
}

export function temporaryRepository(files: Readonly<Record<string, string>> = {}): TemporaryRepository {
  const root = temporaryFolder();
  const gitWith = (environment: Record<string, string>, ...args: string[]): string =>
    execFileSync('git', args, {
      cwd: root,
      env: { ...gitEnvironment(), ...environment },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const repository: TemporaryRepository = {
    root,
    git: (...args) => gitWith({}, ...args),
    gitWith,
    write: (written) => writeFiles(root, written),
    remove: (...paths) => {
      for (const path of paths) rmSync(join(root, path), { recursive: true });
    },
    commit: (message, ...options) => {
      gitWith({}, 'add', '-A');
      gitWith({}, 'commit', '-q', ...options, '-m', message);
    },
  };
  repository.git('init', '-q', '-b', 'main');
  if (Object.keys(files).length > 0) {
    repository.write(files);
    repository.commit('Begin');
  }
  return repository;
}
