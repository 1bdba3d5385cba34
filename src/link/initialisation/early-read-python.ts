// Python: `from owner import name` while the statement that binds `name` in the owner has not run yet.

import type { ModuleNode } from '../../model/module-graph.ts';
import { nameInErrors } from '../dotted-name.ts';
import type { LinkedGraph } from '../linked-graph.ts';
import { runtimeTarget } from '../load-edges.ts';
import { circleFrom, type EarlyRead, isSureCircle } from './early-read.ts';
import type { Frame, Moment } from './evaluation-moment.ts';

export function namesTakenEarly({ node }: Frame, request: number, owner: Frame, moment: Moment): EarlyRead[] {
  const { linked, facts, stack } = moment;
  const isSure = (frame: Frame, asked: number) =>
    facts.evaluationOf(frame.node.id)?.sureRequests.includes(asked) === true;
  if (!isSureCircle(owner.node.id, request, moment, isSure)) return [];
  if (owner.waitsFor === null || owner.node.record.exportsKind === 'dynamic') return [];
  const asked = node.record.requests[request]?.specifier ?? '';
  const specifier = nameInErrors(asked, owner.node.id, linked.graph);
  return node.record.imports.flatMap((entry): EarlyRead[] => {
    if (entry.request !== request || entry.importName === '*' || entry.star === true) return [];
    if (node.record.requests[request]?.form !== 'from') return [];
    if (!isBoundLater(owner.node, entry.importName, owner.waitsFor ?? -1, linked)) return [];
    // Since CPython 3.7 a submodule that is loaded is found in sys.modules too.
    if (owner.node.submodules?.has(entry.importName) === true) return [];
    const lookup = linked.lookups(node.id).find(({ asks }) => asks.by === 'import' && asks.entry === entry);
    if (lookup?.answer.kind !== 'found') return [];
    const name = entry.importName;
    return [
      {
        kind: 'unbound',
        ...{ reader: node.id, request, span: entry.span, name, binding: name, owner: owner.node.id },
        circle: circleFrom(owner.node.id, stack),
        runtimeError: `ImportError: cannot import name '${name}' from partially initialized module '${specifier}' (most likely due to a circular import) (${owner.node.id})`,
      },
    ];
  });
}

/**
 * Whether every statement that binds the name, also those that others replace, stands behind that of a request, and surely
 * binds it. `from x import *` binds when x is loaded: one that waits for x, which is that request, has bound nothing yet,
 * and one in front of it must surely not have the name.
 * @param waitsFor the request that the module has come to
 */
export function isBoundLater(node: ModuleNode, name: string, waitsFor: number, linked: LinkedGraph): boolean {
  const { record } = node;
  const at = record.requests[waitsFor]?.span.start;
  if (at === undefined) return false;
  let binds = 0;
  for (const entry of record.exports) {
    if (entry.kind === 'star') {
      const isBehind = entry.span.start > at || entry.request === waitsFor;
      if (isBehind) binds++;
      else if (!surelyLacks(node, entry.request, name, linked)) return false;
    } else if (entry.exportName === name) {
      if ((entry.boundFrom ?? entry.span.start) <= at || entry.certainty === 'may') return false;
      binds++;
    }
  }
  return binds > 0;
}

function surelyLacks(node: ModuleNode, request: number, name: string, linked: LinkedGraph): boolean {
  const target = runtimeTarget(node, request);
  return target !== null && linked.resolveExport(target, name, 'python').kind === 'missing';
}
