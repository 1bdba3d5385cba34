// The list of all rules, in the order in which they are explained.

import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [];
