// A function that is called while modules around a circle are loaded, and reads what is not there yet: of its own module,
// which has run nothing (a function declaration is there before), or of one that is still waiting.
// `const plugins = new Map(); export function register(name) { plugins.set(name, true); }`

import type { CallableRead, LateBinding, LoadRead } from '../../model/evaluation.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { lateBinding, nameInModule, ownerOf } from '../binding-owner.ts';
import { errorOfUndefined, uninitialisedError } from '../engine-errors.ts';
import { loadKindOf } from '../load-kind.ts';
import { circleFrom, type EarlyRead, isSureCircle } from './early-read.ts';
import { isSure, type Moment } from './evaluation-moment.ts';

/** A read that throws in a function which is called. */
export interface FailingRead {
  readonly kind: LateBinding['before'];
  readonly runtimeError: string;
  /** The module whose binding is not there yet, and its name where it is read. */
  readonly owner: ModuleId;
  readonly needs: string;
  readonly location: { readonly module: ModuleId; readonly span: CallableRead['span'] };
  /** The modules whose functions call each other, and the requests by which each has the next; the last, the owner. */
  readonly through: readonly { readonly node: ModuleNode; readonly request: number }[];
}

/** The use of an imported function or class that was found. */
export interface Called {
  readonly reader: ModuleNode;
  readonly request: number;
  readonly span: LoadRead['span'];
  readonly name: string;
  readonly owner: ModuleNode;
  readonly binding: string;
}

/** Null unless the call surely fails, and all that leads there surely runs. */
export function earlyCall(called: Called, failing: FailingRead | null, moment: Moment): EarlyRead | null {
  if (failing === null) return null;
  const { reader, request, span, name, owner, binding } = called;
  const first = [failing.owner, owner.id].find((id) => moment.running.has(id));
  const isCertain =
    first !== undefined &&
    isSureCircle(first, request, moment) &&
    failing.through.every((hop) => isSure(hop.node, hop.request, moment.facts));
  if (!isCertain) return null;
  const circle = circleFrom(first, moment.stack);
  const others = [owner.id, ...failing.through.map(({ node }) => node.id)];
  return {
    ...{ kind: failing.kind, reader: reader.id, request, span, name, binding },
    ...{ owner: failing.owner, runtimeError: failing.runtimeError },
    circle: [...new Set([...circle, ...others])],
    called: { needs: failing.needs, location: failing.location },
  };
}

/** The first read that throws when a function or class of an ES module is called now; null when none surely does. */
export function failingRead(
  calling: Calling,
  moment: Moment,
  tried: ReadonlySet<string> = new Set(),
): FailingRead | null {
  const { owner, at } = calling;
  return firstFailing(calling, moment, tried, {
    own: (read, binding) => throwing(owner, owner, read, unfinished(owner, binding, at, moment), read.text),
    imported: (read, position, walked) => ofImported(owner, position, read, at, moment, walked),
  });
}

/** What comes of a read in a function that is called, by what it reads; null when it does not surely throw. */
export interface ReadJudge {
  /** @param binding of the function's own module */
  own(read: CallableRead, binding: string): FailingRead | null;
  /** @param position of the import entry; `tried` are the functions on the way, none of which is looked at again */
  imported(read: CallableRead, position: number, tried: ReadonlySet<string>): FailingRead | null;
}

/** The first read that throws in what is called. */
export function firstFailing(
  { owner, binding, use }: Calling,
  { facts }: Moment,
  tried: ReadonlySet<string>,
  { own, imported }: ReadJudge,
): FailingRead | null {
  const key = `${owner.id}#${binding}`;
  if (tried.has(key) || (use !== 'call' && use !== 'construct')) return null;
  const walked = new Set([...tried, key]);
  const name = nameInModule(owner, binding);
  for (const read of facts.evaluationOf(owner.id)?.callables.find((one) => one.name === name)?.reads ?? []) {
    const { of } = read;
    const failing =
      'binding' in of ? own(read, of.binding) : 'import' in of ? imported(read, of.import, walked) : null;
    if (failing !== null) return failing;
  }
  return null;
}

/** A call, and the offset that the module which began it, the last on the stack, has come to. */
export interface Calling {
  readonly owner: ModuleNode;
  readonly binding: string;
  readonly use: LoadRead['use'];
  readonly at: number;
}

/** The declaration of a binding that is not there yet: the module that runs has come to `at`, those that wait to nothing. */
function unfinished(owner: ModuleNode, binding: string, at: number, moment: Moment): LateBinding | null {
  if (moment.evaluated.has(owner.id) && !moment.running.has(owner.id)) return null;
  const late = lateBinding(owner, binding, moment);
  const runs = moment.stack.at(-1)?.node.id === owner.id;
  return runs && late !== null && late.from <= at ? null : late;
}

/**
 * @param text the expression as engines quote it
 * @returns null when the binding is there, or reading it throws nothing
 */
export function throwing(
  reader: ModuleNode,
  owner: ModuleNode,
  { use, next, span }: CallableRead,
  late: LateBinding | null,
  text: string,
): FailingRead | null {
  if (late === null) return null;
  const runtimeError =
    late.before === 'uninitialised' ? uninitialisedError(text) : errorOfUndefined(use, text, next);
  if (runtimeError === null) return null;
  const location = { module: reader.id, span };
  return { kind: late.before, runtimeError, owner: owner.id, needs: late.name, location, through: [] };
}

function ofImported(
  reader: ModuleNode,
  position: number,
  read: CallableRead,
  at: number,
  moment: Moment,
  tried: ReadonlySet<string>,
): FailingRead | null {
  const { linked } = moment;
  const entry = reader.record.imports[position];
  const found = entry === undefined ? null : ownerOf(reader, entry, read.member, linked);
  const owner = linked.graph.get(found?.module ?? '');
  if (entry === undefined || found === null || owner === undefined) return null;
  const passed = [found.module, ...found.through].map((id) => linked.graph.get(id));
  if (!passed.every((node) => node !== undefined && loadKindOf(node) === 'esm')) return null;
  const late = unfinished(owner, found.binding, at, moment);
  const text = read.member ?? entry.localName ?? found.binding;
  const failing =
    late === null
      ? failingRead({ owner, binding: found.binding, use: read.use, at }, moment, tried)
      : throwing(reader, owner, read, late, late.before === 'undefined' ? read.text : text);
  if (failing === null) return null;
  return { ...failing, through: [{ node: reader, request: entry.request }, ...failing.through] };
}
