// What `danglint init` would write: a configuration, a hook, a CI job. What is there is added to, never replaced.

import { below } from '../model/path.ts';
import { type CiKind, planCi } from './ci.ts';
import { type HookKind, planHook } from './hooks.ts';
import type { InitFacts, InitPlan } from './init-facts.ts';

export interface InitChoices {
  readonly hook: HookKind;
  readonly ci: CiKind;
}

export function planInit(choices: InitChoices, facts: InitFacts): InitPlan {
  const parts = [
    planConfig(facts),
    planHook(choices.hook, facts),
    planCi(choices.ci, facts),
    planDependency(choices, facts),
  ];
  return {
    changes: parts.flatMap(({ changes }) => changes),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

const ADD: Readonly<Record<InitFacts['packageManager'], string>> = {
  npm: 'npm install --save-dev danglint',
  pnpm: 'pnpm add --save-dev danglint',
  yarn: 'yarn add --dev danglint',
  bun: 'bun add --dev danglint',
};

/** What is set up here runs what the project has installed; pre-commit installs danglint itself. */
function planDependency(
  { hook, ci }: InitChoices,
  { declared, runsFrom, packageManager }: InitFacts,
): InitPlan {
  const isNeeded = ci !== 'none' || (hook !== 'none' && hook !== 'pre-commit');
  if (!isNeeded || declared || runsFrom === 'download') return { changes: [], notes: [] };
  return { changes: [], notes: [`package.json does not declare danglint yet: ${ADD[packageManager]}`] };
}

function planConfig({ root, configured, runsFrom }: InitFacts): InitPlan {
  if (configured) return { changes: [], notes: ['there is a configuration already; it stays as it is'] };
  const schema = './node_modules/danglint/schema.json';
  const config = { ...(runsFrom === 'node_modules' && { $schema: schema }), rules: {} };
  return {
    changes: [
      { path: below(root, 'danglint.json'), before: null, after: `${JSON.stringify(config, null, 2)}\n` },
    ],
    notes: [],
  };
}
