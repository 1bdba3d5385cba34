// What the runtime does when a request or a name has no answer, and the exact error that it prints. Facts of Node
// (https://nodejs.org/api/errors.html, the messages of its ESM and CommonJS loaders and of V8), of bundlers and of CPython.

import type { FindingSite } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { HeldUse, MemberUse, ModuleRequest } from '../model/module-record.ts';
import { isWithin, parentOf, resolvePath } from '../model/path.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';
import { nameInErrors } from './dotted-name.ts';
import { errorOfUndefined } from './engine-errors.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind, LinkedGraph, NameLookup } from './linked-graph.ts';
import { isDroppedName, isDroppedRequest, runtimeTarget } from './load-edges.ts';
import { reachableFrom } from './reachability.ts';
import { siteOfUndefinedImport, siteOfUsedType } from './types-used-as-values.ts';

type Failure = Pick<FindingSite, 'failure' | 'runtimeError' | 'handedTo'>;

/** The site of a request that leads nowhere. */
export function siteOfRequest(
  node: ModuleNode,
  request: ModuleRequest,
  resolution: UnresolvedResolution,
): FindingSite {
  const isNeverRun =
    request.typeOnly ||
    request.runs === 'never' ||
    isDroppedRequest(node, node.record.requests.indexOf(request));
  const failure = isNeverRun ? typeFailure : failureOfRequest(node, request, resolution);
  return {
    ...failure,
    runs: failure.failure === 'type' ? 'never' : request.runs,
    ...(request.enclosing === undefined ? {} : { enclosing: request.enclosing }),
    ...(request.conditional === true && { conditional: true }),
    ...(request.atStart !== undefined && { atStart: request.atStart }),
    guard: request.guard,
    ...(request.starts === 'process' ? { inProcess: true } : {}),
  };
}

/** The site of a request that works here and will not where its package is not installed. */
export function siteOfWorkingRequest(node: ModuleNode, request: number): FindingSite {
  const asked = node.record.requests[request];
  if (asked === undefined) return { failure: 'throw', runs: 'load', guard: 'none' };
  const resolution = node.resolutions[request];
  const isDeclared =
    (resolution?.kind === 'module' || resolution?.kind === 'external') &&
    resolution.declared === 'devDependencies';
  const packageName =
    resolution?.kind === 'module' || resolution?.kind === 'external' ? resolution.packageName : undefined;
  const site = siteOfRequest(node, asked, {
    kind: 'unresolved',
    reason: 'not-installed',
    tried: [],
    absent: asked.specifier.replace(/\..*$/, ''),
    ...(packageName === undefined ? {} : { packageName }),
  });
  return { ...site, onlyAfter: isDeclared ? 'production-install' : 'other-install' };
}

/** The site of a name that is not exported, ambiguous or in a circle; of a type where a value is needed. */
export function siteOfName(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): FindingSite {
  const { asks } = lookup;
  const isNeverRun =
    lookup.typeOnly ||
    node.record.moduleKind === 'declaration' ||
    (asks.by === 'import' && isDroppedName(node, asks.entry));
  const used = isNeverRun
    ? null
    : (siteOfUsedType(linked, node, lookup) ?? siteOfUndefinedImport(node, lookup));
  if (used !== null) return { ...used, guard: lookup.guard };
  const failure = isNeverRun ? typeFailure : failureOfName(linked, node, lookup);
  const { runs, enclosing, conditional, atStart } = heldUseOf(lookup) ?? lookup;
  return {
    ...failure,
    runs,
    ...(enclosing === undefined ? {} : { enclosing }),
    ...(conditional === true && { conditional }),
    ...(atStart !== undefined && { atStart }),
    guard: lookup.guard,
  };
}

/** Of a member that is only read into a variable: where that is needed. Null for every other use. */
function heldUseOf({ asks }: NameLookup): HeldUse | null {
  return asks.by === 'member' && asks.index === asks.use.path.length - 1 ? (asks.use.held ?? null) : null;
}

const typeFailure: Failure = { failure: 'type' };

/** Whether Node's ESM loader is what speaks. Where nothing says what runs an ES module, it is. */
function isLinkedByNode({ settings }: ModuleNode, importer: ImporterKind): boolean {
  if (importer === 'esm-node') return true;
  return importer === 'interop' && settings.format === 'esm' && settings.runtime !== 'bundler';
}

function failureOfRequest(
  node: ModuleNode,
  request: ModuleRequest,
  resolution: UnresolvedResolution,
): Failure {
  const importer = importerKind(node, request.form);
  if (importer === 'python')
    return { failure: 'throw', runtimeError: pythonModuleError(node, request, resolution) };
  const isStatic = request.form === 'import' || request.form === 'export-from';
  if (node.settings.runtime === 'bundler' && importer !== 'require') {
    const runtimeError = `Could not resolve "${request.specifier}" from "${node.id}"`;
    return { failure: isStatic ? 'link' : 'throw', runtimeError };
  }
  // A thread or process begins with a path, which Node looks for as `require` does.
  if (request.starts !== undefined) {
    const path = resolvePath(parentOf(node.id) ?? '/', request.specifier);
    return { failure: 'throw', runtimeError: `Error: Cannot find module '${path}'` };
  }
  if (isLinkedByNode(node, importer)) {
    return { failure: isStatic ? 'link' : 'throw', runtimeError: esmModuleError(node, request, resolution) };
  }
  const failure = isStatic && node.settings.format !== 'commonjs' ? 'link' : 'throw';
  return { failure, runtimeError: requireError(node, request, resolution) };
}

