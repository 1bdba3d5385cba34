// Tells when files below a folder change. Node's own recursive watcher: no package, no polling.

import { watch } from 'node:fs';

/** Folders whose changes mean nothing to a check, or come from one (the cache). */
const QUIET = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;

/**
 * Calls back after files have changed and nothing more has changed for a moment.
 * @param pause that moment, in milliseconds
 * @param onError called once when the folder can no longer be watched
 * @returns stops watching
 */
export function watchFiles(
  root: string,
  pause: number,
  onChange: () => void,
  onError: (message: string) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(root, { recursive: true }, (_event, name) => {
    if (name !== null && QUIET.test(name.replaceAll('\\', '/'))) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, pause);
  });
  const stop = () => {
    clearTimeout(timer);
    watcher.close();
  };
  watcher.on('error', (error) => {
    stop();
    onError(error.message);
  });
  return stop;
}
