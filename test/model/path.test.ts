import { expect, test } from 'vitest';
import { isWithin, parentOf, relativePath, resolvePath } from '../../src/model/path.ts';

test.each([
  ['/', null],
  ['/a', '/'],
  ['/a/b', '/a'],
  ['C:/', null],
  ['C:/a', 'C:/'],
  ['C:/a/b.ts', 'C:/a'],
  ['//server/share', null],
  ['//server/share/a', '//server/share'],
  ['//server/share/a/b', '//server/share/a'],
])('the parent of %s is %s', (path, parent) => {
  expect(parentOf(path)).toBe(parent);
});

test.each([
  ['/app/src', './a.ts', '/app/src/a.ts'],
  ['/app/src', '../lib//b', '/app/lib/b'],
  ['/app/src', '..', '/app'],
  ['/app', '../../..', '/'],
  ['/app', '/other/./x', '/other/x'],
  ['/app', 'src/', '/app/src'],
  ['C:/app', '../../x', 'C:/x'],
  ['C:/app', '..', 'C:/'],
  ['C:/app', 'D:/x', 'D:/x'],
  ['//server/share/a', '../b', '//server/share/b'],
  ['//server/share/a', '..', '//server/share'],
])('in %s, %s means %s', (directory, path, expected) => {
  expect(resolvePath(directory, path)).toBe(expected);
});

test.each([
  ['/app/src', '/app/src/a.ts', './a.ts'],
  ['/app/src/x', '/app/lib/a.ts', '../../lib/a.ts'],
  ['/app', '/app', '.'],
  ['/app/src', '/app', '..'],
  ['C:/app', 'C:/app/a', './a'],
  ['C:/app', 'D:/app/a', 'D:/app/a'],
])('from %s to %s is %s', (directory, path, expected) => {
  expect(relativePath(directory, path)).toBe(expected);
});

test('a directory holds what is below it, not what starts alike', () => {
  expect(isWithin('/app', '/app/x')).toBe(true);
  expect(isWithin('/app', '/application')).toBe(false);
  expect(isWithin('/', '/x')).toBe(true);
});
