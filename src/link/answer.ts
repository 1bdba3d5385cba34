// The answers of ResolveExport and the way that led to them: how they are made, compared and merged. An answer keeps
// every hop, for the message.

import type { IndirectExport, LocalExport, Meaning } from '../model/export-entry.ts';
import type { ExportResolution, Hop } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';

/** The way from the question to where we are, last step first. */
export interface Trail {
  readonly hop: Hop;
  readonly before: Trail | null;
  readonly typeOnly: boolean;
  readonly depth: number;
}

/** `asked`: this pair was asked before under the same question; the way leads in a circle or was seen already. */
export type Answer = ExportResolution | 'asked';

export function step(
  node: ModuleNode,
  name: string,
  span: Span,
  typeOnly: boolean,
  before: Trail | null,
  star = false,
): Trail {
  const hop: Hop = { module: node.id, name, span };
  return {
    hop: star ? { ...hop, star: true } : hop,
    before,
    typeOnly: typeOnly || (before?.typeOnly ?? false),
    depth: (before?.depth ?? 0) + 1,
  };
}

export function hops(trail: Trail | null): Hop[] {
  const via: Hop[] = [];
  for (let at = trail; at !== null; at = at.before) via.push(at.hop);
  return via.reverse();
}

export function unknown(reason: string, module: ModuleId): ExportResolution {
  return { kind: 'unknown', reason, module };
}

export function found(
  node: ModuleNode,
  binding: string,
  trail: Trail | null,
  span: Span = { start: 0, end: 0 },
): ExportResolution {
  const meaning: Meaning = trail?.typeOnly
    ? 'type'
    : node.record.moduleKind === 'declaration'
      ? 'both'
      : 'value';
  return { kind: 'found', module: node.id, binding, meaning, span, via: hops(trail) };
}

export function foundLocal(node: ModuleNode, entry: LocalExport, name: string, trail: Trail | null): Found {
  return {
    kind: 'found',
    module: node.id,
    binding: entry.localName ?? name,
    meaning: trail?.typeOnly ? 'type' : entry.meaning,
    span: entry.span,
    via: hops(trail),
    ...(entry.members === undefined ? {} : { members: entry.members }),
    ...(entry.innerMembers === undefined ? {} : { innerMembers: entry.innerMembers }),
    ...(entry.certainty === undefined ? {} : { certainty: entry.certainty }),
  };
}

const rank = { found: 0, namespace: 0, unknown: 1, ambiguous: 2, cycle: 3, missing: 4 } as const;

/** Of two entries of one name: what is there comes first, then what is not known; two that are there are merged. */
export function preferred(left: Answer, right: Answer): Answer {
  if (left === 'asked') return right;
  if (right === 'asked') return left;
  if (left.kind === 'found' && right.kind === 'found') return merged(left, right);
  return rank[right.kind] < rank[left.kind] ? right : left;
}

type Found = Extract<ExportResolution, { kind: 'found' }>;

function merged(left: Found, right: Found): Found {
  const { kind, module, binding, span, via } = left;
  const bothMay = left.certainty === 'may' && right.certainty === 'may';
  // A function merged with a namespace has more members than the namespace says.
  const members =
    left.members !== undefined && right.members !== undefined
      ? { members: [...new Set([...left.members, ...right.members])] }
      : {};
  return {
    ...{ kind, module, binding, span, via },
    meaning: left.meaning === right.meaning ? left.meaning : 'both',
    ...(bothMay ? { certainty: 'may' as const } : {}),
    ...members,
  };
}

/** What is found, with the members that other files add to a namespace: `declare module './this' { namespace N { … } }`. */
export function withMembers(answer: Answer, added: readonly (LocalExport | IndirectExport)[]): Answer {
  if (answer === 'asked' || answer.kind !== 'found' || answer.members === undefined) return answer;
  if (added.length === 0) return answer;
  const members = added.map((entry) => (entry.kind === 'local' ? entry.members : undefined));
  // Which of the namespaces inside it they add to, nobody asks.
  const { members: own, innerMembers: _, ...rest } = answer;
  return members.some((some) => some === undefined)
    ? rest
    : { ...rest, members: [...own, ...members.flatMap((some) => some ?? [])] };
}

/** What is found, without saying which members it has: part of them is not seen. */
export function withoutMembers(answer: Answer): Answer {
  if (answer === 'asked' || answer.kind !== 'found') return answer;
  const { members: _, innerMembers: __, ...rest } = answer;
  return rest;
}

export function sameBinding(left: ExportResolution, right: ExportResolution): boolean {
  if (left.kind === 'found' && right.kind === 'found') {
    return left.module === right.module && left.binding === right.binding;
  }
  return left.kind === 'namespace' && right.kind === 'namespace' && left.module === right.module;
}
