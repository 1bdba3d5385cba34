// Production code that imports a package which a production install leaves out.

import { createCounting, packageUses } from '../link/package-uses.ts';
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
    const uses = packageUses(checked, linked, 'devDependencies');
    for (const { node, packageName, request, declaration, facts } of uses) {
      // A bundler copies the package into what is deployed.
      const isBundled = node.settings.runtime === 'bundler' || node.settings.bundled === true;
      if (!production.has(node.id) || isBundled || !counts(node, request, declaration.countsIn)) continue;
      const why = told.whyLeftOut(node, packageName);
      const { onlyAfter: _, ...certain } = facts.site;
      yield {
        rule: devDependency.id,
        ...facts,
        ...(why === null
          ? { messageId: 'production' }
          : {
              messageId: 'left-out',
              data: { ...facts.data, why },
              severity: 'error' as const,
              site: certain,
            }),
        suggestions: [{ kind: 'install', text: `move "${packageName}" to the dependencies` }],
      };
    }
  },
};
