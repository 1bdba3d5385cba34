// A suppression comment that suppresses nothing. Only the list of all findings tells: findings/ makes these findings,
// the rule holds their words.

import type { Rule } from './rule.ts';

export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  defaultSeverity: 'warning',
  summary: 'A suppression comment suppresses nothing',
  messages: {
    unused: 'this comment suppresses nothing',
    'unused-rule': 'this comment suppresses no {rule}',
    'unknown-rule': 'there is no rule "{rule}"',
  },
  help: {
    unused: 'take it out',
    'unused-rule': 'take the rule out of the comment',
    'unknown-rule': 'danglint explain lists the rules',
  },
  run: () => [],
};
