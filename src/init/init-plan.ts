// What `danglint init` would write: a configuration, a hook, a CI job. What is there is added to, never replaced.

import { parseDocument } from 'yaml';
import type { FileChange } from '../host/write-files.ts';
import { below } from '../model/path.ts';

export type HookKind = 'git' | 'husky' | 'lefthook' | 'pre-commit' | 'none';
export type CiKind = 'github' | 'gitlab' | 'none';

export interface InitChoices {
  readonly hook: HookKind;
  readonly ci: CiKind;
}

export interface InitFacts {
  /** Absolute; the root of the project. */
  readonly root: string;
  /** Absolute; the folder of git's own hooks, null outside a repository. */
  readonly gitHooks: string | null;
  /** The text of a file; null when it is not there. */
  readonly read: (path: string) => string | null;
  /** Some file configures danglint already. */
  readonly configured: boolean;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly version: string;
}

export interface InitPlan {
  readonly changes: readonly FileChange[];
  /** What is left for the user to do or to know, a sentence each. */
  readonly notes: readonly string[];
}

const CHECK_STAGED = 'npx --no-install danglint --staged';

export function planInit(choices: InitChoices, facts: InitFacts): InitPlan {
  const parts = [planConfig(facts), HOOKS[choices.hook](facts), CI[choices.ci](facts)];
  return {
    changes: parts.flatMap(({ changes }) => changes),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** The hook runner that the project has already; else a plain hook, where git is. */
export function detectHook({
  root,
  read,
  gitHooks,
}: Pick<InitFacts, 'root' | 'read' | 'gitHooks'>): HookKind {
  if (read(below(root, '.pre-commit-config.yaml')) !== null) return 'pre-commit';
  if (LEFTHOOK_FILES.some((name) => read(below(root, name)) !== null)) return 'lefthook';
  const manifest = read(below(root, 'package.json')) ?? '';
  if (/"husky"\s*:/.test(manifest)) return 'husky';
  if (/"lefthook"\s*:/.test(manifest)) return 'lefthook';
  return gitHooks === null ? 'none' : 'git';
}

export function detectCi({ root, read }: Pick<InitFacts, 'root' | 'read'>): CiKind {
  if (read(below(root, '.gitlab-ci.yml')) !== null) return 'gitlab';
  return /github\.com/.test(read(below(root, '.git/config')) ?? '') ? 'github' : 'none';
}

const nothing: InitPlan = { changes: [], notes: [] };

function planConfig({ root, configured }: InitFacts): InitPlan {
  if (configured) return { changes: [], notes: ['there is a configuration already; it stays as it is'] };
  const config = { $schema: './node_modules/danglint/schema.json', rules: {} };
  return {
    changes: [
      { path: below(root, 'danglint.json'), before: null, after: `${JSON.stringify(config, null, 2)}\n` },
    ],
    notes: [],
  };
}

const LEFTHOOK_FILES = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml'];

const HOOKS: Readonly<Record<HookKind, (facts: InitFacts) => InitPlan>> = {
  none: () => nothing,
  git({ gitHooks, read }) {
    if (gitHooks === null)
      return { changes: [], notes: ['this is no git repository, so there is no hook to set'] };
    return scriptHook(below(gitHooks, 'pre-commit'), read, '#!/bin/sh\n');
  },
  husky: ({ root, read }) => scriptHook(below(root, '.husky/pre-commit'), read, ''),
  lefthook({ root, read }) {
    const name = LEFTHOOK_FILES.find((file) => read(below(root, file)) !== null) ?? 'lefthook.yml';
    // No glob: a commit that only deletes a file has no file left to match, and is the one that breaks importers.
    return yamlChange(
      below(root, name),
      read,
      ['pre-commit', 'jobs'],
      { name: 'danglint', run: CHECK_STAGED },
      ['lefthook install sets the hook, where it is not set yet'],
    );
  },
  'pre-commit'({ root, read, version }) {
    // always_run: pre-commit leaves deleted files out of its list, and would skip the commit that breaks importers.
    const hook = {
      id: 'danglint',
      name: 'danglint (broken imports)',
      entry: 'danglint --staged',
      language: 'node',
      additional_dependencies: [`danglint@${version}`],
      always_run: true,
      pass_filenames: false,
      require_serial: true,
    };
    return yamlChange(
      below(root, '.pre-commit-config.yaml'),
      read,
      ['repos'],
      { repo: 'local', hooks: [hook] },
      ['pre-commit install sets the hook, where it is not set yet'],
    );
  },
};

/** A shell script: the command is added at its end, once. */
function scriptHook(path: string, read: InitFacts['read'], head: string): InitPlan {
  const before = read(path);
  if (before?.includes('danglint') === true)
    return { changes: [], notes: ['the pre-commit hook runs danglint already'] };
  const start = before === null ? head : before.endsWith('\n') ? before : `${before}\n`;
  return { changes: [{ path, before, after: `${start}${CHECK_STAGED}\n`, executable: true }], notes: [] };
}

/** An entry at the end of a list in a YAML file; comments and order of the rest stay. */
function yamlChange(
  path: string,
  read: InitFacts['read'],
  list: readonly string[],
  entry: unknown,
  notes: readonly string[],
): InitPlan {
  const before = read(path);
  if (before?.includes('danglint') === true)
    return { changes: [], notes: [`${path} names danglint already`] };
  const document = parseDocument(before ?? '');
  if (document.errors.length > 0) {
    return {
      changes: [],
      notes: [`${path} is no valid YAML, so nothing was added: ${document.errors[0]?.message ?? ''}`],
    };
  }
  if (document.hasIn(list)) document.addIn(list, document.createNode(entry));
  else document.setIn(list, document.createNode([entry]));
  return { changes: [{ path, before, after: document.toString({ lineWidth: 0 }) }], notes };
}

const INSTALL: Readonly<Record<InitFacts['packageManager'], string>> = {
  npm: 'npm ci',
  pnpm: 'corepack enable && pnpm install --frozen-lockfile',
  yarn: 'corepack enable && yarn install --immutable',
  bun: 'npm install --global bun && bun install --frozen-lockfile',
};

const CI: Readonly<Record<CiKind, (facts: InitFacts) => InitPlan>> = {
  none: () => nothing,
  github({ root, read, packageManager }) {
    const path = below(root, '.github/workflows/danglint.yml');
    if (read(path) !== null)
      return { changes: [], notes: ['.github/workflows/danglint.yml is there already'] };
    const after = `name: danglint
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  imports:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # danglint asks git which commit removed a name
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${INSTALL[packageManager]}
      - run: npx --no-install danglint
`;
    return { changes: [{ path, before: null, after }], notes: [] };
  },
  gitlab({ root, read, packageManager }) {
    const path = below(root, '.gitlab-ci.yml');
    const before = read(path);
    if (before?.includes('danglint') === true)
      return { changes: [], notes: ['.gitlab-ci.yml names danglint already'] };
    const document = parseDocument(before ?? '');
    if (document.errors.length > 0)
      return { changes: [], notes: ['.gitlab-ci.yml is no valid YAML, so nothing was added'] };
    document.set(
      'danglint',
      document.createNode({
        image: 'node:22',
        variables: { GIT_DEPTH: '0' },
        script: [
          INSTALL[packageManager],
          'npx --no-install danglint --format gitlab=danglint.json --format stylish',
        ],
        artifacts: { when: 'always', reports: { codequality: 'danglint.json' } },
      }),
    );
    return { changes: [{ path, before, after: document.toString({ lineWidth: 0 }) }], notes: [] };
  },
};
