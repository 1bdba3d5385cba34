import { describe, expect, test } from 'vitest';
import { discover, isInFixtureFolder } from '../../src/discover/discover.ts';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';

const extensions = ['.d.ts', '.ts', '.js', '.cjs', '.py'];
const interpreters = [{ language: 'javascript' as const, commands: /^node$/ }];

test.each([
  ['test/fixtures', true],
  ['tools/fixtures_babel/deep', true],
  ['src/__fixtures__', true],
  ['tests/runtime/samples/one', true],
  ['packages/x/test/parser-fixtures', true],
  ['packages/server/test/fixture', true],
  ['samples/blog', false],
  ['src/fixture', false],
  ['packages/x-fixtures', false],
  ['src/fixtures-of-the-season', false],
])('%s holds broken imports on purpose: %s', (folder, expected) => {
  expect(isInFixtureFolder(folder)).toBe(expected);
});

test('what a codemod is given and makes is passed over, an input alone is not', () => {
  const paths = ['a.input.ts', 'a.output.ts', 'b.input.ts', 'c.output.js', 'c.input.ts'];
  const files = Object.fromEntries(paths.map((path) => [`/app/src/${path}`, '']));
  const options = {
    root: '/app',
    fileSystem: createMemoryFileSystem(files),
    extensions,
    interpreters,
    ignore: [],
  };
  const found = discover({ ...options, gitFiles: null, fixtures: 'skip' });
  expect(found.targets).toEqual(['/app/src/a.input.ts', '/app/src/a.output.ts']);
  expect(found.files).toEqual(['/app/src/b.input.ts', '/app/src/c.input.ts', '/app/src/c.output.js']);
  expect(discover({ ...options, gitFiles: null, fixtures: 'check' }).files).toHaveLength(5);
});

test('fixtures of pytest, which are a package, are checked: samples in a folder of that name are not', () => {
  const paths = [
    'tests/fixtures/__init__.py',
    'tests/fixtures/users.py',
    'tests/fixtures/samples/broken.py',
    'tests/fixtures/shop/__init__.py',
    'tests/fixtures/shop/orders.py',
    'lib/fixtures/app/__init__.py',
    'lib/fixtures/app/main.py',
    'tests/fixtures/page.ts',
  ];
  const found = discover({
    root: '/app',
    fileSystem: createMemoryFileSystem(Object.fromEntries(paths.map((path) => [`/app/${path}`, '']))),
    ...{ extensions, interpreters, ignore: [], gitFiles: paths, fixtures: 'skip' },
  });
  expect(found.files).toEqual([
    '/app/tests/fixtures/__init__.py',
    '/app/tests/fixtures/shop/__init__.py',
    '/app/tests/fixtures/shop/orders.py',
    '/app/tests/fixtures/users.py',
  ]);
});

test('what a rule of semgrep is tried on is passed over, a source beside other settings is not', () => {
  const files = {
    '/app/rules/no-eval.py': '',
    '/app/rules/no-eval.yaml': 'rules:\n  - id: no-eval\n    pattern: eval(...)\n',
    '/app/rules/no-any.test.ts': '',
    '/app/rules/no-any.yml': 'rules:\n- id: no-any\n',
    '/app/src/shop.py': '',
    '/app/src/shop.yaml': 'rules:\n  tax: 19\n',
  };
  const found = discover({
    ...{ root: '/app', fileSystem: createMemoryFileSystem(files), extensions, interpreters, ignore: [] },
    gitFiles: Object.keys(files).map((path) => path.slice('/app/'.length)),
    fixtures: 'skip',
  });
  expect(found.targets).toEqual(['/app/rules/no-any.test.ts', '/app/rules/no-eval.py']);
  expect(found.files).toEqual(['/app/src/shop.py']);
});

