// `--watch`: checks again after each change, until Ctrl-C. What did not change is taken from memory.

import { watchFiles } from '../host/watch-files.ts';
import type { Session } from './session.ts';

/** How long nothing may change before the next check, in milliseconds: an editor that saves all writes many files. */
const PAUSE = 120;

const CLEAR_SCREEN = '\u001B[2J\u001B[3J\u001B[H';

/**
 * @param check checks and prints once; rejects only for errors of ours
 * @returns when the user stops it, with the exit code of the last check
 */
export function watchProject(root: string, check: () => Promise<number>, session: Session): Promise<number> {
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
          if (session.stdout.isTTY) session.stdout.write(CLEAR_SCREEN);
          exitCode = await check();
          session.stderr.write('watching for changes; Ctrl-C ends it\n');
        } while (again);
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
    const stop = watchFiles(
      root,
      PAUSE,
      () => void run(),
      (message) => finish(() => reject(new Error(message))),
    );
    process.on('SIGINT', interrupt);
    void run();
  });
}
