// ResolveExport by table: a graph in a few lines, a question, the answer. The corner cases are those that engines and
// the specification have argued about (tc39/ecma262#722, #3129), and those that an incomplete graph adds.

import { expect, test } from 'vitest';
import { link } from '../../src/link/link.ts';
import type { ModuleNode } from '../../src/model/module-graph.ts';
import { graphOf, type Modules } from '../support/hand-made-graph.ts';

/** The answer in short: `found a`, `namespace b`, `missing`, `ambiguous`, `cycle`, `unknown outside`. */
function answerOf(modules: Modules, question: string, overrides?: (node: ModuleNode) => ModuleNode): string {
  const [module = '', name = ''] = question.split('#');
  const answer = link(graphOf(modules, overrides)).resolveExport(`/${module}`, name, 'esm-node');
  if (answer.kind === 'found' || answer.kind === 'namespace')
    return `${answer.kind} ${answer.module.slice(1)}`;
  return answer.kind === 'unknown' ? `unknown ${answer.reason}` : answer.kind;
}

const table: readonly [says: string, modules: Modules, question: string, answer: string][] = [
  ['a local export', { a: [{ local: 'x' }] }, 'a#x', 'found a'],
  ['nothing of that name', { a: [{ local: 'x' }] }, 'a#y', 'missing'],
  [
    'a re-export under another name',
    { a: [{ from: 'b', name: 'x', as: 'y' }], b: [{ local: 'x' }] },
    'a#y',
    'found b',
  ],
  ['a re-export of what is not there', { a: [{ from: 'b', name: 'x' }], b: [] }, 'a#x', 'missing'],
  ['a star', { a: [{ star: 'b' }], b: [{ local: 'x' }] }, 'a#x', 'found b'],
  ['no default through a star', { a: [{ star: 'b' }], b: [{ local: 'default' }] }, 'a#default', 'missing'],
  ['a namespace', { a: [{ star: 'b', as: 'ns' }], b: [] }, 'a#ns', 'namespace b'],
  ['a string name', { a: [{ star: 'b' }], b: [{ local: 'a-b' }] }, 'a#a-b', 'found b'],
  [
    'an own name before a star',
    { a: [{ star: 'b' }, { local: 'x' }], b: [{ local: 'x' }] },
    'a#x',
    'found a',
  ],
  [
    'two stars, two bindings',
    { a: [{ star: 'b' }, { star: 'c' }], b: [{ local: 'x' }], c: [{ local: 'x' }] },
    'a#x',
    'ambiguous',
  ],
  [
    'an ambiguity behind a star',
    { a: [{ star: 'b' }], b: [{ star: 'c' }, { star: 'd' }], c: [{ local: 'x' }], d: [{ local: 'x' }] },
    'a#x',
    'ambiguous',
  ],
  [
    'a diamond: two stars, one binding',
    {
      a: [{ star: 'b' }, { star: 'c' }],
      b: [{ star: 'd' }],
      c: [{ from: 'd', name: 'x' }],
      d: [{ local: 'x' }],
    },
    'a#x',
    'found d',
  ],
  [
    'one namespace by two ways',
    { a: [{ star: 'b' }, { star: 'c' }], b: [{ star: 'd', as: 'x' }], c: [{ star: 'd', as: 'x' }], d: [] },
    'a#x',
    'namespace d',
  ],
  ['stars in a circle', { a: [{ star: 'b' }], b: [{ star: 'a' }, { local: 'x' }] }, 'a#x', 'found b'],
  ['a star to itself', { a: [{ star: 'a' }, { local: 'x' }] }, 'a#y', 'missing'],
  ['stars in a circle without the name', { a: [{ star: 'b' }], b: [{ star: 'a' }] }, 'a#x', 'missing'],
  ['names in a circle', { a: [{ from: 'b', name: 'x' }], b: [{ from: 'a', name: 'x' }] }, 'a#x', 'cycle'],
  ['a name from itself', { a: [{ from: 'a', name: 'x' }] }, 'a#x', 'cycle'],
  [
    // tc39/ecma262#722: under a star a circle adds nothing, and another star may still have the name.
    'a circle under one star, the name under another',
    { a: [{ star: 'b' }, { star: 'c' }], b: [{ from: 'a', name: 'x' }], c: [{ local: 'x' }] },
    'a#x',
    'found c',
  ],
  [
    // The same pair is reached twice on different ways (tc39/ecma262#3129): the second adds nothing.
    'a pair that was asked before',
    {
      a: [{ star: 'b' }, { star: 'c' }],
      b: [{ from: 'd', name: 'y', as: 'x' }],
      c: [{ from: 'd', name: 'y', as: 'x' }],
      d: [{ local: 'y' }],
    },
    'a#x',
    'found d',
  ],
  ['a star that leads out', { a: [{ star: 'elsewhere' }] }, 'a#x', 'unknown outside'],
  [
    'a star that leads out beside one that has it',
    { a: [{ star: 'elsewhere' }, { star: 'b' }], b: [{ local: 'x' }] },
    'a#x',
    'found b',
  ],
  ['no default through a star that leads out', { a: [{ star: 'elsewhere' }] }, 'a#default', 'missing'],
  ['a re-export that leads out', { a: [{ from: 'elsewhere', name: 'x' }] }, 'a#x', 'unknown outside'],
  ['a module that nobody read', {}, 'a#x', 'unknown not-followed'],
];

