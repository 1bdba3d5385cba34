// A package that the manifest does not declare: it is here because another one brought it along, or because somebody
// installed it by hand. The next install may leave it out.

import { createCounting, packageUses } from '../link/package-uses.ts';
import type { Rule } from './rule.ts';

export const undeclaredDependency: Rule = {
  id: 'undeclared-dependency',
  defaultSeverity: 'warning',
  summary: 'The package is not declared by the package that imports it',
  messages: {
    undeclared: '"{package}" is imported, but not declared in the manifest of this package',
    'brought-along': '"{package}" is imported, but not declared: it is here because "{broughtBy}" needs it',
  },
  help: {
    undeclared: 'declare it: the next install may leave it out',
    'brought-along': 'declare it: a later "{broughtBy}" may do without it',
  },
  *run(context) {
    const counts = createCounting(context.linked, context.facts);
    for (const use of packageUses(context.checked, context.linked, 'undeclared')) {
      if (!counts(use.node, use.request, use.declaration.countsIn)) continue;
      yield {
        rule: undeclaredDependency.id,
        messageId: use.declaration.broughtBy === undefined ? 'undeclared' : 'brought-along',
        ...use.facts,
        suggestions: [{ kind: 'add', text: `add "${use.packageName}" to the dependencies` }],
      };
    }
  },
};
