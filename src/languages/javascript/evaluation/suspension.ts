// How far a function that may be suspended surely runs when it is called: a generator when somebody takes values from it, an
// asynchronous function whose failure somebody hears of.

import type { Span } from '../../../model/span.ts';
import { isFunction, memberNameOf } from '../syntax/nodes.ts';
import type { SyntaxIndex } from '../syntax/scopes.ts';
import {
  type ArrowFunctionExpression,
  type CallExpression,
  childrenOf,
  type FunctionNode,
  type NewExpression,
  type Node,
} from '../syntax-tree.ts';

/**
 * - `whole`: to its end, before the code around goes on.
 * - `await`, `yield`: to the first of these.
 */
export type Extent = 'whole' | 'await' | 'yield';

/**
 * @param call of the function
 * @returns null where nothing of it surely runs, and where nobody hears that it failed
 */
export function extentOf(
  { async, generator }: FunctionNode | ArrowFunctionExpression,
  call: CallExpression | NewExpression | null,
  index: SyntaxIndex,
): Extent | null {
  if (generator) return async || call === null ? null : takenFrom(call, index);
  if (!async) return 'whole';
  if (call?.parent?.type === 'AwaitExpression') return 'whole';
  return call !== null && isForgotten(call) ? 'await' : null;
}

/**
 * `start();`, `void start();`: nobody handles the promise, and Node ends with the error that rejects it
 * (nodejs.org/api/cli.html#--unhandled-rejectionsmode). What comes behind its first `await` runs when all is loaded.
 */
function isForgotten({ parent }: Node): boolean {
  if (parent?.type === 'UnaryExpression' && parent.operator === 'void') return isForgotten(parent);
  return parent?.type === 'ExpressionStatement';
}

/** How far the walk through code has come, where functions are left before their end. */
export interface Course {
  /** A function that is called, and walked as far as it runs. */
  readonly run: (called: FunctionNode | ArrowFunctionExpression, extent: Extent, walk: () => void) => void;
  /** A node has been walked; a branch of it that has not been may suspend as well. */
  passes(node: Node): void;
  /** Whether nothing more of the function runs now. */
  isLeft(): boolean;
}

export function createCourse(): Course {
  /** The places of which the first leaves the function; none where it runs to its end. */
  let suspensions: readonly number[] = [];
  let isLeft = false;
  return {
    run(called, extent, walk) {
      const around = { suspensions, isLeft };
      // What is awaited in a function that is left there goes on no sooner.
      const isWhole = extent === 'whole' && !(called.async && suspensions.length > 0);
      suspensions = isWhole ? [] : suspensionsOf(called);
      walk();
      ({ suspensions, isLeft } = around);
    },
    passes({ start, end }) {
      isLeft ||= suspensions.some((place) => place >= start && place < end);
    },
    isLeft: () => isLeft,
  };
}

/** Where a function may be suspended: the ends of its `await`s and `yield`s, and of the loops of `for await`. */
function suspensionsOf({ body }: FunctionNode | ArrowFunctionExpression): number[] {
  const places: number[] = [];
  const open: Node[] = body === null ? [] : [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const isLoop = node.type === 'ForOfStatement' && node.await;
    if (isLoop || node.type === 'AwaitExpression' || node.type === 'YieldExpression')
      places.push(node.end - 1);
    if (!isFunction(node)) open.push(...childrenOf(node));
  }
  return places;
}

/** Where a generator runs only when more is taken from it than its first value; null without any `yield`. */
export function behindYield(generator: FunctionNode | ArrowFunctionExpression): Span | null {
  const [first, ...others] = suspensionsOf(generator);
  return first === undefined ? null : { start: Math.min(first, ...others), end: generator.end };
}

/** Whether the code around a call takes a value from the generator that it gives, at once. */
export function isTakenFrom(call: Node, index: SyntaxIndex): boolean {
  return takenFrom(call, index) !== null;
}

/** What is done with a new generator (ECMA-262, 27.5: its body waits for the first `next()`). */
function takenFrom(call: Node, index: SyntaxIndex): Extent | null {
  const { parent } = call;
  switch (parent?.type) {
    case 'SpreadElement':
      return parent.parent?.type === 'ObjectExpression' ? null : 'whole';
    case 'ForOfStatement':
      return parent.right === call && !parent.await ? 'yield' : null;
    case 'VariableDeclarator':
      return parent.id.type === 'ArrayPattern' && parent.id.elements.length > 0 ? 'yield' : null;
    case 'MemberExpression': {
      const isNext = parent.object === call && memberNameOf(parent) === 'next';
      return isNext && parent.parent?.type === 'CallExpression' && parent.parent.callee === parent
        ? 'yield'
        : null;
    }
    case 'YieldExpression':
      return parent.delegate ? 'yield' : null;
    case 'CallExpression':
    case 'NewExpression':
      return parent.arguments[0] === call && takesAll(parent, index) ? 'whole' : null;
    default:
      return null;
  }
}

/** `Array.from(generator())`, `new Set(generator())` */
function takesAll(
  { type, callee, arguments: given }: CallExpression | NewExpression,
  index: SyntaxIndex,
): boolean {
  const isGlobal = (node: Node, name: string) =>
    node.type === 'Identifier' && node.name === name && index.bindingOf.get(node) === undefined;
  if (type === 'NewExpression') return isGlobal(callee, 'Set');
  return (
    callee.type === 'MemberExpression' &&
    isGlobal(callee.object, 'Array') &&
    memberNameOf(callee) === 'from' &&
    given.length === 1
  );
}
