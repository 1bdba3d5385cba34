// Whether a name comes from a compatibility stub, also where its module only passes it on from the stub beside it.

import type { Directive } from '../model/directive.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LinkedGraph, NameLookup } from './linked-graph.ts';

export type StubDirective = Extract<Directive, { readonly kind: 'stub' }>;

/** The header of a stub; null for any other module. */
export function stubHeader(graph: ModuleGraph, module: ModuleId): StubDirective | null {
  const directives = graph.get(module)?.record.directives ?? [];
  return directives.find((directive): directive is StubDirective => directive.kind === 'stub') ?? null;
}

/** `pool.stub.ts` is written for the names that `pool.ts` lacks, `_pool_stub.py` for those of `pool.py`. */
export function isSiblingStub(module: ModuleId, stub: ModuleId): boolean {
  const script = /^(.*?)\.stub(\.[a-z]+)$/.exec(stub);
  if (script !== null) return module === `${script[1]}${script[2]}`;
  const python = /^(.*\/)_(\w+)_stub\.py$/.exec(stub);
  if (python === null) return false;
  return (
    module === `${python[1]}${python[2]}.py` || (python[2] === 'init' && module === `${python[1]}__init__.py`)
  );
}

/** The stub that the looked-up name is found in; null when it is none. What a stub's own module passes on is no use. */
export function stubBehind(linked: LinkedGraph, { id }: ModuleNode, lookup: NameLookup): ModuleId | null {
  const { answer } = lookup;
  if (answer.kind !== 'found') return null;
  if (stubHeader(linked.graph, answer.module) !== null)
    return isSiblingStub(id, answer.module) ? null : answer.module;
  return passedOnFrom(linked, answer.module, lookup.name);
}

/** CommonJS: `module.exports.a = … require('./pool.stub.js').a` is an export of `pool.js` to the linker. */
function passedOnFrom(linked: LinkedGraph, module: ModuleId, name: string): ModuleId | null {
  const host = linked.graph.get(module);
  if (host?.record.moduleKind !== 'commonjs') return null;
  const own = host.record.exports.filter((entry) => entry.kind === 'local' && entry.exportName === name);
  if (own.length !== 1) return null;
  for (const { name: asked, answer } of linked.lookups(module)) {
    if (asked !== name || answer.kind !== 'found' || !isSiblingStub(module, answer.module)) continue;
    if (stubHeader(linked.graph, answer.module) !== null) return answer.module;
  }
  return null;
}
