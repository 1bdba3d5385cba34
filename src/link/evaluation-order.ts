// In which order loading an entry evaluates its modules, and what is asked of a module that is still being evaluated:
// the circles that crash. Follows ECMA-262 16.2.1.5.3.1 (InnerModuleEvaluation: depth first, dependencies before the
// module) and, for Python, the import system (a module is in sys.modules while its statements run one by one).

import type { Evaluation } from '../model/evaluation.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ImportEntry, LocalExport } from '../model/module-record.ts';
import { baseNameOf, below, parentOf } from '../model/path.ts';
import type { Span } from '../model/span.ts';
import type { LinkedGraph } from './linked-graph.ts';
import { type Edge, edgesOf } from './load-edges.ts';

/** A name that is read before its module has come to initialise it. */
export interface EarlyRead {
  readonly reader: ModuleId;
  readonly request: number;
  readonly span: Span;
  /** The name as the reader asks for it. */
  readonly name: string;
  /** The binding in `owner`, which is being evaluated. */
  readonly binding: string;
  readonly owner: ModuleId;
  readonly use: 'extends' | 'call' | 'construct' | 'read';
  /** From the owner to the reader: each module asks for the next, and the reader asks the owner. */
  readonly circle: readonly ModuleId[];
}

export interface EvaluationFacts {
  /** Null where it cannot be told. Only asked for modules in a circle. */
  evaluationOf(module: ModuleId): Evaluation | null;
}

interface LoadEdge extends Edge {
  /** Python: not asked for itself, but a package around what is asked for. */
  readonly isParent?: true;
}

interface Frame {
  readonly node: ModuleNode;
  readonly edges: readonly LoadEdge[];
  next: number;
}

/** Edges are the same for every entry; one instance serves them all. */
export function createEvaluationOrder(
  linked: LinkedGraph,
  facts: EvaluationFacts,
): (entry: ModuleId) => { readonly early: readonly EarlyRead[]; readonly evaluated: ReadonlySet<ModuleId> } {
  const edges = new Map<ModuleId, readonly LoadEdge[]>();

  function loadEdges(node: ModuleNode): readonly LoadEdge[] {
    const known = edges.get(node.id);
    if (known !== undefined) return known;
    const found = edgesOf(node, linked)
      .filter((edge) => edge.when === 'load' && isPartOfLoading(node, edge, linked))
      .flatMap((edge): LoadEdge[] => [
        ...parentPackages(edge.to, linked).map((to): LoadEdge => ({ ...edge, to, isParent: true })),
        edge,
      ]);
    edges.set(node.id, found);
    return found;
  }

  return (entry) => {
    const early: EarlyRead[] = [];
    const evaluated = new Set<ModuleId>();
    const running = new Map<ModuleId, Frame>();
    const stack: Frame[] = [];

    function enter(id: ModuleId): void {
      const node = linked.graph.get(id);
      if (node === undefined || evaluated.has(id)) return;
      evaluated.add(id);
      const frame: Frame = { node, edges: loadEdges(node), next: 0 };
      running.set(id, frame);
      stack.push(frame);
    }

    // The packages around a Python module are loaded before it.
    for (const module of [...parentPackages(entry, linked), entry]) {
      enter(module);
      for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
        const edge = frame.edges[frame.next];
        if (edge === undefined) {
          if (frame.node.record.moduleKind === 'esm')
            early.push(...readsInBody(frame.node, stack, running, linked, facts));
          running.delete(frame.node.id);
          stack.pop();
          continue;
        }
        frame.next++;
        const owner = running.get(edge.to);
        if (owner === undefined) enter(edge.to);
        else if (frame.node.record.moduleKind === 'python' && edge.isParent !== true) {
          // A script that is started is `__main__`: who imports it by its name loads it once more.
          if (edge.to === entry && baseNameOf(entry) !== '__init__.py') continue;
          early.push(...namesTakenEarly(frame.node, edge.request, owner, stack, linked, facts));
        }
      }
    }
    return { early, evaluated };
  };
}

/** `/app/a/__init__.py`, `/app/a/b/__init__.py` for `/app/a/b/c.py`: loaded first, from the outside in. */
function parentPackages(module: ModuleId, { graph }: LinkedGraph): ModuleId[] {
  if (graph.get(module)?.record.moduleKind !== 'python') return [];
  const parents: ModuleId[] = [];
  const own = parentOf(module);
  let directory = baseNameOf(module) === '__init__.py' && own !== null ? parentOf(own) : own;
  while (directory !== null && graph.has(below(directory, '__init__.py'))) {
    parents.unshift(below(directory, '__init__.py'));
    directory = parentOf(directory);
  }
  return parents;
}

/** Requests that are made, and waited for, while the module is evaluated. */
function isPartOfLoading(node: ModuleNode, { request }: Edge, linked: LinkedGraph): boolean {
  const { record } = node;
  const form = record.requests[request]?.form;
  if (record.moduleKind === 'esm') return form === 'import' || form === 'export-from';
  if (record.moduleKind !== 'python') return form === 'require';
  // `from pkg import name` loads the module `pkg.name` only when `pkg` has no such attribute.
  const asked = linked
    .lookups(node.id)
    .filter(({ asks }) => asks.by !== 'member' && asks.entry.orModule === request);
  return asked.length === 0 || asked.some(({ answer }) => answer.kind === 'namespace');
}

