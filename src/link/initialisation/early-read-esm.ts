// ES modules: the body of a module runs when all that it imports has run, except for what waits for it around a circle.
// Those have run nothing of their own, and neither have the modules that they ask for after this one.

import type { LoadRead } from '../../model/evaluation.ts';
import type { Meaning } from '../../model/export-entry.ts';
import type { ImportEntry } from '../../model/import-entry.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { lateBinding, type Owner, ownerOf } from '../binding-owner.ts';
import { errorOfUndefined, uninitialisedError } from '../engine-errors.ts';
import type { NameAsked } from '../linked-graph.ts';
import { runtimeTarget } from '../load-edges.ts';
import { loadKindOf } from '../load-kind.ts';
import { earlyCall, failingRead } from './early-call.ts';
import { circleFrom, type EarlyRead, isSureCircle } from './early-read.ts';
import type { Moment } from './evaluation-moment.ts';

/** The reads in the body of `node`, which runs now, of bindings that have no value yet. */
export function readsOfUninitialised(node: ModuleNode, moment: Moment): EarlyRead[] {
  const { linked, facts, running, evaluated, isOnSameCircle } = moment;
  const mayWait = (module: ModuleId) =>
    running.has(module) || !evaluated.has(module) || isOnSameCircle(module, node.id);
  const isEarly =
    linked
      .lookups(node.id)
      .some(
        ({ asks, answer }) =>
          answer.kind === 'found' && mayWait(answer.module) && mayBeRead(asks, answer.meaning, node),
      ) ||
    // All of a namespace may be looked at, which asks for no name.
    node.record.imports.some(({ importName, request }) => {
      const target = importName === '*' ? runtimeTarget(node, request) : null;
      return target !== null && linked.graph.has(target) && mayWait(target);
    });
  if (!isEarly) return [];
  return (facts.evaluationOf(node.id)?.reads ?? []).flatMap((read): EarlyRead[] => {
    const entry = 'import' in read.of ? node.record.imports[read.of.import] : undefined;
    if (entry?.importName === '*' && (read.use === 'keys' || read.use === 'copied'))
      return readOfAll(node, entry, read, moment);
    const found = entry === undefined ? null : ownerOf(node, entry, read.member, linked);
    return entry === undefined || found === null ? [] : readOf(node, entry, read, found, moment);
  });
}

/** False for what is only passed on and for types: no need to look at the text for them, and there are many. */
function mayBeRead(asks: NameAsked, meaning: Meaning, { record, settings }: ModuleNode): boolean {
  if (asks.by === 're-export') return false;
  // A type of a namespace is read where the compiler describes it.
  if (asks.by === 'member') return asks.use.access !== 'type' || settings.describesTypes === true;
  return !asks.entry.typeOnly && record.requests[asks.entry.request]?.typeOnly !== true && meaning !== 'type';
}

/** The first export of a namespace that is not initialised: all are looked at, by their names in the order of code units. */
function readOfAll(node: ModuleNode, entry: ImportEntry, read: LoadRead, moment: Moment): EarlyRead[] {
  const { linked } = moment;
  const target = runtimeTarget(node, entry.request);
  if (target === null) return [];
  const { names, complete } = linked.exportedNames(target, 'interop');
  if (!complete) return [];
  const looked = names.filter((name) => read.except?.includes(name) !== true);
  for (const name of looked.sort(byCodeUnit)) {
    const found = ownerOf(node, entry, name, linked);
    const [early] = found === null ? [] : readOf(node, entry, { ...read, member: name }, found, moment);
    if (early !== undefined && early.kind === 'uninitialised' && early.called === undefined) return [early];
  }
  return [];
}

/** ECMA-262, 10.4.6.12 (ModuleNamespaceCreate). */
function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function readOf(
  node: ModuleNode,
  { request, importName, localName }: ImportEntry,
  read: LoadRead,
  { module, binding, span: declaration, through }: Owner,
  moment: Moment,
): EarlyRead[] {
  const { linked, running, evaluated, stack } = moment;
  const { member, use, text, next, span, at } = read;
  // A module that imports itself has run as far as the line that reads.
  if (module === node.id && declaration.start < at) return [];
  const owner = linked.graph.get(module);
  const isLinked = [module, ...through].every((id) => {
    const passed = linked.graph.get(id);
    return passed !== undefined && loadKindOf(passed) === 'esm';
  });
  if (owner === undefined || !isLinked) return [];
  const name = member ?? importName;
  const late = evaluated.has(module) && !running.has(module) ? null : lateBinding(owner, binding, moment);
  if (late === null) {
    const failing = failingRead({ owner, binding, use, at }, moment);
    const early = earlyCall({ reader: node, request, span, name, owner, binding }, failing, moment);
    return early === null ? [] : [early];
  }
  const first = [...through, module].find((id) => running.has(id));
  if (first === undefined || !isSureCircle(first, request, moment)) return [];
  const runtimeError =
    late.before === 'uninitialised'
      ? uninitialisedError(member ?? localName ?? binding, use)
      : errorOfUndefined(use, text, next);
  if (runtimeError === null && use === 'tested') return [];
  return [
    {
      ...{ kind: late.before, reader: node.id, request, span, name, binding, owner: module },
      circle: circleFrom(first, stack),
      ...(runtimeError === null ? {} : { runtimeError }),
    },
  ];
}
