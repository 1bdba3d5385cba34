// What a module takes by a glob, a bundler puts in: eagerly it is loaded with the module, else when it is asked for.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const PROJECT = {
  'package.json': '{ "name": "app", "private": true, "type": "module", "devDependencies": { "vite": "*" } }',
  'index.html': '<script type="module" src="/src/main.js"></script>\n',
};

/** Each of the files asks for one that is not there. */
async function impactsOf(main: string, paths: readonly string[]) {
  const root = temporaryFolder();
  const broken = Object.fromEntries(paths.map((path) => [path, "import './gone.js';\n"]));
  writeFiles(root, { ...PROJECT, 'src/main.js': main, ...broken });
  const { report } = await checkFiles(root);
  return Object.fromEntries(
    report.findings.map(({ file, impact }) => [file, [impact?.when, impact?.enclosing, impact?.branchIn]]),
  );
}

test('a glob of Vite is loaded at once where it is eager', async () => {
  const main = `export const now = import.meta.glob('./now/*.js', { eager: true });
export const later = import.meta.glob(['./later/**/*.js', '!./later/left/**']);
export const texts = import.meta.glob('./texts/*.js', { query: '?raw' });
`;
  const paths = ['now/a', 'now/sub/b', 'later/a', 'later/left/b', 'texts/a'].map((path) => `src/${path}.js`);
  expect(await impactsOf(main, paths)).toEqual({
    'src/now/a.js': ['startup', null, undefined],
    'src/now/sub/b.js': ['unreached', null, undefined],
    'src/later/a.js': ['call', null, undefined],
    'src/later/left/b.js': ['unreached', null, undefined],
  });
});

test('the flags of a context count, and one whose expression this engine refuses takes nothing', async () => {
  const main = `require.context('./pages', true, /^\\.\\/PAGE\\.js$/gi);
require.context('./sets', true, /(?<=[\\p{L}--[z]])\\.js$/v);
`;
  expect(await impactsOf(main, ['src/pages/page.js', 'src/pages/other.js'])).toEqual({
    'src/pages/page.js': ['startup', null, 'src/main.js'],
    'src/pages/other.js': ['unreached', null, undefined],
  });
  const refused = "export const all = require.context('./pages', true, /(?<n>a)|(?<n>page)/);\n";
  expect(await impactsOf(refused, ['src/pages/gone/other.js'])).toEqual({
    'src/pages/gone/other.js': ['unreached', null, undefined],
  });
});

test('a context of webpack is loaded by who asks for a module of it', async () => {
  const main = `const pages = require.context('./pages', false, /^\\.\\/p.*\\.js$/);
export const all = pages.keys().map(pages);
export function open() {
  return require.context('./late', true, /\\.js$/, 'lazy');
}
`;
  const paths = ['pages/page', 'pages/other', 'pages/sub/page', 'late/sub/a'].map((path) => `src/${path}.js`);
  expect(await impactsOf(main, paths)).toEqual({
    'src/pages/page.js': ['startup', null, 'src/main.js'],
    'src/pages/other.js': ['unreached', null, undefined],
    'src/pages/sub/page.js': ['unreached', null, undefined],
    'src/late/sub/a.js': ['call', 'open', undefined],
  });
});
