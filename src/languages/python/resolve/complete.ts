// What only the whole graph tells of Python modules: names set from outside, modules made at run time, directories that
// turned out to be no packages. It only ever makes answers less sure.

import type { ExportEntry } from '../../../model/export-entry.ts';
import { addToSet } from '../../../model/lists.ts';
import type { MemberUse } from '../../../model/member-use.ts';
import type { ModuleGraph, ModuleNode } from '../../../model/module-graph.ts';
import { type ModuleId, relativeId } from '../../../model/module-id.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';
import { isWithin } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import { isTestName } from '../../../model/test-name.ts';
import { computedExport } from '../computed-export.ts';

/** Resolutions whose meaning depends on more than the files around them. */
export interface Conditional {
  /** They take a directory without `__init__.py` for the first part of the name; with it. */
  readonly doubtful: ReadonlyMap<Resolution, string>;
  /** They take a module beside the file for one of the library; with their directory. */
  readonly beside: ReadonlyMap<Resolution, string>;
  /** They are relative in a file of no regular package; with its directory, which may be a namespace package. */
  readonly alone: ReadonlyMap<Resolution, string>;
  /** They lead nowhere because a module is no package; with that module. */
  readonly inModules: ReadonlyMap<Resolution, ModuleId>;
}

/**
 * @param root of the project: the place of a file below it tells whether it is a test
 * @returns the nodes that change
 */
export function completeGraph(
  graph: ModuleGraph,
  root: string,
  { doubtful, beside, alone, inModules }: Conditional,
): Map<ModuleId, ModuleNode> {
  const changed = new Map<ModuleId, ModuleNode>();
  const isTest = ({ id }: ModuleNode): boolean => isTestName(relativeId(root, id));
  const now = (id: ModuleId): ModuleNode | undefined => changed.get(id) ?? graph.get(id);
  /** What tests put there is there for tests. */
  const setInTests = new Map<ModuleId, Set<string>>();
  const made = { anywhere: new Set<string>(), inTests: new Set<string>() };
  for (const node of graph.values()) {
    if (node.record.language !== 'python') continue;
    if (callsOneThatChangesIt(node, graph))
      changed.set(node.id, {
        ...(now(node.id) ?? node),
        record: withName((now(node.id) ?? node).record, '*'),
      });
    for (const use of node.record.memberUses) {
      if (use.access !== 'write') continue;
      const names = use.path.map((member) => member.name);
      const [name = ''] = names;
      if (name === 'modules' && names.length === 2 && isSys(node, use)) {
        (isTest(node) ? made.inTests : made.anywhere).add(names[1] ?? '*');
        replaceOwn(node, names[1] ?? '*', now, changed);
      } else {
        const target = targetOfWrite(node, use, names, now);
        const name = names.at(-1);
        if (target === undefined || name === undefined) continue;
        for (const each of name === '*.*' ? modulesIn(target, now) : [target]) {
          const put = name === '*.*' ? '*' : name;
          if (isTest(node)) addToSet(setInTests, each.id, put);
          else changed.set(each.id, { ...each, record: withName(each.record, put) });
        }
      }
    }
  }
  if (setInTests.size > 0) markTests(graph, setInTests, isTest, now, changed);
  const used = usedNamespaces(graph, doubtful);
  const open = openPackages(graph);
  for (const node of graph.values()) {
    if (node.record.language !== 'python') continue;
    const current = now(node.id) ?? node;
    const resolutions = current.resolutions.map((resolution, index) => {
      const specifier = current.record.requests[index]?.specifier ?? '';
      const directory = doubtful.get(resolution);
      if (directory !== undefined && !used.has(directory)) return UNSURE;
      // `plugins/random.py`, imported as `plugins.random`, asks for `random`: of the library, unless it is run by its path.
      if (used.has(beside.get(resolution) ?? '')) return SEVERAL;
      const place = alone.get(resolution);
      if (place !== undefined && !used.has(place)) return WITHOUT_PARENT;
      if (
        resolution.kind === 'unresolved' &&
        (isMade(specifier, made.anywhere) || (isTest(node) && isMade(specifier, made.inTests)))
      )
        return MADE;
      if (resolution.kind === 'unresolved' && resolution.tried.some((path) => isInOpenPackage(path, open)))
        return MADE;
      const parent = graph.get(inModules.get(resolution) ?? '');
      if (parent !== undefined && mayBePackage(parent.record)) return MADE;
      return current.record.requests[index]?.isPackage === true ? asPackage(resolution) : resolution;
    });
    if (resolutions.some((resolution, index) => resolution !== current.resolutions[index]))
      changed.set(node.id, { ...current, resolutions });
  }
  return changed;
}

