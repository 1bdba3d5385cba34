// What a CommonJS module, written or compiled, has surely not exported yet while it waits for another one: `exports` fills
// up statement by statement (https://nodejs.org/api/modules.html#cycles).

import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { lateBinding } from '../binding-owner.ts';
import { loadKindOf } from '../load-kind.ts';
import type { Frame, Moment } from './evaluation-moment.ts';

/** The module that surely has not exported the name by now; null when it has, or may have. */
export function holderOf(frame: Frame, name: string, moment: Moment): ModuleId | null {
  const { node, kind } = frame;
  if (kind === 'compiled') return holderBehind(node, name, moment);
  if (kind !== 'commonjs') return null;
  const exported = moment.facts.evaluationOf(node.id)?.exported;
  const at = waitsAt(frame);
  if (
    exported === undefined ||
    at === null ||
    moment.linked.resolveExport(node.id, name, 'require').kind !== 'found'
  )
    return null;
  if (exported.whole !== null && exported.whole <= at) return null;
  const from = exported.names[name];
  return from === undefined || from > at ? node.id : null;
}

/** The same where ES syntax was compiled: every re-export reads the name off the next module when it is asked. */
export function holderBehind(target: ModuleNode, name: string, moment: Moment): ModuleId | null {
  const { linked, running } = moment;
  if (loadKindOf(target) !== 'compiled') return null;
  const answer = linked.resolveExport(target.id, name, 'interop');
  if (answer.kind !== 'found') return null;
  for (const { module, span } of answer.via) {
    const passed = linked.graph.get(module);
    if (passed === undefined || loadKindOf(passed) !== 'compiled') return null;
    const frame = running.get(module);
    const at = frame === undefined ? null : waitsAt(frame);
    if (at === null) continue;
    const entry = passed.record.exports.find((one) => one.kind !== 'local' && one.span.start === span.start);
    if (entry === undefined || entry.kind === 'local') return null;
    const required = passed.record.requests[entry.request]?.span.start ?? -1;
    if (required >= at) return module;
  }
  const owner = running.get(answer.module);
  const at = owner === undefined ? null : waitsAt(owner);
  if (owner?.kind !== 'compiled' || at === null) return null;
  const late = lateBinding(owner.node, answer.binding, moment);
  return late !== null && late.from > at ? owner.node.id : null;
}

/** The offset that a module has come to: that of the request that it waits for. */
export function waitsAt({ node, waitsFor }: Frame): number | null {
  return waitsFor === null ? null : (node.record.requests[waitsFor]?.span.start ?? null);
}

/** Whether `module.exports = …` is still to come. */
export function isReplacedLater(frame: Frame, { facts }: Moment): boolean {
  const whole = facts.evaluationOf(frame.node.id)?.exported?.whole ?? null;
  const at = waitsAt(frame);
  return frame.kind === 'commonjs' && whole !== null && at !== null && whole > at;
}
