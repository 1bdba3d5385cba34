// The view of the index against git itself: after random work in a repository (partial adds, removals, renames, stash,
// merges with conflicts, rebases, conversions, sparse checkouts, other index files) git writes the index out into a folder,
// and a plain check of that folder has to find the same. Nothing in the repository may have changed.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '../host/temporary-repository.ts';
import { createRandom, type Random } from '../judge/random.ts';
import { type Answers, answersIn, difference } from './answers.ts';
import { beginning, quietly, SETTINGS, STEP_KINDS, type State } from './index-steps.ts';

const SEED = Number(process.env['DANGLINT_INDEX_SEED'] ?? 1);
const TIMES = Number(process.env['DANGLINT_INDEX_TIMES'] ?? 3);
const STEPS = 8;

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

const withoutLines = (answers: Answers | string) =>
  typeof answers === 'string' ? [] : answers.findings.map((finding) => finding.replace(/:\d+ /, ' '));

function begin(random: Random): State {
  const repository = temporaryRepository();
  if (random.below(4) === 0) {
    rmSync(join(repository.root, '.git'), { recursive: true });
    repository.git('init', '-q', '-b', 'main', '--object-format=sha256');
  }
  repository.write(beginning(random));
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
      const found = await answersIn(repository.root, 'index');
      expect(everythingIn(repository.root), where).toBe(bytes);
      if (repository.git('ls-files', '-u') !== '') {
        expect(found, where).toMatch(/conflict/);
        continue;
      }
      const tree = writtenTree(repository);
      expect(difference(found, await answersIn(writtenOut(repository, tree), 'worktree')), where).toEqual([]);
      if (typeof found === 'string') continue;
      expect(difference(await answersIn(repository.root, `commit:${tree}`), found), where).toEqual([]);
      // What the commit breaks is what is broken in the index and was not before; no more than the index is reported.
      const before = new Set(withoutLines(await answersIn(repository.root, 'commit:HEAD')));
      const staged = await answersIn(repository.root, 'index', { kind: 'staged' });
      expect(withoutLines(found), where).toEqual(expect.arrayContaining(withoutLines(staged)));
      const broken = withoutLines(found).filter((finding) => !before.has(finding));
      expect(withoutLines(staged), where).toEqual(expect.arrayContaining(broken));
    }
  });
}

/** The tree that a commit would have now; it has no entries that are only intended. */
const writtenTree = ({ git }: TemporaryRepository): string => git('write-tree').trim();

/** What git has in its index, in a folder of its own. */
function writtenOut({ root }: TemporaryRepository, tree: string): string {
  const folder = temporaryFolder();
  // Of another index, because git refreshes it; and whole, whatever is checked out.
  const environment = { ...gitEnvironment(), GIT_INDEX_FILE: join(temporaryFolder(), 'index') };
  const inCopy = (...args: string[]) =>
    execFileSync('git', ['-c', 'core.autocrlf=false', '-c', 'core.sparseCheckout=false', ...args], {
      cwd: root,
      env: environment,
    });
  inCopy('read-tree', tree);
  inCopy('checkout-index', '-a', `--prefix=${folder}/`);
  // Settings that are not in the index are read from the disk.
  for (const name of SETTINGS) {
    const [from, to] = [join(root, name), join(folder, name)];
    if (existsSync(to) || !existsSync(from)) continue;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, readFileSync(from));
  }
  // With the same history, and as its own index what was written: files that are ignored and tracked all the same.
  cpSync(join(root, '.git'), join(folder, '.git'), {
    recursive: true,
    filter: (path) => !path.endsWith('/index'),
  });
  for (const args of [
    ['config', 'core.sparseCheckout', 'false'],
    ['config', 'core.autocrlf', 'false'],
    ['read-tree', tree],
  ])
    execFileSync('git', args, { cwd: folder, env: gitEnvironment() });
  return folder;
}
