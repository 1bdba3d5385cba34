// What a called name leads to: functions by their module and name, through what modules pass on and classes inherit. What is
// not certain leads nowhere.

import {
  type CalledValue,
  EACH,
  GIVEN,
  type GivenArgument,
  type ModuleCalls,
} from '../model/module-calls.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { setterName } from '../model/timing.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind, LinkedGraph } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';
import { type ClassPlace, isSameClass, methodOrder } from './method-order.ts';

/** Told from the text of a module; null where that cannot be told. */
export type CallsOf = (module: ModuleId) => ModuleCalls | null;

/** A function or class; with an empty name the whole of a module. */
export interface Target {
  readonly module: ModuleId;
  readonly name: string;
  /** The modules that only pass it on, on the way to its own. */
  readonly via: readonly ModuleId[];
}

/** A function that a call leads to. */
export interface Followed extends Target {
  /** Of a method that is inherited: the class in which it was looked for. */
  readonly receiver: ClassPlace | null;
  /** It was found by a name that holds an instance of its class. */
  readonly isOfInstance: boolean;
  /** Of what a call gives: what that was given, the module in which it stands, and the function that was called. */
  readonly gave?: { readonly gives: readonly GivenArgument[]; readonly in: ModuleId; readonly by: string };
}

/** Where the function of one call is looked for. */
export interface Search {
  readonly linked: LinkedGraph;
  readonly callsOf: CallsOf;
  /** So many steps may still be taken. */
  left: number;
}

/** Names may stand for each other in a circle, and grow on the way around it: such a call leads nowhere. */
const MAX_STEPS = 100;

export function newSearch(linked: LinkedGraph, callsOf: CallsOf): Search {
  return { linked, callsOf, left: MAX_STEPS };
}

