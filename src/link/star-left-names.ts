// Names that a module reads and that no star brings, although the module behind a star has them: they left its `__all__`,
// or begin with an underscore. https://docs.python.org/3/reference/simple_stmts.html#the-import-statement

import type { Finding } from '../model/finding.ts';
import type { FreeName } from '../model/free-name.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { targetOf } from './request-target.ts';

/** All of a finding about such a name but what its rule calls it. */
export type LeftNameFacts = Omit<Finding, 'rule' | 'messageId'>;

/** Only what is sure: a name that nobody has may be one that something else puts in. */
export function* namesLeftByStars(node: ModuleNode, linked: LinkedGraph): Iterable<LeftNameFacts> {
  const { freeNames = [], exports } = node.record;
  const stars = exports.filter((entry) => entry.kind === 'star');
  for (const free of freeNames) {
    if (node.submodules?.has(free.name) === true) continue;
    if (linked.resolveExport(node.id, free.name, 'python').kind !== 'missing') continue;
    for (const star of stars) {
      const { module } = targetOf(node.resolutions[star.request]);
      if (module === null || linked.graph.get(module)?.role !== 'project') continue;
      const answer = linked.resolveExport(module, free.name, 'python');
      const isThere = answer.kind === 'namespace' || (answer.kind === 'found' && answer.meaning !== 'type');
      if (!isThere) continue;
      yield factsOf(node, free, star, module);
      break;
    }
  }
}

function factsOf(
  { id, record }: ModuleNode,
  { name, span, runs, enclosing }: FreeName,
  star: { readonly request: number; readonly span: FreeName['span'] },
  target: string,
): LeftNameFacts {
  const specifier = record.requests[star.request]?.specifier ?? '';
  return {
    data: { name, specifier },
    location: { module: id, span },
    related: [{ location: { module: id, span: star.span }, message: 'the star that does not take it' }],
    specifier,
    name,
    target,
    suggestions: [],
    site: {
      failure: 'throw',
      runs,
      guard: 'none',
      ...(enclosing === undefined ? {} : { enclosing }),
      runtimeError: `NameError: name '${name}' is not defined`,
    },
  };
}
