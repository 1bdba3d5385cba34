// The ts-morph engine: the same graph as the default engine's, and without anything native.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { scanWithEngine } from '../../src/engine.ts';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import { javascript } from '../../src/languages/javascript/index.ts';
import { asMissingBinding, MissingBindingError } from '../../src/languages/missing-binding.ts';
import { link } from '../../src/link/link.ts';
import { noReadingCache } from '../../src/scan/reading-cache.ts';
import { noReadingThreads } from '../../src/scan/reading-threads.ts';
import type { ScanInput } from '../../src/scan/scan.ts';

const files = {
  '/app/package.json': '{ "name": "app", "type": "module" }',
  '/app/tsconfig.json':
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "types": [], "paths": { "~/*": ["./src/*"] } }, "include": ["src"] }',
  '/app/src/main.ts':
    "import { a, gone } from './a';\nimport { b } from '~/b';\nimport { open, shut, lost } from 'legacy';\nimport * as ns from './a';\nns.missing;\nawait import('./nowhere');\nexport { a, b, open, shut };\n",
  '/app/src/a.ts': 'export const a = 1;\n',
  '/app/src/b.js': 'export const b = 2;\n',
  '/app/node_modules/legacy/package.json': '{ "name": "legacy", "types": "index.d.ts" }',
  '/app/node_modules/legacy/index.d.ts':
    'interface Legacy { open(): void; shut(): void }\ndeclare const legacy: Legacy;\nexport = legacy;\n',
};

const input: ScanInput = {
  files: ['/app/src/a.ts', '/app/src/b.js', '/app/src/main.ts'],
  fileSystem: createMemoryFileSystem(files),
  programs: new Map(),
  languages: [javascript],
  cache: noReadingCache,
  threads: noReadingThreads,
  context: {
    root: '/app',
    fileSystem: createMemoryFileSystem(files),
    files: new Set(['/app/src/a.ts', '/app/src/b.js', '/app/src/main.ts']),
    options: { alias: {}, conditions: [], runtime: 'auto', generated: [], pythonPath: [] },
  },
};

async function answers(engine: 'oxc' | 'ts-morph', from: ScanInput = input) {
  const { graph, notice } = await scanWithEngine(from, engine);
  const main = graph.get('/app/src/main.ts');
  const lookups = link(graph)
    .lookups('/app/src/main.ts')
    .filter(({ asks }) => asks.by !== 're-export')
    .map(({ name, answer }) => `${name} ${answer.kind}`);
  return { lookups, targets: main?.resolutions.map(({ kind }) => kind), notice };
}

const expected = {
  lookups: [
    'a found',
    'gone missing',
    'b found',
    'open found',
    'shut found',
    'lost missing',
    'missing missing',
  ],
  targets: ['module', 'module', 'module', 'module', 'unresolved'],
};

test('answers through TypeScript what syntax cannot tell', async () => {
  const { lookups, targets, notice } = await answers('ts-morph');
  expect(lookups.toSorted()).toEqual(expected.lookups.toSorted());
  expect(targets).toEqual(expected.targets);
  expect(notice).toBeNull();
});

test('reads nothing in other threads, which have the native parser', async () => {
  const share = vi.fn(noReadingThreads.share);
  const threads = { ...noReadingThreads, least: () => 1, share };
  await answers('ts-morph', { ...input, threads });
  expect(share).not.toHaveBeenCalled();
  await answers('oxc', { ...input, threads });
  expect(share).toHaveBeenCalled();
});

test('takes over, and says so, where the native parser has no binary', async () => {
  const withoutBinding = {
    ...javascript,
    loadParser: () =>
      Promise.reject(
        new Error('Cannot find native binding. npm has a bug related to optional dependencies'),
      ).catch(asMissingBinding),
  };
  const loadNative = vi.spyOn(withoutBinding, 'loadParser');
  const { lookups, notice } = await answers('oxc', { ...input, languages: [withoutBinding] });
  expect(loadNative).toHaveBeenCalledOnce();
  expect(lookups.toSorted()).toEqual(expected.lookups.toSorted());
  expect(notice).toMatch(/ts-morph engine/);
});

test('an error that is no missing binary is not taken for one', () => {
  expect(() => asMissingBinding(new SyntaxError('Unexpected token'))).toThrow(SyntaxError);
  expect(() => asMissingBinding(new Error("Cannot find module './parser.linux-x64-gnu.node'"))).toThrow(
    MissingBindingError,
  );
});

test('why a binary that is there was not loaded is said', () => {
  const refused = (...messages: string[]) => {
    const error = messages.reduceRight<Error | undefined>(
      (cause, message) => new Error(message, { cause }),
      undefined,
    );
    try {
      return asMissingBinding(error);
    } catch (thrown) {
      return (thrown as MissingBindingError).refusal;
    }
  };
  const none = 'Cannot find native binding. npm has a bug';
  const absent = "Cannot find module './parser.linux-x64-gnu.node'\nRequire stack:";
  expect(refused(none, absent)).toBeNull();
  expect(refused(none, absent, 'loading addons is disabled.', absent)).toBe('loading addons is disabled');
});

test('a native parser without its binary says what we look for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'danglint-binding-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const installed = dirname(createRequire(import.meta.url).resolve('oxc-parser/package.json'));
  cpSync(installed, join(folder, 'node_modules/oxc-parser'), { recursive: true });
  const entry = pathToFileURL(join(folder, 'node_modules/oxc-parser/src-js/index.js')).href;
  await expect(import(/* @vite-ignore */ entry).catch(asMissingBinding)).rejects.toThrow(MissingBindingError);
});
