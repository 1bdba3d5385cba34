// Other threads of this process, for work that is a function of plain data. They are a help and never needed: where none
// can be had, or one dies, the caller is left with more to do itself.

import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';

export interface Threads {
  /**
   * Shares tasks with the other threads: each is taken once, by whoever is free.
   * @param tasks plain data
   * @param here does the task at this position in this thread
   * @param done is told what another thread made of the task at this position
   * @returns when every task was done, here or there, or is lost with the thread that took it
   */
  share(
    tasks: readonly unknown[],
    here: (position: number) => void,
    done: (position: number, answer: string) => void,
  ): Promise<void>;
  /** Lets the threads end. */
  close(): void;
}

/** To a thread: what to share. `next` is the position of the first task that nobody has taken. */
interface Batch {
  readonly id: number;
  readonly tasks: readonly unknown[];
  readonly next: Int32Array;
}

/** From a thread: what it has done since it last said so. */
interface Answers {
  readonly batch: number;
  readonly answers: readonly (readonly [position: number, answer: string])[];
  /** No task is left to take. */
  readonly isLast: boolean;
}

/** So many answers go in one message. */
const TOGETHER = 16;

/**
 * The native parser is recursive, and what is nested too deeply for it is told by what fits on the stack of the main
 * thread, which has 8 MB.
 */
const STACK_MEGABYTES = 16;

/** How many threads may run beside this one without taking turns with it. */
export function idleProcessors(): number {
  return availableParallelism() - 1;
}

/**
 * @param module its code calls {@link answerTasks}
 * @param about plain data that the threads prepare themselves with
 */
export function startThreads(module: URL, count: number, about?: unknown): Threads {
  const workers = new Set<Worker>();
  for (let index = 0; index < count; index++) {
    const worker = startWorker(module, about);
    if (worker === null) break;
    workers.add(worker);
    // They hold the process only while somebody waits for them.
    worker.unref();
    worker.once('error', () => workers.delete(worker));
    worker.once('exit', () => workers.delete(worker));
  }
  let batches = 0;
  return {
    async share(tasks, here, done) {
      const id = ++batches;
      const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const others = [...workers].map((worker) => join(worker, { id, tasks, next }, done));
      let mine = 0;
      for (let position = take(next); position < tasks.length; position = take(next)) {
        here(position);
        mine++;
      }
      await allAnswered(others, tasks.length - mine);
    },
    close() {
      for (const worker of workers) worker.postMessage(null);
    },
  };
}

function startWorker(module: URL, about: unknown): Worker | null {
  try {
    return new Worker(module, { workerData: about, resourceLimits: { stackSizeMb: STACK_MEGABYTES } });
  } catch {
    return null; // not allowed to (`node --permission`), or no threads here
  }
}

interface Other {
  count: number;
  isThrough: boolean;
  /** Called whenever one of these changes. */
  changed: () => void;
  leave(): void;
}

/** One worker's part in a batch. */
function join(worker: Worker, sent: Batch, done: (position: number, answer: string) => void): Other {
  const take = ({ batch, answers, isLast }: Answers) => {
    // A thread that started late says so of a batch that was over before.
    if (batch !== sent.id) return;
    for (const [position, answer] of answers) done(position, answer);
    other.count += answers.length;
    if (isLast) other.isThrough = true;
    other.changed();
  };
  const lose = () => {
    other.isThrough = true;
    other.changed();
  };
  const other: Other = {
    count: 0,
    isThrough: false,
    changed: () => undefined,
    leave() {
      worker.off('message', take).off('error', lose).off('exit', lose);
      worker.unref();
    },
  };
  worker.on('message', take).on('error', lose).on('exit', lose);
  worker.ref();
  worker.postMessage(sent);
  return other;
}

/** A thread that is still starting has taken nothing: nobody waits for it. */
async function allAnswered(others: readonly Other[], taken: number): Promise<void> {
  const isOver = () =>
    others.every(({ isThrough }) => isThrough) || others.reduce((sum, { count }) => sum + count, 0) === taken;
  await new Promise<void>((resolve) => {
    const look = () => {
      if (isOver()) resolve();
    };
    for (const other of others) other.changed = look;
    look();
  });
  for (const other of others) other.leave();
}

function take(next: Int32Array): number {
  return Atomics.add(next, 0, 1);
}

/** The other end, in the thread. What it throws ends the thread, and leaves the rest to the others. */
export async function answerTasks<About, Task>(work: {
  /** Called once, at the start. */
  prepare(about: About): Promise<void>;
  answer(task: Task): string;
}): Promise<void> {
  await work.prepare(workerData as About);
  parentPort?.on('message', (batch: Batch | null) => {
    if (batch === null) parentPort?.close();
    else answerBatch(batch);
  });

  function answerBatch({ id, tasks, next }: Batch): void {
    let answers: [number, string][] = [];
    const send = (isLast: boolean) => {
      parentPort?.postMessage({ batch: id, answers, isLast } satisfies Answers);
      answers = [];
    };
    for (let position = take(next); position < tasks.length; position = take(next)) {
      answers.push([position, work.answer(tasks[position] as Task)]);
      if (answers.length === TOGETHER) send(false);
    }
    send(true);
  }
}
