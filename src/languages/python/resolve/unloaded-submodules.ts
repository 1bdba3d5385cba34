// `import pkg` makes `pkg.sub` an attribute only when something imports `pkg.sub` as well (Language Reference 5.4.2). Told
// where it is certain: nothing in the project does, by a statement or by a string, and nothing there imports by a name
// that is made while it runs.

import { readTextOrNull } from '../../../host/settings-file.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import type { MemberUse } from '../../../model/member-use.ts';
import type { ModuleGraph, ModuleNode } from '../../../model/module-graph.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import type { ResolverContext } from '../../language.ts';

/** Where a program may be told to load a module by its name. */
const SETTINGS_FILES = /\.(?:toml|cfg|ini|ya?ml|json|txt|sh)$|^(?:Dockerfile|Procfile|Makefile)$/;

/** `pkg.sub`, read off a package that does not bind `sub` itself. */
interface Candidate {
  /** The package that was imported. */
  readonly top: ModuleId;
  readonly package: ModuleId;
  readonly name: string;
  readonly submodule: ModuleId;
  /** As it is written: `pkg.sub`. */
  readonly dotted: string;
  /** The files that use it. */
  readonly users: Set<ModuleId>;
}

/**
 * Imports that no text shows: `import_module(name)`, `__import__(name)`, walks through packages, files loaded by path,
 * plugins.
 */
const UNSEEN =
  /\b(?:import_module|__import__)\b(?!\s*\(\s*(["'])\.*[\w.]+\1\s*[,)])(?!\s*$)|\b(?:pkgutil|runpy|imp|zipimport|entry_points|autodiscover\w*|load_source|exec_module|import_string)\b/m;

/** Found by those who run them: pytest, `python -m`. */
const RUN_BY_NAME = /^(?:__\w+__|conftest|tests?|test_\w*|\w+_test)$/;

/** @returns the packages that lose submodules which nothing loads */
export function withoutUnloaded(
  graph: ModuleGraph,
  { root, fileSystem }: Pick<ResolverContext, 'root' | 'fileSystem'>,
): Map<ModuleId, ModuleNode> {
  const changed = new Map<ModuleId, ModuleNode>();
  const candidates = candidatesIn(graph);
  if (candidates.length === 0) return changed;
  const loaded = loadedModules(graph);
  const given = givenToFrameworks(graph);
  const unloaded = candidates.filter(
    ({ top, submodule, users }) =>
      !given.has(top) &&
      !loaded.some((module) => isPart(submodule, module)) &&
      ![...users].some((user) => isPart(submodule, user)),
  );
  if (unloaded.length === 0) return changed;
  const sources = [...graph.values()].flatMap(({ id, role, record }) =>
    role === 'project' && record.language === 'python' && !id.endsWith('/setup.py')
      ? [readTextOrNull(fileSystem, id) ?? '']
      : [],
  );
  if (sources.some((text) => UNSEEN.test(text))) return changed;
  const settings = fileSystem
    .list(root, SETTINGS_FILES)
    .flatMap(({ name }) =>
      SETTINGS_FILES.test(name) ? (readTextOrNull(fileSystem, below(root, name)) ?? []) : [],
    );
  for (const { package: id, name, dotted } of unloaded) {
    const [top = ''] = dotted.split('.');
    const inString = new RegExp(`["'](?:[^"'\\n]*\\b${literalPattern(dotted)}\\b|${top}["':])`);
    const inSettings = new RegExp(`\\b${literalPattern(dotted)}\\b|\\b${dotted.replaceAll('.', '/')}\\b`);
    if (sources.some((text) => inString.test(text)) || settings.some((text) => inSettings.test(text)))
      continue;
    const node = changed.get(id) ?? graph.get(id);
    if (node?.submodules === undefined) continue;
    const submodules = new Map(node.submodules);
    submodules.delete(name);
    changed.set(id, { ...node, submodules, unloaded: new Set([...(node.unloaded ?? []), name]) });
  }
  return changed;
}

function candidatesIn(graph: ModuleGraph): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const node of graph.values()) {
    if (node.role !== 'project' || node.record.language !== 'python') continue;
    for (const use of node.record.memberUses) {
      for (const candidate of candidatesOf(node, use, graph)) {
        const key = `${candidate.package}\0${candidate.name}`;
        const known = candidates.get(key) ?? candidate;
        known.users.add(node.id);
        candidates.set(key, known);
      }
    }
  }
  return [...candidates.values()];
}

function* candidatesOf(node: ModuleNode, use: MemberUse, graph: ModuleGraph): Generator<Candidate> {
  const entry = 'import' in use.of ? node.record.imports[use.of.import] : undefined;
  if (entry?.importName !== '*') return;
  const target = node.resolutions[entry.request];
  if (target?.kind !== 'module') return;
  const top = target.module;
  let at = graph.get(top);
  let dotted = node.record.requests[entry.request]?.specifier ?? '';
  for (const { name } of use.path) {
    const submodule = at?.submodules?.get(name);
    if (at === undefined || submodule === undefined || !mayLack(at, name)) return;
    dotted += `.${name}`;
    if (at.role === 'project' && !RUN_BY_NAME.test(name))
      yield { top, package: at.id, name, submodule, dotted, users: new Set() };
    at = graph.get(submodule);
  }
}

/** A regular package whose own text binds no such name. */
function mayLack({ id, record }: ModuleNode, name: string): boolean {
  return (
    /\/__init__\.pyw?$/.test(id) &&
    record.exportsKind === 'static' &&
    !(Array.isArray(record.starNames) && record.starNames.includes(name)) &&
    record.exports.every((entry) => entry.kind !== 'star' && entry.exportName !== name)
  );
}

/** The packages that settings name: Django loads `models` and `admin` of each application by convention. */
function givenToFrameworks(graph: ModuleGraph): ReadonlySet<ModuleId> {
  const given = new Set<ModuleId>();
  for (const { record, resolutions } of graph.values()) {
    record.requests.forEach(({ form }, index) => {
      const resolution = resolutions[index];
      if (form === 'string' && resolution?.kind === 'module') given.add(resolution.module);
    });
  }
  return given;
}

/** Whatever any statement or string leads to, when it runs or not. */
function loadedModules(graph: ModuleGraph): ModuleId[] {
  const loaded = new Set<ModuleId>();
  for (const { record, resolutions } of graph.values()) {
    if (record.language !== 'python') continue;
    for (const resolution of resolutions) if (resolution.kind === 'module') loaded.add(resolution.module);
    for (const { of, path } of record.memberUses) {
      // `patch('pkg.sub.name')` imports what it comes through.
      const target = 'request' in of ? resolutions[of.request] : undefined;
      let at = target?.kind === 'module' ? graph.get(target.module) : undefined;
      for (const { name } of path) {
        const submodule = at?.submodules?.get(name);
        if (submodule === undefined) break;
        loaded.add(submodule);
        at = graph.get(submodule);
      }
    }
  }
  return [...loaded];
}

/** Whether to load `module` is to load `submodule`: it is the same, or lies in that package. */
function isPart(submodule: ModuleId, module: ModuleId): boolean {
  if (module === submodule) return true;
  const directory = /\/__init__\.pyw?$/.test(submodule) ? parentOf(submodule) : submodule;
  return directory !== null && isWithin(directory, module);
}
