// From how many files on other threads are started depends on what it costs to read them, not on their number alone.

import { expect, test, vi } from 'vitest';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import { javascript } from '../../src/languages/javascript/index.ts';
import { python } from '../../src/languages/python/index.ts';
import { noReadingCache } from '../../src/scan/reading-cache.ts';
import { noReadingThreads } from '../../src/scan/reading-threads.ts';
import { scan } from '../../src/scan/scan.ts';

async function worthAThread(files: readonly string[]): Promise<number | undefined> {
  const fileSystem = createMemoryFileSystem(Object.fromEntries(files.map((file) => [file, ''])));
  const prepare = vi.fn(noReadingThreads.prepare);
  await scan({
    files,
    fileSystem,
    programs: new Map(),
    languages: [javascript, python],
    cache: noReadingCache,
    threads: { ...noReadingThreads, prepare },
    context: {
      root: '/app',
      fileSystem,
      files: new Set(files),
      options: { alias: {}, conditions: [], runtime: 'auto', generated: [], pythonPath: [] },
    },
  });
  return prepare.mock.calls[0]?.[1];
}

test('files of Python are read faster than a thread is started for them', async () => {
  const ofPython = await worthAThread(['/app/a.py', '/app/b.py']);
  const ofJavaScript = await worthAThread(['/app/a.js', '/app/b.ts']);
  expect(ofPython).toBe(python.worthAThread);
  expect(ofJavaScript).toBe(javascript.worthAThread);
  expect(ofPython).toBeGreaterThan(10 * (ofJavaScript ?? 0));
});

test('a project of both languages lies between, and one without files starts none', async () => {
  const mixed = (await worthAThread(['/app/a.py', '/app/b.py', '/app/c.js'])) ?? 0;
  expect(mixed).toBeGreaterThan(javascript.worthAThread);
  expect(mixed).toBeLessThan(python.worthAThread);
  expect(await worthAThread([])).toBe(Number.POSITIVE_INFINITY);
});