/** What a value of a module is; null where that is not certain. */
export function targetOf({ of, path }: CalledValue, node: ModuleNode, search: Search): Target | null {
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
export function namedIn(
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

/**
 * The functions that a call of a target runs: itself, what an instance is made by, the method of a class that it is derived
 * from; none where that is not certain.
 */
export function functionsOf(target: Target, search: Search): Followed[] {
  const { module, name } = target;
  const calls = search.callsOf(module);
  const node = search.linked.graph.get(module);
  if (calls == null || node === undefined || search.left-- <= 0) return [];
  const owner = classAround(target, search.callsOf);
  if (owner === null && calls.functions[name] !== undefined)
    return [{ ...target, receiver: null, isOfInstance: false }];
  const follow = (value: CalledValue, rest: readonly string[]): Followed[] =>
    functionsMeant({ ...value, path: [...value.path, ...rest] }, node, search).map((followed) => ({
      ...followed,
      via: viaBoth(target, followed),
    }));
  if (calls.classes?.[name] !== undefined && calls.constructors !== undefined)
    return calls.constructors.flatMap((each) => functionsOf({ ...target, name: `${name}.${each}` }, search));
  const parts = name.split('.');
  for (let cut = parts.length; cut > 0; cut--) {
    const value = calls.values?.[parts.slice(0, cut).join('.')];
    const isCalledInstance = value?.isInstance === true && cut === parts.length;
    if (value !== undefined)
      return follow(value, isCalledInstance ? calledIn(calls) : parts.slice(cut)).map((followed) => ({
        ...followed,
        isOfInstance: followed.isOfInstance || value.isInstance === true,
      }));
  }
  if (owner !== null) {
    const [member = ''] = parts.at(-1) === GIVEN ? calledIn(calls) : parts.slice(-1);
    const method = methodOf(owner, member, search);
    if (method === null) return [];
    const isOwn = method.module === module && method.name === `${owner.name}.${member}`;
    return [{ ...method, via: viaBoth(target, method), receiver: isOwn ? null : owner, isOfInstance: false }];
  }
  const entry = node.record.imports.findIndex(({ localName }) => localName === parts[0]);
  if (entry !== -1) return follow({ of: { import: entry }, path: [] }, parts.slice(1));
  const brought = broughtByStar(node, parts, search);
  return brought === null ? [] : functionsOf({ ...brought, via: viaBoth(target, brought) }, search);
}

/** The method that a call of an instance runs, where classes are called as functions are (Python). */
function calledIn({ constructors }: ModuleCalls): readonly string[] {
  return constructors === undefined ? [] : ['__call__'];
}

/** The functions that a value is, or stands for: of what a call gives, those that were given to it as well. */
export function functionsMeant(value: CalledValue, node: ModuleNode, search: Search): Followed[] {
  const target = targetOf(value, node, search);
  if (target === null) return [];
  const found = value.path.at(-1) === EACH ? gettersBelow(target, search) : functionsOf(target, search);
  if (value.gave === undefined) return found;
  const [first] = value.gave;
  const giver = target.name.slice(0, -GIVEN.length - 1);
  const isHanded = search.callsOf(target.module)?.handsBack?.includes(giver) === true;
  if (isHanded && first?.position === 0 && !('parameter' in first.value))
    return functionsMeant(first.value, node, search);
  return found.map((followed) => ({
    gave: { gives: value.gave ?? [], in: node.id, by: giver },
    ...followed,
  }));
}

/** The getters of an object that is written out; those of instances stand in their class, and are not listed. */
function gettersBelow({ module, name, via }: Target, search: Search): Followed[] {
  const { accessors = {}, classes = {} } = search.callsOf(module) ?? {};
  const owner = name.slice(0, -EACH.length);
  if (classes[owner.slice(0, -1)] !== undefined) return [];
  return Object.keys(accessors).flatMap((own) => {
    const isOfIt = own.startsWith(owner) && !own.slice(owner.length).includes('.');
    return isOfIt && !own.endsWith(setterName(''))
      ? [{ module, name: own, via, receiver: null, isOfInstance: false }]
      : [];
  });
}

/** Python: what a star import gives a module by a name. */
function broughtByStar(node: ModuleNode, names: readonly string[], search: Search): Target | null {
  if (!node.record.imports.some(({ star }) => star === true)) return null;
  const found = namedIn(node.id, names, importerKind(node, 'from'), search);
  return found === null || found.module === node.id ? null : found;
}

function viaBoth({ module, via }: Target, next: Target): readonly ModuleId[] {
  return next.module === module ? via : [...via, module, ...next.via];
}

/** The class that a function is a method of, by its name; null where it is of none that is known. */
export function classAround(
  { module, name }: Pick<Target, 'module' | 'name'>,
  callsOf: CallsOf,
): ClassPlace | null {
  const owner = name.split('.').slice(0, -1).join('.');
  return callsOf(module)?.classes?.[owner] === undefined ? null : { module, name: owner };
}

/** Who asks for a method of an instance. */
interface Asker {
  /** The class whose method does. */
  readonly from: ClassPlace;
  /** It asks only those behind that class: `super.start()` */
  readonly isBehind: boolean;
}

/**
 * The method that an instance of exactly this class has by a name.
 * @param asker absent for who has the instance from outside
 * @returns null where that is not certain
 */
export function methodOf(
  of: ClassPlace,
  name: string,
  search: Search,
  asker: Asker | null = null,
): Target | null {
  const order = orderOf(of, search);
  const at = asker === null ? 0 : order.findIndex((one) => one !== null && isSameClass(one, asker.from));
  if (at === -1) return null;
  const owners: Owner[] = [];
  for (const [position, one] of order.entries()) {
    // What is not known may have it too.
    if (one === null) break;
    const { functions = {}, classes = {} } = search.callsOf(one.module) ?? {};
    const { members = [], fields = [], assigned = [] } = classes[one.name] ?? {};
    const method = `${one.name}.${name}`;
    const isFunction = functions[method] !== undefined;
    const isHere = isFunction || members.includes(name);
    const isHidden = assigned.includes(name) || (assigned.includes('*') && !isOfClass(name));
    if (asker?.isBehind !== true && isHidden) return null;
    if (isHere)
      owners.push({
        position,
        isField: fields.includes(name),
        target: isFunction ? { module: one.module, name: method, via: [] } : null,
      });
  }
  const first = owners.find(({ position }) => asker?.isBehind !== true || position > at);
  if (first === undefined) return null;
  // Of fields, the one that was made last is there, and none while the constructor of a base runs.
  const isField = asker?.isBehind !== true && owners.some((owner) => owner.isField);
  return isField && (owners.length > 1 || first.position < at) ? null : first.target;
}

/** Methods that are looked for in the class of an instance only. */
function isOfClass(method: string): boolean {
  return method === 'constructor' || /^__.*__$/.test(method);
}

interface Owner {
  readonly position: number;
  readonly isField: boolean;
  readonly target: Target | null;
}

/** A class and those that it is derived from, in the order in which methods are looked for. */
export function orderOf(of: ClassPlace, search: Search): readonly (ClassPlace | null)[] {
  return methodOrder(of, (derived) => {
    const node = search.linked.graph.get(derived.module);
    const bases = search.callsOf(derived.module)?.classes?.[derived.name]?.bases ?? [null];
    return bases.map((base) => {
      const target = base === null || node === undefined ? null : targetOf(base, node, search);
      return target === null ? null : classOf(target, search);
    });
  });
}

/** The class that a target is, or stands for. */
function classOf({ module, name }: Target, search: Search): ClassPlace | null {
  const calls = search.callsOf(module);
  const node = search.linked.graph.get(module);
  if (calls == null || node === undefined || search.left-- <= 0) return null;
  if (calls.classes?.[name] !== undefined) return { module, name };
  const entry = node.record.imports.findIndex(({ localName }) => localName === name);
  const value = calls.values?.[name] ?? (entry === -1 ? undefined : { of: { import: entry }, path: [] });
  const next =
    value === undefined ? broughtByStar(node, name.split('.'), search) : targetOf(value, node, search);
  return next === null ? null : classOf(next, search);
}
