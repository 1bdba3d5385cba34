import { describe, expect, test } from 'vitest';
import { type Asked, ask, resolveIn } from './resolve-table.ts';

const manifest = (fields: Record<string, unknown>): string => JSON.stringify(fields);

const installed = {
  'package.json': manifest({
    name: 'app',
    type: 'module',
    dependencies: {
      plain: '1',
      typed: '1',
      mapped: '1',
      wild: '1',
      dual: '1',
      gone: '1',
      deep: '1',
      events: '1',
    },
    devDependencies: { '@types/untyped': '1', tool: '1', vite: '1' },
    peerDependencies: { peer: '1' },
    peerDependenciesMeta: { peer: { optional: true } },
    imports: { '#self': './src/self.js', '#lib/*': { types: './src/lib/*.ts', default: './dist/lib/*.js' } },
    exports: { '.': './src/main.ts', './feature': './src/feature.ts' },
  }),
  'vite.config.js':
    "import x from 'undeclared-import';\nexport default { resolve: { alias: { 'config-alias': '/x' } } };",
  'src/main.ts': '',
  'src/feature.ts': '',
  'src/self.ts': '',
  'src/lib/a.ts': '',
  'components/button.ts': '',
  'node_modules/plain/package.json': manifest({ name: 'plain', main: './lib/main' }),
  'node_modules/plain/lib/main.js': '',
  'node_modules/plain/extra.js': '',
  'node_modules/plain/folder/index.js': '',
  'node_modules/plain/style.css': '',
  'node_modules/typed/package.json': manifest({ name: 'typed', main: 'index.js', types: 'types/index.d.ts' }),
  'node_modules/typed/index.js': '',
  'node_modules/typed/types/index.d.ts': '',
  'node_modules/untyped/package.json': manifest({ name: 'untyped', main: 'index.js' }),
  'node_modules/untyped/index.js': '',
  'node_modules/@types/untyped/package.json': manifest({ name: '@types/untyped', types: 'index.d.ts' }),
  'node_modules/@types/untyped/index.d.ts': '',
  'node_modules/@types/estree/package.json': manifest({ name: '@types/estree', types: 'index.d.ts' }),
  'node_modules/@types/estree/index.d.ts': '',
  'node_modules/mapped/package.json': manifest({
    name: 'mapped',
    exports: {
      '.': { import: { types: './index.d.mts', default: './index.mjs' }, require: './index.cjs' },
      './sub': './sub.js',
      './hidden': null,
      './only-require': { require: './only.cjs' },
      './package.json': './package.json',
    },
  }),
  'node_modules/mapped/index.mjs': '',
  'node_modules/mapped/index.d.mts': '',
  'node_modules/mapped/index.cjs': '',
  'node_modules/mapped/sub.js': '',
  'node_modules/mapped/sub.d.ts': '',
  'node_modules/mapped/only.cjs': '',
  'node_modules/mapped/private.js': '',
  'node_modules/wild/package.json': manifest({
    name: 'wild',
    exports: { './*': './dist/*.js', './internal/*': null, './icons/*.svg': './assets/*.svg' },
  }),
  'node_modules/wild/dist/a.js': '',
  'node_modules/wild/dist/internal/b.js': '',
  'node_modules/wild/assets/sun.svg': '',
  'node_modules/dual/package.json': manifest({
    name: 'dual',
    main: 'main.js',
    module: 'module.js',
    types: 'old.d.ts',
    typesVersions: { '<=5.0': { '*': ['ts5.0/*'] }, '*': { '*': ['new/*'] } },
  }),
  'node_modules/dual/main.js': '',
  'node_modules/dual/module.js': '',
  'node_modules/dual/old.d.ts': '',
  'node_modules/dual/new/old.d.ts': '',
  'node_modules/dual/ts5.0/old.d.ts': '',
  'node_modules/events/package.json': manifest({ name: 'events', main: 'events.js' }),
  'node_modules/events/events.js': '',
  'node_modules/hoisted/index.js': '',
  'node_modules/only-import/package.json': manifest({ exports: { import: './index.js' } }),
  'node_modules/only-import/index.js': '',
};

