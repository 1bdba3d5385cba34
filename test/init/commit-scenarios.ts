// What people do that makes git run a hook before it commits, and whether danglint must stop it. Each scenario starts
// in a repository with the files of PROJECT committed and the hooks set.

import type { TemporaryRepository } from '../host/temporary-repository.ts';

export interface CommitScenario {
  readonly name: string;
  /** Brings the repository to the moment before the commit. */
  readonly prepare: (repository: TemporaryRepository) => void;
  /** The command that commits, and what it is given on standard input. */
  readonly command: readonly string[];
  readonly input?: string;
  /** What danglint says when it must stop the commit; null when the commit is to pass. */
  readonly stoppedBy: RegExp | null;
}

const gap = Array.from({ length: 12 }, (_, line) => `// ${line}\n`).join('');

/** The exports of pool.js, far enough apart to be two hunks. */
const pool = (first: string, second: string) =>
  `export function ${first}() {}\n${gap}export function ${second}() {}\n`;

export const PROJECT: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "app", "private": true, "type": "module" }\n',
  '.gitignore': 'node_modules\n',
  'README.md': 'An application.\n',
  'src/main.js': "import { connect } from './pool.js';\nconnect();\n",
  'src/pool.js': pool('connect', 'close'),
  'src/unused.js': 'export const unused = 1;\n',
};

const BREAKING = { 'src/pool.js': pool('open', 'close') };
const HARMLESS = { 'src/pool.js': pool('connect', 'end') };
const BOTH = { 'src/pool.js': pool('open', 'end') };
const COMMIT = ['commit', '-m', 'Next'];
const MISSING = /"connect" is not exported by "\.\/pool\.js"/;
const GONE = /"\.\/pool\.js"[^\n]*unresolved-module/;

/** Leaves main with a use of `close` that the branch `renames` takes away; neither branch is broken. */
function branchesThatBreakTogether({ git, write, commit }: TemporaryRepository): void {
  git('checkout', '-q', '-b', 'renames');
  write({ 'src/pool.js': pool('connect', 'end') });
  git('commit', '-q', '--no-verify', '-am', 'Rename close');
  git('checkout', '-q', 'main');
  write({ 'src/use.js': "import { close } from './pool.js';\nclose();\n" });
  commit('Use close', '--no-verify');
}

/** A branch `topic` whose one commit conflicts with main in the first line of README.md. */
function conflictingBranches(
  { git, write }: TemporaryRepository,
  change: Readonly<Record<string, string>>,
): void {
  git('checkout', '-q', '-b', 'topic');
  write({ ...change, 'README.md': 'Topic.\n' });
  git('commit', '-q', '--no-verify', '-am', 'Topic');
  git('checkout', '-q', 'main');
  write({ 'README.md': 'Main.\n' });
  git('commit', '-q', '--no-verify', '-am', 'Main');
}

function solve({ git, write }: TemporaryRepository, begin: readonly string[]): void {
  try {
    git(...begin);
  } catch {
    // The conflict that is wanted.
  }
  write({ 'README.md': 'Both.\n' });
  git('add', 'README.md');
}

function stage({ git, write }: TemporaryRepository, files: Readonly<Record<string, string>>): void {
  write(files);
  git('add', ...Object.keys(files));
}

