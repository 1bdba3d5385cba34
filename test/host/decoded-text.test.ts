import { describe, expect, it } from 'vitest';
import { decodedText } from '../../src/host/decoded-text.ts';

const read = (bytes: Buffer): string => decodedText(bytes.toString('utf8'), () => bytes);

describe('the text of a file', () => {
  it.each([
    ['# coding: iso-8859-5\nx = "', 0xd8, 'и'],
    ['#!/usr/bin/env python3\n# -*- coding: latin-1 -*-\nx = "', 0xe9, 'é'],
    ['# vim: set fileencoding=cp1251 :\nx = "', 0xe9, 'й'],
    ['# coding: cp437, which Python alone knows\nx = "', 0xe9, 'é'],
  ])('is in the encoding that its first lines declare: %j', (head, byte, letter) => {
    expect(read(Buffer.concat([Buffer.from(head), Buffer.from([byte])]))).toBe(head + letter);
  });

  it.each(['x = "', '# coding: utf-8\nx = "', 'a\nb\n# coding: latin-1\n"', 'x = 1\n# coding: latin-1\n"'])(
    'is refused where nothing known is declared: %j',
    (head) => {
      expect(() => read(Buffer.concat([Buffer.from(head), Buffer.from([0xe9])]))).toThrow('not valid UTF-8');
    },
  );

  it.each([
    [
      'a string with the head of what gzip made',
      `const zipped = "\x1f\0\0\0\0\0\0";${' '.repeat(7000)}`,
      true,
    ],
    ['UTF-16', Array.from('const a = 1', (character) => `${character}\0`).join(''), false],
    ['what a crash leaves', `${'const a = 1;\n'.repeat(4000)}${'\0'.repeat(20)}`, false],
  ])('with NUL bytes is one or none: %s', (_, text, isText) => {
    const reading = () => read(Buffer.from(text));
    if (isText) expect(reading()).toBe(text);
    else expect(reading).toThrow('binary');
  });

  it('may hold the replacement character itself', () => {
    expect(read(Buffer.from('\uFFFD'))).toBe('\uFFFD');
  });
});
