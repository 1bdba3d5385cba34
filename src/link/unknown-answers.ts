// Everything that danglint could not decide, with its reason: so that silence is never mistaken for proof.

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import type { LinkedGraph } from './linked-graph.ts';

export interface UnknownAnswer {
  readonly module: ModuleId;
  readonly span: Span;
  readonly specifier: string;
  /** Absent when it is the module itself that is unknown. */
  readonly name?: string;
  readonly reason: string;
  /** For a name: the module in which the look-up ended. */
  readonly at?: ModuleId;
  /** What would decide it, when that can be said. */
  readonly hint?: string;
}

/** The unknown answers of these modules: requests first, then names whose module is known but not its exports. */
export function unknownAnswers(nodes: readonly ModuleNode[], linked: LinkedGraph): UnknownAnswer[] {
  return nodes.flatMap((node) => [...unknownRequests(node), ...unknownNames(node, linked)]);
}

function unknownRequests({ id, record, resolutions }: ModuleNode): UnknownAnswer[] {
  return record.requests.flatMap(({ specifier, span, implied }, request) => {
    const resolution = resolutions[request];
    if (resolution?.kind !== 'unknown' || implied === true) return [];
    const { reason, hint } = resolution;
    return [{ module: id, span, specifier, reason, ...(hint === undefined ? {} : { hint }) }];
  });
}

function unknownNames(node: ModuleNode, linked: LinkedGraph): UnknownAnswer[] {
  return linked.lookups(node.id).flatMap(({ answer, request, name, span }) => {
    const kind = node.resolutions[request]?.kind;
    // Of an unknown module one answer is enough; that a module is not there is known.
    if (answer.kind !== 'unknown' || kind === 'unknown' || kind === 'unresolved') return [];
    const specifier = node.record.requests[request]?.specifier ?? '';
    return [{ module: node.id, span, specifier, name, reason: answer.reason, at: answer.module }];
  });
}
