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
  const parts = [planConfig(facts), planHook(choices.hook, facts), planCi(choices.ci, facts)];
  return {
    changes: parts.flatMap(({ changes }) => changes),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

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
