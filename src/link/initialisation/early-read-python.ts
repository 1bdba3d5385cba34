// Python: `from owner import name` while the statement that binds `name` in the owner has not run yet.

import type { ModuleNode } from '../../model/module-graph.ts';
import { nameInErrors } from '../dotted-name.ts';
import { circleFrom, type EarlyRead, isSureCircle } from './early-read.ts';
import type { Frame, Moment } from './evaluation-moment.ts';

export function namesTakenEarly({ node }: Frame, request: number, owner: Frame, moment: Moment): EarlyRead[] {
  const { linked, facts, stack } = moment;
  const isSure = (frame: Frame, asked: number) =>
    facts.evaluationOf(frame.node.id)?.sureRequests.includes(asked) === true;
  if (!isSureCircle(owner.node.id, request, moment, isSure)) return [];
  const at = owner.node.record.requests[owner.waitsFor ?? -1]?.span.start;
  if (at === undefined || owner.node.record.exportsKind === 'dynamic') return [];
  const asked = node.record.requests[request]?.specifier ?? '';
  const specifier = nameInErrors(asked, owner.node.id, linked.graph);
  return node.record.imports.flatMap((entry): EarlyRead[] => {
    if (entry.request !== request || entry.importName === '*' || entry.star === true) return [];
    if (node.record.requests[request]?.form !== 'from' || !isBoundLater(owner.node, entry.importName, at))
      return [];
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

/** Whether every statement that binds the name, also those that others replace, stands after `at`, and surely binds it. */
export function isBoundLater({ record }: ModuleNode, name: string, at: number): boolean {
  const entries = record.exports.filter((entry) => entry.kind !== 'star' && entry.exportName === name);
  const stars = record.exports.filter((entry) => entry.kind === 'star');
  return (
    entries.length > 0 &&
    entries.every(
      (entry) =>
        entry.kind !== 'star' && (entry.boundFrom ?? entry.span.start) > at && entry.certainty !== 'may',
    ) &&
    stars.every(({ span }) => span.start > at)
  );
}
