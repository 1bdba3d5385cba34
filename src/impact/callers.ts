// Who calls a function: modules that are loaded, other functions, methods of the same instance. Asked for the ways to some
// places: what has nothing to do with those is not read.

import type { CallsOf } from '../link/called-functions.ts';
import { classAround, newSearch, orderOf } from '../link/called-functions.ts';
import { type CallOnInstance, callsOnInstance, handsOn, resolvedCalls, type Which } from '../link/calls.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { type ClassPlace, isSameClass } from '../link/method-order.ts';
import type { ResolvedCall } from '../link/run-functions.ts';
import { addTo, addToSet } from '../model/lists.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { CodePlace, Node } from './code-place.ts';

export interface Callers {
  /** The code of a place for each class of instance that it may be run with. */
  nodesAt(place: CodePlace): Node[];
  /** The code that calls a function of that name, and how. */
  of(to: Node, name: string): readonly { readonly from: Node; readonly call: ResolvedCall }[];
}

interface CallIn {
  readonly module: ModuleId;
  readonly call: ResolvedCall;
}

export function createCallers(linked: LinkedGraph, callsOf: CallsOf): Callers {
  const written = { calls: writtenAs('calls'), reads: writtenAs('reads') };
  const order = rememberedOfClass((of) => orderOf(of, newSearch(linked, callsOf)));
  const derivedFrom = remembered(derivedByBase);
  const mayCall = remembered(callersAround);
  const instancesIn = remembered(givenInMethods);
  let askers: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>> | null = null;
  let starred: ReadonlySet<ModuleId> | null = null;

  function writtenAs(which: Which) {
    const resolved = remembered((module: ModuleId) => {
      const node = linked.graph.get(module);
      return node === undefined ? [] : resolvedCalls(node, which, linked, callsOf);
    });
    const to = remembered((module: ModuleId) => {
      const calls = new Map<string, CallIn[]>();
      for (const caller of mayCall(module))
        for (const call of resolved(caller))
          if (call.module === module) addTo(calls, call.name, { module: caller, call });
      return calls;
    });
    const onInstance = rememberedOfClass((of): readonly CallOnInstance[] =>
      callsOnInstance(of, which, linked, callsOf),
    );
    return { to, onInstance };
  }

  /** Who asks for a module, and who asks for those that hand on what is in it: under another name, or in a derived class. */
  function callersAround(called: ModuleId): ReadonlySet<ModuleId> {
    askers ??= askersOf(linked);
    starred ??= starredModules(linked);
    const found = new Set([called]);
    const handing = new Set([called]);
    // A Set keeps the order and its iterator sees what is added meanwhile: it is the queue.
    for (const module of handing) {
      for (const asker of askers.get(module) ?? []) {
        found.add(asker);
        const node = linked.graph.get(asker);
        if (node !== undefined && (starred?.has(asker) === true || handsOn(node, callsOf)))
          handing.add(asker);
      }
    }
    return found;
  }

  /** The classes that are derived from those of a module, by the names of these. */
  function derivedByBase(module: ModuleId): ReadonlyMap<string, readonly ClassPlace[]> {
    const found = new Map<string, ClassPlace[]>();
    for (const other of mayCall(module)) {
      for (const [name, { bases }] of Object.entries(callsOf(other)?.classes ?? {})) {
        if (bases.length === 0) continue;
        const [one, ...behind] = order({ module: other, name });
        for (const base of behind) if (one && base?.module === module) addTo(found, base.name, one);
      }
    }
    return found;
  }

  function derived({ module, name }: ClassPlace): readonly ClassPlace[] {
    return derivedFrom(module).get(name) ?? [];
  }

  /** Of the classes of a module, and those that are derived from them, the functions that methods there give to others. */
  function givenInMethods(module: ModuleId): readonly { readonly from: Node; readonly call: ResolvedCall }[] {
    return Object.keys(callsOf(module)?.classes ?? {}).flatMap((name) => {
      const owner = { module, name };
      return [owner, ...derived(owner)].flatMap((of) =>
        written.calls.onInstance(of).flatMap((call) => {
          if (call.through === undefined || !isSameClass(call.from, owner)) return [];
          const receiver = isSameClass(of, owner) ? null : of;
          return [{ from: { module, code: call.by, receiver }, call }];
        }),
      );
    });
  }

  function nodesAt({ module, code }: CodePlace): Node[] {
    const own = { module, code, receiver: null };
    const owner = code === null ? null : classAround({ module, name: code }, callsOf);
    return owner === null ? [own] : [own, ...derived(owner).map((receiver) => ({ module, code, receiver }))];
  }

  return {
    nodesAt,
    of(to, name) {
      const isTo = (call: ResolvedCall) =>
        call.module === to.module && call.name === name && isSameReceiver(call.receiver, to.receiver);
      const isAccessor = callsOf(to.module)?.accessors?.[name] !== undefined;
      const ways = isAccessor ? [written.calls, written.reads] : [written.calls];
      const plain = ways.flatMap((way) => way.to(to.module).get(name) ?? []).filter(({ call }) => isTo(call));
      const instance = to.receiver ?? classAround({ module: to.module, name }, callsOf);
      const own = instance === null ? [] : ways.flatMap((way) => way.onInstance(instance)).filter(isTo);
      // What a method gives to another one of its instance.
      const given = instancesIn(to.module).filter(({ call }) => isTo(call));
      return [
        ...given,
        ...plain.flatMap(({ module, call }) =>
          nodesAt({ module, code: call.by }).map((from) => ({ from, call })),
        ),
        ...own.map((call) => {
          const isOwn = instance !== null && isSameClass(call.from, instance);
          const from = { module: call.from.module, code: call.by, receiver: isOwn ? null : instance };
          return { from, call };
        }),
      ];
    },
  };
}

function isSameReceiver(one: ClassPlace | null, other: ClassPlace | null): boolean {
  return one === null || other === null ? one === other : isSameClass(one, other);
}

function remembered<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = find(key);
      known.set(key, value);
    }
    return value;
  };
}

function rememberedOfClass<Value>(find: (of: ClassPlace) => Value): (of: ClassPlace) => Value {
  const inModule = remembered((module: ModuleId) => remembered((name: string) => find({ module, name })));
  return ({ module, name }) => inModule(module)(name);
}

/** Python: modules all of whose names others take, also those that they only pass on. */
function starredModules(linked: LinkedGraph): ReadonlySet<ModuleId> {
  const found = new Set<ModuleId>();
  for (const { record, resolutions } of linked.graph.values())
    for (const { request, star } of record.imports) {
      const resolution = star === true ? resolutions[request] : undefined;
      if (resolution?.kind === 'module') found.add(resolution.module);
    }
  return found;
}

/** Who asks for something of a module of the project, by whatever way. */
function askersOf(linked: LinkedGraph): ReadonlyMap<ModuleId, ReadonlySet<ModuleId>> {
  const askers = new Map<ModuleId, Set<ModuleId>>();
  for (const { id, role } of linked.graph.values()) {
    if (role !== 'project') continue;
    for (const { to } of linked.edges(id)) if (to !== id) addToSet(askers, to, id);
    for (const { answer } of linked.lookups(id)) {
      if ((answer.kind === 'found' || answer.kind === 'namespace') && answer.module !== id)
        addToSet(askers, answer.module, id);
    }
  }
  return askers;
}
