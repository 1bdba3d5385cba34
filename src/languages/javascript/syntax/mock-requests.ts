// The calls of test runners that name a module: `vi.mock('./x')`, `jest.requireActual('./x')` and their siblings.

import type { RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { globalOrImported } from './global-references.ts';
import { usesOfExpression } from './member-uses.ts';
import { isFunction, literalString, memberNameOf, propertyOf } from './nodes.ts';
import { requestAt } from './request-at.ts';
import type { SyntaxIndex } from './scopes.ts';
import { TEST_RUNNERS } from './test-doubles.ts';

/** What imports one of these is compiled and never run: tstyche.org/guide, github.com/tsdjs/tsd. */
const TYPE_TESTERS = /^(?:tstyche|tsd)$/;

/** Adds them, and the members that are used of the actual modules. */
export function addMocks(draft: RecordDraft, index: SyntaxIndex): void {
  if (draft.requests.some(({ specifier }) => TYPE_TESTERS.test(specifier))) return;
  for (const name of TEST_RUNNERS) {
    for (const reference of globalOrImported(index, name)) addMock(draft, index, reference, name);
  }
}

const mockMethods = new Set([
  'mock',
  'doMock',
  'unmock',
  'doUnmock',
  'dontMock',
  'deepUnmock',
  'setMock',
  'unstable_mockModule',
]);
const actualMethods = new Set(['requireActual', 'importActual']);
const automockMethods = new Set(['requireMock', 'importMock', 'createMockFromModule', 'genMockFromModule']);

function addMock(draft: RecordDraft, index: SyntaxIndex, runner: Node, name: string): void {
  const call = mockCallOf(runner);
  if (call?.type !== 'CallExpression') return;
  const method = memberNameOf(call.callee) ?? '';
  const [specifier, factory, options] = call.arguments;
  if (mockMethods.has(method)) {
    // jest.mock('x', factory, { virtual: true }): the module need not exist
    const virtual = propertyOf(options ?? null, 'virtual');
    if (virtual?.type === 'Literal' && virtual.value === true) {
      markVirtual(draft, literalString(specifier));
      return;
    }
    // A factory stands in for the module, which may be absent then (Vitest) or not (Jest).
    const replaced = factory !== undefined && isFunction(factory);
    const mayBeAbsent = replaced && name !== 'jest';
    requestAt(draft, specifier, 'mock', {
      ...(mayBeAbsent ? { guard: 'optional' } : {}),
      ...(replaced ? { replaces: true } : {}),
    });
  } else if (actualMethods.has(method)) {
    const request = requestAt(draft, specifier, 'import-actual');
    if (request === null) return;
    const holding = method === 'importActual' ? 'promise' : 'namespace';
    draft.memberUses.push(...usesOfExpression(index, call, holding, { request }));
  } else if (automockMethods.has(method)) requestAt(draft, specifier, 'import-actual');
}

/** What the file itself asks of it then is what the factory makes. All other requests are there already. */
function markVirtual({ requests }: RecordDraft, specifier: string | null): void {
  requests.forEach((request, position) => {
    if (request.specifier === specifier) requests[position] = { ...request, virtual: true };
  });
}

function mockCallOf(runner: Node): Node | null {
  const member = runner.parent;
  if (member?.type !== 'MemberExpression' || member.object !== runner) return null;
  const call = member.parent;
  return call?.type === 'CallExpression' && call.callee === member ? call : null;
}

/** `vi.mock(import('./x'), …)` */
export function mockCallAround(index: SyntaxIndex, argument: Node): boolean {
  const call = argument.parent;
  if (
    call?.type !== 'CallExpression' ||
    call.arguments[0] !== argument ||
    call.callee.type !== 'MemberExpression'
  ) {
    return false;
  }
  const runner = call.callee.object;
  return (
    mockMethods.has(memberNameOf(call.callee) ?? '') &&
    TEST_RUNNERS.some((name) => name !== 'jest' && globalOrImported(index, name).includes(runner))
  );
}
