// `--watch`: checks again after each change, until Ctrl-C. What did not change is taken from memory.

import { UserError } from '../host/user-error.ts';
import { watchFiles } from '../host/watch-files.ts';
import type { Session } from './session.ts';

/** How long nothing may change before the next check, in milliseconds: an editor that saves all writes many files. */
const PAUSE = 120;

const CLEAR_SCREEN = '\u001B[2J\u001B[3J\u001B[H';

export interface Watched {
  /** Absolute. */
  readonly root: string;
  /** Files that the check writes: their changes start no other one. */
  readonly isOwn: (path: string) => boolean;
  /**
   * Checks and prints once; rejects only for errors of ours.
   * @param clear to be called when the result is there, right before it is printed: until then the last one is shown
   */
  readonly check: (clear: () => void) => Promise<number>;
}

/**
 * @returns when the user stops it, with the exit code of the last check
 * @throws {UserError} when the system cannot watch that much
 */
export function watchProject({ root, isOwn, check }: Watched, session: Session): Promise<number> {
  const { stdout, stderr } = session;
  const clear = () => {
    if (stdout.isTTY) stdout.write(CLEAR_SCREEN);
  };
  return new Promise((resolve, reject) => {
    let exitCode = 0;
    let running = false;
    let again = false;

    async function run(): Promise<void> {
      if (running) {
        again = true;
        return;
      }
      running = true;
      try {
        do {
          again = false;
          exitCode = await check(clear);
        } while (again);
        stderr.write('watching for changes; Ctrl-C ends it\n');
      } catch (error) {
        finish(() => reject(error));
      }
      running = false;
    }

    function finish(settle: () => void): void {
      stop();
      process.off('SIGINT', interrupt);
      settle();
    }
    const interrupt = () => finish(() => resolve(exitCode));
    let stop: () => void = () => undefined;
    process.on('SIGINT', interrupt);
    stop = watchFiles(root, {
      pause: PAUSE,
      isOwn,
      onChange: () => void run(),
      onError: (error) => finish(() => reject(watchError(error))),
    });
    void run();
  });
}

function watchError(error: Error): UserError {
  const isFull = 'code' in error && (error.code === 'ENOSPC' || error.code === 'EMFILE');
  return new UserError(
    `the files can no longer be watched: ${error.message}`,
    isFull ? 'the system allows no more watches; Linux: raise fs.inotify.max_user_watches' : undefined,
  );
}
