// CommonJS, written or compiled: a module that is asked for around a circle gives what it has exported so far
// (https://nodejs.org/api/modules.html#cycles). Names that come later are undefined; an exports object that is replaced
// later is lost on whoever took the first.

import type { LoadRead } from '../model/evaluation.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-record.ts';
import { baseNameOf } from '../model/path.ts';
import { circleFrom, type EarlyRead, errorOfUndefined, isSureCircle } from './early-read.ts';
import { lateBinding } from './early-read-esm.ts';
import { type Frame, isSure, type Moment } from './evaluation-moment.ts';
import { runtimeTarget } from './load-edges.ts';
import { type LoadKind, loadKindOf } from './load-kind.ts';

/** The reads in the body of a module that runs now, of names that are not exported yet. */
export function readsOfPartialExports({ node, kind }: Frame, moment: Moment): EarlyRead[] {
  if (!asksRunning(node, moment)) return [];
  const reads = moment.facts.evaluationOf(node.id)?.reads ?? [];
  return reads.flatMap((read) => {
    const early = kind === 'compiled' ? compiledRead(node, read, moment) : plainRead(node, read, moment);
    return early === null ? [] : [early];
  });
}

/** Node refuses to finish an ES module for a CommonJS one that it waits for, and the other way round. */
export function refusedRequest(
  { node, kind }: Frame,
  request: number,
  owner: Frame,
  moment: Moment,
): EarlyRead[] {
  const asked = node.record.requests[request];
  if (asked === undefined || node.settings.runtime !== 'node' || node.settings.typescript) return [];
  const what = refusal(asked, kind, owner, moment);
  if (what === null || !isCertain(owner.node.id, request, moment)) return [];
  const circle = circleFrom(owner.node.id, moment.stack);
  return [refused(node.id, request, asked, owner.node.id, circle, what)];
}

/**
 * The same where the module that is asked for has run and waits for an outer one of its circle.
 * @param way from the module that is asked for to the outer one, which is on the stack
 */
export function refusedUnfinished(
  { node, kind }: Frame,
  request: number,
  outer: Frame,
  way: readonly ModuleId[],
  moment: Moment,
): EarlyRead[] {
  const asked = node.record.requests[request];
  const [owner] = way;
  if (asked === undefined || owner === undefined) return [];
  if (node.settings.runtime !== 'node' || node.settings.typescript) return [];
  const between = moment.stack.slice(moment.stack.indexOf(outer));
  const isRefused =
    asked.form === 'require' || (kind === 'esm' && between.some((frame) => frame.kind !== 'esm'));
  if (!isRefused || !isCertain(outer.node.id, request, moment)) return [];
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
  kind: LoadKind,
  owner: Frame,
  moment: Moment,
): string | null {
  if (form === 'require') return owner.kind === 'esm' ? `require() ES Module ${owner.node.id}` : null;
  if (kind !== 'esm') return null;
  if (owner.kind === 'commonjs')
    return isLinkedBefore(owner, moment) ? null : `import CommonJS Module ${specifier}`;
  // An ES module that is required is linked with all that it imports: one that waits for the require cannot be.
  const between = moment.stack.slice(moment.stack.indexOf(owner));
  return between.some((frame) => frame.kind !== 'esm') ? `import Module ${specifier}` : null;
}

/**
 * Node lets an ES module have a CommonJS one that runs, when `require()` started it and an ES module that was linked
 * before imports it: it has a place among the ES modules then, and is not being evaluated there.
 */
function isLinkedBefore(owner: Frame, moment: Moment): boolean {
  const { stack, linked } = moment;
  const starter = stack[stack.indexOf(owner) - 1];
  const form = starter?.node.record.requests[starter.waitsFor ?? -1]?.form;
  if (form !== 'require') return false;
  const earlier = linkedEarlier(moment);
  return linked.importers(owner.node.id).some((ref) => earlier.has(ref.module));
}

