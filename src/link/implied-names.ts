// What is left of a module's names when no entry and no star has one: defaults that loaders make, submodules, what every
// object has, and what cannot be seen.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import { found, hops, type Trail, unknown } from './answer.ts';
import type { FromOutside } from './assigned-names.ts';
import type { ImporterKind } from './linked-graph.ts';
import { isNamedThrough, madeName } from './made-names.ts';
import type { Surface } from './surface.ts';

/**
 * Null when nothing gives the name.
 * @param outside what other modules put into this one
 */
export function impliedName(
  surface: Surface,
  name: string,
  importer: ImporterKind,
  trail: Trail | null,
  outside: FromOutside,
  surfaceOf: (module: ModuleId) => Surface | null,
): ExportResolution | null {
  const { node } = surface;
  const { record, settings } = node;
  const submodule = node.submodules?.get(name);
  // Python: a name that the package has deleted, so that its `__getattr__` is asked for it.
  const isAnswered =
    record.dynamicReason === 'module-getattr' && record.unexported?.some((each) => each.name === name);
  if (submodule !== undefined && isAnswered) return unknown('attribute-or-submodule', node.id);
  if (submodule !== undefined) return { kind: 'namespace', module: submodule, via: hops(trail) };
  if (importer === 'python' && MODULE_ATTRIBUTES.has(name)) return unknown('module-attribute', node.id);
  if (record.unlistedNames === 'internal' && isInternal(name)) return unknown('system-dependent', node.id);
  if (importer !== 'esm-node' && record.unlistedProperties?.includes(name)) return found(node, name, trail);
  // `require()` of an ES module says so too, where there is a default export that interop code asks for.
  if (name === '__esModule' && (record.commonjs?.esModule || importer === 'require')) {
    return found(node, name, trail);
  }
  // What a file puts into the object of a module of Node's own (`assert.calls = …`) is there for all; the names that
  // ESM links are those of the start (nodejs.org/api/module.html, "module.syncBuiltinESMExports()").
  const isBuiltin = node.id.startsWith('node:');
  const put = outside.namesPutInto(node.id);
  if (isBuiltin && importer !== 'esm-node') {
    if (put?.has(name)) return found(node, name, trail);
    if (put?.isOpen) return unknown('set-elsewhere', node.id);
  }
  if (record.moduleKind === 'commonjs') {
    if (importer === 'require' && isInherited(name, record)) return found(node, name, trail);
    // The second name is there since Node 23: nodejs.org/api/esm.html, "CommonJS Namespaces".
    const isWhole = name === 'default' || name === 'module.exports';
    if (isWhole && importer === 'interop') return found(node, 'module.exports', trail);
    if (put?.has(name)) return found(node, name, trail);
    if (isNamedThrough(record.namedThrough, node.id, name, outside)) return found(node, name, trail);
    if (put?.isOpen) return unknown('set-elsewhere', node.id);
    const made =
      record.madeBy === undefined ? 'absent' : madeName(surfaceOf, node, record.madeBy, name, outside);
    if (made === 'there') return found(node, name, trail);
    if (made === 'open') return unknown('computed-commonjs', node.id);
    const packageName = installedName(settings.packageRoot);
    if (packageName !== null && outside.isAddedTo(packageName)) return unknown('added-to', node.id);
    // Of the project's own modules it is known what their parts put into them.
    if (packageName !== null && record.commonjs?.loadsComputed) return unknown('computed-commonjs', node.id);
  }
  // What publishes the package writes its version: docs.npmjs.com/cli/commands/npm-version, semantic-release.org
  if (record.moduleKind === 'json' && name === 'version' && node.id.endsWith('/package.json'))
    return unknown('generated', node.id);
  if (importer !== 'python' && record.moduleKind !== 'esm' && isInherited(name, record)) {
    return unknown('object-prototype', node.id);
  }
  // A declaration without `default` may describe a CommonJS module, of which loaders make one
  // (canHaveSyntheticDefault in TypeScript's checker).
  if (name === 'default' && record.moduleKind === 'declaration') {
    if (settings.format !== 'esm' || importer !== 'esm-node') return unknown('synthetic-default', node.id);
  }
  if (importer === 'require' && record.moduleKind === 'esm' && surface.own.byName.has('module.exports')) {
    return unknown('export-equals', node.id); // https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
  }
  if (record.exportsKind === 'dynamic' && !exportsNothing(node)) {
    return unknown(record.dynamicReason ?? 'dynamic', node.id);
  }
  return null;
}

/** `…/node_modules/@scope/name` → `@scope/name` */
function installedName(packageRoot: string | undefined): string | null {
  return /\/node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(packageRoot ?? '')?.[1] ?? null;
}

/** A text without module syntax that is loaded as an ES module, or is TypeScript source, exports nothing for sure. */
function exportsNothing(node: ModuleNode): boolean {
  const { record, settings } = node;
  if (record.dynamicReason !== 'no-module-syntax') return false;
  return settings.format === 'esm' || (settings.typescript && record.moduleKind === 'script');
}

function isInternal(name: string): boolean {
  return name.startsWith('_') || name === name.toUpperCase();
}

/** What every object has; and every function, where that is what `module.exports` is. */
function isInherited(name: string, { commonjs }: ModuleRecord): boolean {
  if (Object.hasOwn(Object.prototype, name)) return true;
  return commonjs?.isFunction === true && (name === 'prototype' || Object.hasOwn(Function.prototype, name));
}

/**
 * What loading gives to modules, or may give, and every object has; no other name between underlines comes by itself.
 * Source: docs.python.org/3/reference/datamodel.html, "Modules" and "Special method names"; `dir(types.ModuleType('m'))`.
 */
const MODULE_ATTRIBUTES: ReadonlySet<string> = new Set(
  [
    'name qualname doc file cached loader package path spec builtins dict annotations annotate warningregistry',
    'class delattr dir eq format ge getattr getattribute getstate gt hash init init_subclass le lt module ne new reduce',
    'reduce_ex repr setattr sizeof str subclasshook debug import conditional_annotations lazy_modules',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `__${name}__`),
);
