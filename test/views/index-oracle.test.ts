// The view of the index against git itself: after random work in a repository (partial adds, removals, renames, stash,
// merges with conflicts, rebases, conversions, sparse checkouts, other index files) git writes the index out into a folder,
// and a plain check of that folder has to find the same. Nothing in the repository may have changed.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/host/user-error.ts';
import type { CheckOptions } from '../../src/options.ts';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '../host/temporary-repository.ts';
import { createRandom, type Random } from '../judge/random.ts';
import { checkFiles } from '../support/check-files.ts';

const SEED = Number(process.env['DANGLINT_INDEX_SEED'] ?? 1);
const TIMES = Number(process.env['DANGLINT_INDEX_TIMES'] ?? 3);
const STEPS = 12;

const NAMES = ['a', 'b', 'c', 'lib/d', 'lib/e', 'lib/deep/f', 'odd dir/g', 'lib/ü'];
const EXPORTS = ['one', 'two', 'three'];

/** A module that imports two others by names that they may or may not have. */
function moduleText(random: Random, path: string): string {
  const depth = path.split('/').length - 1;
  const lines = Array.from({ length: random.below(3) }, () => {
    const target = NAMES[random.below(NAMES.length)] ?? 'a';
    return `import { ${EXPORTS[random.below(3)]} as x${random.below(1e6)} } from '${depth === 0 ? './' : '../'.repeat(depth)}${target}.js';`;
  });
  const gap = Array.from({ length: 8 }, (_, line) => `// ${line}`);
  const names = random.sample(EXPORTS, 1 + random.below(3)).sort();
  return [...lines, ...gap, ...names.map((name) => `export const ${name} = ${random.below(9)};`), ''].join(
    '\n',
  );
}

interface State {
  readonly repository: TemporaryRepository;
  readonly random: Random;
  branches: number;
}

const quietly = (run: () => unknown): void => {
  try {
    run();
  } catch {
    // Git refuses what makes no sense in this state, and stops at conflicts.
  }
};

const pathOf = ({ random }: State) => `${NAMES[random.below(NAMES.length)]}.js`;

