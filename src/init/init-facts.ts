// What `danglint init` knows of the project before it plans anything. Pure data: the command line reads it once.

import type { FileChange } from '../host/write-files.ts';
import { relativeId } from '../model/module-id.ts';
import { below } from '../model/path.ts';

export interface InitFacts {
  /** Absolute; the root of the project. */
  readonly root: string;
  /** Absolute; the top of the git repository, which may be above the root. The root itself outside a repository. */
  readonly top: string;
  /** Absolute; the folder that git runs hooks from (`core.hooksPath` counts). Null outside a repository. */
  readonly gitHooks: string | null;
  /** The text of a file; null when it is not there. */
  readonly read: (path: string) => string | null;
  /** Some file configures danglint already. */
  readonly configured: boolean;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Yarn's Plug'n'Play: there is no node_modules to run danglint from. */
  readonly plugAndPlay: boolean;
  readonly version: string;
}

export interface InitPlan {
  readonly changes: readonly FileChange[];
  /** What is left for the user to do or to know, a sentence each. */
  readonly notes: readonly string[];
}

/** The folder of the project as seen from the top of the repository, without a slash at the end; empty for the top. */
export function folderOf({ root, top }: Pick<InitFacts, 'root' | 'top'>): string {
  return root === top ? '' : relativeId(top, root);
}

/** The first of these files that is there. */
export function firstThere(
  directory: string,
  names: readonly string[],
  read: InitFacts['read'],
): string | undefined {
  return names.map((name) => below(directory, name)).find((path) => read(path) !== null);
}
