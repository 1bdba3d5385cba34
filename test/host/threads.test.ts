// Sharing work with other threads: every task is done once, wherever; a thread that fails leaves the rest to the others.

import { describe, expect, it } from 'vitest';
import { startThreads } from '../../src/host/threads.ts';

const doubling = new URL('answer-for-tests.mjs', import.meta.url);

interface Task {
  readonly number: number;
  readonly gate?: Int32Array;
}

/** Shares tasks; this thread does nothing before `gate` is open, if there is one. */
async function share(threads: ReturnType<typeof startThreads>, tasks: readonly Task[], gate?: Int32Array) {
  const here: number[] = [];
  const there = new Map<number, string>();
  await threads.share(
    tasks,
    (position) => {
      if (gate !== undefined) Atomics.wait(gate, 0, 0, 30_000);
      here.push(position);
    },
    (position, answer) => {
      expect(there.has(position)).toBe(false);
      there.set(position, answer);
    },
  );
  return { here, there };
}

const tasksFrom = (numbers: readonly number[], gate?: Int32Array): Task[] =>
  numbers.map((number) => (gate === undefined ? { number } : { number, gate }));
const closed = () => new Int32Array(new SharedArrayBuffer(4));
const hundred = Array.from({ length: 100 }, (_, index) => index);

describe('sharing tasks with other threads', () => {
  it('has each done once, here or there', async () => {
    const threads = startThreads(doubling, 2);
    for (let batch = 0; batch < 3; batch++) {
      const gate = closed();
      const { here, there } = await share(threads, tasksFrom(hundred, gate), gate);
      expect(there.size).toBeGreaterThan(0);
      expect([...here, ...there.keys()].sort((a, b) => a - b)).toEqual(hundred);
      for (const [position, answer] of there) expect(answer).toBe(String(position * 2));
    }
    threads.close();
  });

  it('does not wait for a thread that has not started when all is done', async () => {
    const threads = startThreads(doubling, 1);
    const { here, there } = await share(threads, []);
    expect([here, there.size]).toEqual([[], 0]);
    const gate = closed();
    const later = await share(threads, tasksFrom(hundred, gate), gate);
    expect(later.here.length + later.there.size).toBe(100);
    threads.close();
  });

  it('goes on where a thread fails: what it took is lost, the rest is done', async () => {
    const threads = startThreads(doubling, 1);
    const gate = closed();
    const failing = await share(threads, tasksFrom([-1, -2, -3], gate), gate);
    expect(failing.there.size).toBe(0);
    expect(failing.here.length).toBe(2);
    const { here } = await share(threads, tasksFrom(hundred));
    expect(here).toEqual(hundred);
    threads.close();
  });

  it('does all here where a thread cannot be started', async () => {
    const threads = startThreads(new URL('no-such-module.mjs', import.meta.url), 2);
    const { here, there } = await share(threads, tasksFrom(hundred));
    expect([here, there.size]).toEqual([hundred, 0]);
    threads.close();
  });
});
