// By the words around a name: every value is seen, and what people write as a type is none, so that the file is not read
// once more.

import { expect, test } from 'vitest';
import { mayAskForOther, mayUseAsValue } from '../../../src/languages/javascript/value-words.ts';
import { record } from './excerpt.ts';

const IMPORT = "import { X } from './x';\n";

const values = [
  'new X();',
  'X();',
  'class A extends X {}',
  'class A<T extends string>\n  extends X {}',
  'X.y;',
  'const a = X;',
  'f(1, X);',
  'f(X);',
  'f({ X });',
  'f({ key: X });',
  'f({ key: X, other: 1 });',
  'const a = { b: { c: X } };',
  'const a = b ? c : X;',
  'const a = b ? X : c;',
  'const a = [X, 1];',
  'a || X;',
  'a instanceof X;',
  'export const view = <X a="b" />;',
  'export const view = <X>text</X>;',
  'export const view = <X.Y />;',
  'f(...X);',
  'const a = () => X;',
  'X`text`;',
  'if (a < X) f();',
  'typeof X;',
];

const types = [
  'let a: X;',
  'let a: X = b();',
  'function f(a: X, b: X): X {}',
  'function f(a?: X) {}',
  'const f = async (a: X): Promise<X> => a;',
  'const f = <T extends X>(a: T) => a;',
  'interface A extends X { b: X, c?: X; d: X[] }',
  'class A extends B implements X { private b: X; c: Map<string, X> = new Map<string, X>(); }',
  'type A = X | string;',
  'type A = X;',
  'type A = { b: X, c: X };',
  'const a = b as X;',
  'const a = b satisfies X;',
  'type A = keyof X;',
  '// X is a name\n/** {@link X}\n * X */',
  'const a = { X: 1 };',
  'a.X();',
  'let a: B<X, Y>;',
  'f<X>(a);',
  'let a: Array<\n  X\n>;',
];

test.each(values)('a value: %s', (text) => expect(mayUse(text)).toBe(true));
test.each(types)('a type: %s', (text) => expect(mayUse(text)).toBe(false));

function mayUse(text: string): boolean {
  return mayUseAsValue(IMPORT + text, record(IMPORT, 'a.ts'), 0);
}

test.each([
  'X.c;',
  'X.a; X . gone;',
  "X['a'];",
  'const { a } = X;',
  'f(X);',
  'X?.gone;',
  'let a: X.b.c = X.c;',
])('may ask for something else than a and b: %s', (text) => expect(asksForOther(text)).toBe(true));

test.each(['X.a;', 'f(X.a, X\n  .b.length);', 'let a: X = X.b;', 'let a: X.a;', 'X?.a;', 'XX.gone;'])(
  'asks for a and b alone: %s',
  (text) => expect(asksForOther(text)).toBe(false),
);

function asksForOther(text: string): boolean {
  return mayAskForOther(IMPORT + text, record(IMPORT, 'a.ts'), 0, ['a', 'b']);
}
