// A package that is found only because another one brought it along: the next install may not.

import { siteOfWorkingRequest } from '../link/failure.ts';
import { isErased } from '../link/load-edges.ts';
import type { Rule } from './rule.ts';

export const undeclaredDependency: Rule = {
  id: 'undeclared-dependency',
  defaultSeverity: 'warning',
  summary: 'The package is not declared by the package that imports it',
  messages: { undeclared: '"{package}" is imported, but not declared in the manifest of this package' },
  help: { undeclared: 'declare it: it is only here because another package brought it along' },
  *run({ checked, linked }) {
    for (const node of checked) {
      for (const [index, resolution] of node.resolutions.entries()) {
        const request = node.record.requests[index];
        if (resolution.kind !== 'module' || resolution.declared !== 'undeclared' || request === undefined)
          continue;
        if (request.implied === true || request.guard === 'optional' || isErased(node, index, linked))
          continue;
        const { packageName = request.specifier } = resolution;
        yield {
          rule: undeclaredDependency.id,
          messageId: 'undeclared',
          data: { package: packageName, specifier: request.specifier },
          location: { module: node.id, span: request.span },
          related: [],
          specifier: request.specifier,
          target: resolution.module,
          suggestions: [{ kind: 'add', text: `add "${packageName}" to the dependencies` }],
          site: siteOfWorkingRequest(node, index),
        };
      }
    }
  },
};
