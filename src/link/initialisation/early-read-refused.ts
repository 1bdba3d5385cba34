// ES modules in a circle with CommonJS: which requests Node refuses with ERR_REQUIRE_CYCLE_MODULE
// (https://nodejs.org/api/errors.html#err_require_cycle_module).

import type { ModuleId } from '../../model/module-id.ts';
import type { ModuleRequest } from '../../model/module-request.ts';
import { runtimeTarget } from '../load-edges.ts';
import { loadKindOf } from '../load-kind.ts';
import { circleFrom, type EarlyRead, isSureCircle } from './early-read.ts';
import { type Frame, isOtherSince, type Moment } from './evaluation-moment.ts';

/** Node refuses to finish an ES module for a CommonJS one that it waits for, and the other way round. */
export function refusedRequest(asking: Frame, request: number, owner: Frame, moment: Moment): EarlyRead[] {
  const { node } = asking;
  const asked = node.record.requests[request];
  if (asked === undefined || node.settings.runtime !== 'node' || node.settings.typescript) return [];
  const what = refusal(asked, asking, owner, moment);
  if (what === null || !isSureCircle(owner.node.id, request, moment)) return [];
  const circle = circleFrom(owner.node.id, moment.stack);
  return [refused(node.id, request, asked, owner.node.id, circle, what)];
}

/**
 * The same where the module that is asked for has run and waits for an outer one of its circle.
 * @param wayBack from the module that is asked for to the outer one, which is on the stack
 */
export function refusedUnfinished(
  asking: Frame,
  request: number,
  outer: Frame,
  wayBack: () => readonly ModuleId[],
  moment: Moment,
): EarlyRead[] {
  const { node, kind } = asking;
  const asked = node.record.requests[request];
  if (asked === undefined || node.settings.runtime !== 'node' || node.settings.typescript) return [];
  const isRefused = asked.form === 'require' || (kind === 'esm' && isOtherSince(outer, asking));
  if (!isRefused || !isSureCircle(outer.node.id, request, moment)) return [];
  const way = wayBack();
  const [owner] = way;
  if (owner === undefined) return [];
  const circle = [...circleFrom(outer.node.id, moment.stack), ...way.slice(0, -1)];
  const what = asked.form === 'require' ? `require() ES Module ${owner}` : `import Module ${asked.specifier}`;
  return [refused(node.id, request, asked, owner, circle, what)];
}

function refused(
  reader: ModuleId,
  request: number,
  { span, specifier }: ModuleRequest,
  owner: ModuleId,
  circle: readonly ModuleId[],
  what: string,
): EarlyRead {
  return {
    kind: 'refused',
    ...{ reader, request, span, name: specifier, binding: '', owner, circle },
    runtimeError: `Error [ERR_REQUIRE_CYCLE_MODULE]: Cannot ${what} in a cycle.`,
  };
}

/** What Node says it cannot do; null when it can. */
function refusal(
  { form, specifier }: ModuleRequest,
  asking: Frame,
  owner: Frame,
  moment: Moment,
): string | null {
  if (form === 'require') return owner.kind === 'esm' ? `require() ES Module ${owner.node.id}` : null;
  if (asking.kind !== 'esm') return null;
  if (owner.kind === 'commonjs')
    return isLinkedBefore(owner, moment) ? null : `import CommonJS Module ${specifier}`;
  // An ES module that is required is linked with all that it imports: one that waits for the require cannot be.
  const isLinkedNow = isOtherSince(owner, asking) && !wasLinked(moment);
  return isLinkedNow ? `import Module ${specifier}` : null;
}

/**
 * Node lets an ES module have a CommonJS one that runs, when `require()` started it and an ES module that was linked
 * before imports it: it has a place among the ES modules then, and is not being evaluated there.
 */
function isLinkedBefore(owner: Frame, moment: Moment): boolean {
  const { stack, linked } = moment;
  const starter = stack[owner.place - 1];
  const form = starter?.node.record.requests[starter.waitsFor ?? -1]?.form;
  if (form !== 'require') return false;
  const earlier = linkedEarlier(moment);
  return linked.importers(owner.node.id).some((ref) => earlier.has(ref.module));
}

/** Whether the ES module that `require()` asked for last had been linked with one that imports it. */
function wasLinked(moment: Moment): boolean {
  const required = requiredLast(moment);
  return required !== undefined && linkedEarlier(moment).has(required.node.id);
}

function requiredLast({ stack }: Moment): Frame | undefined {
  return stack[(stack.at(-1)?.lastOther ?? -1) + 1];
}

/** The ES modules that were linked before those that are being linked now: with each, all that it imports. */
function linkedEarlier(moment: Moment): ReadonlySet<ModuleId> {
  const { evaluated, linked } = moment;
  const linking = requiredLast(moment);
  const earlier = new Set<ModuleId>();
  const add = (id: ModuleId | null) => {
    const node = id === null ? undefined : linked.graph.get(id);
    if (node !== undefined && loadKindOf(node) === 'esm') earlier.add(node.id);
  };
  // In the order in which they were begun.
  for (const module of evaluated) {
    if (module === linking?.node.id) break;
    add(module);
  }
  // The set grows while it is walked.
  for (const module of earlier) {
    const node = linked.graph.get(module);
    node?.record.requests.forEach(({ form }, request) => {
      if (form === 'import' || form === 'export-from') add(runtimeTarget(node, request));
    });
  }
  return earlier;
}
