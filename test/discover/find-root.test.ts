import { expect, test } from 'vitest';
import { findRoot } from '../../src/discover/find-root.ts';
import { createMemoryFileSystem, type MemoryFile } from '../../src/host/memory-file-system.ts';

test.each<[string, Record<string, MemoryFile>, string, string | null]>([
  ['a configuration above', { 'danglint.json': '{}', 'a/package.json': '{}' }, '/g', '/g/danglint.json'],
  [
    'a configuration below a package',
    { 'package.json': '{}', 'a/danglint.jsonc': '{}' },
    '/g/a',
    '/g/a/danglint.jsonc',
  ],
  ['a section in package.json', { 'package.json': '{"danglint": {}}' }, '/g', '/g/package.json'],
  ['a table in pyproject.toml', { 'pyproject.toml': '[tool.danglint]\n' }, '/g', '/g/pyproject.toml'],
  ['no table in pyproject.toml', { 'pyproject.toml': '[tool.ruff]\n' }, '/g', null],
  ['a workspace root', { 'package.json': '{"workspaces": ["a/*"]}', 'a/b/package.json': '{}' }, '/g', null],
  [
    'a root that lists others',
    { 'package.json': '{"workspaces": ["x/*"]}', 'a/b/package.json': '{}' },
    '/g/a/b',
    null,
  ],
  [
    'a root that takes it back',
    { 'package.json': '{"workspaces": ["a/*", "!a/b"]}', 'a/b/package.json': '{}' },
    '/g/a/b',
    null,
  ],
  ['the nearest project file', { 'setup.py': '', 'a/requirements.txt': '' }, '/g/a', null],
  ['nothing', {}, '/g/a/b/src', null],
])('%s', (_, files, root, configFile) => {
  const all = Object.fromEntries(Object.entries(files).map(([path, file]) => [`/g/${path}`, file]));
  const fileSystem = createMemoryFileSystem({
    '/danglint.json': 'above the repository',
    '/package.json': '{}',
    '/g/a/b/src/x.ts': '',
    ...all,
  });
  expect(findRoot('/g/a/b/src', fileSystem, '/g')).toEqual({ root, configFile });
});

test('a start that is reached through a link means the real directory', () => {
  const fileSystem = createMemoryFileSystem({ '/real/package.json': '{}', '/link': { link: 'real' } });
  expect(findRoot('/link', fileSystem, null).root).toBe('/real');
});