const strict: Asked = { options: { runtime: 'node' } };

describe.each(['/app', 'C:/app'])('bare specifiers below %s', (root) => {
  test.each<[string, string, string, Asked?]>([
    ['src/x.ts', 'plain', 'node_modules/plain/lib/main.js'],
    ['src/x.js', 'plain/extra', 'node_modules/plain/extra.js'],
    ['src/x.js', 'plain/folder', 'node_modules/plain/folder/index.js'],
    ['src/x.js', 'plain/style.css', 'asset node_modules/plain/style.css'],
    ['src/x.js', 'plain/extra.js?raw', 'asset node_modules/plain/extra.js'],
    ['src/x.js', 'plain/missing', 'not-found'],
    ['src/x.ts', 'typed', 'node_modules/typed/types/index.d.ts | node_modules/typed/index.js'],
    ['src/x.ts', 'typed', 'node_modules/typed/types/index.d.ts', { typeOnly: true }],
    ['src/x.js', 'typed', 'node_modules/typed/index.js'],
    ['src/x.ts', 'untyped', 'node_modules/@types/untyped/index.d.ts | node_modules/untyped/index.js'],
    ['src/x.ts', 'estree', 'node_modules/@types/estree/index.d.ts | null'],
    ['src/x.ts', 'estree', 'node_modules/@types/estree/index.d.ts', { typeOnly: true }],
    ['src/x.ts', 'mapped', 'node_modules/mapped/index.d.mts | node_modules/mapped/index.mjs'],
    ['src/x.js', 'mapped', 'node_modules/mapped/index.cjs', { form: 'require' }],
    ['src/x.ts', 'mapped/sub', 'node_modules/mapped/sub.d.ts | node_modules/mapped/sub.js'],
    ['src/x.js', 'mapped/hidden', 'not-exported'],
    ['src/x.js', 'mapped/private.js', 'not-exported'],
    ['src/x.js', 'mapped/sbu', 'not-exported ~ mapped/sub'],
    ['src/x.js', 'mapped/package.json', 'node_modules/mapped/package.json'],
    ['src/x.js', 'mapped/only-require', 'node_modules/mapped/only.cjs'],
    ['src/x.js', 'wild/a', 'node_modules/wild/dist/a.js'],
    ['src/x.js', 'wild/internal/b', 'not-exported'],
    ['src/x.js', 'wild/nothing', 'not-found'],
    ['src/x.js', 'wild/icons/sun.svg', 'asset node_modules/wild/assets/sun.svg'],
    ['src/x.ts', 'dual', 'node_modules/dual/new/old.d.ts | node_modules/dual/module.js'],
    ['src/x.js', 'dual', 'node_modules/dual/main.js', { form: 'require' }],
    ['src/x.js', 'events', 'builtin events'],
    ['src/x.ts', 'fs/promises', 'builtin fs/promises'],
    ['src/x.ts', 'node:fs', 'builtin fs'],
    ['src/x.ts', 'node:test', 'builtin test'],
    ['src/x.ts', 'test', 'not-found'],
    ['src/x.ts', 'node:nothing', 'unknown-builtin'],
    ['src/x.ts', 'node:sqlite', 'unknown-builtin', { options: { nodeVersion: '20' } }],
    ['src/x.ts', 'node:sqlite', 'builtin sqlite', { options: { nodeVersion: '22.5' } }],
    ['src/x.ts', 'sqlite', 'not-found', { options: { nodeVersion: '22.5' } }],
    ['src/x.ts', '_stream_wrap', 'not-found', { options: { nodeVersion: '26' } }],
    ['src/x.ts', 'app/feature', 'src/feature.ts'],
    ['src/x.ts', 'app/other', 'not-exported'],
    ['src/x.js', '#self', 'src/self.ts'],
    ['src/x.ts', '#lib/a', 'src/lib/a.ts'],
    ['src/x.ts', '#lib/b', 'not-found'],
    ['src/x.ts', '#slef', 'not-exported ~ #self'],
    ['src/x.ts', 'gone', 'not-installed'],
    ['src/x.ts', 'peer', 'external peer'],
    ['src/x.ts', 'plian', 'not-found ~ plain'],
    ['src/x.ts', 'feature', 'not-found ~ ./feature'],
    ['src/x.js', 'feature', 'not-found ~ ./feature.ts'],
    ['src/x.ts', 'a', 'not-found'],
    ['src/x.ts', 'undeclared-import', 'not-found'],
    ['src/x.ts', 'hoisted', 'node_modules/hoisted/index.js'],
    ['src/x.ts', 'config-alias', 'unknown undeclared-alias'],
    ['src/x.ts', '@/anything', 'unknown undeclared-alias'],
    ['src/x.ts', '@nobody/anything', 'unknown undeclared-alias'],
    ['src/x.ts', 'components/button', 'unknown undeclared-alias'],
    [
      'src/x.ts',
      'components/button',
      'components/button.ts',
      { options: { alias: { components: 'components' } } },
    ],
    ['src/x.ts', '@/main', 'src/main.ts', { options: { alias: { '@/*': './src/*' } } }],
    ['src/x.ts', '@/feture', 'not-found ~ @/feature', { options: { alias: { '@/*': './src/*' } } }],
    ['src/x.ts', 'vite/modulepreload-polyfill', 'unknown virtual-module'],
  ])('%s asks for %s: %s %j', (importer, specifier, expected, asked) => {
    expect(ask(root, installed, importer, specifier, asked)).toBe(expected);
  });

  test.each<[string, string, string, Asked?]>([
    ['src/x.js', 'plain/extra', 'missing-extension ~ plain/extra.js', strict],
    ['src/x.js', 'plain/folder', 'directory-import ~ plain/folder/index.js', strict],
    ['src/x.js', 'plain/extra', 'node_modules/plain/extra.js', { ...strict, form: 'require' }],
    ['src/x.js', 'mapped/only-require', 'no-condition', strict],
    ['src/x.js', 'mapped/only-require', 'node_modules/mapped/only.cjs', { ...strict, form: 'require' }],
    ['src/x.js', 'only-import', 'no-condition', { ...strict, form: 'require' }],
    ['src/x.js', 'dual', 'node_modules/dual/main.js', strict],
  ])('Node reads the package: %s asks for %s: %s %j', (importer, specifier, expected, asked) => {
    expect(ask(root, installed, importer, specifier, asked)).toBe(expected);
  });

  test('$lib of SvelteKit is src/lib', () => {
    const files = {
      'package.json': manifest({ devDependencies: { '@sveltejs/kit': '2' } }),
      'src/lib/api.ts': '',
    };
    expect(ask(root, files, 'src/routes/+page.ts', '$lib/api')).toBe('src/lib/api.ts');
    expect(ask(root, files, 'src/routes/+page.ts', '$lib/gone')).toBe('not-found');
    expect(ask(root, files, 'src/routes/+page.ts', '$app/environment')).toBe('unknown virtual-module');
    expect(ask(root, files, 'src/routes/+page.ts', './$types')).toBe('unknown virtual-module');
  });

  test('says how a package is declared', () => {
    const files = { ...installed, 'node_modules/tool/index.js': '' };
    expect(declared(root, files, 'plain')).toBe('dependencies');
    expect(declared(root, files, 'tool')).toBe('devDependencies');
    expect(declared(root, files, 'hoisted')).toBe('undeclared');
  });

  test('a private package may use what encloses it declares, one that may be published may not', () => {
    const nested = (fields: Record<string, unknown>) => ({
      'package.json': manifest({ name: 'top' }),
      'pkg/package.json': manifest({ name: 'pkg', dependencies: { plain: '1' } }),
      'pkg/test/package.json': manifest(fields),
      'pkg/node_modules/plain/index.js': '',
    });
    const how = (fields: Record<string, unknown>) => {
      const resolution = resolveIn(root, nested(fields), 'pkg/test/x.ts', 'plain');
      return resolution.kind === 'module' ? resolution.declared : undefined;
    };
    expect(how({ name: 'inner', private: true })).toBe('dependencies');
    expect(how({ name: 'inner' })).toBe('dependencies');
    expect(how({ name: 'inner', version: '1.0.0' })).toBe('undeclared');
    expect(how({ name: 'inner', dependencies: {} })).toBe('undeclared');
  });

  test('where nothing is installed, declared packages are fine and others unknown', () => {
    const files = { 'package.json': manifest({ dependencies: { react: '1' } }) };
    expect(ask(root, files, 'src/x.ts', 'react')).toBe('external react');
    expect(ask(root, files, 'src/x.ts', 'other')).toBe('unknown not-installed');
    expect(ask(root, files, 'src/x.ts', './gone')).toBe('not-found');
  });
});