export const COMMIT_SCENARIOS: readonly CommitScenario[] = [
  {
    name: 'a removed export, its importer untouched',
    prepare: (repository) => stage(repository, BREAKING),
    command: COMMIT,
    stoppedBy: MISSING,
  },
  {
    name: 'a change that breaks nothing',
    prepare: (repository) => stage(repository, HARMLESS),
    command: COMMIT,
    stoppedBy: null,
  },
  {
    name: 'text only',
    prepare: (repository) => stage(repository, { 'README.md': 'Better.\n' }),
    command: COMMIT,
    stoppedBy: null,
  },
  {
    name: 'nothing but a deleted file that is imported',
    prepare: ({ git }) => git('rm', '-q', 'src/pool.js'),
    command: COMMIT,
    stoppedBy: GONE,
  },
  {
    name: 'nothing but a deleted file that nobody imports',
    prepare: ({ git }) => git('rm', '-q', 'src/unused.js'),
    command: COMMIT,
    stoppedBy: null,
  },
  {
    name: 'a renamed file',
    prepare: ({ git }) => git('mv', 'src/pool.js', 'src/connections.js'),
    command: COMMIT,
    stoppedBy: GONE,
  },
  {
    name: 'a forgotten git add',
    prepare(repository) {
      stage(repository, { 'src/main.js': "import './fresh.js';\n" });
      repository.write({ 'src/fresh.js': '' });
    },
    command: COMMIT,
    stoppedBy: /never added \(git add src\/fresh\.js\)/,
  },
  {
    name: 'commit -a that breaks',
    prepare: ({ write }) => write(BREAKING),
    command: ['commit', '-a', '-m', 'Next'],
    stoppedBy: MISSING,
  },
  {
    name: 'commit -a of a deletion',
    prepare: ({ remove }) => remove('src/pool.js'),
    command: ['commit', '-a', '-m', 'Next'],
    stoppedBy: GONE,
  },
  {
    name: 'commit -a that breaks nothing',
    prepare: ({ write }) => write(HARMLESS),
    command: ['commit', '-a', '-m', 'Next'],
    stoppedBy: null,
  },
  {
    name: 'commit -p of the hunk that breaks',
    prepare: ({ write }) => write(BOTH),
    command: ['commit', '-p', '-m', 'Next'],
    input: 'y\nn\n',
    stoppedBy: MISSING,
  },
  {
    name: 'commit -p without the hunk that breaks',
    prepare: ({ write }) => write(BOTH),
    command: ['commit', '-p', '-m', 'Next'],
    input: 'n\ny\n',
    stoppedBy: null,
  },
  {
    name: 'a break that only the work tree repairs',
    prepare(repository) {
      stage(repository, BREAKING);
      repository.write(HARMLESS);
    },
    command: COMMIT,
    stoppedBy: MISSING,
  },
  {
    name: 'a break that is only in the work tree',
    prepare(repository) {
      stage(repository, { ...HARMLESS, 'README.md': 'Better.\n' });
      repository.write(BOTH);
    },
    command: COMMIT,
    stoppedBy: null,
  },
  {
    name: 'commit of one path beside a staged break',
    prepare(repository) {
      stage(repository, BREAKING);
      repository.write({ 'src/unused.js': 'export const unused = 2;\n' });
    },
    command: ['commit', '-m', 'Next', '--only', 'src/unused.js'],
    stoppedBy: null,
  },
  {
    name: 'commit of the one path that breaks',
    prepare(repository) {
      repository.write({ ...BREAKING, 'src/main.js': "import { open } from './pool.js';\nopen();\n" });
    },
    command: ['commit', '-m', 'Next', '--only', 'src/pool.js'],
    stoppedBy: MISSING,
  },
  {
    name: 'an amend that breaks',
    prepare: (repository) => stage(repository, BREAKING),
    command: ['commit', '--amend', '--no-edit'],
    stoppedBy: MISSING,
  },
  {
    name: 'an amend of the message',
    prepare: () => undefined,
    command: ['commit', '--amend', '-m', 'Begin well'],
    stoppedBy: null,
  },
  {
    name: 'a merge of two branches that break only together',
    prepare: branchesThatBreakTogether,
    command: ['merge', '--no-edit', 'renames'],
    stoppedBy: /"close" is not exported by "\.\/pool\.js"/,
  },
  {
    name: 'a merge that breaks nothing',
    prepare(repository) {
      branchesThatBreakTogether(repository);
      repository.git('rm', '-q', 'src/use.js');
      repository.git('commit', '-q', '--no-verify', '-m', 'Use it no more');
    },
    command: ['merge', '--no-edit', 'renames'],
    stoppedBy: null,
  },
  {
    name: 'a solved conflict that breaks',
    prepare(repository) {
      conflictingBranches(repository, BREAKING);
      solve(repository, ['merge', 'topic']);
    },
    command: ['commit', '--no-edit'],
    stoppedBy: MISSING,
  },
  {
    name: 'a solved conflict that breaks nothing',
    prepare(repository) {
      conflictingBranches(repository, HARMLESS);
      solve(repository, ['merge', 'topic']);
    },
    command: ['commit', '--no-edit'],
    stoppedBy: null,
  },
  {
    name: 'a rebase that breaks nothing',
    prepare(repository) {
      conflictingBranches(repository, HARMLESS);
      repository.git('checkout', '-q', 'topic');
      solve(repository, ['rebase', 'main']);
    },
    command: ['-c', 'core.editor=true', 'rebase', '--continue'],
    stoppedBy: null,
  },
  {
    name: 'a cherry-pick of a commit that breaks, after a conflict',
    prepare(repository) {
      conflictingBranches(repository, BREAKING);
      solve(repository, ['cherry-pick', 'topic']);
    },
    command: ['commit', '--no-edit'],
    stoppedBy: MISSING,
  },
  {
    name: 'a cherry-pick of a commit that breaks nothing',
    prepare: (repository) => conflictingBranches(repository, HARMLESS),
    command: ['cherry-pick', '-X', 'theirs', 'topic'],
    stoppedBy: null,
  },
  {
    name: 'the first commit of all in a new branch without a parent',
    prepare: ({ git }) => git('checkout', '-q', '--orphan', 'fresh'),
    command: COMMIT,
    stoppedBy: null,
  },
];
