// A name that is asked for and comes from two stars with different bindings: ResolveExport answers "ambiguous".

import { describeName, isToldAtReexport } from '../link/missing-name.ts';
import type { Rule } from './rule.ts';

export const ambiguousExport: Rule = {
  id: 'ambiguous-export',
  defaultSeverity: 'error',
  summary: 'The imported name comes from two "export *" with different bindings',
  messages: {
    import: '"{name}" of "{specifier}" comes from two "export *" of {barrel}',
    member: '"{name}" is left out of the namespace of "{specifier}": two "export *" of {barrel} have it',
  },
  help: {
    import: 'export it by name from the one that is meant: an explicit export wins over stars',
    member: 'export it by name from the one that is meant: an explicit export wins over stars',
  },
  *run({ checked, linked }) {
    for (const node of checked) {
      for (const lookup of linked.lookups(node.id)) {
        const { answer, asks } = lookup;
        if (answer.kind !== 'ambiguous' || isToldAtReexport(linked, lookup)) continue;
        const facts = describeName(linked, node, lookup);
        yield {
          rule: ambiguousExport.id,
          messageId: asks.by === 'member' ? 'member' : 'import',
          ...facts,
          data: { ...facts.data, barrel: answer.candidates[0]?.module ?? '' },
          related: answer.candidates.map(({ module, span }) => ({
            location: { module, span },
            message: 'one of the two comes from here',
          })),
          suggestions: [],
        };
      }
    }
  },
};
