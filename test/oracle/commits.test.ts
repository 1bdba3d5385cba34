// The view of a commit against git: of each commit of a random history, wherever the work tree and the index are by now, the
// view finds what a plain check of the commit finds where git has checked it out.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryRepository } from '../host/temporary-repository.ts';
import { createRandom } from '../judge/random.ts';
import { answersIn, difference } from '../views/answers.ts';
import { beginning, quietly, STEP_KINDS, type State } from '../views/index-steps.ts';

const SEED = Number(process.env['DANGLINT_COMMITS_SEED'] ?? 1);
const TIMES = Number(process.env['DANGLINT_COMMITS_TIMES'] ?? 2);
const COMMITS = 4;

/** What changes the files that a commit records. */
const WORK =
  'write writeAgain writeCrlf link swap remove removeOnDisk rename attributes ignore branch merge checkout commitAll'.split(
    ' ',
  );
/** What may be left behind when nobody commits any more; no settings, which are read wherever they are. */
const LEFT = ['writeCrlf', 'link', 'removeOnDisk', 'removeCached', 'skip', 'assume', 'sparse', 'autocrlf'];

for (let time = 0; time < TIMES; time++) {
  const seed = SEED + time;
  test(`seed ${seed}`, async () => {
    const random = createRandom(seed);
    const repository = temporaryRepository();
    repository.write(beginning(random));
    repository.commit('Begin');
    const state: State = { repository, random, branches: 0 };
    const commits: string[] = [];
    const done: string[] = [];
    const step = (kinds: readonly string[]): void => {
      const kind = kinds[random.below(kinds.length)] ?? 'write';
      done.push(kind);
      quietly(() => STEP_KINDS[kind]?.(state));
    };
    while (commits.length < COMMITS) {
      for (let some = 2 + random.below(5); some > 0; some--) step(WORK);
      repository.commit('Work', '--allow-empty');
      commits.push(repository.git('rev-parse', 'HEAD').trim());
      done.push('COMMIT');
    }
    for (let some = random.below(4); some > 0; some--) step(LEFT);
    for (const commit of commits) {
      const found = await answersIn(repository.root, `commit:${commit}`);
      const folder = join(temporaryFolder(), 'out');
      repository.git('-c', 'core.sparseCheckout=false', 'worktree', 'add', '-q', '--detach', folder, commit);
      const where = `seed ${seed}: ${done.join(', ')}: ${commits.indexOf(commit)}`;
      expect(difference(found, await answersIn(folder, 'worktree')), where).toEqual([]);
    }
  });
}
