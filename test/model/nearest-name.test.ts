// Suggestions for mistyped names.

import { expect, it } from 'vitest';
import { misspeltName, nearestName } from '../../src/model/nearest-name.ts';

it.each([
  ['barr', ['foo', 'bar'], 'bar'],
  ['missing-exprot', ['missing-export', 'missing-member'], 'missing-export'],
  ['getconnection', ['getConnection', 'get_connection'], 'getConnection'],
  ['ab', ['xy', 'AB'], 'AB'],
  ['ab', ['a', 'b'], null],
  ['format', ['banana', 'orange'], null],
  ['same', ['same'], null],
  ['x', [], null],
])('%s among %j is %s', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});

it.each([
  ['astro:contnt', 'astro:content'],
  ['astro:conntent', 'astro:content'],
  ['astro:cnotent', 'astro:content'],
  ['astro:contemt', 'astro:content'],
  // Two slips, another of a row, too short to be sure.
  ['asrto:contne', null],
  ['astro:ontenxt', null],
  ['astro:cntnt', null],
  ['astro:contenz', null],
  ['@ap', null],
])('%j is %j with one slip', (name, expected) => {
  expect(misspeltName(name, ['@app', 'astro:content'])).toBe(expected);
});
