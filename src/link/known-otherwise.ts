// Names that a module lacks and a file may ask for all the same, because the file itself says so: by a mock that stands in
// for the module, or by a comment that the types are wrong.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleKind, ModuleRecord } from '../model/module-record.ts';
import { targetOf } from './request-target.ts';

/**
 * @param request the request by which `node` asks
 * @param kindOf what kind of module it is that lacks the name
 * @returns the answer; *unknown* where the file says that it knows better
 */
export function orKnownOtherwise(
  node: ModuleNode,
  request: number,
  answer: ExportResolution,
  kindOf: (module: ModuleId) => ModuleKind | undefined,
): ExportResolution {
  if (answer.kind !== 'missing') return answer;
  const { record, settings } = node;
  const isUntold = record.requests[request]?.untold === true;
  // What runs is not described by a declaration that the author says is wrong.
  if (isUntold && kindOf(answer.module) === 'declaration')
    return { kind: 'unknown', reason: 'untold', module: answer.module };
  // TypeScript looks at the real module, whatever a test puts in its place.
  if (settings.typescript && !isUntold) return answer;
  return isReplaced(node, record, request)
    ? { kind: 'unknown', reason: 'mocked', module: answer.module }
    : answer;
}

function isReplaced(node: ModuleNode, { requests }: ModuleRecord, request: number): boolean {
  if (requests[request]?.form === 'import-actual') return false;
  const { module } = targetOf(node.resolutions[request]);
  return requests.some(
    ({ replaces }, mock) => replaces === true && targetOf(node.resolutions[mock]).module === module,
  );
}
