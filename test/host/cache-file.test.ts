import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readCacheFile, writeCacheFile } from '../../src/host/cache-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'danglint-cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'cache.jsonl');
const value = { '/a\n"b".ts': { deep: [1, null, 'ü\u2028'] }, ['__proto__']: 'own', empty: {} };

it('gives what was written, and leaves nothing else behind', () => {
  expect(writeCacheFile(path, value)).toBe(true);
  expect(readCacheFile(path)).toEqual(value);
  expect(Object.keys(readCacheFile(path) ?? {})).toEqual(Object.keys(value));
  expect(readdirSync(folder)).toEqual(['cache.jsonl']);
  expect(writeCacheFile(path, {})).toBe(true);
  expect(readCacheFile(path)).toEqual({});
});

it('writes more than fits into one piece', () => {
  const large = Object.fromEntries([...Array(9).keys()].map((n) => [`${n}`, `${n}`.repeat(400_000)]));
  writeCacheFile(path, large);
  expect(readCacheFile(path)).toEqual(large);
});

it('gives nothing of a file that is not whole or not ours', () => {
  writeCacheFile(path, value);
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    expect(readCacheFile(path), `${length} bytes`).toBeNull();
  }
  for (const text of ['{"a": 1}\n', '[]\n', '1\n2\n', 'null\n', '1\n[]\n["b", 1]\n']) {
    writeFileSync(path, text);
    expect(readCacheFile(path), text).toBeNull();
  }
  expect(readCacheFile(join(folder, 'absent'))).toBeNull();
});

it('says when it could not write', () => {
  expect(writeCacheFile(join(path, 'below-a-file'), value)).toBe(false);
});
