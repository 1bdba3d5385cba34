// What the calls of a module lead to: functions by their module and name. A call whose function is not certain leads nowhere.

import type { CalledFunction, FunctionCall, ModuleCalls } from '../model/module-calls.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind, LinkedGraph } from './linked-graph.ts';
import { runtimeTarget } from './load-edges.ts';

/** Told from the text of a module; null where that cannot be told. */
export type CallsOf = (module: ModuleId) => ModuleCalls | null;

export interface ResolvedCall extends Omit<FunctionCall, 'to'> {
  readonly module: ModuleId;
  /** As the places in it have it. */
  readonly name: string;
  readonly on?: CalledFunction['on'];
  /** The modules that only pass the function on, on the way to its own. */
  readonly via: readonly ModuleId[];
  /** What fails in it rejects its promise. */
  readonly isAsync: boolean;
}

/** A function or class; with an empty name the whole of a module. */
interface Target {
  readonly module: ModuleId;
  readonly name: string;
  readonly via: readonly ModuleId[];
}

/** The calls of one module, those that lead to a function that is known. */
export function resolvedCalls(node: ModuleNode, linked: LinkedGraph, callsOf: CallsOf): ResolvedCall[] {
  return (callsOf(node.id)?.calls ?? []).flatMap((call) => {
    const target = targetOf(call.to, node, linked, callsOf);
    const kind = target === null ? undefined : callsOf(target.module)?.functions[target.name];
    if (target === null || kind === undefined) return [];
    // Whether somebody catches what rejects a promise that is kept, nobody knows.
    if (kind === 'async' && call.promise === 'kept') return [];
    const { to, ...made } = call;
    return [{ ...made, ...target, isAsync: kind === 'async', ...(to.on !== undefined && { on: to.on }) }];
  });
}

/** The function that a module exports by a name, of it or of another one; null where that is not certain. */
export function exportedFunction(
  node: ModuleNode,
  name: string,
  linked: LinkedGraph,
  callsOf: CallsOf,
): { readonly module: ModuleId; readonly name: string } | null {
  const target = namedIn(node.id, [name], importerKind(node, 'import'), linked, callsOf);
  return target !== null && callsOf(target.module)?.functions[target.name] !== undefined ? target : null;
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
    const target = targetOf(to, node, linked, callsOf);
    const caught = target === null ? undefined : callsOf(target.module)?.catches?.[target.name]?.[position];
    if (target !== null && (caught === 'all' || (caught === 'thrown' && !isAsync))) return target;
  }
  return null;
}

function targetOf(
  { of, path }: CalledFunction,
  node: ModuleNode,
  linked: LinkedGraph,
  callsOf: CallsOf,
): Target | null {
  if ('binding' in of) return { module: node.id, name: [of.binding, ...path].join('.'), via: [] };
  const request = 'request' in of ? of.request : node.record.imports[of.import]?.request;
  const entry = 'import' in of ? node.record.imports[of.import] : undefined;
  const module = request === undefined ? null : runtimeTarget(node, request);
  if (request === undefined || module === null || entry?.typeOnly === true) return null;
  const importer = importerKind(node, node.record.requests[request]?.form ?? 'import');
  const names = entry === undefined || entry.importName === '*' ? path : [entry.importName, ...path];
  const target = namedIn(module, names, importer, linked, callsOf);
  // Python: `from app import server` may mean the module `app.server`.
  const submodule = entry?.orModule === undefined ? null : runtimeTarget(node, entry.orModule);
  return target === null && submodule !== null ? namedIn(submodule, path, importer, linked, callsOf) : target;
}

/**
 * `Server`, `start` of a module: what it exports by the first name, or what another one does that it passes on; or members
 * of the function or class that it is as a whole.
 */
function namedIn(
  module: ModuleId,
  names: readonly string[],
  importer: ImporterKind,
  linked: LinkedGraph,
  callsOf: CallsOf,
): Target | null {
  const calls = callsOf(module);
  const whole = calls?.exported['module.exports'] ?? '';
  const name = [whole, ...names].join('.');
  if (whole !== '' && calls?.functions[name] !== undefined) return { module, name, via: [] };
  const [first, ...rest] = names;
  if (first === undefined) return null;
  const answer = linked.resolveExport(module, first, importer);
  if (answer.kind === 'namespace') return namedIn(answer.module, rest, importer, linked, callsOf);
  if (answer.kind !== 'found' || answer.certainty === 'may') return null;
  if (answer.binding === 'module.exports') return namedIn(answer.module, rest, 'require', linked, callsOf);
  const own = callsOf(answer.module)?.exported[answer.binding] ?? answer.binding;
  const via = answer.via.map((hop) => hop.module).filter((one) => one !== answer.module);
  return own === '' ? null : { module: answer.module, name: [own, ...rest].join('.'), via };
}