function esmModuleError(
  node: ModuleNode,
  { specifier }: ModuleRequest,
  resolution: UnresolvedResolution,
): string {
  const from = `imported from ${node.id}`;
  const path = resolution.expected ?? resolution.tried[0] ?? specifier;
  const name = resolution.packageName ?? specifier;
  switch (resolution.reason) {
    case 'not-installed':
      return `Error [ERR_MODULE_NOT_FOUND]: Cannot find package '${name}' ${from}`;
    case 'directory-import':
      return `Error [ERR_UNSUPPORTED_DIR_IMPORT]: Directory import '${withoutIndex(path)}' is not supported resolving ES modules ${from}`;
    case 'unknown-builtin':
      return `Error [ERR_UNKNOWN_BUILTIN_MODULE]: No such built-in module: ${specifier}`;
    case 'missing-attribute':
      return `TypeError [ERR_IMPORT_ATTRIBUTE_MISSING]: Module "${path}" needs an import attribute of "type: json"`;
    case 'not-exported':
    case 'no-condition':
      return notExported(node, specifier, resolution, from);
    default: {
      if (isPath(specifier)) {
        // What runs asks for the path as it is written: `./pool.js`, also where the source is `pool.ts`.
        const asked = resolvePath(parentOf(node.id) ?? '/', specifier);
        if (resolution.isFolder === true)
          return `Error [ERR_UNSUPPORTED_DIR_IMPORT]: Directory import '${asked}${specifier.endsWith('/') ? '/' : ''}' is not supported resolving ES modules ${from}`;
        return `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${asked}' ${from}`;
      }
      // A package or a private name that is known, and leads to a file that is not there.
      if (isInPackage(specifier, resolution))
        return `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${path}' ${from}`;
      return `Error [ERR_MODULE_NOT_FOUND]: Cannot find package '${name}' ${from}`;
    }
  }
}

function requireError(
  node: ModuleNode,
  { specifier }: ModuleRequest,
  resolution: UnresolvedResolution,
): string {
  const { reason, tried, expected } = resolution;
  if (reason === 'unknown-builtin') {
    return `Error [ERR_UNKNOWN_BUILTIN_MODULE]: No such built-in module: ${specifier}`;
  }
  if (reason === 'not-exported' || reason === 'no-condition')
    return notExported(node, specifier, resolution, '');
  const path = expected ?? tried[0] ?? specifier;
  // Without a map that says otherwise, Node speaks of what was asked for.
  const isMapped = isInPackage(specifier, resolution) && !path.endsWith(`/node_modules/${specifier}`);
  return `Error: Cannot find module '${isMapped ? path : specifier}'`;
}

/** Whether the package is there, or the private name, and what is missing is a file behind it. */
function isInPackage(specifier: string, { reason, packageName, tried }: UnresolvedResolution): boolean {
  const isFile = reason === 'not-found' || reason === 'missing-extension' || reason === 'directory-import';
  const isKnown = specifier.startsWith('#') || (packageName !== undefined && packageName !== specifier);
  return isFile && isKnown && tried.length > 0;
}

function notExported(
  node: ModuleNode,
  specifier: string,
  { packageName = specifier, tried }: UnresolvedResolution,
  from: string,
): string {
  if (specifier.startsWith('#')) {
    const where = tried[0] === undefined ? '' : ` in package ${tried[0]}`;
    return `TypeError [ERR_PACKAGE_IMPORT_NOT_DEFINED]: Package import specifier "${specifier}" is not defined${where} imported from ${node.id}`;
  }
  const subpath = `.${specifier.slice(packageName.length)}`;
  const what =
    subpath === '.'
      ? 'No "exports" main defined'
      : `Package subpath '${subpath}' is not defined by "exports"`;
  return `Error [ERR_PACKAGE_PATH_NOT_EXPORTED]: ${what} in ${packageName}/package.json ${from}`.trimEnd();
}

/** CPython names the first part that is missing by its absolute name. */
function pythonModuleError(
  { record }: ModuleNode,
  request: ModuleRequest,
  resolution: UnresolvedResolution,
): string {
  if (resolution.reason === 'beyond-top-level')
    return 'ImportError: attempted relative import beyond top-level package';
  if (resolution.reason === 'no-parent-package')
    return 'ImportError: attempted relative import with no known parent package';
  const dotted = resolution.absent ?? request.specifier;
  if (resolution.reason === 'empty-directory' && request.form === 'from') {
    const name =
      record.imports.find((entry) => record.requests[entry.request] === request)?.importName ?? '…';
    return `ImportError: cannot import name '${name}' from '${dotted}' (unknown location)`;
  }
  const parent = dotted.slice(0, Math.max(0, dotted.lastIndexOf('.')));
  const isInModule = resolution.expected === undefined && resolution.reason === 'not-found' && parent !== '';
  return `ModuleNotFoundError: No module named '${dotted}'${isInModule ? `; '${parent}' is not a package` : ''}`;
}

