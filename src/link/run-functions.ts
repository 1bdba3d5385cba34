// Which functions a call runs beside the one that it names: those that decorate it, and those that it is given and calls.

import type {
  CalledFunction,
  CalledValue,
  FunctionCall,
  GivenArgument,
  ParameterCall,
} from '../model/module-calls.ts';
import { GIVEN } from '../model/module-calls.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import {
  type CallsOf,
  classAround,
  type Followed,
  functionsMeant,
  functionsOf,
  methodOf,
  type Search,
  type Target,
  targetOf,
} from './called-functions.ts';
import { runtimeTarget } from './load-edges.ts';
import { type ClassPlace, isSameClass } from './method-order.ts';

export interface ResolvedCall extends Omit<FunctionCall, 'to' | 'isEntered' | 'gives'> {
  readonly module: ModuleId;
  /** As the places in it have it. */
  readonly name: string;
  /** The modules that only pass the function on, on the way to its own. */
  readonly via: readonly ModuleId[];
  /** What fails in it rejects its promise. */
  readonly isAsync: boolean;
  /** Of what instance it is a method: null for one of exactly its class, and for what is no method. */
  readonly receiver: ClassPlace | null;
  /** The calls between the code that makes it and that which calls the function: those of a function that is given it. */
  readonly through?: readonly CallBetween[];
  /** The module in which it stands, where that is another one because of these. */
  readonly in?: ModuleId;
}

/** A call of a function that calls another one in its turn, and where that stands. */
export interface CallBetween
  extends Pick<ResolvedCall, 'isConditional' | 'heard' | 'caught' | 'promise' | 'isAsync'> {
  readonly in: ModuleId;
}

/** What is told of a call, wherever it leads. */
type Made = Omit<FunctionCall, 'to' | 'gives'> & Pick<ParameterCall, 'isGivenBack'>;

/** What runs in the place of a decorated function, and where it calls that. */
interface Layer {
  readonly wrapper: Followed;
  readonly calls: readonly ParameterCall[];
}

/**
 * A call that runs the text of a function, and of those that decorate it.
 * @param module in which the call stands
 */
export function ran(followed: Followed, made: Made, module: ModuleId, search: Search): ResolvedCall[] {
  const layers = layersOf(followed, search);
  if (layers === null) return [];
  const found: ResolvedCall[] = [];
  let before = [{ ...made, through: [] as readonly CallBetween[], in: module }];
  for (const { wrapper, calls } of layers) {
    const reached = before.flatMap((call) => runsText(wrapper, call, made, search));
    found.push(...reached);
    before = reached.flatMap((call) =>
      calls.map((inner) => ({
        ...inner,
        through: [...(call.through ?? []), between(call, call.in ?? module)],
        in: wrapper.module,
      })),
    );
  }
  const reached = before.flatMap((call) => runsText(followed, call, made, search));
  const via = layers.map(({ wrapper }) => wrapper.module);
  return [...found, ...reached.map((call) => ({ ...call, via: [...followed.via, ...via] }))].map((call) => ({
    ...call,
    by: made.by,
  }));
}

/** @param outer the call that is written */
function runsText(
  followed: Followed,
  {
    isEntered,
    isGivenBack,
    through,
    in: module,
    ...made
  }: Made & { through: readonly CallBetween[]; in: ModuleId },
  outer: Made,
  search: Search,
): ResolvedCall[] {
  const calls = search.callsOf(followed.module);
  const isAsync = calls?.functions[followed.name] === 'async';
  const promise = isGivenBack === true ? outer.promise : made.promise;
  if (isAsync && promise === 'unstarted' && isEntered !== true) return [];
  // Whether somebody catches what rejects a promise that is kept, nobody knows.
  const isKept = isAsync && made.promise === 'kept' && isEntered !== true;
  const turn =
    isKept && made.isConditional !== true
      ? ({ isConditional: true, heard: made.offeredAs ?? '' } as const)
      : {};
  if (calls?.entered?.includes(followed.name) === true && isEntered !== true) return [];
  const between = through.length === 0 ? {} : { through, in: module };
  return [{ ...made, ...turn, ...followed, isAsync, ...between }];
}

/** What decorates a function, from the outside in; null where that may do anything. What comes from libraries calls what it is given. */
function layersOf(
  { module, name }: Pick<Target, 'module' | 'name'>,
  search: Search,
): readonly Layer[] | null {
  const node = search.linked.graph.get(module);
  const layers: Layer[] = [];
  for (const decorator of search.callsOf(module)?.decorators?.[name] ?? []) {
    if (decorator === null || node === undefined) return null;
    if (isFromLibrary(decorator, node, search)) continue;
    const layer = layerOf(decorator, node, search);
    if (layer === null) return null;
    if (layer !== 'nothing') layers.push(layer);
  }
  return layers;
}

