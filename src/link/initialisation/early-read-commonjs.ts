// CommonJS: a module that is asked for around a circle gives what it has exported so far. Names that come later are
// undefined; an exports object that is replaced later is lost on whoever took the first.

import type { LoadRead } from '../../model/evaluation.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import { errorOfUndefined } from '../engine-errors.ts';
import { runtimeTarget } from '../load-edges.ts';
import { type EarlyRead, partialRead } from './early-read.ts';
import type { Moment } from './evaluation-moment.ts';
import { holderOf, isReplacedLater } from './partial-exports.ts';

/** `const b = require('./b')`, `const { x } = require('./b')` */
export function commonJsRead(node: ModuleNode, read: LoadRead, moment: Moment): EarlyRead | null {
  if (!('request' in read.of)) return null;
  const { request } = read.of;
  const { member, use, text, next, later } = read;
  const frame = moment.running.get(runtimeTarget(node, request) ?? '');
  if (frame === undefined || frame.node.id === node.id) return null;
  if (member === null) {
    const error = isReplacedLater(frame, moment) ? errorOfOldExports(use, text) : null;
    const early = { kind: 'replaced', name: node.record.requests[request]?.specifier ?? '' } as const;
    return error === null ? null : partialRead(node, request, read, early, frame.node.id, '', error, moment);
  }
  const holder = holderOf(frame, member, moment);
  if (holder === null || use === 'tested') return null;
  // A module that is kept is looked into later, when everything is there, unless it is an old object.
  if (later?.kept === 'module' && !isReplacedLater(frame, moment)) return null;
  if (isWritten(node, request, member)) return null;
  const error = errorOfUndefined(use, text, next);
  return partialRead(node, request, read, { kind: 'undefined', name: member }, holder, member, error, moment);
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
