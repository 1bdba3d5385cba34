// What the calls of a module lead to: functions by their module and name. A call whose function is not certain leads nowhere.

import type { CalledFunction, CalledValue, FunctionCall } from '../model/module-calls.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import {
  type CallsOf,
  classAround,
  type Followed,
  functionsOf,
  methodOf,
  namedIn,
  newSearch,
  orderOf,
  type Search,
  type Target,
  targetOf,
} from './called-functions.ts';
import { importerKind } from './importer-kind.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';
import { type ClassPlace, isSameClass } from './method-order.ts';

export interface ResolvedCall extends Omit<FunctionCall, 'to' | 'isEntered'> {
  readonly module: ModuleId;
  /** As the places in it have it. */
  readonly name: string;
  /** The modules that only pass the function on, on the way to its own. */
  readonly via: readonly ModuleId[];
  /** What fails in it rejects its promise. */
  readonly isAsync: boolean;
  /** Of what instance it is a method: null for one of exactly its class, and for what is no method. */
  readonly receiver: ClassPlace | null;
}

/** What a method of an instance calls of that instance. */
export interface CallOnInstance extends ResolvedCall {
  /** The class of the method that makes the call. */
  readonly from: ClassPlace;
}

/** The calls of one module that lead to a function that is known; what depends on an instance is left out. */
export function resolvedCalls(node: ModuleNode, linked: LinkedGraph, callsOf: CallsOf): ResolvedCall[] {
  return (callsOf(node.id)?.calls ?? []).flatMap(({ to, isEntered, ...made }) => {
    if (to.on !== undefined && (to.on === 'super' || ownerOf(made, node.id, callsOf) !== null)) return [];
    const search = newSearch(linked, callsOf);
    const target = targetOf(to, node, search);
    if (target === null) return [];
    return functionsOf(target, search).flatMap((followed) => ran(followed, made, isEntered, search));
  });
}

/** What the methods of an instance of exactly this class call of it, wherever they are inherited from. */
export function callsOnInstance(of: ClassPlace, linked: LinkedGraph, callsOf: CallsOf): CallOnInstance[] {
  return orderOf(of, newSearch(linked, callsOf)).flatMap((from) => {
    if (from === null) return [];
    return (callsOf(from.module)?.calls ?? []).flatMap(({ to, isEntered, ...made }) => {
      const owner = to.on === undefined ? null : ownerOf(made, from.module, callsOf);
      if (owner === null || !isSameClass(owner, from)) return [];
      const search = newSearch(linked, callsOf);
      const method = calledOn(of, from, to, search);
      if (method === null) return [];
      const receiver = isOwn(of, method, callsOf) ? null : of;
      return ran({ ...method, receiver }, made, isEntered, search).map((call) => ({ ...call, from }));
    });
  });
}

/** The class of the method that makes a call. */
function ownerOf({ by }: Pick<FunctionCall, 'by'>, module: ModuleId, callsOf: CallsOf): ClassPlace | null {
  return by === null ? null : classAround({ module, name: by }, callsOf);
}

function calledOn(of: ClassPlace, from: ClassPlace, to: CalledFunction, search: Search): Target | null {
  const { on, path } = to;
  const name = path.at(-1) ?? '';
  if (on === 'given') {
    const node = search.linked.graph.get(from.module);
    const target = node === undefined ? null : targetOf(to, node, search);
    return target === null ? null : (functionsOf(target, search)[0] ?? null);
  }
  if (on !== 'own') return methodOf(of, name, search, { from, isBehind: on === 'super' });
  const own = { module: from.module, name: `${from.name}.${name}`, via: [] };
  return search.callsOf(own.module)?.functions[own.name] === undefined ? null : own;
}

function isOwn(of: ClassPlace, method: Target, callsOf: CallsOf): boolean {
  const owner = classAround(method, callsOf);
  return owner !== null && isSameClass(owner, of);
}

