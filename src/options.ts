// What a run is asked for, with everything decided: configuration and command line are merged before, and no phase
// has to guess. Each phase takes the part that it needs.

import type { Baseline } from './findings/baseline.ts';
import type { FileSystem } from './host/file-system.ts';
import type { ResolverOptions } from './languages/language.ts';
import type { Severity } from './model/finding.ts';

export interface CheckOptions {
  /** Absolute, with forward slashes; the folder that the project starts in. */
  readonly root: string;
  /** Absolute files and folders that limit what is reported, not what is known. Empty: everything. */
  readonly paths: readonly string[];
  /** `worktree`, `index`, `commit:REV`, `npm`, `docker`, `manifest:FILE`. */
  readonly view: string;
  /** The list of a `manifest:-` view, read from standard input by the command line. */
  readonly manifestText?: string;
  /** Report only what these changes break: findings that they touch, and those that were not there before. */
  readonly changes:
    | { readonly kind: 'all' }
    | { readonly kind: 'staged' }
    | { readonly kind: 'since'; readonly ref: string };
  readonly engine: 'oxc' | 'ts-morph';
  readonly resolver: ResolverOptions;
  /** Globs, relative to the root, of files that are not checked. */
  readonly ignore: readonly string[];
  /** Check the folders that hold broken imports on purpose (`fixtures`, `testdata`, …) as well. */
  readonly includeFixtures: boolean;
  /** The configured severity of a rule in a file (absolute path); undefined where nothing is configured. */
  readonly severityOf: (rule: string, file: string) => Severity | undefined;
  /** Additional entry points: globs relative to the root. */
  readonly entries: readonly string[];
  /** Folder for the cache; null to keep none. */
  readonly cacheDirectory: string | null;
  readonly history: boolean;
  /** Name who made the commits of the history. */
  readonly authors: boolean;
  /** Findings that the project already had when it started with danglint. */
  readonly baseline?: Baseline;
  /** Today as `YYYY-MM-DD`, for the expiry dates of stubs. */
  readonly today: string;
  /** Sentences about how these options came to be; they are given with the result. */
  readonly notices?: readonly string[];
  /** Texts that an editor has not saved yet, by absolute path; they hide what is on disk. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** What the same request means where the configuration is read from other files: those of an earlier commit. */
  readonly optionsOf?: (fileSystem: FileSystem) => Promise<CheckOptions>;
  readonly onProgress?: (done: number, total: number) => void;
}
