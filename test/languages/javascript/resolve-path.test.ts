import { describe, expect, test } from 'vitest';
import { type Asked, ask } from './resolve-table.ts';

const bundled = { 'package.json': '{"devDependencies": {"vite": "*"}}' };
const nodeEsm = { 'package.json': '{"type": "module"}' };
const nodeNext = {
  'package.json': '{"type": "module"}',
  'tsconfig.json': '{"compilerOptions": {"module": "NodeNext"}}',
};
const sources = {
  'src/a.ts': '',
  'src/b.js': '',
  'src/c.tsx': '',
  'src/types.d.ts': '',
  'src/typed.d.ts': '',
  'src/typed.js': '',
  'src/data.json': '',
  'src/view.vue': '',
  'src/m.mts': '',
  'src/both.ts': '',
  'src/both.js': '',
  'src/style.css': '',
  'src/module.css': '',
  'src/module.d.css.ts': '',
  'src/file.service.ts': '',
  'src/folder.ts': '',
  'src/folder/index.ts': '',
  'src/widgets/index.ts': '',
  'src/packed/package.json': '{"main": "lib/main.js"}',
  'src/packed/lib/main.js': '',
  'src/Upper.ts': '',
  'src/connection_pool.ts': '',
};

describe.each(['/app', 'C:/app'])('relative specifiers below %s', (root) => {
  test.each<[string, string, string, Asked?]>([
    ['src/x.ts', './a', 'src/a.ts'],
    ['src/x.ts', './a.js', 'src/a.ts'],
    ['src/x.ts', './a.ts', 'src/a.ts'],
    ['src/x.ts', './c.js', 'src/c.tsx'],
    ['src/x.ts', './c.jsx', 'src/c.tsx'],
    ['src/x.ts', './b', 'src/b.js'],
    ['src/x.ts', './m.mjs', 'src/m.mts'],
    ['src/x.ts', './both.js', 'src/both.ts'],
    ['src/x.js', './both.js', 'src/both.js'],
    ['src/x.js', './both', 'src/both.js'],
    ['src/x.ts', './typed', 'src/typed.d.ts | src/typed.js'],
    ['src/x.ts', './typed.js', 'src/typed.d.ts | src/typed.js'],
    ['src/x.ts', './typed.js', 'src/typed.d.ts', { typeOnly: true }],
    ['src/x.js', './typed.js', 'src/typed.js'],
    ['src/x.ts', './types', 'src/types.d.ts | null'],
    ['src/x.js', './types', 'not-found ~ ./typed'],
    ['src/x.js', './types', 'src/types.d.ts', { form: 'jsdoc' }],
    ['src/x.ts', './data.json', 'src/data.json'],
    ['src/x.ts', './view.vue', 'src/view.vue'],
    ['src/view.vue', './a', 'src/a.ts'],
    ['src/x.ts', './file.service', 'src/file.service.ts'],
    ['src/x.ts', './folder', 'src/folder.ts'],
    ['src/x.ts', './folder/', 'src/folder/index.ts'],
    ['src/folder/x.ts', '.', 'src/folder/index.ts'],
    ['src/folder/x.ts', '..', 'not-found'],
    ['src/x.ts', './widgets', 'src/widgets/index.ts'],
    ['src/x.ts', './packed', 'src/packed/lib/main.js'],
    ['src/x.ts', './style.css', 'asset src/style.css'],
    ['src/x.ts', './module.css', 'asset src/module.css'],
    ['src/x.ts', './style.css?inline', 'asset src/style.css'],
    ['src/x.ts', './a.ts?raw', 'asset src/a.ts'],
    ['src/x.ts', './a?t=1', 'src/a.ts'],
    ['src/x.ts', './missing.css', 'not-found'],
    ['src/x.ts', './Data.json', 'wrong-case ~ ./data.json'],
    ['src/x.ts', './upper', 'wrong-case ~ ./Upper'],
    ['src/x.ts', './upper.js', 'wrong-case ~ ./Upper.js'],
    ['src/x.ts', '../SRC/a', 'wrong-case ~ ./a'],
    ['src/x.ts', './conection_pool', 'not-found ~ ./connection_pool'],
    ['src/deep/x.ts', '../conection_pool.js', 'not-found ~ ../connection_pool.js'],
    ['src/x.ts', 'style.css', 'asset src/style.css', { form: 'url' }],
    ['src/x.ts', './widgets', 'asset src/widgets', { form: 'url' }],
    ['src/x.ts', './a.js', 'src/a.ts', { form: 'url' }],
    ['src/x.ts', 'types.d.ts', 'src/types.d.ts', { form: 'reference-path' }],
    ['src/x.ts', '/src/a.ts', 'src/a.ts'],
    ['src/x.ts', '/favicon.ico', 'unknown url'],
    ['src/x.ts', 'https://example.com/x.js', 'unknown url'],
    ['src/x.ts', 'virtual:thing', 'unknown virtual-module'],
    ['src/x.ts', 'raw-loader!./a', 'unknown loader'],
  ])('%s asks for %s: %s %j', (importer, specifier, expected, asked) => {
    expect(ask(root, { ...bundled, ...sources }, importer, specifier, asked)).toBe(expected);
  });

  test.each<[string, string, string, Asked?]>([
    ['src/x.js', './b.js', 'src/b.js'],
    ['src/x.js', './b', 'missing-extension ~ ./b.js'],
    ['src/x.js', './packed', 'directory-import ~ ./packed/lib/main.js'],
    ['src/x.js', './b', 'missing-extension ~ ./b.js', { form: 'dynamic-import' }],
    ['src/x.js', './b', 'src/b.js', { form: 'require' }],
    ['src/x.cjs', './b', 'src/b.js', { form: 'require', moduleKind: 'commonjs' }],
    ['src/x.cjs', './b', 'missing-extension ~ ./b.js', { form: 'dynamic-import', moduleKind: 'commonjs' }],
    ['src/x.js', './a.js', 'not-found ~ ./a.ts'],
    ['src/x.ts', './a', 'src/a.ts'],
    ['src/x.js', './b', 'src/b.js', { form: 'mock' }],
  ])('Node reads the package: %s asks for %s: %s %j', (importer, specifier, expected, asked) => {
    expect(ask(root, { ...nodeEsm, ...sources }, importer, specifier, asked)).toBe(expected);
  });

  test.each<[string, string, string, Asked?]>([
    ['src/x.ts', './a.js', 'src/a.ts'],
    ['src/x.ts', './a', 'missing-extension ~ ./a.js'],
    ['src/x.ts', './a', 'missing-extension ~ ./a.js', { typeOnly: true }],
    ['src/x.ts', './widgets', 'directory-import ~ ./widgets/index.js'],
    ['src/x.cts', './a', 'src/a.ts', { moduleKind: 'commonjs' }],
    ['src/x.cts', './a', 'missing-extension ~ ./a.js', { form: 'dynamic-import' }],
    ['src/x.ts', './a', 'src/a.ts', { options: { runtime: 'bundler' } }],
  ])('TypeScript for Node: %s asks for %s: %s %j', (importer, specifier, expected, asked) => {
    expect(ask(root, { ...nodeNext, ...sources }, importer, specifier, asked)).toBe(expected);
  });
});
