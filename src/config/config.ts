// The configuration as people write it: `danglint.json`, `danglint.jsonc`, `package.json#danglint` or
// `[tool.danglint]` in pyproject.toml. Every key is optional; schema.json says the same to editors.

import type { Severity } from '../model/finding.ts';

export interface Config {
  readonly $schema?: string;
  /** Rule id → severity. */
  readonly rules?: Readonly<Record<string, Severity>>;
  /** Other severities for some files; a later one wins over an earlier one. */
  readonly overrides?: readonly ConfigOverride[];
  /** Globs of files that production starts from, added to those that are told from package.json and pyproject.toml. */
  readonly entries?: readonly string[];
  /** Globs of files that are not checked; they still exist as targets. */
  readonly ignore?: readonly string[];
  /** Globs of files that a build makes: an import of one is not judged. */
  readonly generated?: readonly string[];
  /** Prefix of a specifier → folder or file, relative to the root: what only a bundler's configuration knows. */
  readonly alias?: Readonly<Record<string, string>>;
  /** Additional conditions of package.json `exports`. */
  readonly conditions?: readonly string[];
  /** What runs the code; `auto` tells it from tsconfig, package.json and the file's ending. */
  readonly runtime?: 'node' | 'bundler' | 'auto';
  /** The view that is checked without `--view`. */
  readonly view?: string;
  /** The Node version whose built-in modules count: `20`, `22.3`. */
  readonly node?: string;
  /** The Python version that the code runs on: `3.12`. */
  readonly python?: string;
  /** More folders that Python imports start from, relative to the root. */
  readonly pythonPath?: readonly string[];
  /** The tsconfig for files that no other tsconfig includes, relative to the root. */
  readonly tsconfig?: string;
  /**
   * `skip` (default): folders named `fixtures`, `__fixtures__`, `testdata`, `__testfixtures__`, `fixture` and `samples` below tests, and
   * pairs `a.input.ts`, `a.output.ts` are not checked; Python modules of a package are.
   */
  readonly fixtures?: 'skip' | 'check';
}

export interface ConfigOverride {
  /** Globs, relative to the folder of the configuration. */
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, Severity>>;
}

/** A configuration and the folder that its paths and globs are relative to. */
export interface PlacedConfig {
  /** Absolute. */
  readonly directory: string;
  readonly config: Config;
}
