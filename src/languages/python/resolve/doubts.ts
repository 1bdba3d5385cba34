// What was asked for in vain, looked at once more: whether some text shows that it is there, or may be absent. Only what
// would be reported gets here, so that texts can be searched for it.

import type { IgnoredPaths } from '../../../discover/ignored-paths.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import type { ExportEntry } from '../../../model/export-entry.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import type { ModuleGraph, ModuleNode, RequestRef } from '../../../model/module-graph.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import { baseNameOf, parentOf } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Missing } from '../../language.ts';
import { computedExport } from '../computed-export.ts';
import { isCaughtByCallers } from './caught-by-callers.ts';
import { createOnlyText } from './only-text.ts';
import { mayBePutByCall } from './put-by-call.ts';
import type { PutByPackage } from './put-by-package.ts';

export interface DoubtContext {
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly putByPackage: PutByPackage;
  readonly ignored: IgnoredPaths;
}

/** @returns the modules that may have what they seem to lack, and those that ask for modules that may be made or absent */
export function doubt(
  { names, requests }: Missing,
  graph: ModuleGraph,
  { root, fileSystem, putByPackage: { mayHave, mayMake }, ignored }: DoubtContext,
): Map<ModuleId, ModuleNode> {
  const isOnlyText = createOnlyText(root, fileSystem, graph);
  const changed = new Map<ModuleId, ModuleNode>();
  const textOf = (id: ModuleId): string => readTextOrNull(fileSystem, id) ?? '';
  let makers: string | null = null;
  let quoted: ReadonlySet<string> | null = null;

  /** The texts of the project that make modules: finders in `sys.meta_path`, and extension modules that cffi compiles. */
  function makersTexts(): string {
    makers ??= [...graph.values()]
      .filter(({ role, record }) => role === 'project' && mayMakeModules(record))
      .map(({ id }) => textOf(id))
      .join('\n');
    return makers;
  }

  /** `if fullname == 'shop.legacy': …`, `ffi.set_source('shop._native', …)`, and modules below it. */
  function isNamedByMakers(specifier: string): boolean {
    quoted ??= new Set([...makersTexts().matchAll(QUOTED)].map(([, , name = '']) => name));
    const [first = '', ...rest] = specifier.split('.');
    let name = first;
    for (const part of rest) {
      name += `.${part}`;
      if (quoted.has(name)) return true;
    }
    return false;
  }

  function otherAnswer({ module, request }: RequestRef, resolution: Resolution): Resolution | null {
    if (resolution.kind !== 'unresolved') return null;
    const { specifier = '', enclosing, implied } = graph.get(module)?.record.requests[request] ?? {};
    if (resolution.packageName === undefined) {
      const name = specifier.startsWith('.') ? (resolution.absent ?? '') : specifier;
      if (implied !== true && specifier.startsWith('.') && isOnlyText(module)) return MADE;
      const { expected } = resolution;
      if (expected !== undefined && isOfOtherKind(parentOf(expected) ?? '/', stemOf(expected))) return MADE;
      return isNamedByMakers(name) ? MADE : null;
    }
    if (resolution.reason === 'not-installed' && isWritten(textOf(module), resolution.packageName))
      return MADE;
    if (resolution.tried.some((path) => mayMake(parentOf(path) ?? '/', specifier))) return MADE;
    return enclosing !== undefined && isCaughtByCallers(textOf(module), enclosing) ? EXPECTED : null;
  }

  /** `sample.xsh`, where the project has a finder for modules of that ending. */
  function isOfOtherKind(directory: string, name: string): boolean {
    return fileSystem.list(directory).some(({ name: file }) => {
      const ending = file.startsWith(`${name}.`) ? file.slice(name.length) : '';
      return /^\.\w+$/.test(ending) && new RegExp(`["']\\${ending}["']`).test(makersTexts());
    });
  }

  for (const [id, missing] of names) {
    const node = graph.get(id);
    const isThere =
      node?.role === 'project'
        ? (name: string) =>
            namesItself(textOf(id), id, name) ||
            mayBePutByCall(node, name, textOf) ||
            isOfOtherKind(packageOf(id), name)
        : (name: string) => mayHave(id, name);
    if (node === undefined) continue;
    const putByCode = new Set([...missing].filter(isThere));
    if (putByCode.size > 0) changed.set(id, { ...node, putByCode });
    // `shop/options.pyi` is written by a tool, and tells checkers of names that the module does not have when it runs.
    if (node.role === 'project' && ignored.patternOf(id.replace(/\.pyw?$/, '.pyi')) !== null)
      changed.set(id, withTypes(changed.get(id) ?? node, missing, graph));
  }
  for (const asked of requests) {
    const node = changed.get(asked.module) ?? graph.get(asked.module);
    const resolution = node?.resolutions[asked.request];
    const other = resolution === undefined ? null : otherAnswer(asked, resolution);
    if (node !== undefined && other !== null)
      changed.set(asked.module, { ...node, resolutions: node.resolutions.with(asked.request, other) });
  }
  return changed;
}

/** With those of the names that somebody takes for types alone. */
function withTypes(node: ModuleNode, names: ReadonlySet<string>, graph: ModuleGraph): ModuleNode {
  const taken = new Set<string>();
  for (const { record, resolutions } of graph.values())
    for (const { importName, request, typeOnly } of record.imports) {
      const target = typeOnly && names.has(importName) ? resolutions[request] : undefined;
      if (target?.kind === 'module' && target.module === node.id) taken.add(importName);
    }
  const told = [...taken].map((name): ExportEntry => ({ ...computedExport(name), meaning: 'type' }));
  return { ...node, record: { ...node.record, exports: [...node.record.exports, ...told] } };
}

/** The directory of a package, by its `__init__.py` or as a namespace; of another module none has more. */
function packageOf(module: ModuleId): string {
  return /\.pyw?$/.test(module) && !/\/__init__\.pyw?$/.test(module)
    ? module
    : module.replace(/\/__init__\.pyw?$/, '');
}

function stemOf(file: string): string {
  return baseNameOf(file).replace(/\.pyw?$/, '');
}

const MADE: Resolution = { kind: 'unknown', reason: 'made-at-run-time' };
const EXPECTED: Resolution = { kind: 'unknown', reason: 'third-party' };

function mayMakeModules({ language, memberUses, requests }: ModuleRecord): boolean {
  return (
    language === 'python' &&
    (memberUses.some(({ path }) => path[0]?.name === 'meta_path') ||
      requests.some(({ specifier }) => specifier === 'cffi'))
  );
}

/** What stands between two quotes without a space. The second may be the first of another: which is which is not told. */
const QUOTED = /(["'])(?=([^\s"']+)\1)/g;

/** A test that writes `plugin.py` and imports it, or puts a module of that name into a list. */
function isWritten(text: string, name: string): boolean {
  return new RegExp(`["'/\\\\]${literalPattern(name)}(?:\\.py)?["']`).test(text);
}

/** A class that a framework makes, as it is told to in the module itself: `history_path = 'shop.models.OldOrder'`. */
function namesItself(text: string, module: ModuleId, name: string): boolean {
  const stem = /([^/]+?)(?:\/__init__)?\.pyw?$/.exec(module)?.[1] ?? '';
  return new RegExp(`(["'])(?:[\\w.]+\\.)?${literalPattern(stem)}\\.${name}\\1`).test(text);
}
