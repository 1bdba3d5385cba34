import { describe, expect, test } from 'vitest';
import type { MemoryFile } from '../../../src/host/memory-file-system.ts';
import { createMemoryFileSystem } from '../../../src/host/memory-file-system.ts';
import { createResolver } from '../../../src/languages/javascript/resolve.ts';
import { ask, recordOf } from './resolve-table.ts';

const json = (value: unknown): string => JSON.stringify(value);
const options = (compilerOptions: Record<string, unknown>, more: Record<string, unknown> = {}): string =>
  json({ compilerOptions, ...more });

type Row = [string, Record<string, MemoryFile>, string, string, string];

describe.each(['/app', 'C:/app'])('tsconfig below %s', (root) => {
  test.each<Row>([
    [
      'paths',
      { 'tsconfig.json': options({ paths: { '@/*': ['./src/*'] } }), 'src/a.ts': '' },
      'src/x.ts',
      '@/a',
      'src/a.ts',
    ],
    [
      'paths, exact',
      { 'tsconfig.json': options({ paths: { lib: ['./src/lib.ts'] } }), 'src/lib.ts': '' },
      'x.ts',
      'lib',
      'src/lib.ts',
    ],
    [
      'paths, the second',
      { 'tsconfig.json': options({ paths: { '*': ['./gen/*', './src/*'] } }), 'src/a.ts': '' },
      'x.ts',
      'a',
      'src/a.ts',
    ],
    [
      'paths, the longest prefix',
      {
        'tsconfig.json': options({ paths: { '@/*': ['./a/*'], '@/b/*': ['./b/*'] } }),
        'a/b/c.ts': '',
        'b/c.ts': '',
      },
      'x.ts',
      '@/b/c',
      'b/c.ts',
    ],
    [
      'paths, nothing there',
      {
        'tsconfig.json': options({ paths: { '@/*': ['./src/*'] } }),
        'package.json': '{"name": "app"}',
        'src/main.ts': '',
        'src/db/other.ts': '',
      },
      'src/main.ts',
      '@/db/pool',
      'not-found',
    ],
    [
      'paths, misspelt',
      { 'tsconfig.json': options({ paths: { '@/*': ['./src/*'] } }), 'src/database.ts': '' },
      'src/x.ts',
      '@/databse',
      'not-found ~ @/database',
    ],
    [
      'paths relative to baseUrl',
      { 'tsconfig.json': options({ baseUrl: './src', paths: { '~/*': ['*'] } }), 'src/a.ts': '' },
      'x.ts',
      '~/a',
      'src/a.ts',
    ],
    [
      'baseUrl alone',
      { 'tsconfig.json': options({ baseUrl: '.' }), 'src/a.ts': '' },
      'x.ts',
      'src/a',
      'src/a.ts',
    ],
    [
      'paths to declarations',
      {
        'tsconfig.json': options({ paths: { p: ['./types/p.d.ts'] } }),
        'types/p.d.ts': '',
        'node_modules/p/index.js': '',
      },
      'x.ts',
      'p',
      'types/p.d.ts | node_modules/p/index.js',
    ],
    [
      'extends',
      {
        'tsconfig.json': json({ extends: './base/tsconfig.base' }),
        'base/tsconfig.base.json': options({ paths: { '@/*': ['../src/*'] } }),
        'src/a.ts': '',
      },
      'x.ts',
      '@/a',
      'src/a.ts',
    ],
    [
      'extends a list',
      {
        'tsconfig.json': json({ extends: ['./one.json', './two.json'] }),
        'one.json': options({ baseUrl: './one' }),
        'two.json': options({ baseUrl: './two' }),
        'one/a.ts': '',
        'two/b.ts': '',
      },
      'x.ts',
      'b',
      'two/b.ts',
    ],
    [
      'extends a package',
      {
        'tsconfig.json': json({ extends: '@conf/base/strict' }),
        'node_modules/@conf/base/strict.json': options({ paths: { '#a': ['${configDir}/src/a.ts'] } }),
        'src/a.ts': '',
      },
      'x.ts',
      '#a',
      'src/a.ts',
    ],
    [
      'comments and trailing commas',
      {
        'tsconfig.json': '{ // c\n "compilerOptions": { "paths": { "@/*": ["./src/*",], }, }, }',
        'src/a.ts': '',
      },
      'x.ts',
      '@/a',
      'src/a.ts',
    ],
    [
      'a reference that includes the file',
      {
        'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }] }),
        'tsconfig.app.json': options({ paths: { '@/*': ['./src/*'] } }, { include: ['src'] }),
        'src/a.ts': '',
      },
      'src/x.ts',
      '@/a',
      'src/a.ts',
    ],
    [
      'a neighbour that includes the file',
      {
        'tsconfig.json': options({}, { include: ['src'] }),
        'tsconfig.test.json': options({ paths: { '@/*': ['./src/*'] } }, { include: ['test'] }),
        'src/a.ts': '',
      },
      'test/x.ts',
      '@/a',
      'src/a.ts',
    ],
    [
      'the nearest one when none includes it',
      { 'tsconfig.json': options({ paths: { '@/*': ['./src/*'] } }, { include: ['src'] }), 'src/a.ts': '' },
      'scripts/x.js',
      '@/a',
      'src/a.ts',
    ],
    [
      'jsconfig',
      { 'jsconfig.json': options({ paths: { '@/*': ['./src/*'] } }), 'src/a.js': '' },
      'src/x.js',
      '@/a',
      'src/a.js',
    ],
    [
      'rootDirs',
      { 'tsconfig.json': options({ rootDirs: ['./src', './gen'] }), 'gen/deep/a.ts': '' },
      'src/deep/x.ts',
      './a',
      'gen/deep/a.ts',
    ],
    [
      'moduleSuffixes',
      { 'tsconfig.json': options({ moduleSuffixes: ['.ios', ''] }), 'a.ts': '', 'a.ios.ts': '' },
      'x.ts',
      './a',
      'a.ios.ts',
    ],
    [
      'customConditions',
      {
        'tsconfig.json': options({ customConditions: ['source'] }),
        'package.json': '{"dependencies": {"p": "1"}}',
        'node_modules/p/package.json': json({ exports: { source: './src.ts', default: './out.js' } }),
        'node_modules/p/src.ts': '',
        'node_modules/p/out.js': '',
      },
      'x.ts',
      'p',
      'node_modules/p/src.ts',
    ],
    [
      'an extends that is not there',
      {
        'package.json': '{}',
        'tsconfig.json': json({ extends: './gone.json' }),
        'node_modules/p/index.js': '',
      },
      'x.ts',
      '@a/b',
      'unknown config-error',
    ],
    [
      'an extends that leads in a circle',
      {
        'tsconfig.json': json({ extends: './b.json' }),
        'b.json': json({ extends: './tsconfig.json', compilerOptions: { baseUrl: '.' } }),
        'lib/a.ts': '',
      },
      'x.ts',
      'lib/a',
      'lib/a.ts',
    ],
    ['no JSON at all', { 'tsconfig.json': 'nonsense', 'a.ts': '' }, 'x.ts', './a', 'a.ts'],
    ['a list', { 'tsconfig.json': '[]', 'a.ts': '' }, 'x.ts', './a', 'a.ts'],
    ['empty', { 'tsconfig.json': '', 'a.ts': '' }, 'x.ts', './a', 'a.ts'],
    [
      'skipLibCheck',
      { 'tsconfig.json': options({ skipLibCheck: true }) },
      'x.d.ts',
      './gone',
      'unknown skipped-declaration',
    ],
  ])('%s', (_, files, importer, specifier, expected) => {
    expect(ask(root, files, importer, specifier)).toBe(expected);
  });

  test('the configuration that the user names counts for all files', () => {
    const files = {
      'conf/tsconfig.custom.json': options({ paths: { '@/*': ['../src/*'] } }, { include: ['../src'] }),
      'tsconfig.json': options({}),
      'src/a.ts': '',
    };
    const asked = { options: { tsconfig: `${root}/conf/tsconfig.custom.json` } };
    expect(ask(root, files, 'src/x.ts', '@/a', asked)).toBe('src/a.ts');
  });
});

