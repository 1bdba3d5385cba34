// What engines, Node's loaders and CPython print when a module lacks a name. Sources: the messages of V8 and of Node's ESM
// loader; CPython's import system, tried.

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { isPathSpecifier, isWithin, parentOf } from '../model/path.ts';
import { nameInErrors } from './dotted-name.ts';
import type { LinkedGraph, NameLookup } from './linked-graph.ts';
import { reachableFrom } from './reachability.ts';

/** Of the loader of ES modules, before a line runs. */
export function linkError(
  { answer, name }: NameLookup,
  specifier: string,
  isCommonJsForNode: boolean,
): string {
  const requested = `SyntaxError: The requested module '${specifier}'`;
  if (answer.kind === 'ambiguous') return `${requested} contains conflicting star exports for name '${name}'`;
  if (answer.kind === 'cycle')
    return `SyntaxError: Detected cycle while resolving name '${name}' in '${specifier}'`;
  if (isCommonJsForNode)
    return `SyntaxError: Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all module.exports as named exports.`;
  return `${requested} does not provide an export named '${name}'`;
}

/** Of CPython. */
export function pythonNameError(
  { asks, name, answer, target, request, runs }: NameLookup,
  { id, record, resolutions }: ModuleNode,
  linked: LinkedGraph,
): string {
  const { graph } = linked;
  const { specifier = '', form } = record.requests[request] ?? {};
  // The whole of a dotted string but its last name is imported.
  if (asks.by === 'member' && form === 'string' && asks.index < asks.use.path.length - 1) {
    const members = asks.use.path.slice(0, asks.index + 1).map((member) => member.name);
    return `ModuleNotFoundError: No module named '${[specifier, ...members].join('.')}'`;
  }
  if (asks.by === 'member') {
    const entry = 'import' in asks.use.of ? record.imports[asks.use.of.import] : undefined;
    const taken = entry === undefined || entry.importName === '*' ? [] : [entry.importName];
    const asked = [specifier, ...taken, ...asks.use.path.slice(0, asks.index).map((member) => member.name)];
    return `AttributeError: module '${nameInErrors(asked.join('.'), target, graph)}' has no attribute '${name}'`;
  }
  const resolution = resolutions[request];
  const asked = resolution?.kind === 'module' ? resolution.module : null;
  const from = nameInErrors(specifier, asked, graph);
  // A table of lazy names: what `__getattr__` imports, it asks with getattr().
  if (asks.by === 're-export' && form === 'dynamic-import')
    return `AttributeError: module '${from}' has no attribute '${name}'`;
  const where = answer.kind === 'missing' ? answer.module : target;
  const isPartial = asked !== null && runs === 'load' && isHalfLoaded(asked, id, linked);
  const error = isPartial
    ? `ImportError: cannot import name '${name}' from partially initialized module '${from}' (most likely due to a circular import)`
    : `ImportError: cannot import name '${name}' from '${from}'`;
  // Where the standard library is installed is not known.
  if (where !== null && !isPathSpecifier(where)) return error;
  return `${error} (${where !== null && /\.pyw?$/.test(where) ? where : 'unknown location'})`;
}

/** Whether a module is asked while it is being loaded: by itself, and as a package by a module of it that it imports. */
function isHalfLoaded(asked: ModuleId, by: ModuleId, linked: LinkedGraph): boolean {
  if (asked === by) return true;
  const isPackageOf = /\/__init__\.pyi?$/.test(asked) && isWithin(parentOf(asked) ?? asked, by);
  return isPackageOf && reachableFrom([asked], linked, 'load').has(by);
}
