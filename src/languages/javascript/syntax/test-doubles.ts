// What test runners and their kin do with an object that a test gives them: replace one of its members, which has to be
// there (`jest.spyOn(ns, 'name')`), or hand it back with other types (`vi.mocked(ns)`).
// Source: jestjs.io/docs/jest-object, vitest.dev/api/vi, sinonjs.org/releases/latest/stubs, nodejs.org/api/test.html

import { isOfMockFunction } from '../../../model/test-runner.ts';
import type { Node } from '../syntax-tree.ts';
import { globalOrImported } from './global-references.ts';
import { literalString, memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/** What their calls are members of; by these names they are global, or imported. */
export const TEST_RUNNERS = ['vi', 'jest', 'vitest', 'rstest'];

/** The literal that names the member of `object` which its place in a call replaces; null where it is in no such call. */
export function spiedMember(index: SyntaxIndex, object: Node): Node | null {
  const call = object.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== object) return null;
  const name = call.arguments[1];
  if (name === undefined || literalString(name) === null) return null;
  return isSpy(index, call.callee) ? name : null;
}

/**
 * The call that gives the same object back, typed as mocked; null where there is none around, or where a function is given
 * to it, which CommonJS may export as a whole: `vi.mocked(prompts).mockReset()`.
 */
export function mockedAround(index: SyntaxIndex, object: Node): Node | null {
  const call = object.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== object) return null;
  if (memberNameOf(call.callee) !== 'mocked' || !isOfRunner(index, call.callee)) return null;
  const member = call.parent == null ? null : memberNameOf(call.parent);
  return member !== null && isOfMockFunction(member) ? null : call;
}

function isSpy(index: SyntaxIndex, callee: Node): boolean {
  if (callee.type === 'Identifier')
    return callee.name === 'spyOn' && globalOrImported(index, 'spyOn').includes(callee);
  if (callee.type !== 'MemberExpression') return false;
  const method = memberNameOf(callee);
  if (method === 'spyOn') return isOfRunner(index, callee);
  if (method === 'stub' || method === 'spy') return isOfSinon(index, callee.object, true);
  return false;
}

function isOfRunner(index: SyntaxIndex, callee: Node): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const { object } = callee;
  return TEST_RUNNERS.some((name) => globalOrImported(index, name).includes(object));
}

/** `sinon` itself, or a variable that holds a sandbox of it. */
function isOfSinon(index: SyntaxIndex, object: Node, mayBeSandbox: boolean): boolean {
  if (object.type !== 'Identifier') return false;
  if ((index.globals.get('sinon') ?? []).includes(object)) return true;
  const binding = index.bindingOf.get(object);
  const declaration = binding?.declarations[0]?.parent;
  if (declaration?.parent?.type === 'ImportDeclaration') return declaration.parent.source.value === 'sinon';
  if (declaration?.type !== 'VariableDeclarator') return false;
  const values = [declaration.init, ...(binding?.references ?? []).map(assignedTo)];
  return values.some((value) => {
    if (value?.type !== 'CallExpression') return false;
    const { callee } = value;
    if (callee.type === 'Identifier')
      return callee.name === 'require' && literalString(value.arguments[0]) === 'sinon';
    const isMade = /^(?:createSandbox|create)$/.test(memberNameOf(callee) ?? '');
    return mayBeSandbox && isMade && isOfSinon(index, rootOf(callee), false);
  });
}

function assignedTo(reference: Node): Node | null {
  const { parent } = reference;
  return parent?.type === 'AssignmentExpression' && parent.left === reference ? parent.right : null;
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.type === 'MemberExpression') root = root.object;
  return root;
}