test.each<[string, Record<string, MemoryFile>, string, object]>([
  [
    'NodeNext, module',
    { 'tsconfig.json': options({ module: 'nodenext' }), 'package.json': '{"type": "module"}' },
    'x.ts',
    { runtime: 'node', format: 'esm', typescript: true },
  ],
  [
    'NodeNext, no type',
    { 'tsconfig.json': options({ module: 'Node16' }), 'package.json': '{}' },
    'x.ts',
    { runtime: 'node', format: 'commonjs' },
  ],
  [
    'bundler',
    { 'tsconfig.json': options({ module: 'esnext', moduleResolution: 'bundler' }) },
    'x.ts',
    { runtime: 'bundler', format: 'esm' },
  ],
  [
    'CommonJS output',
    { 'tsconfig.json': options({ module: 'commonjs' }) },
    'x.ts',
    { runtime: 'node', format: 'commonjs' },
  ],
  [
    'plain Node',
    { 'package.json': '{"type": "module"}' },
    'x.js',
    { runtime: 'node', format: 'esm', typescript: false, verbatim: true },
  ],
  [
    'a bundler is declared',
    { 'package.json': '{"type": "module", "devDependencies": {"webpack": "5"}}' },
    'x.js',
    { runtime: 'bundler' },
  ],
  ['nothing is known', {}, 'x.js', { runtime: 'unknown' }],
  ['.cjs', { 'package.json': '{"type": "module"}' }, 'x.cjs', { format: 'commonjs' }],
  ['component', { 'package.json': '{}' }, 'x.vue', { runtime: 'bundler', format: 'esm', typescript: true }],
  [
    'flags',
    { 'tsconfig.json': options({ verbatimModuleSyntax: true }) },
    'x.ts',
    { verbatim: true, isolated: true },
  ],
  [
    'isolated',
    { 'tsconfig.json': options({ isolatedModules: true }) },
    'x.ts',
    { verbatim: false, isolated: true },
  ],
])('settings: %s', (_, files, file, expected) => {
  const all = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/app/${path}`, text]));
  const resolver = createResolver({
    root: '/app',
    fileSystem: createMemoryFileSystem({ [`/app/${file}`]: '', ...all }),
    files: new Set([`/app/${file}`]),
    options: { alias: {}, conditions: [], runtime: 'auto', generated: [], pythonPath: [] },
  });
  expect(resolver.settings(`/app/${file}`, recordOf('./x', {}))).toMatchObject(expected);
});