function declared(root: string, files: Record<string, string>, specifier: string): string | undefined {
  const resolution = resolveIn(root, files, 'src/x.ts', specifier);
  return resolution.kind === 'module' ? resolution.declared : undefined;
}

describe.each(['/mono', 'C:/mono'])('workspaces below %s, not installed and not built', (root) => {
  const files = {
    'package.json': manifest({ workspaces: ['packages/*'] }),
    '.gitignore': [
      ...['/packages/core/src/table.ts', '/packages/core/src/local.ts', '/packages/core/api/'],
      ...['/packages/core/made/', '/packages/core/helpers/*.js', '*.gen.ts', 'lib'],
    ].join('\n'),
    'node_modules/vite/index.js': '',
    'packages/app/package.json': manifest({
      name: 'app',
      dependencies: { core: 'workspace:*', flat: 'workspace:*' },
    }),
    'packages/core/package.json': manifest({
      name: 'core',
      main: './dist/index.cjs',
      types: './dist/index.d.ts',
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/esm/index.js' },
        './deep/*': './dist/deep/*.js',
        './bundle': './dist/core.bundle.js',
      },
    }),
    'packages/core/tsconfig.json': '{"compilerOptions": {"outDir": "./out", "rootDir": "./source"}}',
    'packages/core/src/index.ts': '',
    'packages/core/made/client.ts': '',
    'packages/core/helpers/kept.js': '',
    'packages/core/scripts/tables.js': "import './local.ts'; writeFileSync('../src/table.ts', text);",
    'packages/core/src/deep/thing.ts': '',
    'packages/core/source/made.ts': '',
    'packages/flat/package.json': manifest({ name: 'flat', main: 'index.js' }),
    'packages/flat/src/index.ts': '',
    'packages/single/package.json': manifest({ name: 'single', main: './index.js' }),
    'packages/single/index.js': '',
    'examples/demo/package.json': manifest({ name: 'demo', dependencies: { react: '1' } }),
  };

  test.each<[string, string, string, Asked?]>([
    ['packages/app/x.ts', 'core', 'packages/core/src/index.ts'],
    ['packages/app/x.js', 'core', 'packages/core/src/index.ts', { form: 'require' }],
    ['packages/app/x.ts', 'core/deep/thing', 'packages/core/src/deep/thing.ts'],
    ['packages/app/x.ts', 'core/deep/gone', 'unknown unbuilt'],
    ['packages/app/x.ts', 'core/bundle', 'unknown unbuilt'],
    ['packages/app/x.ts', 'core/other', 'not-exported'],
    ['packages/app/x.ts', 'flat', 'packages/flat/src/index.ts'],
    ['packages/app/x.ts', 'single', 'packages/single/index.js'],
    ['packages/core/test/x.ts', '../dist/index.js', 'packages/core/src/index.ts'],
    ['packages/core/test/x.ts', '../out/made.js', 'packages/core/source/made.ts'],
    ['packages/core/test/x.js', '../dist', 'packages/core/src/index.ts', { form: 'require' }],
    ['packages/core/test/x.ts', '../out/gone.js', 'unknown unbuilt'],
    // Ignored by git: made by a script, a folder that is not made yet, files of a kind, called generated.
    ['packages/core/test/x.ts', '../src/table', 'unknown generated'],
    ['packages/core/test/x.ts', '../api/client', 'unknown generated'],
    ['packages/core/test/x.ts', '../helpers/typeof.js', 'unknown generated'],
    // Ignored all the same, but nobody makes it; and a folder that is made, without this file.
    ['packages/core/test/x.ts', '../src/local', 'not-found'],
    ['packages/core/test/x.ts', '../made/clients', 'not-found ~ ../made/client'],
    ['packages/core/test/x.ts', '../src/routes.gen', 'unknown generated'],
    ['packages/core/test/x.ts', '../src/tabel', 'not-found'],
    [
      'packages/core/test/x.ts',
      '../src/made',
      'unknown generated',
      { options: { generated: ['**/made.ts', '**/made'] } },
    ],
    ['examples/demo/x.ts', 'react', 'external react'],
  ])('%s asks for %s: %s %j', (importer, specifier, expected, asked) => {
    expect(ask(root, files, importer, specifier, asked)).toBe(expected);
  });

  test('the source with the ending of the output comes first', () => {
    const both = { ...files, 'packages/core/src/index.cts': '', 'packages/core/src/index.mts': '' };
    expect(ask(root, both, 'packages/core/test/x.js', '../dist/index.cjs', { form: 'require' })).toBe(
      'packages/core/src/index.cts',
    );
    expect(ask(root, both, 'packages/core/test/x.ts', '../dist/index.mjs')).toBe(
      'packages/core/src/index.mts',
    );
    expect(ask(root, both, 'packages/core/test/x.ts', '../dist/index.js')).toBe('packages/core/src/index.ts');
  });

  test('a folder that is ignored everywhere does not hide a missing source', () => {
    const sources = { ...files, 'packages/app/src/lib/there.ts': '' };
    expect(ask(root, sources, 'packages/app/src/x.ts', './lib/gone')).toBe('not-found');
  });

  test('a build that is there counts less than the source it was made from', () => {
    const built = { ...files, 'packages/core/dist/index.d.ts': '', 'packages/core/dist/esm/index.js': '' };
    expect(ask(root, built, 'packages/app/x.ts', 'core')).toBe('packages/core/src/index.ts');
  });

  test('an entry that is named as its output is the TypeScript source', () => {
    const sources = {
      ...files,
      'tsconfig.json': '{"compilerOptions": {"module": "nodenext"}}',
      'packages/app/package.json': manifest({ name: 'app', type: 'module' }),
      'packages/raw/package.json': manifest({ name: 'raw', type: 'module', exports: './src/index.js' }),
      'packages/raw/src/index.ts': '',
    };
    expect(ask(root, sources, 'packages/app/x.ts', 'raw')).toBe('packages/raw/src/index.ts');
  });

  test('a linked workspace is its real directory', () => {
    const linked = { ...files, 'packages/app/node_modules/single': { link: '../../single' } };
    expect(ask(root, linked, 'packages/app/x.ts', 'single')).toBe('packages/single/index.js');
  });
});

