// Names that a module promises to a star (Python's `__all__`) and does not have: taking them fails.
// https://docs.python.org/3/reference/simple_stmts.html#the-import-statement

import type { Finding, Related } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import { dottedName } from './dotted-name.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { type StarSite, starSitesOf } from './taken-by-star.ts';

/** All of a finding about such a name but what its rule calls it. */
export type StarNameFacts = Omit<Finding, 'rule' | 'messageId'>;

/**
 * The names of `node` that no star can take. With a star import in the project that is what fails; without one it is
 * only a promise that cannot be kept, and a warning.
 */
export function* brokenStarNames(node: ModuleNode, linked: LinkedGraph): Iterable<StarNameFacts> {
  // What the module lacks that lists it as well is broken there.
  const broken = starSitesOf(linked.graph, node).filter(
    ({ name, from }) => isAbsent(node, name, linked) && !(from && isAbsent(from, name, linked)),
  );
  if (broken.length === 0) return;
  const takers = linked.importers(node.id).flatMap(({ module, request }): Related[] => {
    const taker = linked.graph.get(module);
    const entry = taker?.record.imports.find((each) => each.star === true && each.request === request);
    if (taker?.role !== 'project' || entry === undefined) return [];
    return [{ location: { module, span: entry.span }, message: 'a star import takes it' }];
  });
  for (const site of broken) yield factsOf(node, site, takers, linked);
}

/**
 * A package also gives its submodules: the star imports them. A name that is imported, and missing where it comes from,
 * fails at that import already.
 */
function isAbsent(node: ModuleNode, name: string, linked: LinkedGraph): boolean {
  if (node.submodules?.has(name) === true) return false;
  if (node.record.exports.some((entry) => entry.kind === 'indirect' && entry.exportName === name))
    return false;
  const answer = linked.resolveExport(node.id, name, 'python');
  return answer.kind === 'missing' || (answer.kind === 'found' && answer.meaning === 'type');
}

function factsOf(
  { id, record }: ModuleNode,
  { name, span }: StarSite,
  takers: readonly Related[],
  { graph }: LinkedGraph,
): StarNameFacts {
  const declared = record.unexported?.find((each) => each.name === name);
  return {
    data: { name, specifier: dottedName(id, graph) },
    location: { module: id, span },
    related: [
      ...takers.slice(0, 10),
      ...(declared === undefined
        ? []
        : [{ location: { module: id, span: declared.span }, message: 'bound here, and not kept' }]),
    ],
    ...(takers.length === 0 ? { severity: 'warning' as const } : {}),
    name,
    target: id,
    suggestions: [{ kind: 'remove', text: `define "${name}", or take it out of __all__` }],
    site:
      takers.length === 0
        ? { failure: 'type', runs: 'never', guard: 'none' }
        : {
            ...{ failure: 'throw', runs: 'load', guard: 'none' },
            runtimeError: `AttributeError: module '${dottedName(id, graph)}' has no attribute '${name}'`,
          },
  };
}
