// What evaluating a module surely does with the names of other modules, and from where on its own are there. Code
// behind any condition, loop or handler is left out: what is said here happens.

import type { AskingRecord, Evaluation, LoadRead } from '../../../model/evaluation.ts';
import { indexSyntax, type SyntaxIndex } from '../syntax/scopes.ts';
import { isValueReference } from '../syntax/value-uses.ts';
import type { Program } from '../syntax-tree.ts';
import { exportedFrom } from './exported-from.ts';
import { createForeignValues } from './foreign-values.ts';
import { lateBindings } from './late-bindings.ts';
import { laterReads } from './later-reads.ts';
import { moduleCallables } from './module-callables.ts';
import { walkModule } from './sure-code.ts';

/**
 * @param record of the same text
 * @param isTypeScript imports that are only used as types are dropped
 */
export function evaluationOf(program: Program, record: AskingRecord, isTypeScript: boolean): Evaluation {
  const index = indexSyntax(program);
  const values = createForeignValues(record, index);
  const fates = record.requests.map((_, request) => fateOf(record, request, index, isTypeScript));
  const withFate = (fate: string) => fates.flatMap((one, request) => (one === fate ? [request] : []));
  const sure = new Set(withFate('sure'));
  const reads: LoadRead[] = [];
  const described: LoadRead[] = [];
  walkModule(index, values, {
    request: (request) => sure.add(request),
    read: (read) => reads.push(read),
    ...(isTypeScript && { described: (read) => described.push(read) }),
  });
  if (record.moduleKind === 'commonjs') reads.push(...laterReads(values));
  const exported = record.moduleKind === 'commonjs' ? exportedFrom(index) : null;
  return {
    reads,
    ...(described.length === 0 ? {} : { described }),
    bindings: lateBindings(index),
    callables: moduleCallables(index, values),
    sureRequests: [...sure].sort((a, b) => a - b),
    droppedRequests: withFate('dropped'),
    ...(exported === null ? {} : { exported }),
  };
}

/** What becomes of a static request. They are hoisted: each one runs that TypeScript keeps. */
function fateOf(
  { requests, imports }: AskingRecord,
  request: number,
  index: SyntaxIndex,
  isTypeScript: boolean,
): 'sure' | 'dropped' | 'open' {
  const { form, typeOnly } = requests[request] ?? {};
  if (form === 'export-from') return typeOnly === true ? 'dropped' : 'sure';
  if (form !== 'import' && form !== 'import-equals') return 'open';
  if (typeOnly === true) return 'dropped';
  const entries = imports.filter((entry) => entry.request === request);
  if (!isTypeScript || entries.length === 0) return 'sure';
  const uses = entries
    .filter((entry) => !entry.typeOnly)
    .flatMap(({ localName }) => index.moduleScope.bindings.get(localName ?? '')?.references ?? []);
  if (uses.some((use) => isValueReference(use) || use.parent?.type === 'ExportDefaultDeclaration'))
    return 'sure';
  // `export { X }` may pass on a type or a value.
  return uses.some((use) => use.parent?.type === 'ExportSpecifier') ? 'open' : 'dropped';
}