describe('a package of the project with the name of a published one', () => {
  const answerTo = (range: string | null, version?: string) =>
    ask(
      '/shop',
      {
        'package.json': manifest({ private: true, workspaces: ['packages/*'] }),
        'packages/app/package.json': manifest({
          name: 'app',
          ...(range === null ? {} : { dependencies: { dayjs: range } }),
        }),
        'packages/dayjs/package.json': manifest({
          name: 'dayjs',
          ...(version === undefined ? {} : { version }),
        }),
        'packages/dayjs/index.js': '',
      },
      'packages/app/x.js',
      'dayjs',
    );

  test.each<[string | null, string | undefined]>([
    ['^1.11.13', '0.0.0'],
    ['^1.11.13', undefined],
    ['~0.2.1', '0.3.0'],
    ['1 || 2', '3.0.0'],
    ['npm:other@^1.0.0', '1.0.0'],
  ])('%j is not version %j: the published one is meant', (range, version) => {
    expect(answerTo(range, version)).toBe('external dayjs');
  });

  test.each<[string | null, string | undefined]>([
    [null, '0.0.0'],
    ['*', undefined],
    ['workspace:^', '0.0.0'],
    ['catalog:', '0.0.0'],
    ['latest', '0.0.0'],
    ['^1.11.13', '1.2.0'],
    ['^0.3', '0.3.9'],
    ['>=1 <3', '5.0.0'],
    ['1.x || 2.x', '2.0.0-beta.1'],
    ['1.0.0 - 3', '2.0.0'],
  ])('%j may be version %j: the one of the project is linked', (range, version) => {
    expect(answerTo(range, version)).toBe('packages/dayjs/index.js');
  });
});

