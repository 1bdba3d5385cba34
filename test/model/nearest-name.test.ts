// Suggestions for mistyped names.

import { expect, it } from 'vitest';
import { nearestName } from '../../src/model/nearest-name.ts';

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