/** `nothing` where what is decorated is given back as it is. */
function layerOf(decorator: CalledValue, node: ModuleNode, search: Search): Layer | 'nothing' | null {
  const target = targetOf(decorator, node, search);
  const [own] = target === null ? [] : functionsOf(target, search);
  const calls = own === undefined ? null : search.callsOf(own.module);
  if (own === undefined || calls === null) return null;
  if (calls.handsBack?.includes(own.name) === true) return 'nothing';
  const [wrapper] = functionsOf({ module: own.module, name: `${own.name}.${GIVEN}`, via: [] }, search);
  if (wrapper === undefined || layersOf(wrapper, search)?.length !== 0) return null;
  const isOfWrapper = ({ of, position, by }: ParameterCall) =>
    of === own.name && position === 0 && by === wrapper.name;
  return { wrapper, calls: (calls.parameterCalls ?? []).filter(isOfWrapper) };
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

/**
 * The functions that a call gives to the one that it calls, where that calls them.
 * @param outer the call
 * @param node the module in which it stands
 * @param of the function that is given them: the one that is called, or that which gave it
 */
export function ofGiven(
  outer: ResolvedCall,
  node: ModuleNode,
  gives: readonly GivenArgument[] = [],
  search: Search,
  of = outer.name,
): ResolvedCall[] {
  return gives.flatMap(({ position, value }): ResolvedCall[] => {
    if ('parameter' in value) return [];
    return callsOfParameter(outer, position, search, of).flatMap(({ made, through, in: module }) =>
      functionsMeant(value, node, search).flatMap((followed) =>
        ran(followed, made, module, search).map((call) => ({
          ...call,
          by: outer.by,
          in: call.in ?? module,
          via: [...outer.via, outer.module, ...call.via],
          through: [
            ...(outer.through ?? []),
            between(outer, outer.in ?? node.id),
            ...through,
            ...(call.through ?? []),
          ],
        })),
      ),
    );
  });
}

/** `wrap(start)()`: the functions that were given to the one that gave what is called, where that calls them. */
export function ofGivenBefore(outer: ResolvedCall, { gave }: Followed, search: Search): ResolvedCall[] {
  const node = search.linked.graph.get(gave?.in ?? '');
  return gave === undefined || node === undefined ? [] : ofGiven(outer, node, gave.gives, search, gave.by);
}

interface CallOfParameter {
  readonly made: Made;
  readonly through: readonly CallBetween[];
  readonly in: ModuleId;
}

/** The functions that a call in a function leads to, which may be a method of some instance. */
function functionsCalled(
  by: Pick<ResolvedCall, 'module' | 'name' | 'receiver'>,
  node: ModuleNode,
  to: CalledFunction,
  search: Search,
): Followed[] {
  const owner = to.on === undefined ? null : classAround(by, search.callsOf);
  const of = by.receiver ?? owner;
  if (owner === null || of === null) {
    const target = to.on === 'super' ? null : targetOf(to, node, search);
    return target === null ? [] : functionsOf(target, search);
  }
  const method = calledOn(of, owner, to, search);
  if (method === null) return [];
  return [{ ...method, receiver: isOwn(of, method, search.callsOf) ? null : of, isOfInstance: true }];
}

/** Where a function calls what it is given, or gives it to others that do. */
function callsOfParameter(
  called: Pick<ResolvedCall, 'module' | 'name' | 'receiver'>,
  given: GivenArgument['position'],
  search: Search,
  owner = called.name,
): CallOfParameter[] {
  const { module, name } = called;
  const { linked, callsOf } = search;
  const calls = callsOf(module);
  const node = linked.graph.get(module);
  if (calls == null || node === undefined || search.left-- <= 0) return [];
  const position = positionOf(given, calls.parameters?.[owner]);
  if (position === null) return [];
  const direct = (calls.parameterCalls ?? []).flatMap(({ of, position: at, ...made }) =>
    of === owner && at === position && made.by === name ? [{ made, through: [], in: module }] : [],
  );
  const passedOn = calls.calls.flatMap(({ to, gives = [], ...made }) => {
    const passed = gives.find(
      ({ value }) => 'parameter' in value && value.function === owner && value.parameter === position,
    );
    if (passed === undefined || made.by !== name) return [];
    return functionsCalled(called, node, to, search)
      .flatMap((followed) => ran(followed, made, module, search))
      .flatMap((call) =>
        callsOfParameter(call, passed.position, search).map((inner) => ({
          ...inner,
          through: [between(call, module), ...inner.through],
        })),
      );
  });
  return [...direct, ...passedOn];
}

/** Which parameter is given so; null for none that has a name of its own: `*args` takes all positions from there on. */
function positionOf(given: GivenArgument['position'], parameters: readonly string[] = []): number | null {
  const position = typeof given === 'string' ? parameters.indexOf(given) : given;
  if (position === -1) return null;
  return typeof given === 'number' && parameters.slice(0, given).includes('*') ? null : position;
}

function between(
  { isConditional, heard, caught, promise, isAsync }: ResolvedCall,
  module: ModuleId,
): CallBetween {
  return {
    in: module,
    isAsync,
    ...(isConditional === true && { isConditional }),
    ...(heard !== undefined && { heard }),
    ...(caught !== undefined && { caught }),
    ...(promise !== undefined && { promise }),
  };
}

export function calledOn(
  of: ClassPlace,
  from: ClassPlace,
  to: CalledFunction,
  search: Search,
): Target | null {
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

export function isOwn(of: ClassPlace, method: Target, callsOf: CallsOf): boolean {
  const owner = classAround(method, callsOf);
  return owner !== null && isSameClass(owner, of);
}
