// ES modules: the body of a module runs when all that it imports has run, except for what waits for it around a circle.
// Those have run nothing of their own, and neither have the modules that they ask for after this one.

import type { LateBinding, LoadRead } from '../model/evaluation.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ImportEntry, LocalExport, Meaning } from '../model/module-record.ts';
import type { Span } from '../model/span.ts';
import { circleFrom, type EarlyRead, errorOfUndefined, isSureCircle } from './early-read.ts';
import { isSure, type Moment } from './evaluation-moment.ts';
import type { LinkedGraph, NameAsked } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';
import { loadKindOf } from './load-kind.ts';

/** The reads in the body of `node`, which runs now, of bindings that have no value yet. */
export function readsOfUninitialised(node: ModuleNode, moment: Moment): EarlyRead[] {
  const { linked, facts, running, evaluated } = moment;
  const isEarly = linked
    .lookups(node.id)
    .some(
      ({ asks, answer }) =>
        answer.kind === 'found' &&
        (running.has(answer.module) || !evaluated.has(answer.module)) &&
        mayBeRead(asks, answer.meaning, node),
    );
  if (!isEarly) return [];
  return (facts.evaluationOf(node.id)?.reads ?? []).flatMap((read): EarlyRead[] => {
    const entry = 'import' in read.of ? node.record.imports[read.of.import] : undefined;
    const found = entry === undefined ? null : ownerOf(node, entry, read.member, linked);
    return entry === undefined || found === null ? [] : readOf(node, entry, read, found, moment);
  });
}

/** False for what is only passed on and for types: no need to look at the text for them, and there are many. */
function mayBeRead(asks: NameAsked, meaning: Meaning, { record }: ModuleNode): boolean {
  if (asks.by === 're-export') return false;
  if (asks.by === 'member') return asks.use.access !== 'type';
  return !asks.entry.typeOnly && record.requests[asks.entry.request]?.typeOnly !== true && meaning !== 'type';
}

/** Where a name is declared, and the modules that pass it on. */
interface Owner {
  readonly module: ModuleId;
  readonly binding: string;
  readonly span: Span;
  readonly through: readonly ModuleId[];
}

function ownerOf(
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

function readOf(
  node: ModuleNode,
  { request, importName, localName }: ImportEntry,
  { member, use, text, next, span }: LoadRead,
  { module, binding, span: declaration, through }: Owner,
  moment: Moment,
): EarlyRead[] {
  const { linked, facts, running, evaluated, stack } = moment;
  if (evaluated.has(module) && !running.has(module)) return [];
  // A module that imports itself has run as far as the line that reads.
  if (module === node.id && declaration.start < span.start) return [];
  const owner = linked.graph.get(module);
  const isLinked = [module, ...through].every((id) => {
    const passed = linked.graph.get(id);
    return passed !== undefined && loadKindOf(passed) === 'esm';
  });
  const first = [...through, module].find((id) => running.has(id));
  if (owner === undefined || !isLinked || first === undefined) return [];
  const late = lateBinding(owner, binding, moment);
  if (late === null) return [];
  const called = member ?? localName ?? binding;
  const runtimeError =
    late.before === 'uninitialised'
      ? `ReferenceError: Cannot access '${called}' before initialization`
      : errorOfUndefined(use, text, next);
  if (runtimeError === null && use === 'tested') return [];
  if (!isSureCircle(first, request, moment, (frame, asked) => isSure(frame.node, asked, facts))) return [];
  return [
    {
      kind: late.before,
      ...{ reader: node.id, request, span, name: member ?? importName, binding, owner: module },
      circle: circleFrom(first, stack),
      ...(runtimeError === null ? {} : { runtimeError }),
    },
  ];
}

/** The declaration of a binding that is not there from the start; null for a function, and where it cannot be told. */
export function lateBinding(owner: ModuleNode, binding: string, { facts }: Moment): LateBinding | null {
  const entry = owner.record.exports.find(
    (candidate): candidate is LocalExport => candidate.kind === 'local' && candidate.exportName === binding,
  );
  // A default export without a name of its own.
  const name = binding === 'default' && (entry?.localName ?? null) === null ? '*default*' : binding;
  return facts.evaluationOf(owner.id)?.bindings.find((late) => late.name === name) ?? null;
}
