// Other threads that read files of a project beside this one. What they answer depends on the text of a file and the task
// alone, so they change when something is told, never what.

import type { FileSystem } from '../host/file-system.ts';
import { idleProcessors, startThreads, type Threads } from '../host/threads.ts';
import type { LanguageId } from '../model/module-record.ts';
import type { ReadingTask } from './reading-task.ts';

export interface ReadingThreads extends Pick<Threads, 'share' | 'close'> {
  /**
   * Told before anything is shared.
   * @param languages those that the files are in
   * @param worthAThread so many tasks are worth the start of the threads
   */
  prepare(languages: readonly LanguageId[], worthAThread: number): void;
  /** So many tasks are worth sharing: fewer, once threads are there. */
  least(): number;
  /** Threads take a while to start: told as soon as it is certain that there will be enough to do. */
  start(): void;
  share(
    tasks: readonly ReadingTask[],
    here: (position: number) => void,
    done: (position: number, answer: string) => void,
  ): Promise<void>;
}

/** A thread that is there already is asked for less. */
const WORTH_ASKING = 16;
/** Beyond that they wait for this one, which links what they read. */
const MOST_THREADS = 3;

const thread = new URL('./read-thread.js', import.meta.url);

/** None where files are not those of the disk, which is all that another thread can read. */
export function createReadingThreads(fileSystem: FileSystem): ReadingThreads {
  const count = fileSystem.isDisk === true ? Math.min(idleProcessors(), MOST_THREADS) : 0;
  let languages: readonly LanguageId[] = [];
  let worthAThread = Number.POSITIVE_INFINITY;
  let threads: Threads | null = null;
  const start = (): Threads => {
    threads ??= startThreads(thread, count, languages);
    return threads;
  };
  return {
    prepare(met, worth) {
      languages = met;
      worthAThread = worth;
    },
    least: () => (count === 0 ? Number.POSITIVE_INFINITY : threads === null ? worthAThread : WORTH_ASKING),
    start: () => void start(),
    share: (tasks, here, done) => start().share(tasks, here, done),
    close: () => threads?.close(),
  };
}

/** This thread does everything. */
export const noReadingThreads: ReadingThreads = {
  prepare: () => undefined,
  least: () => Number.POSITIVE_INFINITY,
  start: () => undefined,
  async share(tasks, here) {
    for (const position of tasks.keys()) here(position);
  },
  close: () => undefined,
};
