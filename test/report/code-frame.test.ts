// The frame around a finding, at every width.

import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/report/code-frame.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import fc from '../support/property.ts';

function frame(text: string, [line, column, endColumn]: [number, number, number], width = 60) {
  return codeFrame(text, { line, column, endLine: line, endColumn }, width, '…').map(({ text }) => text);
}

describe('codeFrame', () => {
  it.each([
    ['the line before and the carets', 'one\ntwo three\nfour', [2, 5, 10], ['one', 'two three', '    ^^^^^']],
    ['CRLF', 'one\r\ntwo\r\n', [2, 1, 4], ['one', 'two', '^^^']],
    ['no blank line before', '  \ntwo', [2, 1, 4], ['two', '^^^']],
    ['tabs as two columns', '\t\tx', [1, 3, 4], ['    x', '    ^']],
    ['wide characters', 'import 漢字 from', [1, 8, 10], ['import 漢字 from', '       ^^^^']],
    ['emoji that are several units', '"👩‍👩‍👧" x', [1, 12, 13], ['"👩‍👩‍👧" x', '     ^']],
    ['an empty span', 'abc', [1, 2, 2], ['abc', ' ^']],
    ['a span at the end of the line', 'abc', [1, 4, 4], ['abc', '   ^']],
    ['controls as escapes', 'a\u001B[31mb', [1, 7, 8], ['a\\x1b[31mb', '         ^']],
    ['a line that is not there', 'abc', [9, 1, 2], []],
  ] as const)('shows %s', (_title, text, span, expected) => {
    expect(frame(text, [...span])).toEqual(expected);
  });

  it('marks a span over several lines to the end of its first line', () => {
    const lines = codeFrame('a {\n b }', { line: 1, column: 3, endLine: 2, endColumn: 3 }, 60, '…');
    expect(lines.map(({ text }) => text)).toEqual(['a {', '  ^']);
  });

  it('cuts a long line around the span', () => {
    const line = `${'a'.repeat(500)}TARGET${'b'.repeat(500)}`;
    const [text = '', carets = ''] = frame(line, [1, 501, 507], 30);
    expect(text).toMatch(/^…a+TARGETb+…$/);
    expect(displayWidth(text)).toBe(30);
    expect(carets.indexOf('^')).toBe(text.indexOf('TARGET'));
    expect(carets.trim()).toBe('^^^^^^');
  });

  it('shows the start of a long line when the span is in it', () => {
    const [text = ''] = frame(`import x from 'y'${' '.repeat(10)}${'b'.repeat(500)}`, [1, 8, 9], 30);
    expect(text).toMatch(/^import x from 'y' .*…$/);
    expect(displayWidth(text)).toBe(30);
  });

  it('is never wider than asked for, and points at the span', () => {
    const character = fc.constantFrom('a', 'b', '\t', '漢', '👍', 'e\u0301', '\u0000', '\u202E');
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 200 }),
        fc.nat(200),
        fc.nat(20),
        fc.integer({ min: 20, max: 90 }),
        (characters, start, length, width) => {
          const text = characters.join('');
          const column = Math.min(start, text.length) + 1;
          const lines = frame(text, [1, column, column + length], width);
          expect(lines.length).toBeLessThanOrEqual(2);
          const [shown = '', carets = ''] = lines;
          expect(displayWidth(shown)).toBeLessThanOrEqual(width);
          expect(carets).toMatch(/^ *\^+$/);
          expect(carets.length).toBeLessThanOrEqual(width + 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it.each([
  ['プール', 6],
  ['ｱｲｳ', 3],
  ['数据库。', 8],
  ['한국어', 6],
  ['👩‍👩‍👧', 2],
  ['e\u0301', 1],
])('%s takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});