/** ES modules: the body runs when all dependencies have, so an owner that is still running has run nothing of its own. */
function readsInBody(
  node: ModuleNode,
  stack: readonly Frame[],
  running: ReadonlyMap<ModuleId, Frame>,
  linked: LinkedGraph,
  facts: EvaluationFacts,
): EarlyRead[] {
  if (!asksRunning(node, running, linked)) return [];
  const early: EarlyRead[] = [];
  for (const { localName, member, use, span } of facts.evaluationOf(node.id)?.reads ?? []) {
    const entry = node.record.imports.find((candidate) => candidate.localName === localName);
    if (entry === undefined) continue;
    const found = ownerOf(node, entry, member, linked);
    if (found === null) continue;
    // A module that imports itself has run as far as the line that reads.
    if (found.module === node.id && found.span.start < span.start) continue;
    const owner = running.get(found.module)?.node;
    // A compiler makes `require` of the imports of CommonJS, and with it undefined of the error.
    if (owner?.record.moduleKind !== 'esm' || owner.settings.format === 'commonjs') continue;
    const binding = bindingOf(owner, found.binding);
    if (facts.evaluationOf(owner.id)?.uninitialised.includes(binding) !== true) continue;
    early.push({
      ...{ reader: node.id, request: entry.request, span, name: member ?? localName },
      ...{ binding: found.binding, owner: owner.id, use, circle: circleFrom(owner.id, stack) },
    });
  }
  return early;
}

/** Whether any import of the module leads to one that is being evaluated, itself or behind a barrel. */
function asksRunning(node: ModuleNode, running: ReadonlyMap<ModuleId, Frame>, linked: LinkedGraph): boolean {
  if (node.settings.format === 'commonjs') return false;
  return linked.lookups(node.id).some(({ answer }) => answer.kind === 'found' && running.has(answer.module));
}

function ownerOf(
  node: ModuleNode,
  entry: ImportEntry,
  member: string | null,
  linked: LinkedGraph,
): { readonly module: ModuleId; readonly binding: string; readonly span: Span } | null {
  if (entry.typeOnly || node.record.requests[entry.request]?.typeOnly === true) return null;
  if (entry.importName !== '*') {
    const lookup = linked.lookups(node.id).find(({ asks }) => asks.by === 'import' && asks.entry === entry);
    return lookup?.answer.kind === 'found' ? lookup.answer : null;
  }
  const resolution = node.resolutions[entry.request];
  if (member === null || resolution?.kind !== 'module') return null;
  const answer = linked.resolveExport(resolution.runtime ?? resolution.module, member, 'interop');
  return answer.kind === 'found' ? answer : null;
}

/** A default export without a name of its own. */
function bindingOf(owner: ModuleNode, binding: string): string {
  const entry = owner.record.exports.find(
    (candidate): candidate is LocalExport => candidate.kind === 'local' && candidate.exportName === binding,
  );
  return binding === 'default' && (entry?.localName ?? null) === null ? '*default*' : binding;
}

/** Python: `from owner import name` while the statement that binds `name` in the owner has not run yet. */
function namesTakenEarly(
  node: ModuleNode,
  request: number,
  owner: Frame,
  stack: readonly Frame[],
  linked: LinkedGraph,
  facts: EvaluationFacts,
): EarlyRead[] {
  const circle = circleFrom(owner.node.id, stack);
  if (!isSureCircle(owner, request, stack, facts)) return [];
  const at = owner.node.record.requests[owner.edges[owner.next - 1]?.request ?? -1]?.span.start;
  if (at === undefined || owner.node.record.exportsKind === 'dynamic') return [];
  return node.record.imports.flatMap((entry): EarlyRead[] => {
    if (entry.request !== request || entry.importName === '*' || entry.star === true) return [];
    if (node.record.requests[request]?.form !== 'from' || !isBoundLater(owner.node, entry.importName, at))
      return [];
    // Since CPython 3.7 a submodule that is loaded is found in sys.modules too.
    if (owner.node.submodules?.has(entry.importName) === true) return [];
    const lookup = linked.lookups(node.id).find(({ asks }) => asks.by === 'import' && asks.entry === entry);
    if (lookup?.answer.kind !== 'found') return [];
    return [
      {
        ...{ reader: node.id, request, span: entry.span, name: entry.importName },
        ...{ binding: entry.importName, owner: owner.node.id, use: 'read', circle },
      },
    ];
  });
}

/** Whether every statement that binds the name stands after the offset `at`, and surely binds it there. */
function isBoundLater({ record }: ModuleNode, name: string, at: number): boolean {
  const entries = record.exports.filter((entry) => entry.kind !== 'star' && entry.exportName === name);
  const stars = record.exports.filter((entry) => entry.kind === 'star');
  return (
    entries.length > 0 &&
    entries.every((entry) => entry.span.start > at && (entry.kind === 'star' || entry.certainty !== 'may')) &&
    stars.every(({ span }) => span.start > at)
  );
}

/** Whether each import on the way around surely runs. */
function isSureCircle(
  owner: Frame,
  closing: number,
  stack: readonly Frame[],
  facts: EvaluationFacts,
): boolean {
  const start = stack.indexOf(owner);
  return stack.slice(start).every((frame, index, frames) => {
    const request = index === frames.length - 1 ? closing : frame.edges[frame.next - 1]?.request;
    return (
      request !== undefined && facts.evaluationOf(frame.node.id)?.sureRequests.includes(request) === true
    );
  });
}

function circleFrom(owner: ModuleId, stack: readonly Frame[]): ModuleId[] {
  const modules = stack.map(({ node }) => node.id);
  return modules.slice(modules.indexOf(owner));
}
