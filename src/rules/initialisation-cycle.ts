// A name that is read while modules on an import cycle are loaded, before the module that owns it has initialised it.
// Only what crashes for certain: on every known way in, in code that surely runs.

import { createEvaluationOrder, type EarlyRead } from '../link/evaluation-order.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf } from '../model/path.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Ways in that are simulated; with more of them nothing is said of cycles that not all of these reach. */
const MAX_STARTS = 100;

export const initialisationCycle: Rule = {
  id: 'initialisation-cycle',
  defaultSeverity: 'warning',
  summary: 'A name is read around an import cycle before it is initialised',
  messages: {
    'before-initialisation': '"{name}" is read here before {owner} has initialised it: {circle}',
    'before-binding': '"{name}" is imported here before {owner} has bound it: {circle}',
  },
  help: {
    'before-initialisation':
      'move what both need into a module of its own, or read the name later, inside a function',
    'before-binding':
      'import the module instead of the name, or move the import into the function that needs it',
  },
  *run(context) {
    const { linked, facts } = context;
    const circular = new Set(linked.cycles().flat());
    if (circular.size === 0) return;
    const simulate = createEvaluationOrder(linked, facts);
    const runs = facts.starts.slice(0, MAX_STARTS).map((start) => simulate(start));
    const reported = new Set<string>();
    for (const { early } of runs) {
      for (const read of early) {
        const key = keyOf(read);
        if (reported.has(key) || !isChecked(context, read.reader)) continue;
        const reaching = runs.filter(({ evaluated }) => evaluated.has(read.reader));
        if (!reaching.every((run) => run.early.some((other) => keyOf(other) === key))) continue;
        reported.add(key);
        const node = linked.graph.get(read.reader);
        if (node !== undefined) yield toFinding(node, read, context);
      }
    }
  },
};

function keyOf({ reader, owner, span }: EarlyRead): string {
  return `${reader}|${owner}|${span.start}`;
}

function isChecked({ linked }: RuleContext, module: ModuleId): boolean {
  return linked.graph.get(module)?.role === 'project';
}

function toFinding(node: ModuleNode, read: EarlyRead, { linked }: RuleContext): Finding {
  const isPython = node.settings.runtime === 'python';
  const request = node.record.requests[read.request];
  const declaration = linked.graph
    .get(read.owner)
    ?.record.exports.find((entry) => entry.kind === 'local' && entry.exportName === read.binding);
  return {
    rule: initialisationCycle.id,
    messageId: isPython ? 'before-binding' : 'before-initialisation',
    data: {
      name: read.name,
      owner: read.owner,
      circle: [...read.circle, read.owner].map(baseNameOf).join(' → '),
    },
    location: { module: read.reader, span: read.span },
    related:
      declaration === undefined
        ? []
        : [
            {
              location: { module: read.owner, span: declaration.span },
              message: 'initialised here, too late',
            },
          ],
    ...(request === undefined ? {} : { specifier: request.specifier }),
    name: read.name,
    target: read.owner,
    suggestions: [],
    site: {
      failure: 'throw',
      runs: 'load',
      guard: 'none',
      runtimeError: isPython
        ? `ImportError: cannot import name '${read.name}' from partially initialized module '${request?.specifier ?? ''}' (most likely due to a circular import) (${read.owner})`
        : `ReferenceError: Cannot access '${read.name}' before initialization`,
    },
  };
}
