// The hook that `danglint init` sets: which runner the project has, and what goes into its file. Both hooks before a
// commit are set, because git asks `pre-merge-commit` and not `pre-commit` when it commits a merge by itself, and a
// merge of two sound branches is a common way to break an import.

import { below, isWithin } from '../model/path.ts';
import { shellWord } from '../model/shell-word.ts';
import { firstThere, folderOf, type InitFacts, type InitPlan, throughManager } from './init-facts.ts';
import { appendTo, yamlChange } from './yaml-change.ts';

export type HookKind = 'git' | 'husky' | 'lefthook' | 'pre-commit' | 'none';

const GIT_HOOKS = ['pre-commit', 'pre-merge-commit'];

/** The hook runner that the project has already; else a plain hook, where git is. */
export function detectHook({
  root,
  top,
  read,
  gitHooks,
}: Pick<InitFacts, 'root' | 'top' | 'read' | 'gitHooks'>): HookKind {
  if (read(below(top, PRE_COMMIT_FILE)) !== null) return 'pre-commit';
  if (firstThere(top, LEFTHOOK_FILES, read) !== undefined) return 'lefthook';
  const manifests = [...new Set([root, top])].map((folder) => read(below(folder, 'package.json')) ?? '');
  // husky points core.hooksPath at its own folder.
  if (gitHooks?.includes('/.husky') || manifests.some((text) => /"husky"\s*:/.test(text))) return 'husky';
  if (manifests.some((text) => /"lefthook"\s*:/.test(text))) return 'lefthook';
  return gitHooks === null ? 'none' : 'git';
}

export function planHook(kind: HookKind, facts: InitFacts): InitPlan {
  return HOOKS[kind](facts);
}

const PRE_COMMIT_FILE = '.pre-commit-config.yaml';
const LEFTHOOK_FILES = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml'];

const HOOKS: Readonly<Record<HookKind, (facts: InitFacts) => InitPlan>> = {
  none: () => ({ changes: [], notes: [] }),
  git(facts) {
    const { gitHooks, top } = facts;
    if (gitHooks === null)
      return { changes: [], notes: ['this is no git repository, so there is no hook to set'] };
    if (!isWithin(top, gitHooks)) {
      const note = `git runs the hooks of this repository from ${gitHooks}, which is outside of it: add "${checkStaged(facts)}" to the pre-commit hook there`;
      return { changes: [], notes: [note] };
    }
    return both(GIT_HOOKS.map((name) => scriptHook(below(gitHooks, name), facts, '#!/bin/sh\n')));
  },
  husky(facts) {
    const { root, top, gitHooks } = facts;
    const set = gitHooks?.includes('/.husky') ? gitHooks.replace(/(\/\.husky)\/.*$/, '$1') : null;
    const folder = set !== null && isWithin(top, set) ? set : below(root, '.husky');
    const plan = both(GIT_HOOKS.map((name) => scriptHook(below(folder, name), facts, '')));
    return set === null ? { ...plan, notes: [...plan.notes, 'npx husky makes git use the hooks'] } : plan;
  },
  lefthook(facts) {
    const { top, read } = facts;
    const path = firstThere(top, LEFTHOOK_FILES, read) ?? below(top, 'lefthook.yml');
    // No glob: a commit that only deletes a file has no file left to match, and is the one that breaks importers.
    const add = (document: Parameters<typeof appendTo>[0]) => {
      for (const name of GIT_HOOKS)
        appendTo(document, [name, 'jobs'], { name: 'danglint', run: checkStaged(facts) });
    };
    return yamlChange(path, read, add, ['npx lefthook install sets the hooks, where they are not set yet']);
  },
  'pre-commit'(facts) {
    const folder = folderOf(facts);
    // always_run: pre-commit leaves deleted files out of its list, and would skip the commit that breaks importers.
    const hook = {
      id: 'danglint',
      name: 'danglint (broken imports)',
      entry: `danglint --staged${folder === '' ? '' : ` --cwd ${shellWord(folder)}`}`,
      language: 'node',
      additional_dependencies: [`danglint@${facts.version}`],
      always_run: true,
      pass_filenames: false,
      require_serial: true,
    };
    return yamlChange(
      below(facts.top, PRE_COMMIT_FILE),
      facts.read,
      (document) => appendTo(document, ['repos'], { repo: 'local', hooks: [hook] }),
      [
        'pre-commit install -t pre-commit -t pre-merge-commit sets the hooks, where they are not set yet; without the second one, merges that git commits by itself are not checked',
      ],
    );
  },
};

function both(plans: readonly InitPlan[]): InitPlan {
  return {
    changes: plans.flatMap(({ changes }) => changes),
    notes: [...new Set(plans.flatMap(({ notes }) => notes))],
  };
}

/**
 * The command of the hook, for a shell at the top of the work tree. Not through npx, which alone takes longer than
 * danglint does when nothing relevant is staged.
 */
function checkStaged(facts: InitFacts): string {
  const folder = folderOf(facts);
  const program = facts.runsFrom === 'node_modules' ? 'node_modules/.bin/danglint' : throughManager(facts);
  const command = `${program} --staged`;
  return folder === '' ? command : `(cd ${shellWord(folder)} && ${command})`;
}

/** Shells that read `command || exit 1`. */
const SHELL = /^#!.*\b(?:ba|da|k|z)?sh\b/;

/** A shell script: the command is added at its end, once; before a line that ends the script or replaces the shell. */
function scriptHook(path: string, facts: InitFacts, head: string): InitPlan {
  const before = facts.read(path);
  if (before?.includes('danglint') === true)
    return { changes: [], notes: ['the pre-commit hook runs danglint already'] };
  const command = checkStaged(facts);
  const change = (after: string): InitPlan => ({
    changes: [{ path, before, after, executable: true }],
    notes: [],
  });
  if (before === null) return change(`${head}${command}\n`);
  if (before.startsWith('#!') && !SHELL.test(before)) {
    return { changes: [], notes: [`${path} is no shell script: let it run "${command}"`] };
  }
  const end = before.search(/^(?:exit|exec)\b/m);
  if (end >= 0) return change(`${before.slice(0, end)}${command} || exit 1\n${before.slice(end)}`);
  return change(`${before === '' || before.endsWith('\n') ? before : `${before}\n`}${command}\n`);
}