const UNSURE: Resolution = { kind: 'unknown', reason: 'third-party' };
const SEVERAL: Resolution = { kind: 'unknown', reason: 'several-roots' };
const WITHOUT_PARENT: Resolution = { kind: 'unresolved', reason: 'no-parent-package', tried: [] };
const MADE: Resolution = { kind: 'unknown', reason: 'made-at-run-time' };

/** What would have to be there is the package, not a module in its place. */
function asPackage(resolution: Resolution): Resolution {
  if (resolution.kind !== 'unresolved' || resolution.expected?.endsWith('/__init__.py') !== false)
    return resolution;
  return { ...resolution, expected: resolution.expected.replace(/\.py$/, '/__init__.py') };
}

function isSys(node: ModuleNode, use: MemberUse): boolean {
  const request = 'request' in use.of ? use.of.request : node.record.imports[use.of.import]?.request;
  return request !== undefined && node.record.requests[request]?.specifier === 'sys';
}

/** `sys.modules['a.b'] = …` makes `a.b`; `f'a.{x}'` makes anything below `a`. */
function isMade(specifier: string, made: ReadonlySet<string>): boolean {
  let prefix = specifier;
  while (prefix !== '') {
    if (made.has(prefix) || made.has(`${prefix}.*`)) return true;
    const dot = prefix.lastIndexOf('.');
    prefix = dot === -1 ? '' : prefix.slice(0, dot);
  }
  return false;
}

/** `sys.modules['pkg.mod'] = …` in that module itself: what its text binds is not what is imported. */
function replaceOwn(
  { id }: ModuleNode,
  name: string,
  now: (id: ModuleId) => ModuleNode | undefined,
  changed: Map<ModuleId, ModuleNode>,
): void {
  const path = id.replace(/(?:\/__init__)?\.pyw?$/, '');
  const node = now(id);
  if (node !== undefined && path.endsWith(`/${name.replaceAll('.', '/')}`))
    changed.set(id, { ...node, record: withName(node.record, '*') });
}

/**
 * The directories of packages that change their `__path__`, and of modules that give themselves one: six makes whole
 * trees of modules.
 */
function openPackages(graph: ModuleGraph): string[] {
  const open: string[] = [];
  for (const { id, record } of graph.values())
    if (record.language === 'python' && bindsPath(record))
      open.push(id.replace(/(?:\/__init__)?\.pyw?$/, ''));
  return open;
}

function isInOpenPackage(path: string, open: readonly string[]): boolean {
  return open.some((directory) => path.startsWith(`${directory}/`));
}

/** A module that is asked for its `__path__` as a package is, and may answer. */
function mayBePackage(record: ModuleRecord): boolean {
  return bindsPath(record) || record.dynamicReason === 'module-getattr';
}

function bindsPath({ exports }: ModuleRecord): boolean {
  return exports.some((entry) => entry.kind === 'local' && entry.exportName === '__path__');
}

