// A name that is only re-exported around a circle: every module says that another one has it.

import { describeName, isToldAtReexport } from '../link/missing-name.ts';
import type { Rule } from './rule.ts';

export const circularExport: Rule = {
  id: 'circular-export',
  defaultSeverity: 'error',
  summary: 'The name is only re-exported in a circle, and no module has it',
  messages: { circle: '"{name}" is re-exported in a circle that no module starts: {circle}' },
  help: {
    circle: 'let the module that should own the name declare it, and the others re-export it from there',
  },
  *run({ checked, linked }) {
    for (const node of checked) {
      for (const lookup of linked.lookups(node.id)) {
        const { answer } = lookup;
        if (answer.kind !== 'cycle') continue;
        const isPartOfIt = answer.via.some(({ module }) => module === node.id);
        if (!isPartOfIt && isToldAtReexport(linked, lookup)) continue;
        const facts = describeName(linked, node, lookup);
        const circle = answer.via.map(({ module }) => module);
        yield {
          rule: circularExport.id,
          messageId: 'circle',
          ...facts,
          data: { ...facts.data, circle: [...circle, circle[0] ?? ''].join(' → ') },
          suggestions: [],
        };
      }
    }
  },
};
