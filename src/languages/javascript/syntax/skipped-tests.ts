// Tests that are left out: what stands in them does not run. The words are those of node:test, Mocha, Jest, Vitest, Jasmine,
// AVA and tap. The body of a suite that is left out runs all the same in most of them, to tell which tests it has.

import type { CallExpression, Node } from '../syntax-tree.ts';
import { literalString, memberNameOf, propertyOf } from './nodes.ts';

const SUITE = /^(?:describe|suite|context)$/;
const TEST = /^(?:it|test|specify|t)$/;
const HOOK = /^(?:before|after|beforeEach|afterEach|beforeAll|afterAll|setup|teardown)$/;
const LEFT_OUT_TEST = /^(?:xit|xtest|xspecify)$/;
const LEFT_OUT_SUITE = /^(?:xdescribe|xcontext)$/;

/** Whether a call is one of a test (or of a hook of tests) that is left out, by itself or with the suite around it. */
export function isLeftOut(call: CallExpression): boolean {
  const name = rootOf(call.callee);
  if (SUITE.test(name)) return false;
  if (LEFT_OUT_TEST.test(name) || (TEST.test(name) && saysSkip(call)) || hasSkipOption(call)) return true;
  if (!TEST.test(name) && !HOOK.test(name)) return false;
  for (let at = call.parent ?? null; at !== null; at = at.parent ?? null) {
    if (at.type !== 'CallExpression') continue;
    const outer = rootOf(at.callee);
    if (LEFT_OUT_SUITE.test(outer) || (SUITE.test(outer) && saysSkip(at))) return true;
  }
  return false;
}

/** `it.skip(…)`, `test.concurrent.skip(…)`, `it.skip.each(…)(…)` */
function saysSkip(call: CallExpression): boolean {
  for (let at: Node | null = call.callee; at !== null; at = innerOf(at)) {
    if (/^(?:skip|todo)$/.test(memberNameOf(at) ?? '')) return true;
  }
  return hasSkipOption(call);
}

/** `test('x', { skip: true }, () => …)`, with the reason in the place of `true`, by whatever name it was imported. */
function hasSkipOption({ arguments: [title, ...others] }: CallExpression): boolean {
  if (title?.type !== 'TemplateLiteral' && literalString(title) === null) return false;
  const options = others.find(({ type }) => type === 'ObjectExpression') ?? null;
  return ['skip', 'todo'].some((name) => {
    const value = propertyOf(options, name);
    return (value?.type === 'Literal' && value.value === true) || (literalString(value) ?? '') !== '';
  });
}

/** `it` of `it.only.each([1])` */
function rootOf(callee: Node): string {
  let root = callee;
  for (let inner = innerOf(root); inner !== null; inner = innerOf(inner)) root = inner;
  return root.type === 'Identifier' ? root.name : '';
}

function innerOf(node: Node): Node | null {
  if (node.type === 'MemberExpression') return node.object;
  if (node.type === 'CallExpression') return node.callee;
  return node.type === 'TaggedTemplateExpression' ? node.tag : null;
}
