// What the calls of a module lead to: functions by their module and name. A call whose function is not certain leads nowhere.

import type {
  CalledValue,
  FunctionCall,
  GivenFunction,
  HandedFunction,
  MemberRead,
  ModuleCalls,
} from '../model/module-calls.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import {
  type CallsOf,
  classAround,
  type Followed,
  functionsMeant,
  functionsOf,
  namedIn,
  newSearch,
  orderOf,
  type Target,
  targetOf,
} from './called-functions.ts';
import { importerKind } from './importer-kind.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { type ClassPlace, isSameClass } from './method-order.ts';
import { calledOn, isOwn, ofGiven, ofGivenBefore, type ResolvedCall, ran } from './run-functions.ts';

/** What a method of an instance calls of that instance. */
export interface CallOnInstance extends ResolvedCall {
  /** The class of the method that makes the call. */
  readonly from: ClassPlace;
}

/** What is written as a call, or the members that are read, of which some run a getter. */
export type Which = 'calls' | 'reads';

/** The calls of one module that lead to a function that is known; what depends on an instance is left out. */
export function resolvedCalls(
  node: ModuleNode,
  which: Which,
  linked: LinkedGraph,
  callsOf: CallsOf,
): ResolvedCall[] {
  const written: readonly MemberRead[] = callsOf(node.id)?.[which] ?? [];
  return written.flatMap(({ to, gives, ofInstance, ...made }) => {
    if (to.on !== undefined && (to.on === 'super' || ownerOf(made, node.id, callsOf) !== null)) return [];
    const search = newSearch(linked, callsOf);
    const isRun = (followed: Followed) =>
      which === 'calls' || isRead(followed, ofInstance === true || followed.isOfInstance, callsOf);
    return functionsMeant(to, node, search)
      .filter(isRun)
      .flatMap((followed) =>
        ran(followed, made, node.id, search).flatMap((call) => [
          call,
          ...ofGiven(call, node, gives, search),
          ...ofGivenBefore(call, followed, search),
        ]),
      );
  });
}

/** What the methods of an instance of exactly this class call of it, wherever they are inherited from. */
export function callsOnInstance(
  of: ClassPlace,
  which: Which,
  linked: LinkedGraph,
  callsOf: CallsOf,
): CallOnInstance[] {
  return orderOf(of, newSearch(linked, callsOf)).flatMap((from) => {
    if (from === null) return [];
    const node = linked.graph.get(from.module);
    return (callsOf(from.module)?.[which] ?? []).flatMap(({ to, gives, ...made }) => {
      const owner = to.on === undefined ? null : ownerOf(made, from.module, callsOf);
      if (node === undefined || owner === null || !isSameClass(owner, from)) return [];
      const search = newSearch(linked, callsOf);
      const method = calledOn(of, from, to, search);
      if (method === null || (which === 'reads' && !isRead(method, true, callsOf))) return [];
      const receiver = isOwn(of, method, callsOf) ? null : of;
      return ran({ ...method, receiver, isOfInstance: true }, made, from.module, search)
        .flatMap((call) => [call, ...ofGiven(call, node, gives, search)])
        .map((call) => ({ ...call, from }));
    });
  });
}

/** Whether reading a member runs a function: of an instance, or else of what is named. */
function isRead({ module, name }: Target, isOfInstance: boolean, callsOf: CallsOf): boolean {
  return callsOf(module)?.accessors?.[name] === (isOfInstance ? 'instance' : 'itself');
}

/** The class of the method that makes a call. */
function ownerOf({ by }: Pick<FunctionCall, 'by'>, module: ModuleId, callsOf: CallsOf): ClassPlace | null {
  return by === null ? null : classAround({ module, name: by }, callsOf);
}

/** Whether functions of other modules are called through a module, under names of its own or of classes derived in it. */
export function handsOn(node: ModuleNode, callsOf: CallsOf): boolean {
  const { values = {}, classes = {}, exported = {} } = callsOf(node.id) ?? {};
  const isForeign = (value: CalledValue | null): boolean => value !== null && !('binding' in value.of);
  const imported = new Set(node.record.imports.map(({ localName }) => localName));
  return (
    node.record.imports.some(({ star }) => star === true) ||
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

/** The functions that are given to others where they stand, and whose own code the offset is in. */
function functionsGivenAt(at: number, calls: ModuleCalls | null): readonly GivenFunction[] {
  return (calls?.given ?? []).filter((code) => isCodeOf(code, at));
}

/** What the function without a name that an offset is in goes by in the calls of its module; null for all others. */
export function nameOfUnnamedAt(at: number, calls: ModuleCalls | null): string | null {
  const around = [...(calls?.given ?? []), ...(calls?.givenBack ?? [])].find((code) => isCodeOf(code, at));
  return around?.name ?? null;
}

/**
 * The function that is given the one around an offset and decides when that runs, as it is written; null where none is.
 * @param enclosing the name that the place has
 */
export function receiverAround(
  at: number,
  enclosing: string | undefined,
  calls: ModuleCalls | null,
): string | null {
  const isIt = (handed: HandedFunction) =>
    'span' in handed ? isCodeOf(handed, at) : handed.name === enclosing;
  return calls?.handed?.find(isIt)?.to ?? null;
}

function isCodeOf({ span, inner }: Pick<GivenFunction, 'span' | 'inner'>, at: number): boolean {
  const isIn = ({ start, end }: Span) => start <= at && at < end;
  return isIn(span) && !inner.some(isIn);
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
  for (const { isAsync, to, position } of functionsGivenAt(at, callsOf(node.id))) {
    const target = targetOf(to, node, newSearch(linked, callsOf));
    const caught = target === null ? undefined : callsOf(target.module)?.catches?.[target.name]?.[position];
    if (target !== null && (caught === 'all' || (caught === 'thrown' && !isAsync))) return target;
  }
  return null;
}
