// The configurations of workspaces, as they apply when danglint runs at the root.

import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { createSeverities } from '../../src/config/severities.ts';
import { globsOf, unappliedKeys } from '../../src/config/workspace-configs.ts';
import { workspaceConfigFiles } from '../../src/discover/find-root.ts';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import { globMatcher } from '../../src/model/glob.ts';

describe('globs are relative to the workspace', () => {
  it.each<[string, string[], string, boolean]>([
    ['packages/a', ['gen'], 'packages/a/gen/x.js', true],
    ['packages/a', ['gen'], 'packages/a/src/gen/x.js', true],
    ['packages/a', ['gen/'], 'packages/a/src/gen/x.js', true],
    ['packages/a', ['gen'], 'packages/b/gen/x.js', false],
    ['packages/a', ['/gen'], 'packages/a/gen/x.js', true],
    ['packages/a', ['/gen'], 'packages/a/src/gen/x.js', false],
    ['packages/a', ['./gen'], 'packages/a/src/gen/x.js', false],
    ['packages/a', ['src/*.js'], 'packages/a/src/x.js', true],
    ['packages/a', ['src/*.js'], 'packages/a/lib/src/x.js', false],
    ['packages/a', ['src/**/x.js'], 'packages/a/src/y/z/x.js', true],
    ['packages/a', ['**'], 'packages/a/x.js', true],
    ['packages/a', ['**'], 'packages/b/x.js', false],
    ['packages/a', ['*.js', '!x.js'], 'packages/a/x.js', false],
    ['packages/a', ['*.js', '!/x.js'], 'packages/a/src/x.js', true],
    ['packages/a', ['../b/x.js'], 'packages/b/x.js', false],
    ['packages/a', ['', ' ', '/', '!'], 'packages/a/x.js', false],
    ['packages/[a]', ['x.js'], 'packages/[a]/x.js', true],
    ['packages/[a]', ['x.js'], 'packages/a/x.js', false],
    ['!a', ['x.js'], '!a/x.js', true],
  ])('%s says %j, and %s: %s', (folder, globs, path, expected) => {
    const merged = globsOf('ignore', '/m', [{ directory: `/m/${folder}`, config: { ignore: globs } }]);
    expect(globMatcher(merged)(path)).toBe(expected);
    // `entries` and, in views, `generated` are read by this one.
    expect(ignore().add(merged).ignores(path)).toBe(expected);
  });

  it('leaves those of the root as they are, and lets the nearest take back', () => {
    const merged = globsOf('ignore', '/m', [
      { directory: '/m', config: { ignore: ['*.gen.js'] } },
      { directory: '/m/packages/a', config: { ignore: ['!keep.gen.js'] } },
      { directory: '/m/packages/b', config: {} },
    ]);
    expect(merged[0]).toBe('*.gen.js');
    const isIgnored = globMatcher(merged);
    expect(
      ['packages/a/x.gen.js', 'packages/a/keep.gen.js', 'packages/b/keep.gen.js'].map(isIgnored),
    ).toEqual([true, false, true]);
  });
});

describe('severities of workspaces', () => {
  const severityOf = createSeverities(
    [
      {
        directory: '/m',
        config: {
          rules: { 'missing-export': 'error', 'parse-error': 'error' },
          overrides: [{ files: ['**/test/**'], rules: { 'missing-export': 'off' } }],
        },
      },
      {
        directory: '/m/a',
        config: {
          rules: { 'missing-export': 'warning' },
          overrides: [{ files: ['/src'], rules: { 'parse-error': 'off' } }],
        },
      },
      { directory: '/m/a/inner', config: { rules: { 'missing-export': 'off' } } },
    ],
    new Map([['dev-dependency', 'off']]),
  );
  it.each([
    ['rules of the workspace', 'missing-export', '/m/a/x.js', 'warning'],
    ['over the overrides of the root', 'missing-export', '/m/a/test/x.js', 'warning'],
    ['not for its neighbour', 'missing-export', '/m/b/x.js', 'error'],
    ['not for a folder whose name begins the same', 'missing-export', '/m/ab/x.js', 'error'],
    ['the root where the workspace says nothing', 'parse-error', '/m/a/x.js', 'error'],
    ['an override of the workspace', 'parse-error', '/m/a/src/x.js', 'off'],
    ['only where its globs match, from the workspace', 'parse-error', '/m/a/lib/src/x.js', 'error'],
    ['a workspace in a workspace', 'missing-export', '/m/a/inner/x.js', 'off'],
    ['the outer one where the inner says nothing', 'parse-error', '/m/a/inner/x.js', 'error'],
    ['the command line over all', 'dev-dependency', '/m/a/x.js', 'off'],
  ] as const)('%s', (_title, rule, file, expected) => {
    expect(severityOf(rule, file)).toBe(expected);
  });
});

describe('where they are', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'npm: a file of its own, or a section of package.json or pyproject.toml',
      {
        'package.json': '{ "workspaces": ["packages/*"], "danglint": {} }',
        'packages/a/package.json': '{ "danglint": {} }',
        'packages/b/package.json': '{ "name": "b" }',
        'packages/b/danglint.jsonc': '{}',
        'packages/c/package.json': '{ "name": "c" }',
        'packages/c/pyproject.toml': '[tool.danglint]\n',
        'packages/d/package.json': '{ "name": "d" }',
        'packages/no-package/danglint.json': '{}',
        'elsewhere/danglint.json': '{}',
      },
      ['packages/a/package.json', 'packages/b/danglint.jsonc', 'packages/c/pyproject.toml'],
    ],
    [
      'uv',
      {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\nexclude = ["libs/old"]\n',
        'libs/new/pyproject.toml': '[project]\nname = "new"\n[tool.danglint.rules]\n',
        'libs/old/pyproject.toml': '[tool.danglint]\n',
        'libs/plain/pyproject.toml': '[project]\nname = "plain"\n',
      },
      ['libs/new/pyproject.toml'],
    ],
    ['no workspace', { 'package.json': '{}', 'packages/a/package.json': '{ "danglint": {} }' }, []],
    [
      'a pyproject.toml that is none',
      { 'pyproject.toml': '[tool.uv.workspace\n', 'a/danglint.json': '{}' },
      [],
    ],
  ])('%s', async (_title, files, expected) => {
    const fileSystem = createMemoryFileSystem(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`/m/${path}`, text])),
    );
    const found = await workspaceConfigFiles('/m', fileSystem);
    expect([...found.values()]).toEqual(expected.map((path) => `/m/${path}`));
  });
});

it('names the keys that a run at the root cannot have', () => {
  const placed = (name: string, config: object) => ({
    directory: `/m/${name}`,
    configFile: `/m/${name}/danglint.json`,
    config,
  });
  expect(unappliedKeys('/m', [placed('a', { $schema: '', rules: {}, ignore: [] })])).toBe(null);
  expect(
    unappliedKeys('/m', [placed('a', { view: 'npm', rules: {}, alias: {} }), placed('b', { node: '20' })]),
  ).toBe(
    'these settings apply only when danglint runs in their workspace: view, alias in a/danglint.json; node in b/danglint.json',
  );
});
