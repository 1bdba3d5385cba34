// What a stub writes as a bare identifier is one for every reader of the stub, not only for the Node that runs danglint.

import ts from 'typescript';
import { expect, test } from 'vitest';
import { exportName, isIdentifier } from '../../src/stub/javascript-names.ts';

test('TypeScript takes every bare identifier for one', () => {
  const refused: string[] = [];
  for (let point = 0; point <= 0x10ffff; point++) {
    const character = String.fromCodePoint(point);
    const isKnown =
      (!isIdentifier(character) || ts.isIdentifierStart(point, ts.ScriptTarget.ES2022)) &&
      (!isIdentifier(`a${character}`) || ts.isIdentifierPart(point, ts.ScriptTarget.ES2022));
    if (!isKnown) refused.push(point.toString(16));
  }
  expect(refused).toEqual([]);
});

test.each(['名前', 'é', 'ñame', '$', 'straße'])('%s stays bare', (name) => {
  expect(isIdentifier(name)).toBe(true);
  expect(exportName(name)).toBe(name);
});

test('a letter that is newer than the readers is written as a string', () => {
  expect(exportName('\u{323b0}')).toBe('"\u{323b0}"');
});