const STEP_KINDS: Readonly<Record<string, (state: State) => void>> = {
  write: (state) => {
    const path = pathOf(state);
    state.repository.write({ [path]: moduleText(state.random, path) });
  },
  writeAgain: (state) => STEP_KINDS['write']?.(state),
  writeCrlf: (state) => {
    const path = pathOf(state);
    state.repository.write({ [path]: moduleText(state.random, path).replaceAll('\n', '\r\n') });
  },
  add: (state) => state.repository.git('add', pathOf(state)),
  addAll: ({ repository }) => repository.git('add', '-A'),
  addPart: (state) => {
    const input = Array.from({ length: 6 }, () => (state.random.below(2) === 0 ? 'y' : 'n')).join('\n');
    execFileSync('git', ['add', '-p'], {
      cwd: state.repository.root,
      env: gitEnvironment(),
      input,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  },
  intend: (state) => {
    const path = `new${state.random.below(3)}.js`;
    state.repository.write({ [path]: moduleText(state.random, path) });
    state.repository.git('add', '-N', path);
  },
  remove: (state) => state.repository.git('rm', '-q', '-f', pathOf(state)),
  removeCached: (state) => state.repository.git('rm', '-q', '--cached', pathOf(state)),
  removeOnDisk: (state) => rmSync(join(state.repository.root, pathOf(state)), { force: true }),
  rename: (state) => state.repository.git('mv', '-k', pathOf(state), pathOf(state)),
  commit: ({ repository }) => repository.git('commit', '-q', '-m', 'Work'),
  commitAll: ({ repository }) => repository.git('commit', '-q', '-a', '-m', 'All work'),
  amend: ({ repository }) => repository.git('commit', '-q', '--amend', '-m', 'Amended'),
  branch: (state) => state.repository.git('checkout', '-q', '-b', `b${state.branches++}`),
  checkout: (state) =>
    state.repository.git('checkout', '-q', `b${state.random.below(Math.max(1, state.branches))}`),
  merge: (state) =>
    state.repository.git('merge', '-q', '-m', 'Merge', `b${state.random.below(Math.max(1, state.branches))}`),
  mergeOpen: (state) =>
    state.repository.git(
      'merge',
      '-q',
      '--no-commit',
      '--no-ff',
      `b${state.random.below(Math.max(1, state.branches))}`,
    ),
  rebase: (state) =>
    state.repository.git('rebase', '-q', `b${state.random.below(Math.max(1, state.branches))}`),
  cherryPick: (state) =>
    state.repository.git('cherry-pick', `b${state.random.below(Math.max(1, state.branches))}`),
  revert: ({ repository }) => repository.git('revert', '--no-edit', 'HEAD'),
  solve: ({ repository }) => repository.git('checkout', '--ours', '.'),
  abort: ({ repository }) => {
    for (const what of ['merge', 'rebase', 'cherry-pick', 'revert'])
      quietly(() => repository.git(what, '--abort'));
  },
  stash: ({ repository }) => repository.git('stash', '-q'),
  stashKeep: ({ repository }) => repository.git('stash', '-q', '--keep-index'),
  stashPop: ({ repository }) => repository.git('stash', 'pop', '-q'),
  reset: ({ repository }) => repository.git('reset', '-q'),
  resetSoft: ({ repository }) => repository.git('reset', '-q', '--soft', 'HEAD~1'),
  resetHard: ({ repository }) => repository.git('reset', '-q', '--hard'),
  assume: (state) => state.repository.git('update-index', '--assume-unchanged', pathOf(state)),
  skip: (state) => state.repository.git('update-index', '--skip-worktree', pathOf(state)),
  sparse: ({ repository, random }) =>
    repository.git(
      'sparse-checkout',
      'set',
      ...(random.below(2) === 0 ? ['--cone', 'lib'] : ['--no-cone', '/*', '!/lib/deep/']),
    ),
  full: ({ repository }) => repository.git('sparse-checkout', 'disable'),
  split: ({ repository }) => repository.git('update-index', '--split-index'),
  untracked: ({ repository }) => repository.git('update-index', '--untracked-cache'),
  autocrlf: ({ repository, random }) =>
    repository.git('config', 'core.autocrlf', ['true', 'input', 'false'][random.below(3)] ?? 'false'),
  attributes: ({ repository, random }) =>
    repository.write({
      '.gitattributes': ['*.js text eol=crlf\n', '*.js -text\n', ''][random.below(3)] ?? '',
    }),
  ignore: ({ repository, random }) =>
    repository.write({ '.gitignore': ['lib/\n', 'b.js\n', ''][random.below(3)] ?? '' }),
  ignoreCase: ({ repository }) => repository.git('config', 'core.ignorecase', 'true'),
  version4: ({ repository }) => repository.git('update-index', '--index-version', '4'),
  gc: ({ repository }) => repository.git('gc', '-q'),
};

/** Every byte of the folder, of git's own files as well; not the times that git keeps of looking. */
function everythingIn(folder: string): string {
  const hash = createHash('sha256');
  const walk = (directory: string): void => {
    for (const name of readdirSync(directory).sort()) {
      const path = join(directory, name);
      const stat = lstatSync(path);
      // Git itself touches the shared part of a split index whenever it reads it.
      const time = name.startsWith('sharedindex.') ? 0 : stat.mtimeMs;
      hash.update(`${path} ${stat.mode} ${time}\n`);
      if (stat.isDirectory()) walk(path);
      else hash.update(stat.isSymbolicLink() ? readlinkSync(path) : readFileSync(path));
    }
  };
  walk(folder);
  return hash.digest('hex');
}

/**
 * `not-deployed` is what `unresolved-module` becomes where the file is on disk as well.
 * @returns a sentence where danglint refuses to check
 */
async function findingsIn(
  root: string,
  view: string,
  changes: CheckOptions['changes'] = { kind: 'all' },
): Promise<string[] | string> {
  try {
    const { report } = await checkFiles(root, { view, changes });
    return report.findings
      .filter(({ rule }) => /^(?:missing-export|unresolved-module|not-deployed|parse-error)$/.test(rule))
      .map(
        ({ rule, file, line, specifier, name }) =>
          `${file}:${line} ${rule.replace('not-deployed', 'unresolved-module')} ${specifier ?? ''} ${name ?? ''}`,
      )
      .sort();
  } catch (error) {
    if (error instanceof UserError) return error.message.replace(root, '');
    throw error;
  }
}

const withoutLines = (findings: readonly string[] | string) =>
  (typeof findings === 'string' ? [] : findings).map((finding) => finding.replace(/:\d+ /, ' '));

function begin(random: Random): State {
  const files: Record<string, string> = { 'package.json': '{ "type": "module" }\n' };
  for (const name of NAMES) if (random.below(4) !== 0) files[`${name}.js`] = moduleText(random, name);
  const repository = temporaryRepository();
  if (random.below(4) === 0) {
    rmSync(join(repository.root, '.git'), { recursive: true });
    repository.git('init', '-q', '-b', 'main', '--object-format=sha256');
  }
  repository.write(files);
  repository.commit('Begin');
  return { repository, random, branches: 0 };
}

for (let time = 0; time < TIMES; time++) {
  const seed = SEED + time;
  test(`seed ${seed}`, async () => {
    const state = begin(createRandom(seed));
    const { repository, random } = state;
    const kinds = Object.keys(STEP_KINDS);
    const done: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      for (let some = 1 + random.below(4); some > 0; some--) {
        const kind = kinds[random.below(kinds.length)] ?? 'write';
        done.push(kind);
        quietly(() => STEP_KINDS[kind]?.(state));
      }
      const where = `seed ${seed}: ${done.join(', ')}`;
      const bytes = everythingIn(repository.root);
      const found = await findingsIn(repository.root, 'index');
      expect(everythingIn(repository.root), where).toBe(bytes);
      if (repository.git('ls-files', '-u') !== '') {
        expect(found, where).toMatch(/conflict/);
        continue;
      }
      expect(found, where).toEqual(await findingsIn(writtenOut(repository), 'worktree'));
      if (typeof found === 'string') continue;
      // What the commit breaks is what is broken in the index and was not before; no more than the index is reported.
      const before = new Set(withoutLines(await findingsIn(repository.root, 'commit:HEAD')));
      const staged = await findingsIn(repository.root, 'index', { kind: 'staged' });
      expect(found, where).toEqual(expect.arrayContaining([...staged]));
      const broken = withoutLines(found).filter((finding) => !before.has(finding));
      expect(withoutLines(staged), where).toEqual(expect.arrayContaining(broken));
    }
  });
}

/** What git has in its index, in a folder of its own; without what is only intended to be added. */
function writtenOut({ root, git }: TemporaryRepository): string {
  const folder = temporaryFolder();
  // Of a copy of the index, because git refreshes it; and whole, whatever is checked out.
  const index = join(temporaryFolder(), 'index');
  const environment = { ...gitEnvironment(), GIT_INDEX_FILE: index };
  const inCopy = (...args: string[]) =>
    execFileSync('git', ['-c', 'core.autocrlf=false', '-c', 'core.sparseCheckout=false', ...args], {
      cwd: root,
      env: environment,
    });
  // A tree has no entries that are only intended.
  inCopy('read-tree', git('write-tree').trim());
  inCopy('checkout-index', '-a', `--prefix=${folder}/`);
  // What git ignores is in the index all the same.
  rmSync(join(folder, '.gitignore'), { force: true });
  // Settings that are not in the index are read from the disk.
  const settings = join(root, 'package.json');
  if (!existsSync(join(folder, 'package.json')) && existsSync(settings))
    writeFileSync(join(folder, 'package.json'), readFileSync(settings));
  return folder;
}