describe('a package of the project before it is built', () => {
  const files = {
    'package.json': manifest({ name: 'top', private: true, workspaces: ['packages/*'] }),
    'packages/app/package.json': manifest({ name: 'app', dependencies: { panel: '*' } }),
    'packages/panel/package.json': manifest({
      name: 'panel',
      exports: {
        './view': {
          types: './dist/view/index.d.ts',
          development: './dist/view/index.js',
          default: './dist/view/stub.js',
        },
      },
    }),
    'packages/panel/src/view/index.ts': '',
    'packages/panel/src/view/stub.ts': '',
  };

  test.each<[Asked, string]>([
    [{ typeOnly: true }, 'packages/panel/src/view/index.ts'],
    [{}, 'packages/panel/src/view/index.ts | packages/panel/src/view/stub.ts'],
  ])('the types are where `types` will be made from: %o', (asked, expected) => {
    expect(ask('/top', files, 'packages/app/src/x.ts', 'panel/view', asked)).toBe(expected);
  });
});

describe('modules that a script or a configuration makes', () => {
  const files = {
    'package.json': manifest({ dependencies: { kit: '1' }, devDependencies: { vite: '1' } }),
    'node_modules/kit/package.json': manifest({ name: 'kit', exports: { '.': './index.js' } }),
    'node_modules/kit/index.js': '',
    'src/x.js': '',
  };
  const plugin = "const resolveId = (id) => id === 'kit/virtual';";

  test.each([
    [
      'a script that starts a bundler',
      { 'server.js': `import { createServer } from 'vite'; ${plugin}` },
      'unknown virtual-module',
    ],
    [
      'a script that starts none',
      { 'server.js': `import express from 'express'; ${plugin}` },
      'not-exported',
    ],
    [
      'a script that imports it too',
      { 'server.js': "import 'vite'; import x from 'kit/virtual';" },
      'not-exported',
    ],
    [
      'a configuration elsewhere, named by an npm script',
      {
        'package.json': manifest({
          dependencies: { kit: '1' },
          devDependencies: { webpack: '1' },
          scripts: { build: 'webpack --config config/webpack.prod.js' },
        }),
        'config/webpack.prod.js': plugin,
      },
      'unknown virtual-module',
    ],
  ])('%s', (_, more, expected) => {
    expect(ask('/app', { ...files, ...more }, 'src/x.js', 'kit/virtual')).toBe(expected);
  });
});

