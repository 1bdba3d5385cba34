// Which binding of which module an imported name is, and whether that binding is there before its module has run.

import type { LateBinding } from '../model/evaluation.ts';
import type { LocalExport } from '../model/export-entry.ts';
import type { ImportEntry } from '../model/import-entry.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import type { Moment } from './initialisation/evaluation-moment.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';

/** Where a name is declared, and the modules that pass it on. */
export interface Owner {
  readonly module: ModuleId;
  readonly binding: string;
  readonly span: Span;
  readonly through: readonly ModuleId[];
}

/**
 * @param member what is read off a namespace; null for the binding itself
 * @returns null for types, for a namespace as a whole, and for what is not found
 */
export function ownerOf(
  node: ModuleNode,
  entry: ImportEntry,
  member: string | null,
  linked: LinkedGraph,
): Owner | null {
  if (entry.typeOnly || node.record.requests[entry.request]?.typeOnly === true) return null;
  const target = runtimeTarget(node, entry.request);
  if (target === null || (entry.importName === '*' && member === null)) return null;
  const answer =
    entry.importName === '*'
      ? linked.resolveExport(target, member ?? '', 'interop')
      : linked.lookups(node.id).find(({ asks }) => asks.by === 'import' && asks.entry === entry)?.answer;
  if (answer?.kind !== 'found') return null;
  const { module, binding, span, via } = answer;
  return { module, binding, span, through: [target, ...via.map((hop) => hop.module)] };
}

/** The declaration of a binding that is not there from the start; null for a function, and where it cannot be told. */
export function lateBinding(owner: ModuleNode, binding: string, { facts }: Moment): LateBinding | null {
  const name = nameInModule(owner, binding);
  return facts.evaluationOf(owner.id)?.bindings.find((late) => late.name === name) ?? null;
}

/** A default export without a name of its own is called `*default*`. */
export function nameInModule({ record }: ModuleNode, binding: string): string {
  const entry = record.exports.find(
    (candidate): candidate is LocalExport => candidate.kind === 'local' && candidate.exportName === binding,
  );
  return binding === 'default' && (entry?.localName ?? null) === null ? '*default*' : binding;
}
