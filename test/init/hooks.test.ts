// The hooks that `danglint init` sets, with real commits. Plain git hooks always; pre-commit where it is installed; husky,
// lefthook and pre-commit's own installation of danglint where DANGLINT_HOOK_TOOLS names a folder that holds them:
//
//   npm pack --pack-destination TOOLS && npm install --prefix TOOLS husky lefthook TOOLS/danglint-*.tgz
//   DANGLINT_HOOK_TOOLS=TOOLS npx vitest run test/init/hooks.test.ts

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { danglint } from '../cli/run-danglint.ts';
import {
  gitEnvironment,
  type TemporaryRepository,
  temporaryRepository,
} from '../host/temporary-repository.ts';
import { COMMIT_SCENARIOS, PROJECT } from './commit-scenarios.ts';

const bin = fileURLToPath(new URL('../../bin/danglint.js', import.meta.url));
const tools = process.env['DANGLINT_HOOK_TOOLS'];
const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;

interface Runner {
  readonly name: string;
  /** Why it cannot be tried here; null when it can. */
  readonly absent: string | null;
  /** Sets the hooks. */
  readonly set: (repository: TemporaryRepository) => Promise<void>;
}

const init = async ({ root }: TemporaryRepository, hook: string) => {
  const { code, stderr } = await danglint(root, ['init', '--hook', hook, '--ci', 'none', '--yes']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
};

const inside = ({ root }: TemporaryRepository, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: root, env: { ...gitEnvironment(), ...process.env }, stdio: 'pipe' });

function setPreCommit({ root }: TemporaryRepository, edit: (text: string) => string): void {
  const file = join(root, '.pre-commit-config.yaml');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

const needsTools = tools === undefined ? 'DANGLINT_HOOK_TOOLS is not set' : null;

const RUNNERS: readonly Runner[] = [
  { name: 'git', absent: null, set: (repository) => init(repository, 'git') },
  {
    name: 'pre-commit, danglint installed in the project',
    absent: hasPreCommit ? null : 'pre-commit is not installed',
    async set(repository) {
      await init(repository, 'pre-commit');
      setPreCommit(repository, (text) =>
        text
          .replace(/entry: danglint/, 'entry: node_modules/.bin/danglint')
          .replace(/language: node\n\s+additional_dependencies:\n?\s+.*\n/, 'language: system\n'),
      );
      inside(repository, 'pre-commit', 'install', '-t', 'pre-commit', '-t', 'pre-merge-commit');
    },
  },
  {
    name: 'pre-commit, which installs danglint itself',
    absent: needsTools ?? (hasPreCommit ? null : 'pre-commit is not installed'),
    async set(repository) {
      await init(repository, 'pre-commit');
      // The released version, before it is released.
      const packed = readdirSync(tools ?? '').find((name) => name.endsWith('.tgz'));
      setPreCommit(repository, (text) => text.replace(/danglint@[\d.]+/, join(tools ?? '', packed ?? '')));
      inside(repository, 'pre-commit', 'install', '-t', 'pre-commit', '-t', 'pre-merge-commit');
    },
  },
  {
    name: 'husky',
    absent: needsTools,
    async set(repository) {
      inside(repository, 'node_modules/.bin/husky');
      await init(repository, 'husky');
    },
  },
  {
    name: 'lefthook',
    absent: needsTools,
    async set(repository) {
      await init(repository, 'lefthook');
      inside(repository, 'node_modules/.bin/lefthook', 'install');
    },
  },
];

async function repositoryWith(runner: Runner): Promise<TemporaryRepository> {
  const repository = temporaryRepository(PROJECT);
  if (tools === undefined) {
    mkdirSync(join(repository.root, 'node_modules/.bin'), { recursive: true });
    symlinkSync(bin, join(repository.root, 'node_modules/.bin/danglint'));
  } else symlinkSync(join(tools, 'node_modules'), join(repository.root, 'node_modules'));
  await runner.set(repository);
  repository.commit('Set the hooks', '--no-verify');
  return repository;
}

/** The files of the work tree with their content, and the entries of the index. */
function stateOf({ root, git }: TemporaryRepository): Record<string, string> {
  const state: Record<string, string> = { index: git('ls-files', '--stage') };
  for (const path of git('ls-files', '-co', '--exclude-standard', '-z').split('\0')) {
    if (path === '' || !existsSync(join(root, path))) continue;
    state[path] = createHash('sha256')
      .update(readFileSync(join(root, path)))
      .digest('hex');
  }
  return state;
}

for (const runner of RUNNERS) {
  describe.skipIf(runner.absent !== null)(
    `${runner.name}${runner.absent === null ? '' : `: ${runner.absent}`}`,
    () => {
      test.for(COMMIT_SCENARIOS)('$name', async ({ prepare, command, input, stoppedBy }) => {
        const repository = await repositoryWith(runner);
        prepare(repository);
        const branches = repository.git('for-each-ref');
        const before = stateOf(repository);
        const ran = spawnSync('git', command, {
          cwd: repository.root,
          env: { ...gitEnvironment(), LC_ALL: 'C.UTF-8', TMPDIR: process.env['TMPDIR'] ?? '/tmp' },
          encoding: 'utf8',
          input: input ?? '',
        });
        const said = ran.stdout + ran.stderr;
        if (stoppedBy === null) {
          expect(said).not.toMatch(/missing-export|unresolved-module|not-deployed|command not found/);
          expect(ran.status, said).toBe(0);
          return;
        }
        expect(said).toMatch(stoppedBy);
        expect(ran.status).not.toBe(0);
        expect(repository.git('for-each-ref')).toBe(branches);
        // A merge has put its result into both when it asks; git takes it back or leaves it, danglint does neither.
        if (command[0] === 'merge') return;
        expect(stateOf(repository)).toEqual(
          command.includes('-p') ? { ...before, index: expect.any(String) } : before,
        );
      });
    },
  );
}
