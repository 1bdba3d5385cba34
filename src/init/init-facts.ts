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
  /** Where danglint runs from: node_modules, Yarn's Plug'n'Play, or a download where no package.json could declare it. */
  readonly runsFrom: 'node_modules' | 'yarn' | 'download';
  /** package.json declares danglint. */
  readonly declared: boolean;
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

/** The command that runs danglint through a package manager, for a shell in the folder of the project. */
export function throughManager({ runsFrom, version }: Pick<InitFacts, 'runsFrom' | 'version'>): string {
  if (runsFrom === 'yarn') return 'yarn danglint';
  return runsFrom === 'download' ? `npx --yes danglint@${version}` : 'npx --no-install danglint';
}
