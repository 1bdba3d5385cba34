// What Node's loaders, bundlers and CPython print when a module is not there. Sources: https://nodejs.org/api/errors.html
// and the messages of Node's ESM and CommonJS loaders; CPython's import system, tried.

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import { isPathSpecifier, parentOf, resolvePath } from '../model/path.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';

/** Of a bundler, with the first line of its error. */
export function bundlerModuleError({ id }: ModuleNode, { specifier }: ModuleRequest): string {
  return `Could not resolve "${specifier}" from "${id}"`;
}

/** Of a thread or a process, which begins with a path that Node looks for as `require` does. */
export function startedModuleError({ id }: ModuleNode, { specifier }: ModuleRequest): string {
  return `Error: Cannot find module '${resolvePath(parentOf(id) ?? '/', specifier)}'`;
}

/** Of Node's loader of ES modules. */
export function esmModuleError(
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
      if (isPathSpecifier(specifier)) {
        // What runs asks for the path as it is written: `./pool.js`, also where the source is `pool.ts`.
        const asked = resolvePath(parentOf(node.id) ?? '/', specifier);
        if (resolution.isFolder === true)
          return `Error [ERR_UNSUPPORTED_DIR_IMPORT]: Directory import '${asked}${specifier.endsWith('/') ? '/' : ''}' is not supported resolving ES modules ${from}`;
        return `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${asked}' ${from}`;
      }
      // Node throws this one outside of JavaScript, without its code in brackets.
      if (resolution.main !== undefined) return `Error: Cannot find package '${path}' ${from}`;
      // A package or a private name that is known, and leads to a file that is not there.
      if (isInPackage(specifier, resolution))
        return `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${path}' ${from}`;
      if (specifier.startsWith('#')) return notExported(node, specifier, resolution, from);
      return `Error [ERR_MODULE_NOT_FOUND]: Cannot find package '${name}' ${from}`;
    }
  }
}

/** Of Node's `require`. */
export function requireError(
  node: ModuleNode,
  { specifier }: ModuleRequest,
  resolution: UnresolvedResolution,
): string {
  const { reason, tried, expected, main } = resolution;
  if (reason === 'unknown-builtin') {
    return `Error [ERR_UNKNOWN_BUILTIN_MODULE]: No such built-in module: ${specifier}`;
  }
  if (reason === 'not-exported' || reason === 'no-condition')
    return notExported(node, specifier, resolution, '');
  if (reason === 'es-module')
    return `Error [ERR_REQUIRE_ESM]: require() of ES Module ${tried[0]} from ${node.id} not supported.`;
  if (reason === 'asynchronous')
    return 'Error [ERR_REQUIRE_ASYNC_MODULE]: require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.';
  const path = expected ?? tried[0] ?? specifier;
  if (main === 'named')
    return `Error: Cannot find module '${path}'. Please verify that the package.json has a valid "main" entry`;
  if (main === 'assumed') return `Error: Cannot find module '${specifier}'`;
  // Without a map that says otherwise, Node speaks of what was asked for.
  const isMapped = isInPackage(specifier, resolution) && !path.endsWith(`/node_modules/${specifier}`);
  return `Error: Cannot find module '${isMapped ? path : specifier}'`;
}

/**
 * `new URL('./x', import.meta.url)`, and `import.meta.resolve` of anything but a package that is not there: what looks for
 * no file gives an address all the same. Source: nodejs.org/api/esm.html, "import.meta.resolve(specifier)"
 */
export function isOnlyUrl({ form, specifier }: ModuleRequest, resolution: UnresolvedResolution): boolean {
  if (form === 'url') return true;
  return form === 'import-meta-resolve' && (isPathSpecifier(specifier) || isInPackage(specifier, resolution));
}

/** Whether the package is there, or the private name, and what is missing is a file behind it. */
function isInPackage(specifier: string, { reason, packageName, tried }: UnresolvedResolution): boolean {
  const isFile = reason === 'not-found' || reason === 'missing-extension' || reason === 'directory-import';
  const isKnown = specifier.startsWith('#') || packageName !== undefined;
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

/** Of CPython, which names the first part that is missing by its absolute name. */
export function pythonModuleError(
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

function withoutIndex(path: string): string {
  return path.replace(/\/(?:index|__init__)\.\w+$/, '');
}
