// Production code that imports a package which a production install leaves out.

import { siteOfWorkingRequest } from '../link/failure.ts';
import { isErased } from '../link/load-edges.ts';
import type { Rule } from './rule.ts';

export const devDependency: Rule = {
  id: 'dev-dependency',
  defaultSeverity: 'warning',
  summary: 'Production code imports a package that is only installed for development',
  messages: { production: '"{package}" is only a devDependency, and production code imports it' },
  help: { production: 'move it to "dependencies": an install for production leaves it out' },
  *run({ checked, linked, facts }) {
    const { production } = facts;
    if (production === null) return;
    for (const node of checked) {
      // A bundler copies the package into what is deployed.
      if (!production.has(node.id) || node.settings.runtime === 'bundler') continue;
      if (node.record.moduleKind === 'declaration') continue;
      for (const [index, resolution] of node.resolutions.entries()) {
        const request = node.record.requests[index];
        if (resolution.kind !== 'module' || resolution.declared !== 'devDependencies') continue;
        if (request === undefined || request.guard === 'optional' || isErased(node, index, linked)) continue;
        const { packageName = request.specifier } = resolution;
        yield {
          rule: devDependency.id,
          messageId: 'production',
          data: { package: packageName, specifier: request.specifier },
          location: { module: node.id, span: request.span },
          related: [],
          specifier: request.specifier,
          target: resolution.module,
          suggestions: [{ kind: 'install', text: `move "${packageName}" to the dependencies` }],
          site: siteOfWorkingRequest(node, index),
        };
      }
    }
  },
};
