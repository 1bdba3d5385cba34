// What the assertions of tests say about the value that they are given: that it fails, or that there is none. The words
// are those of node:assert, Chai, Jest, Vitest, Jasmine, tap, AVA and uvu.

import type { CallExpression, Node } from '../syntax-tree.ts';
import { isNothing, memberNameOf } from './nodes.ts';

/** `assert.rejects(child)` and its siblings; `expect(child).rejects…`, `expect(child).toThrow()`, `.to.throw()`. */
export function assertsFailure(call: CallExpression): boolean {
  if (/^(?:rejects|throws|throwsAsync|isRejected)$/.test(memberNameOf(call.callee) ?? '')) return true;
  const { words, negated } = expectationAfter(call);
  return (
    !negated &&
    words.some((word) => /^(?:rejects|rejected|rejectedWith|throws?|Throw|toThrow\w*)$/.test(word))
  );
}

/** `assert.isUndefined(value)`, `t.is(value, undefined)`, `expect(value).toBeUndefined()`, `expect(value).to.not.exist` */
export function assertsAbsence(call: CallExpression, value: Node): boolean {
  const method = memberNameOf(call.callee) ?? (call.callee.type === 'Identifier' ? call.callee.name : '');
  if (/^(?:isUndefined|isNotOk|isNotFunction|notExists?|notOk|falsy|isFalse)$/.test(method))
    return call.arguments[0] === value;
  if (/^(?:equal|equals|strictEqual|deepEqual|deepStrictEqual|is|same)$/.test(method))
    return call.arguments.some((other) => other !== value && isNothing(other));
  if (call.arguments[0] !== value) return false;
  const { words, negated, compared } = expectationAfter(call);
  const isNoValue = compared !== null && isNothing(compared);
  return words.some((word) =>
    negated
      ? /^(?:toBeDefined|toBeTruthy|exist|ok|true)$/.test(word)
      : /^(?:toBeUndefined|toBeFalsy|toBeNull|undefined|false)$/.test(word) ||
        (isNoValue && /^(?:toBe|toEqual|toStrictEqual|equal|eql?)$/.test(word)),
  );
}

interface Expectation {
  /** `expect(x).to.be.undefined` → to, be, undefined */
  readonly words: readonly string[];
  readonly negated: boolean;
  /** What the last word was called with: `expect(x).toBe(compared)` */
  readonly compared: Node | null;
}

/** The words after `expect(…)`; none for any other call. */
function expectationAfter(call: CallExpression): Expectation {
  const words: string[] = [];
  let last: Node = call;
  if (call.callee.type === 'Identifier' && call.callee.name === 'expect') {
    for (let at = call.parent; at?.type === 'MemberExpression' && at.object === last; at = at.parent) {
      words.push(memberNameOf(at) ?? '');
      last = at;
    }
  }
  const outer = last.parent;
  const compared = outer?.type === 'CallExpression' && outer.callee === last ? outer.arguments[0] : undefined;
  return { words, negated: words.includes('not'), compared: compared ?? null };
}
