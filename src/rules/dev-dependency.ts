// Production code that imports a package which a production install leaves out.

import { createCounting, isBundled, leftOut, packageUses } from '../link/package-uses.ts';
import type { Rule } from './rule.ts';

export const devDependency: Rule = {
  id: 'dev-dependency',
  defaultSeverity: 'warning',
  summary: 'Production code imports a package that is only installed for development',
  messages: {
    production: '"{package}" is only declared for development, and production code imports it',
    'left-out': '"{package}" is only declared for development, and {why} leaves it out',
  },
  help: {
    production: 'declare it for production: an install for production leaves it out',
    'left-out': 'declare it for production',
  },
  *run({ checked, linked, facts: told }) {
    const { production } = told;
    if (production === null) return;
    const counts = createCounting(linked, told);
    for (const use of packageUses(checked, linked, 'devDependencies')) {
      const { node, packageName, request, declaration, facts } = use;
      if (!production.has(node.id) || isBundled(node) || !counts(node, request, declaration.countsIn))
        continue;
      const why = told.whyLeftOut(use);
      yield {
        rule: devDependency.id,
        ...facts,
        ...(why === null ? { messageId: 'production' } : leftOut(use, why)),
        suggestions: [{ kind: 'install', text: `move "${packageName}" to the dependencies` }],
      };
    }
  },
};
