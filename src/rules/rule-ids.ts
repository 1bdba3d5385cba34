// The ids of all rules, in the order in which they are listed to people. Apart from the rules themselves, because the
// command line and configurations ask only whether there is such a rule, and a run that repeats an answer loads no rule.

export const RULE_IDS: readonly string[] = [
  'unresolved-module',
  'missing-export',
  'missing-member',
  'ambiguous-export',
  'circular-export',
  'type-as-value',
  'missing-at-runtime',
  'not-deployed',
  'undeclared-dependency',
  'dev-dependency',
  'initialisation-cycle',
  'stub-in-use',
  'parse-error',
  'unused-suppression',
];
