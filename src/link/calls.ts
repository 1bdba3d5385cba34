// What the calls of a module lead to: functions by their module and name. A call whose function is not certain leads nowhere.

import type {
  CalledClass,
  CalledFunction,
  CalledValue,
  FunctionCall,
  ModuleCalls,
} from '../model/module-calls.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind, LinkedGraph } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';

/** Told from the text of a module; null where that cannot be told. */
export type CallsOf = (module: ModuleId) => ModuleCalls | null;

export interface ResolvedCall extends Omit<FunctionCall, 'to' | 'isEntered'> {
  readonly module: ModuleId;
  /** As the places in it have it. */
  readonly name: string;
  readonly on?: CalledFunction['on'];
  /** The modules that only pass the function on, on the way to its own. */
  readonly via: readonly ModuleId[];
  /** What fails in it rejects its promise. */
  readonly isAsync: boolean;
  /** It was looked up from a class that is derived from its own, and has other methods in the place of some. */
  readonly isInherited: boolean;
}

/** A function or class; with an empty name the whole of a module. */
interface Target {
  readonly module: ModuleId;
  readonly name: string;
  readonly via: readonly ModuleId[];
}

/** A function that a call leads to. */
interface Followed extends Target {
  /** As of {@link ResolvedCall}. */
  readonly isInherited: boolean;
}

/** Where the function of one call is looked for. */
interface Search {
  readonly linked: LinkedGraph;
  readonly callsOf: CallsOf;
  /** So many steps may still be taken. */
  left: number;
}

/** Names may stand for each other in a circle, and grow on the way around it: such a call leads nowhere. */
const MAX_STEPS = 100;

/** The calls of one module, those that lead to a function that is known. */
export function resolvedCalls(node: ModuleNode, linked: LinkedGraph, callsOf: CallsOf): ResolvedCall[] {
  return (callsOf(node.id)?.calls ?? []).flatMap(({ to, isEntered, ...made }) => {
    const search = { linked, callsOf, left: MAX_STEPS };
    const target = targetOf(to, node, search);
    if (target === null) return [];
    return functionsOf(target, search).flatMap((followed): ResolvedCall[] => {
      const calls = callsOf(followed.module);
      const isAsync = calls?.functions[followed.name] === 'async';
      if (isAsync && made.promise === 'unstarted' && isEntered !== true) return [];
      // Whether somebody catches what rejects a promise that is kept, nobody knows.
      const isKept = isAsync && made.promise === 'kept' && isEntered !== true;
      const turn =
        isKept && made.isConditional !== true
          ? ({ isConditional: true, heard: made.offeredAs ?? '' } as const)
          : {};
      if (calls?.entered?.includes(followed.name) === true && isEntered !== true) return [];
      if (!isCalledThrough(followed, search)) return [];
      return [{ ...made, ...turn, ...followed, isAsync, ...(to.on !== undefined && { on: to.on }) }];
    });
  });
}

/**
 * The functions that a call of a target runs: itself, what an instance is made by, the method of a class that it is derived
 * from; none where that is not certain.
 */
function functionsOf(target: Target, search: Search): Followed[] {
  const { module, name } = target;
  const calls = search.callsOf(module);
  const node = search.linked.graph.get(module);
  if (calls == null || node === undefined || search.left-- <= 0) return [];
  if (calls.functions[name] !== undefined) return [{ ...target, isInherited: false }];
  const follow = (value: CalledValue, rest: readonly string[]): Followed[] => {
    const next = targetOf({ of: value.of, path: [...value.path, ...rest] }, node, search);
    if (next === null) return [];
    const via = next.module === module ? target.via : [...target.via, module, ...next.via];
    return functionsOf({ ...next, via }, search);
  };
  if (calls.classes?.[name] !== undefined && calls.constructors !== undefined)
    return calls.constructors.flatMap((each) => functionsOf({ ...target, name: `${name}.${each}` }, search));
  const parts = name.split('.');
  for (let cut = parts.length; cut > 0; cut--) {
    const value = calls.values?.[parts.slice(0, cut).join('.')];
    if (value !== undefined) return follow(value, parts.slice(cut));
  }
  const member = parts.at(-1) ?? '';
  const owner = calls.classes?.[parts.slice(0, -1).join('.')];
  if (owner !== undefined) {
    if (owner.members.includes(member)) return [];
    for (const base of owner.bases) {
      const found = base === null ? [] : follow(base, [member]);
      if (found.length > 0)
        return found.map((one) => ({ ...one, isInherited: one.isInherited || replaces(owner, one, search) }));
      // What is derived from in front may have it too.
      if (base === null || isOpenClass(base, node, search)) return [];
    }
    return [];
  }
  const entry = node.record.imports.findIndex(({ localName }) => localName === parts[0]);
  return entry === -1 ? [] : follow({ of: { import: entry }, path: [] }, parts.slice(1));
}

