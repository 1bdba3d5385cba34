// A package that the manifest does not declare: it is here because another one brought it along, or because somebody
// installed it by hand. The next install may leave it out.

import { createCounting, leftOut, packageUses } from '../link/package-uses.ts';
import type { Rule } from './rule.ts';

export const undeclaredDependency: Rule = {
  id: 'undeclared-dependency',
  defaultSeverity: 'warning',
  summary: 'The package is not declared by the package that imports it',
  messages: {
    undeclared: '"{package}" is imported, but not declared in the manifest of this package',
    'brought-along': '"{package}" is imported, but not declared: it is here because "{broughtBy}" needs it',
    'left-out': '"{package}" is imported, but not declared, and {why} leaves it out',
  },
  help: {
    undeclared: 'declare it: the next install may leave it out',
    'brought-along': 'declare it: a later "{broughtBy}" may do without it',
    'left-out': 'declare it for production',
  },
  *run({ checked, linked, facts: told }) {
    const counts = createCounting(linked, told);
    for (const use of packageUses(checked, linked, 'undeclared')) {
      const { node, declaration, packageName, facts } = use;
      if (!counts(node, use.request, declaration.countsIn)) continue;
      // Packages of Python come in other ways too: from the system, under the name of another distribution.
      const why = node.record.language === 'javascript' ? told.whyLeftOut(use) : null;
      const broughtBy = declaration.broughtBy ?? told.broughtBy(node, packageName);
      yield {
        rule: undeclaredDependency.id,
        ...facts,
        ...(why !== null
          ? leftOut(use, why)
          : broughtBy === null
            ? { messageId: 'undeclared' }
            : { messageId: 'brought-along', data: { ...facts.data, broughtBy } }),
        suggestions: [{ kind: 'add', text: `add "${packageName}" to the dependencies` }],
      };
    }
  },
};