/** `module.name = value` in another module gives it the name; a computed name (`*`) may be any. */
function targetOfWrite(
  node: ModuleNode,
  use: MemberUse,
  names: readonly string[],
  now: (id: ModuleId) => ModuleNode | undefined,
): ModuleNode | undefined {
  const entry = 'import' in use.of ? node.record.imports[use.of.import] : undefined;
  if (!entry) return undefined;
  const direct =
    node.resolutions[entry.importName === '*' ? entry.request : (entry.orModule ?? entry.request)];
  if ((direct?.kind !== 'module' && direct?.kind !== 'builtin') || direct.module === undefined)
    return undefined;
  let target = now(direct.module);
  for (const name of names.slice(0, -1)) {
    const inner = target?.submodules?.get(name);
    if (inner === undefined) return undefined;
    target = now(inner);
  }
  return target;
}

function modulesIn(
  { submodules }: ModuleNode,
  now: (id: ModuleId) => ModuleNode | undefined,
): readonly ModuleNode[] {
  return [...(submodules?.values() ?? [])].flatMap((id) => now(id) ?? []);
}

function markTests(
  graph: ModuleGraph,
  setInTests: ReadonlyMap<ModuleId, ReadonlySet<string>>,
  isTest: (node: ModuleNode) => boolean,
  now: (id: ModuleId) => ModuleNode | undefined,
  changed: Map<ModuleId, ModuleNode>,
): void {
  for (const { id, record } of graph.values()) {
    const node = now(id);
    if (node === undefined || record.language !== 'python') continue;
    const names = setInTests.get(id);
    if (names === undefined && !isTest(node)) continue;
    changed.set(id, { ...node, isTest: isTest(node), ...(names === undefined ? {} : { setInTests: names }) });
  }
}

function withName(record: ModuleRecord, name: string): ModuleRecord {
  if (name === '*')
    return { ...record, exportsKind: 'dynamic', dynamicReason: record.dynamicReason ?? 'computed-globals' };
  const isBound = record.exports.some(
    (entry) => entry.kind !== 'star' && entry.exportName === name && !isForCheckersOnly(entry),
  );
  if (isBound) return record;
  return { ...record, exports: [...record.exports, computedExport(name)] };
}

/** `if TYPE_CHECKING: from .late import NAME`, which another module sets when the program runs. */
function isForCheckersOnly(entry: ExportEntry): boolean {
  return entry.kind === 'local' && entry.meaning === 'type';
}

/** `from .lazy import install`, whose `install()` makes a `__getattr__` for the module that calls it. */
function callsOneThatChangesIt({ record, resolutions }: ModuleNode, graph: ModuleGraph): boolean {
  return record.imports.some(({ request, importName, typeOnly }) => {
    const target = resolutions[request];
    if (typeOnly || target?.kind !== 'module' || record.requests[request]?.runs !== 'load') return false;
    return isOneThatChangesCallers(target.module, importName, graph);
  });
}

/** @param depth how many re-exports may lead to the function */
function isOneThatChangesCallers(id: ModuleId, name: string, graph: ModuleGraph, depth = 3): boolean {
  const node = graph.get(id);
  if (node?.record.changesCallers?.includes(name) === true) return true;
  if (node === undefined || depth === 0) return false;
  return node.record.exports.some((entry) => {
    if (entry.kind === 'local' || (entry.kind !== 'star' && entry.exportName !== name)) return false;
    const target = node.resolutions[entry.request];
    const next = entry.kind === 'star' ? name : entry.importName;
    return target?.kind === 'module' && isOneThatChangesCallers(target.module, next, graph, depth - 1);
  });
}

/** Directories without `__init__.py` from which at least one import really takes a module. */
function usedNamespaces(graph: ModuleGraph, doubtful: ReadonlyMap<Resolution, string>): Set<string> {
  const used = new Set<string>();
  for (const node of graph.values()) {
    for (const resolution of node.resolutions) {
      const directory = doubtful.get(resolution);
      if (directory === undefined || used.has(directory) || resolution.kind !== 'module') continue;
      if (resolution.module !== directory && isWithin(directory, resolution.module)) used.add(directory);
    }
  }
  return used;
}
