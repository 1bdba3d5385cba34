// `danglint init`: shows what it would write, asks, writes.

import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { findRoot } from '../../discover/find-root.ts';
import { createDiskFileSystem } from '../../host/disk-file-system.ts';
import { findRepository, runGitSync } from '../../host/git.ts';
import { readTextOrNull } from '../../host/settings-file.ts';
import { writeFiles } from '../../host/write-files.ts';
import { type CiKind, detectCi } from '../../init/ci.ts';
import { detectHook, type HookKind } from '../../init/hooks.ts';
import type { InitFacts } from '../../init/init-facts.ts';
import { planInit } from '../../init/init-plan.ts';
import { below, resolvePath, shownPath } from '../../model/path.ts';
import { printable } from '../../report/printable.ts';
import { version } from '../../version.ts';
import { printDiff } from '../print-diff.ts';
import type { Session } from '../session.ts';

interface InitFlags {
  readonly hook?: HookKind;
  readonly ci?: CiKind;
  readonly yes?: boolean;
}

export function defineInit(command: Command, session: Session): void {
  command
    .addOption(
      new Option('--hook <kind>', 'the pre-commit hook; told from what is there when absent').choices([
        'git',
        'husky',
        'lefthook',
        'pre-commit',
        'none',
      ]),
    )
    .addOption(new Option('--ci <kind>', 'the CI job').choices(['github', 'gitlab', 'none']))
    .option('-y, --yes', 'write without asking')
    .action((flags: InitFlags) => init(flags, session));
}

async function init(flags: InitFlags, session: Session): Promise<void> {
  const facts = factsOf(session.cwd);
  const choices = { hook: flags.hook ?? detectHook(facts), ci: flags.ci ?? detectCi(facts) };
  const { changes, notes } = planInit(choices, facts);
  for (const { path, before, after } of changes) {
    printDiff(session, shownPath(facts.top, path), before ?? '', after ?? '');
  }
  for (const note of notes) session.stdout.write(`${printable(note)}\n`);
  if (changes.length === 0) return;
  if (flags.yes !== true && !(await agreed(session))) {
    session.stdout.write('nothing was written; --yes writes it\n');
    return;
  }
  writeFiles(facts.top, changes);
  for (const { path } of changes) session.stdout.write(`wrote ${printable(shownPath(session.cwd, path))}\n`);
}

function factsOf(cwd: string): InitFacts {
  const fileSystem = createDiskFileSystem();
  const gitTop = findRepository(cwd);
  const { root, configFile } = findRoot(cwd, fileSystem, gitTop);
  const has = (name: string) => fileSystem.stat(below(root, name)) !== null;
  return {
    root,
    top: gitTop === null ? root : fileSystem.realpath(gitTop),
    gitHooks: gitTop === null ? null : hooksFolder(fileSystem.realpath(gitTop)),
    read: (path) => readTextOrNull(fileSystem, path),
    configured: configFile !== null,
    packageManager: has('pnpm-lock.yaml')
      ? 'pnpm'
      : has('yarn.lock')
        ? 'yarn'
        : has('bun.lock') || has('bun.lockb')
          ? 'bun'
          : 'npm',
    runsFrom: has('.pnp.cjs') ? 'yarn' : has('package.json') ? 'node_modules' : 'download',
    declared: /"danglint"\s*:\s*"/.test(readTextOrNull(fileSystem, below(root, 'package.json')) ?? ''),
    version,
  };
}

/** Where git looks for hooks; `core.hooksPath` and linked work trees put them elsewhere. */
function hooksFolder(top: string): string {
  return resolvePath(top, runGitSync(top, ['rev-parse', '--git-path', 'hooks']).trim());
}

async function agreed({ stdout }: Session): Promise<boolean> {
  if (!stdout.isTTY || process.stdin.isTTY !== true) return false;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question('Write this? [y/N] ');
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}
