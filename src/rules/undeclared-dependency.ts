// A package that the manifest does not declare: it is here because another one brought it along, or because somebody
// installed it by hand. The next install may leave it out.

import { type PackageUse, packageUses } from '../link/package-uses.ts';
import { reachableFrom } from '../link/reachability.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Rule, RuleContext } from './rule.ts';

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
    const counts = createCounting(context);
    for (const use of packageUses(context.checked, context.linked, 'undeclared')) {
      if (!counts(use)) continue;
      yield {
        rule: undeclaredDependency.id,
        messageId: use.declaration.broughtBy === undefined ? 'undeclared' : 'brought-along',
        ...use.facts,
        suggestions: [{ kind: 'add', text: `add "${use.packageName}" to the dependencies` }],
      };
    }
  },
};

/** Whether a use is one of those for which its declaration counts. */
function createCounting({
  linked,
  facts: { production, starts },
}: RuleContext): (use: PackageUse) => boolean {
  let loaded: ReadonlyMap<ModuleId, unknown> | null = null;
  return ({ node, request, declaration: { countsIn } }) => {
    if (countsIn === undefined) return true;
    if (countsIn === 'production') return production?.has(node.id) !== false;
    if (production === null || request.runs !== 'load') return false;
    loaded ??= reachableFrom(starts, linked, 'load');
    return loaded.has(node.id);
  };
}
