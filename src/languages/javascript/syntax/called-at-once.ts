// Functions that run where they stand: `(() => { … })()`, callbacks that are called before the code around goes on, and
// those that are when it has ended.

import type { NewExpression, Node } from '../syntax-tree.ts';
import { memberNameOf } from './nodes.ts';

/** Methods of arrays that call their argument for each element. */
export const ELEMENT_METHODS: ReadonlySet<string> = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'find',
  'some',
  'every',
  'reduce',
]);

/** Methods of arrays and promises that call their argument without waiting for anybody else. */
const CALLBACK_METHODS = new Set(['then', 'catch', 'finally', ...ELEMENT_METHODS]);

/**
 * The call that calls a function which it is given by its name, before it goes on or when a promise is there: `all.map(start)`,
 * `connected.then(start)`; null where a name stands in none.
 */
export function callbackCallOf(name: Node): Node | null {
  const { parent } = name;
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== name) return null;
  const method = memberNameOf(parent.callee) ?? '';
  return method === 'then' || ELEMENT_METHODS.has(method) ? parent : null;
}

export function runsAtOnce(node: Node): boolean {
  const parent = node.parent;
  // (function () { … }).call(this)
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const method = memberNameOf(parent);
    if (!isCalled(parent)) return false;
    return method === 'bind' ? isCalled(parent.parent) : method === 'call' || method === 'apply';
  }
  if (parent?.type === 'NewExpression') return isExecutor(parent, node);
  if (parent?.type !== 'CallExpression') return false;
  return parent.callee === node || CALLBACK_METHODS.has(memberNameOf(parent.callee) ?? '');
}

/** What `new Promise()` is given. ECMA-262, 27.2.3.1 */
function isExecutor({ callee, arguments: given }: NewExpression, node: Node): boolean {
  return given[0] === node && callee.type === 'Identifier' && callee.name === 'Promise';
}

/** Whether what a function throws rejects a promise of the call or `new` that it stands in: `new Promise(() => { … })`. */
export function rejectsPromise(code: Node): boolean {
  const { parent } = code;
  if (parent?.type === 'NewExpression') return isExecutor(parent, code);
  return (
    parent?.type === 'CallExpression' && /^(?:then|catch|finally)$/.test(memberNameOf(parent.callee) ?? '')
  );
}

/** A program that waits so long (milliseconds) is still starting. */
const SOON = 10_000;

/**
 * Whether a call has its first argument called when the code that runs now has ended, or soon after: `setImmediate(start)`,
 * `setTimeout(start, 1000);`. What is thrown then, nobody around hears.
 * Source: nodejs.org/api/process.html#processnexttickcallback-args, nodejs.org/api/timers.html
 */
export function isDeferral(call: Node): boolean {
  if (call.type !== 'CallExpression') return false;
  const { callee } = call;
  if (callee.type === 'MemberExpression') {
    const isProcess = callee.object.type === 'Identifier' && callee.object.name === 'process';
    return isProcess && memberNameOf(callee) === 'nextTick';
  }
  if (callee.type !== 'Identifier') return false;
  if (!/^set(?:Timeout|Interval)$/.test(callee.name))
    return /^(?:setImmediate|queueMicrotask)$/.test(callee.name);
  const [, delay] = call.arguments;
  if (delay === undefined || (delay.type === 'Literal' && delay.value === 0)) return true;
  // Who keeps a timer may stop it, or let the program end before.
  const isSoon = delay.type === 'Literal' && typeof delay.value === 'number' && delay.value <= SOON;
  return isSoon && call.parent?.type === 'ExpressionStatement';
}

/** The deferral that a function stands in as what is called; null where it does in none. */
export function deferralOf(code: Node): Node | null {
  const { parent } = code;
  return parent?.type === 'CallExpression' && parent.arguments[0] === code && isDeferral(parent)
    ? parent
    : null;
}

function isCalled(node: Node | null | undefined): boolean {
  return node?.parent?.type === 'CallExpression' && node.parent.callee === node;
}

/** Whether a node is the value of a field, which each new instance evaluates. */
export function isInstanceField(node: Node, child: Node): boolean {
  return (
    (node.type === 'PropertyDefinition' || node.type === 'AccessorProperty') &&
    !node.static &&
    node.value === child
  );
}
