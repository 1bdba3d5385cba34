// Which versions of Node load ES modules by `require()`. Judge: nodejs.org/api/modules.html, the history of the section about it.

import { expect, test } from 'vitest';
import { requiresEsModules } from '../../../src/languages/javascript/resolve/node-version.ts';

test.each([
  [undefined, true],
  ['18', false],
  ['20', true],
  ['20.18', false],
  ['20.19', true],
  ['21.7', false],
  ['22', true],
  ['22.3', false],
  ['22.12', true],
  ['23', true],
  ['24.1', true],
])('%s', (named, expected) => {
  expect(requiresEsModules(named)).toBe(expected);
});