/** The ES modules that were linked before those that are being linked now: with each, all that it imports. */
function linkedEarlier({ stack, evaluated, linked }: Moment): ReadonlySet<ModuleId> {
  const linking = stack[stack.findLastIndex(({ kind }) => kind !== 'esm') + 1];
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

function asksRunning(node: ModuleNode, { running, linked }: Moment): boolean {
  return (
    node.record.requests.some((_, request) => running.has(runtimeTarget(node, request) ?? '')) ||
    linked.lookups(node.id).some(({ answer }) => answer.kind === 'found' && running.has(answer.module))
  );
}

function isCertain(first: ModuleId, closing: number, moment: Moment): boolean {
  return isSureCircle(first, closing, moment, (frame, asked) => isSure(frame.node, asked, moment.facts));
}

/** `const b = require('./b')`, `const { x } = require('./b')` */
function plainRead(node: ModuleNode, read: LoadRead, moment: Moment): EarlyRead | null {
  if (!('request' in read.of)) return null;
  const { request } = read.of;
  const { member, use, text, next, later } = read;
  const frame = moment.running.get(runtimeTarget(node, request) ?? '');
  if (frame === undefined || frame.node.id === node.id) return null;
  if (member === null) {
    const error = isReplacedLater(frame, moment) ? errorOfOldExports(use, text) : null;
    const early = { kind: 'replaced', name: node.record.requests[request]?.specifier ?? '' } as const;
    return error === null ? null : toRead(node, request, read, early, frame.node.id, '', error, moment);
  }
  const holder = holderOf(frame, member, moment);
  if (holder === null || use === 'tested') return null;
  // A module that is kept is looked into later, when everything is there, unless it is an old object.
  if (later?.kept === 'module' && !isReplacedLater(frame, moment)) return null;
  if (isWritten(node, request, member)) return null;
  const error = errorOfUndefined(use, text, next);
  return toRead(node, request, read, { kind: 'undefined', name: member }, holder, member, error, moment);
}

/** `import { x } from './b'`, which a compiler turns into `const b_1 = require('./b')` and `b_1.x`. */
function compiledRead(node: ModuleNode, read: LoadRead, moment: Moment): EarlyRead | null {
  if (!('import' in read.of)) return plainRead(node, read, moment);
  const entry = node.record.imports[read.of.import];
  if (entry === undefined || entry.typeOnly || read.use === 'tested') return null;
  const { request, importName } = entry;
  const name = importName === '*' ? read.member : importName;
  const frame = moment.running.get(runtimeTarget(node, request) ?? '');
  const target = frame?.node ?? moment.linked.graph.get(runtimeTarget(node, request) ?? '');
  if (name === null || target === undefined || target.id === node.id) return null;
  // The helper for default imports of CommonJS gives an object, whatever is in it.
  if (loadKindOf(target) === 'commonjs' && name === 'default') return null;
  const holder = frame === undefined ? holderBehind(target, name, moment) : holderOf(frame, name, moment);
  if (holder === null) return null;
  const text = importName === '*' ? read.text : compiledText(node, request, name, read);
  const error = errorOfUndefined(read.use, text, read.next);
  return toRead(node, request, read, { kind: 'undefined', name }, holder, name, error, moment);
}

/** How TypeScript writes the use of a named import: `(0 , pool_1.connect)` where it is called. */
function compiledText({ record }: ModuleNode, request: number, name: string, { use }: LoadRead): string {
  const specifier = record.requests[request]?.specifier ?? '';
  const variable = baseNameOf(specifier).replace(/^(\d)/, '_$1').replace(/\W/g, '_');
  const text = `${variable}_1.${name}`;
  return use === 'call' ? `(0 , ${text})` : text;
}

/** The module that surely has not exported the name by now; null when it has, or may have. */
function holderOf(frame: Frame, name: string, moment: Moment): ModuleId | null {
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
function holderBehind(target: ModuleNode, name: string, moment: Moment): ModuleId | null {
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

function waitsAt({ node, waitsFor }: Frame): number | null {
  return waitsFor === null ? null : (node.record.requests[waitsFor]?.span.start ?? null);
}

function isReplacedLater(frame: Frame, { facts }: Moment): boolean {
  const whole = facts.evaluationOf(frame.node.id)?.exported?.whole ?? null;
  const at = waitsAt(frame);
  return frame.kind === 'commonjs' && whole !== null && at !== null && whole > at;
}

function errorOfOldExports(use: LoadRead['use'], text: string): string | null {
  if (use === 'extends') return 'TypeError: Class extends value [object Object] is not a constructor or null';
  return use === 'call' || use === 'construct' ? errorOfUndefined(use, text, undefined) : null;
}

/** `b.x = …` in the reader: it brings the name itself. */
function isWritten({ record }: ModuleNode, request: number, name: string): boolean {
  return record.memberUses.some(
    ({ of, access, path }) =>
      access === 'write' && 'request' in of && of.request === request && path[0]?.name === name,
  );
}

function toRead(
  node: ModuleNode,
  request: number,
  { span, later }: LoadRead,
  what: Pick<EarlyRead, 'kind' | 'name'>,
  owner: ModuleId,
  binding: string,
  runtimeError: string | null,
  moment: Moment,
): EarlyRead | null {
  const asked = runtimeTarget(node, request);
  const first = asked !== null && moment.running.has(asked) ? asked : owner;
  if (!moment.running.has(first) || !isCertain(first, request, moment)) return null;
  return {
    ...what,
    ...{ reader: node.id, request, span, binding, owner },
    circle: circleFrom(first, moment.stack),
    ...(runtimeError === null ? {} : { runtimeError }),
    ...(later === undefined ? {} : { later }),
  };
}