/** Whether `this` in a method may call another one than in an instance of its own class, because of a class derived from that. */
function replaces(derived: CalledClass, { module, name }: Target, search: Search): boolean {
  // Of two classes the second may stand in front of one that the first is derived from.
  if (derived.bases.length > 1) return true;
  const owner = { module, name: name.split('.').slice(0, -1).join('.'), via: [] };
  return hasOneOf(owner, derived.members, search);
}

/** Whether a class, or a known one that it is derived from, has one of some members; how instances are made apart. */
function hasOneOf({ module, name }: Target, members: readonly string[], search: Search): boolean {
  const calls = search.callsOf(module);
  const node = search.linked.graph.get(module);
  const known = calls?.classes?.[name];
  if (known === undefined || node === undefined || search.left-- <= 0) return search.left <= 0;
  const isShared = (member: string) => !calls?.constructors?.includes(member) && members.includes(member);
  return (
    known.members.some(isShared) ||
    known.bases.some((base) => {
      const target = base === null ? null : targetOf(base, node, search);
      return target !== null && hasOneOf(target, members, search);
    })
  );
}

/** Whether a class is not one of the project that is known, so that it may have any method. */
function isOpenClass(base: CalledValue, node: ModuleNode, search: Search): boolean {
  const target = targetOf(base, node, search);
  const known = target === null ? undefined : search.callsOf(target.module)?.classes?.[target.name];
  return known === undefined || known.bases.length > 0;
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
  const search = { linked, callsOf, left: MAX_STEPS };
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
    const target = targetOf(to, node, { linked, callsOf, left: MAX_STEPS });
    const caught = target === null ? undefined : callsOf(target.module)?.catches?.[target.name]?.[position];
    if (target !== null && (caught === 'all' || (caught === 'thrown' && !isAsync))) return target;
  }
  return null;
}

function targetOf({ of, path }: CalledFunction, node: ModuleNode, search: Search): Target | null {
  if ('binding' in of) return { module: node.id, name: [of.binding, ...path].join('.'), via: [] };
  const request = 'request' in of ? of.request : node.record.imports[of.import]?.request;
  const entry = 'import' in of ? node.record.imports[of.import] : undefined;
  const module = request === undefined ? null : runtimeTarget(node, request);
  if (request === undefined || module === null || entry?.typeOnly === true) return null;
  const importer = importerKind(node, node.record.requests[request]?.form ?? 'import');
  const names = entry === undefined || entry.importName === '*' ? path : [entry.importName, ...path];
  const target = namedIn(module, names, importer, search);
  // Python: `from app import server` may mean the module `app.server`.
  const submodule = entry?.orModule === undefined ? null : runtimeTarget(node, entry.orModule);
  return target === null && submodule !== null ? namedIn(submodule, path, importer, search) : target;
}

/**
 * `Server`, `start` of a module: what it exports by the first name, or what another one does that it passes on; or members
 * of the function or class that it is as a whole.
 */
function namedIn(
  module: ModuleId,
  names: readonly string[],
  importer: ImporterKind,
  search: Search,
): Target | null {
  if (search.left-- <= 0) return null;
  const { linked, callsOf } = search;
  const calls = callsOf(module);
  const whole = calls?.exported['module.exports'] ?? '';
  const name = [whole, ...names].join('.');
  const target = { module, name, via: [] };
  if (whole !== '' && functionsOf(target, search).length > 0) return target;
  const [first, ...rest] = names;
  if (first === undefined) return null;
  const answer = linked.resolveExport(module, first, importer);
  if (answer.kind === 'namespace') return namedIn(answer.module, rest, importer, search);
  if (answer.kind !== 'found' || answer.certainty === 'may') return null;
  if (answer.binding === 'module.exports') return namedIn(answer.module, rest, 'require', search);
  const own = callsOf(answer.module)?.exported[answer.binding] ?? answer.binding;
  const via = answer.via.map((hop) => hop.module).filter((one) => one !== answer.module);
  return own === '' ? null : { module: answer.module, name: [own, ...rest].join('.'), via };
}
