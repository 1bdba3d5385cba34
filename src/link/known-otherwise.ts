// Names that a module lacks and a file may ask for all the same: because the file itself says so, by a mock that stands in
// for the module or a comment that the types are wrong, or because the module will be compiled to one that has it.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import { targetOf } from './request-target.ts';

/**
 * @param request the request by which `node` asks
 * @param nodeOf the module that lacks the name
 * @returns the answer; *unknown* where the file says that it knows better
 */
export function orKnownOtherwise(
  node: ModuleNode,
  request: number,
  answer: ExportResolution,
  nodeOf: (module: ModuleId) => ModuleNode | undefined,
): ExportResolution {
  if (answer.kind !== 'missing') return answer;
  const { record, settings } = node;
  const target = nodeOf(answer.module);
  if (answer.name === 'default' && settings.format === 'esm' && isCompiledToCommonJs(target))
    return { kind: 'unknown', reason: 'synthetic-default', module: answer.module };
  const isUntold = record.requests[request]?.untold === true;
  // What runs is not described by a declaration that the author says is wrong.
  if (isUntold && target?.record.moduleKind === 'declaration')
    return { kind: 'unknown', reason: 'untold', module: answer.module };
  // TypeScript looks at the real module, whatever a test puts in its place.
  if (settings.typescript && !isUntold) return answer;
  return isReplaced(node, record, request)
    ? { kind: 'unknown', reason: 'mocked', module: answer.module }
    : answer;
}

/**
 * Node takes `module.exports` for the default of a CommonJS module, and webpack does it for importers that are ES modules
 * by their name: https://www.typescriptlang.org/docs/handbook/modules/reference.html#implied-module-format
 */
function isCompiledToCommonJs(node: ModuleNode | undefined): boolean {
  return (
    node !== undefined &&
    node.record.moduleKind === 'esm' &&
    node.settings.typescript &&
    node.settings.format === 'commonjs'
  );
}

function isReplaced(node: ModuleNode, { requests }: ModuleRecord, request: number): boolean {
  if (requests[request]?.form === 'import-actual') return false;
  const { module } = targetOf(node.resolutions[request]);
  return requests.some(
    ({ replaces }, mock) => replaces === true && targetOf(node.resolutions[mock]).module === module,
  );
}