describe('the Node that the project is for', () => {
  const nodes = {
    'package.json': manifest({ engines: { node: '>=26' } }),
    '.nvmrc': 'v26.1.0\n',
    '.tool-versions': 'python 3.12.0\nnodejs 26.1.0\n',
    'node_modules/@types/node/package.json': manifest({ name: '@types/node', version: '26.0.1' }),
  };
  const fields = {
    devEngines: { runtime: [{ name: 'bun' }, { name: 'node', version: '>=26', onFail: 'error' }] },
    volta: { node: '26.1.0' },
  };

  test.each(Object.entries(nodes))('newer than the running one by %s', (path, text) => {
    const files = { 'package.json': '{}', 'node_modules/kit/index.js': '', [path]: text };
    expect(ask('/app', files, 'src/x.js', '_stream_wrap')).toBe('not-found');
  });

  test.each(Object.entries(fields))('newer than the running one by %s of package.json', (name, value) => {
    const files = { 'package.json': manifest({ [name]: value }), 'node_modules/kit/index.js': '' };
    expect(ask('/app', files, 'src/x.js', '_stream_wrap')).toBe('not-found');
  });

  test.each([
    ['an older one counts when it is named', '{}', { nodeVersion: '20' }, 'unknown-builtin'],
    ['and not when the project allows it', manifest({ engines: { node: '>=18' } }), {}, 'builtin sqlite'],
  ])('%s', (_, text, options, expected) => {
    expect(ask('/app', { 'package.json': text }, 'src/x.js', 'node:sqlite', { options })).toBe(expected);
  });
});

