// A name that is read before its module has come to give it a value, and the circle that leads there.

import type { LoadRead } from '../../model/evaluation.ts';
import type { Location } from '../../model/finding.ts';
import type { ModuleNode } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { Span } from '../../model/span.ts';
import { runtimeTarget } from '../load-edges.ts';
import { type Frame, isSure, type Moment } from './evaluation-moment.ts';

export interface EarlyRead {
  /**
   * - `uninitialised`: in its temporal dead zone, reading throws.
   * - `undefined`: `exports` does not have it yet, or a `var` has no value yet.
   * - `replaced`: the exports object is there, and is not the one that the module exports in the end.
   * - `unbound`: Python has not bound it yet.
   * - `refused`: the loader refuses to load a module that is being loaded.
   */
  readonly kind: 'uninitialised' | 'undefined' | 'replaced' | 'unbound' | 'refused';
  readonly reader: ModuleId;
  readonly request: number;
  readonly span: Span;
  /** The name as the reader asks for it; for a module as a whole its specifier. */
  readonly name: string;
  /** The binding in `owner`, or its exported name. */
  readonly binding: string;
  readonly owner: ModuleId;
  /** The modules on the way around, from the first that is waiting to the reader; each asks for the next. */
  readonly circle: readonly ModuleId[];
  /** The name is a function that is there; what it needs is not, and it reads that in the place named. */
  readonly called?: { readonly needs: string; readonly location: Location };
  /** The exact error; absent when nothing throws yet. */
  readonly runtimeError?: string;
  /** The value is kept, and a function fails with it later. */
  readonly later?: { readonly enclosing?: string };
}

/** From `first`, which is being evaluated, to the reader. */
export function circleFrom(first: ModuleId, stack: readonly Frame[]): ModuleId[] {
  const modules = stack.map(({ node }) => node.id);
  return modules.slice(modules.indexOf(first));
}

/**
 * Whether each request on the way from `first` to the reader, and the one that closes the circle, surely runs.
 * @param isSureStep whether a request of a module surely runs
 */
export function isSureCircle(
  first: ModuleId,
  closing: number,
  { stack, facts }: Moment,
  isSureStep = ({ node }: Frame, request: number): boolean => isSure(node, request, facts),
): boolean {
  const start = stack.findIndex(({ node }) => node.id === first);
  return stack.slice(start).every((frame, index, frames) => {
    const request = index === frames.length - 1 ? closing : frame.waitsFor;
    return request !== null && isSureStep(frame, request);
  });
}

/**
 * A read of what a CommonJS module has not exported yet.
 * @param owner the module that surely has not; on the stack, or behind what is asked for
 * @param runtimeError null when nothing throws yet
 * @returns null when the circle is not certain
 */
export function partialRead(
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
  if (!moment.running.has(first) || !isSureCircle(first, request, moment)) return null;
  return {
    ...what,
    ...{ reader: node.id, request, span, binding, owner },
    circle: circleFrom(first, moment.stack),
    ...(runtimeError === null ? {} : { runtimeError }),
    ...(later === undefined ? {} : { later }),
  };
}