function failureOfName(linked: LinkedGraph, node: ModuleNode, lookup: NameLookup): Failure {
  const { asks, importer, name } = lookup;
  const specifier = node.record.requests[lookup.request]?.specifier ?? '';
  const asked = lookup.target === null ? undefined : linked.graph.get(lookup.target);
  // A declaration says which names there are; what is loaded in its place says no.
  const loaded = asked?.record.moduleKind === 'declaration' ? runtimeTarget(node, lookup.request) : null;
  const module = (loaded === null ? undefined : linked.graph.get(loaded)) ?? asked;
  if (importer === 'python') {
    return { failure: 'throw', runtimeError: pythonNameError(lookup, node, linked) };
  }
  if (asks.by === 'member') return memberFailure(node, lookup);
  const form = node.record.requests[lookup.request]?.form;
  const linkedByLoader = (form === 'import' || form === 'export-from') && node.settings.format !== 'commonjs';
  if (!linkedByLoader) return { failure: 'undefined' };
  if (lookup.answer.kind === 'ambiguous') {
    return {
      failure: 'link',
      runtimeError: `SyntaxError: The requested module '${specifier}' contains conflicting star exports for name '${name}'`,
    };
  }
  if (lookup.answer.kind === 'cycle') {
    return {
      failure: 'link',
      runtimeError: `SyntaxError: Detected cycle while resolving name '${name}' in '${specifier}'`,
    };
  }
  if (isLinkedByNode(node, importer) && module?.record.moduleKind === 'commonjs') {
    return {
      failure: 'link',
      runtimeError: `SyntaxError: Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all module.exports as named exports.`,
    };
  }
  // A bundler gives undefined for a name that a CommonJS module does not set.
  if (module?.record.moduleKind === 'commonjs') return { failure: 'undefined' };
  return {
    failure: 'link',
    runtimeError: `SyntaxError: The requested module '${specifier}' does not provide an export named '${name}'`,
  };
}

function memberFailure(node: ModuleNode, lookup: NameLookup): Failure {
  const { asks } = lookup;
  if (asks.by !== 'member') return { failure: 'undefined' };
  const { access, path } = asks.use;
  // Deeper names are read off undefined.
  const next = path[asks.index + 1]?.name;
  if (next !== undefined) return undefinedUsed(errorOfUndefined('member', '', next));
  const members = path.slice(0, asks.index + 1).map((member) => member.name);
  const base = baseOf(node, asks.use);
  const dotted = [...(base === null ? [] : [base]), ...members].join('.');
  if (access === 'call' || access === 'construct')
    return undefinedUsed(errorOfUndefined(access, dotted, undefined));
  const held = heldUseOf(lookup);
  const to = held?.handedTo ?? asks.use.handedTo;
  if (to !== undefined) return { failure: 'undefined', handedTo: to };
  if (held === null || held.access === 'handed') return undefinedUsed(null);
  return undefinedUsed(errorOfUndefined(held.access, held.name, held.member));
}

function undefinedUsed(runtimeError: string | null): Failure {
  return { failure: 'undefined', ...(runtimeError === null ? {} : { runtimeError }) };
}

/** What stands in front of the members in the text; null where that is not told. */
function baseOf({ record }: ModuleNode, { of, base }: MemberUse): string | null {
  return ('import' in of ? record.imports[of.import]?.localName : base) ?? null;
}

function pythonNameError(
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
  const where = answer.kind === 'missing' ? answer.module : target;
  const isPartial = asked !== null && runs === 'load' && isHalfLoaded(asked, id, linked);
  const error = isPartial
    ? `ImportError: cannot import name '${name}' from partially initialized module '${from}' (most likely due to a circular import)`
    : `ImportError: cannot import name '${name}' from '${from}'`;
  // Where the standard library is installed is not known.
  if (where !== null && !isPath(where)) return error;
  return `${error} (${where !== null && /\.pyw?$/.test(where) ? where : 'unknown location'})`;
}

/** Whether a module is asked while it is being loaded: by itself, and as a package by a module of it that it imports. */
function isHalfLoaded(asked: ModuleId, by: ModuleId, linked: LinkedGraph): boolean {
  if (asked === by) return true;
  const isPackageOf = /\/__init__\.pyi?$/.test(asked) && isWithin(parentOf(asked) ?? asked, by);
  return isPackageOf && reachableFrom([asked], linked, 'load').has(by);
}

function isPath(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}

function withoutIndex(path: string): string {
  return path.replace(/\/(?:index|__init__)\.\w+$/, '');
}