test.each(table)('%s', (_, modules, question, answer) => {
  expect(answerOf(modules, question)).toBe(answer);
});

test('what was answered on a way does not change what is answered at the top', () => {
  const modules: Modules = {
    a: [{ star: 'b' }, { local: 'y' }],
    b: [{ star: 'a' }, { from: 'a', name: 'y', as: 'x' }],
  };
  const linked = link(graphOf(modules));
  const kinds = ['/a#x', '/b#x', '/b#y', '/a#y'].map((question) => {
    const [module = '', name = ''] = question.split('#');
    return linked.resolveExport(module, name, 'esm-node').kind;
  });
  expect(kinds).toEqual(['found', 'found', 'found', 'found']);
});

test('a module whose exports cannot be seen answers unknown for a name that it does not show', () => {
  const asDynamic = (node: ModuleNode): ModuleNode => ({
    ...node,
    record: { ...node.record, exportsKind: 'dynamic', dynamicReason: 'computed-commonjs' },
  });
  expect(answerOf({ a: [{ local: 'x' }] }, 'a#x', asDynamic)).toBe('found a');
  expect(answerOf({ a: [{ local: 'x' }] }, 'a#y', asDynamic)).toBe('unknown computed-commonjs');
});

test('merged declarations are both a type and a value', () => {
  const merged = link(
    graphOf({ a: [{ local: 'x', meaning: 'type' }, { local: 'x' }, { local: 't', meaning: 'type' }] }),
  );
  expect(merged.resolveExport('/a', 'x', 'interop')).toMatchObject({ meaning: 'both' });
  expect(merged.resolveExport('/a', 't', 'interop')).toMatchObject({ meaning: 'type' });
});

test('a type-only re-export leaves only the type', () => {
  const linked = link(graphOf({ a: [{ from: 'b', name: 'x', typeOnly: true }], b: [{ local: 'x' }] }));
  expect(linked.resolveExport('/a', 'x', 'interop')).toMatchObject({ kind: 'found', meaning: 'type' });
});

test('a chain of re-exports that is too long for the call stack is unknown, not an error', () => {
  const length = 20_000;
  const modules = Object.fromEntries(
    Array.from({ length }, (_, index) => [`m${index}`, [{ from: `m${index + 1}`, name: 'x' }]]),
  );
  expect(answerOf({ ...modules, [`m${length}`]: [{ local: 'x' }] }, 'm0#x')).toBe('unknown too-deep');
  expect(answerOf({ ...modules, [`m${length}`]: [{ local: 'x' }] }, `m${length - 300}#x`)).toBe(
    `found m${length}`,
  );
});

test('exported names go through stars, leave defaults behind and say whether they are all', () => {
  const linked = link(
    graphOf({
      a: [{ star: 'b' }, { local: 'own' }, { star: 'c', as: 'ns' }],
      b: [{ local: 'x' }, { local: 'default' }, { star: 'a' }],
      c: [{ star: 'elsewhere' }],
    }),
  );
  expect(linked.exportedNames('/a', 'esm-node')).toEqual({ names: ['ns', 'own', 'x'], complete: true });
  expect(linked.exportedNames('/c', 'esm-node')).toEqual({ names: [], complete: false });
});

test('cycles are the strongly connected components of what loads, in order', () => {
  const linked = link(
    graphOf({
      a: [{ get: 'x', of: 'b' }],
      b: [{ star: 'a' }, { get: 'y', of: 'c' }],
      c: [{ local: 'y' }],
      d: [{ get: 'z', of: 'd' }],
    }),
  );
  expect(linked.cycles()).toEqual([['/a', '/b'], ['/d']]);
});