/** A call that runs the text of a function. */
function ran(
  followed: Followed,
  made: Omit<FunctionCall, 'to' | 'isEntered'>,
  isEntered: FunctionCall['isEntered'],
  search: Search,
): ResolvedCall[] {
  const calls = search.callsOf(followed.module);
  const isAsync = calls?.functions[followed.name] === 'async';
  if (isAsync && made.promise === 'unstarted' && isEntered !== true) return [];
  // Whether somebody catches what rejects a promise that is kept, nobody knows.
  const isKept = isAsync && made.promise === 'kept' && isEntered !== true;
  const turn =
    isKept && made.isConditional !== true
      ? ({ isConditional: true, heard: made.offeredAs ?? '' } as const)
      : {};
  if (calls?.entered?.includes(followed.name) === true && isEntered !== true) return [];
  return isCalledThrough(followed, search) ? [{ ...made, ...turn, ...followed, isAsync }] : [];
}

/** Whether all that decorates a function comes from libraries, which call what they are given. */
function isCalledThrough({ module, name }: Target, search: Search): boolean {
  const node = search.linked.graph.get(module);
  const decorators = search.callsOf(module)?.decorators?.[name] ?? [];
  return decorators.every((one) => one !== null && node !== undefined && isFromLibrary(one, node, search));
}

function isFromLibrary({ of, path }: CalledValue, node: ModuleNode, search: Search): boolean {
  if (search.left-- <= 0) return false;
  const { linked, callsOf } = search;
  if (!('binding' in of)) {
    const request = 'request' in of ? of.request : (node.record.imports[of.import]?.request ?? -1);
    const module = runtimeTarget(node, request);
    if (module === null || linked.graph.get(module)?.role !== 'project') return request !== -1;
  }
  const target = targetOf({ of, path }, node, search);
  const owner = target === null ? undefined : linked.graph.get(target.module);
  if (target === null || owner === undefined) return false;
  const value = callsOf(target.module)?.values?.[target.name.split('.')[0] ?? ''];
  return value !== undefined && isFromLibrary(value, owner, search);
}

/** Whether functions of other modules are called through a module, under names of its own or of classes derived in it. */
export function handsOn(node: ModuleNode, callsOf: CallsOf): boolean {
  const { values = {}, classes = {}, exported = {} } = callsOf(node.id) ?? {};
  const isForeign = (value: CalledValue | null): boolean => value !== null && !('binding' in value.of);
  const imported = new Set(node.record.imports.map(({ localName }) => localName));
  return (
    Object.values(values).some(isForeign) ||
    Object.values(classes).some(({ bases }) => bases.some(isForeign)) ||
    Object.values(exported).some((name) => imported.has(name))
  );
}

/**
 * The function that a module exports by a name, of it or of another one; null where that is not certain.
 * @param name dotted for the method of a class
 */
export function exportedFunction(
  node: ModuleNode,
  name: string,
  linked: LinkedGraph,
  callsOf: CallsOf,
): { readonly module: ModuleId; readonly name: string } | null {
  const search = newSearch(linked, callsOf);
  const target = namedIn(node.id, name.split('.'), importerKind(node, 'import'), search);
  return target === null ? null : (functionsOf(target, search)[0] ?? null);
}

/**
 * The function that is given the code at an offset, and keeps its errors to itself; null where none is known to.
 * @returns its module, and its name there
 */
export function catcherAround(
  node: ModuleNode,
  at: number,
  linked: LinkedGraph,
  callsOf: CallsOf,
): { readonly module: ModuleId; readonly name: string } | null {
  for (const { span, inner, isAsync, to, position } of callsOf(node.id)?.given ?? []) {
    const isIn = (one: Span) => one.start <= at && at < one.end;
    if (!isIn(span) || inner.some(isIn)) continue;
    const target = targetOf(to, node, newSearch(linked, callsOf));
    const caught = target === null ? undefined : callsOf(target.module)?.catches?.[target.name]?.[position];
    if (target !== null && (caught === 'all' || (caught === 'thrown' && !isAsync))) return target;
  }
  return null;
}