describe('the names of a Docusaurus site', () => {
  const files = {
    'package.json': manifest({ private: true, workspaces: ['site'] }),
    'docs/guide.mdx': '',
    'site/docusaurus.config.ts': '',
    'site/package.json': manifest({
      name: 'site',
      dependencies: { '@docusaurus/core': '3', '@docusaurus/preset-classic': '3' },
    }),
    'site/src/theme/Footer/index.js': '',
    'site/src/theme/DocItems/index.js': '',
    'site/src/theme/DocItem/Layout/index.js': '',
    'site/src/part.js': '',
    'site/node_modules/@docusaurus/core/package.json': manifest({
      name: '@docusaurus/core',
      main: 'lib/index.js',
    }),
    'site/node_modules/@docusaurus/core/lib/index.js': '',
    'site/node_modules/@docusaurus/core/lib/client/exports/Link.js': '',
    'site/node_modules/@docusaurus/core/lib/client/theme-fallback/Root/index.js': '',
    'site/node_modules/@docusaurus/preset-classic/package.json': manifest({
      name: '@docusaurus/preset-classic',
      dependencies: { '@docusaurus/theme-classic': '3' },
    }),
    'site/node_modules/@docusaurus/theme-classic/package.json': manifest({
      name: '@docusaurus/theme-classic',
    }),
    'site/node_modules/@docusaurus/theme-classic/lib/theme/Tabs/index.js': '',
    'site/node_modules/@docusaurus/theme-classic/lib/theme/Footer/index.js': '',
  };
  const theme = 'site/node_modules/@docusaurus/theme-classic/lib/theme';

  test.each([
    ['site/src/page.jsx', '@theme/Tabs', `${theme}/Tabs/index.js`],
    ['docs/guide.mdx', '@theme/Tabs', `${theme}/Tabs/index.js`],
    ['site/src/page.jsx', '@theme/Footer', 'site/src/theme/Footer/index.js'],
    ['site/src/theme/Footer/index.js', '@theme-original/Footer', `${theme}/Footer/index.js`],
    [
      'site/src/page.jsx',
      '@theme/Root',
      'site/node_modules/@docusaurus/core/lib/client/theme-fallback/Root/index.js',
    ],
    [
      'site/src/page.jsx',
      '@docusaurus/Link',
      'site/node_modules/@docusaurus/core/lib/client/exports/Link.js',
    ],
    ['docs/guide.mdx', '@site/src/part', 'site/src/part.js'],
    // What no theme has may come from a plugin; TypeScript knows it by `declare module`.
    ['site/src/page.jsx', '@theme/OfSomePlugin', 'unknown virtual-module'],
    ['site/src/theme/DocItems/index.js', '@theme/DocItem', 'unknown virtual-module'],
    ['site/src/page.jsx', '@theme/Foter', 'not-found ~ @theme/Footer'],
    ['site/src/page.tsx', '@theme/Foter', 'not-found ~ @theme/Footer'],
    ['site/src/page.tsx', '@theme/Tabs', 'unknown virtual-module'],
  ])('%s: %s', (importer, specifier, expected) => {
    expect(ask('/app', files, importer, specifier)).toBe(expected);
  });

  test('the declarations of themes come before paths of TypeScript', () => {
    const paths = { '@theme/*': ['./src/theme/*'], '@/*': ['./src/*'] };
    const withPaths = {
      ...files,
      'site/src/theme/Footer/index.tsx': '',
      'site/tsconfig.json': JSON.stringify({ compilerOptions: { paths } }),
    };
    expect(ask('/app', withPaths, 'site/src/page.tsx', '@theme/Footer')).toBe('unknown virtual-module');
    expect(ask('/app', withPaths, 'site/src/page.tsx', '@/theme/Footer')).toBe(
      'site/src/theme/Footer/index.tsx',
    );
  });
});
