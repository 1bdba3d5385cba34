import { expect, it } from 'vitest';
import type { ModuleRecord } from '../../src/model/module-record.ts';
import { unreadableRecord } from '../../src/scan/read-module.ts';
import { createReadingCache, type StoredReadings } from '../../src/scan/reading-cache.ts';

const record = (message: string): ModuleRecord => unreadableRecord('javascript', message);

it('keeps what was told of a text in several ways, and in the next run all of them', () => {
  const first = createReadingCache({});
  first.set('record', '/a.js', 'v1', 'names', record('names'));
  first.set('record', '/a.js', 'v1', 'members', record('members'));
  first.set('outline', '/a.js', 'v1', 'names', record('outline'));
  first.set('evaluation', '/a.js', 'v1', 'names', null);
  const next = createReadingCache(JSON.parse(JSON.stringify(first.entries())) as StoredReadings);
  expect(next.get('record', '/a.js', 'v1', 'names')).toEqual(record('names'));
  expect(next.get('record', '/a.js', 'v1', 'members')).toEqual(record('members'));
  expect(next.get('outline', '/a.js', 'v1', 'names')).toEqual(record('outline'));
  expect(next.get('evaluation', '/a.js', 'v1', 'names')).toBeNull();
  expect(next.changed()).toBe(false);
  expect(next.entries()).toEqual(first.entries());
});

it('gives nothing for another text or another way to read it, and stores nothing stale', () => {
  const first = createReadingCache({});
  first.set('record', '/a.js', 'v1', 'names', record('old'));
  first.set('record', '/b.js', 'v1', 'names', record('gone'));
  const next = createReadingCache(first.entries());
  expect(next.get('record', '/a.js', 'v2', 'names')).toBeUndefined();
  expect(next.get('record', '/a.js', 'v1', 'members')).toBeUndefined();
  expect(next.get('record', '/constructor', 'v1', 'names')).toBeUndefined();
  next.set('record', '/a.js', 'v2', 'names', record('new'));
  expect(next.get('record', '/a.js', 'v1', 'names')).toEqual(record('old'));
  expect(next.changed()).toBe(true);
});