describe.each(['', 'C:'])('discovery below "%s/app"', (drive) => {
  const root = `${drive}/app`;
  const fileSystem = createMemoryFileSystem({
    [`${root}/src/b.ts`]: '',
    [`${root}/src/a.ts`]: '',
    [`${root}/src/types.d.ts`]: '',
    [`${root}/src/readme.md`]: '',
    [`${root}/src/.ts`]: '',
    [`${root}/src/link.ts`]: { link: 'a.ts' },
    [`${root}/src/self`]: { link: '.' },
    [`${root}/odd.ts/inner.js`]: '',
    [`${root}/test/fixtures/broken.ts`]: '',
    [`${root}/node_modules/p/index.js`]: '',
    [`${root}/.yarn/releases/yarn-4.0.0.cjs`]: '',
    [`${root}/.pnp.cjs`]: '',
    [`${root}/bower_components/jquery/src/intro.js`]: '',
    [`${root}/dist/out.js`]: '',
    [`${root}/dist/keep.js`]: '',
    [`${root}/.gitignore`]: 'dist/*\n!dist/keep.js\n/gen\n',
    [`${root}/gen/a.ts`]: '',
    [`${root}/src/gen/a.ts`]: '',
    [`${root}/src/gen/.gitignore`]: 'b.ts\n',
    [`${root}/src/gen/b.ts`]: '',
    [`${root}/env/pyvenv.cfg`]: '',
    [`${root}/env/lib/site.py`]: '',
  });

  test('without git walks the tree and follows .gitignore files', () => {
    const found = discover({
      root,
      fileSystem,
      extensions,
      interpreters,
      ignore: [],
      fixtures: 'skip',
      gitFiles: null,
    });
    expect(found.files).toEqual([
      `${root}/dist/keep.js`,
      `${root}/odd.ts/inner.js`,
      `${root}/src/a.ts`,
      `${root}/src/b.ts`,
      `${root}/src/gen/a.ts`,
      `${root}/src/types.d.ts`,
    ]);
    expect(found.targets).toEqual([`${root}/test/fixtures/broken.ts`]);
  });

  test('with git takes its list, without what is gone, is a directory, is said twice, or was installed', () => {
    const gitFiles = [
      '.pnp.cjs',
      '.yarn/releases/yarn-4.0.0.cjs',
      'node_modules/p/index.js',
      'src/b.ts',
      'src/b.ts',
      'src/gone.ts',
      'odd.ts',
      'src/a.ts',
      'gen/a.ts',
      'README.md',
      'sub/',
    ];
    const found = discover({
      root,
      fileSystem,
      extensions,
      interpreters,
      ignore: [],
      fixtures: 'skip',
      gitFiles,
    });
    expect(found.files).toEqual([`${root}/gen/a.ts`, `${root}/src/a.ts`, `${root}/src/b.ts`]);
  });

  test('leaves out what the configuration ignores', () => {
    const gitFiles = ['src/b.ts', 'src/a.ts', 'gen/a.ts', 'src/types.d.ts'];
    const found = discover({
      root,
      fileSystem,
      extensions,
      interpreters,
      ignore: ['gen/', '*.d.ts', 'src/{b,c}.ts'],
      gitFiles,
      fixtures: 'skip',
    });
    expect(found.files).toEqual([`${root}/src/a.ts`]);
  });

  test('programs without an ending are told by their first line or the script that starts them', () => {
    const programs = createMemoryFileSystem({
      [`${root}/package.json`]:
        '{ "bin": "tools/named", "scripts": { "start": "NODE_ENV=x node --trace-warnings bin/started" } }',
      [`${root}/tools/named`]: '',
      [`${root}/tools/other`]: '',
      [`${root}/tools/shell`]: '#!/bin/sh\nnode x\n',
      [`${root}/bin/started`]: '',
      [`${root}/bin/direct`]: '#!/usr/bin/node\n',
      [`${root}/bin/env`]: '#!/usr/bin/env -S node --enable-source-maps\r\n',
      [`${root}/LICENSE`]: 'node',
      [`${root}/.hidden`]: '#!/usr/bin/env node',
    });
    const input = {
      root,
      fileSystem: programs,
      extensions,
      interpreters,
      ignore: [],
      fixtures: 'skip' as const,
    };
    const found = discover({ ...input, gitFiles: null });
    expect(found.files).toEqual(
      // "bin" alone makes no program of a file: it may hold the text that an install replaces.
      ['bin/direct', 'bin/env', 'bin/started'].map((path) => `${root}/${path}`),
    );
    expect([...found.programs.keys()].sort()).toEqual(found.files);
  });

  test('a fixture folder above the root does not count', () => {
    const inner = `${root}/test/fixtures`;
    const found = discover({
      root: inner,
      fileSystem,
      extensions,
      interpreters,
      ignore: [],
      fixtures: 'skip',
      gitFiles: ['broken.ts'],
    });
    expect(found).toEqual({
      files: [`${inner}/broken.ts`],
      targets: [],
      programs: new Map(),
      pages: [],
      packageFolders: [],
    });
  });
});
