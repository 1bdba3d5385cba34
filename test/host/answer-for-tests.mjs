// A thread of threads.test.ts: doubles a number, throws for one below zero, and opens the gate that comes with a task.

import { answerTasks } from '../../dist/host/threads.js';

await answerTasks({
  prepare: async () => undefined,
  answer({ number, gate }) {
    if (gate !== undefined) {
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
    }
    if (number < 0) throw new Error('below zero');
    return String(number * 2);
  },
});
