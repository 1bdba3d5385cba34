// Tells when files below a folder change. One watch for each folder that counts: Node's own recursive watcher takes one
// for each file on Linux, those of node_modules too (4 s and 180 MB for 38,000 files).

import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { below, isWithin } from '../model/path.ts';

/** Folders whose changes mean nothing to a check. */
const QUIET: ReadonlySet<string> = new Set(['.git', 'node_modules']);

export interface WatchOptions {
  /** How long nothing more may change before `onChange` is called, in milliseconds. */
  readonly pause: number;
  /** Files whose changes are not told: what the run itself writes. Gets an absolute path. */
  readonly isOwn: (path: string) => boolean;
  readonly onChange: () => void;
  /** Called once, when a folder can no longer be watched. */
  readonly onError: (error: Error) => void;
}

/** @returns stops watching */
export function watchFiles(root: string, { pause, isOwn, onChange, onError }: WatchOptions): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  function told(folder: string, event: string, name: string | null): void {
    const path = name === null ? folder : below(folder, name.replaceAll('\\', '/'));
    const parts = path.slice(root.length).split('/');
    if (parts.some((part) => QUIET.has(part)) || isOwn(path)) return;
    if (event === 'rename' && name !== null && !isRecursive) {
      forget(path);
      add(path);
    }
    clearTimeout(timer);
    timer = setTimeout(onChange, pause);
  }

  /** Watches a folder with all below it; nothing when it is none, or gone again. */
  function add(folder: string): void {
    let names: readonly string[];
    try {
      names = isRecursive ? [] : foldersIn(folder);
      const watcher = watch(folder, { recursive: isRecursive }, (event, name) => told(folder, event, name));
      watcher.on('error', fail);
      watchers.set(folder, watcher);
    } catch (error) {
      // Gone already, or a file.
      if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR|EACCES)$/.test(String(error.code)))
        return;
      fail(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    for (const name of names) if (!QUIET.has(name)) add(below(folder, name));
  }

  /** A folder that is made anew under the same name is another one to the system. */
  function forget(path: string): void {
    for (const [folder, watcher] of watchers) {
      if (!isWithin(path, folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  }

  let isStopped = false;
  function stop(): void {
    isStopped = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  }

  function fail(error: Error): void {
    if (isStopped) return;
    stop();
    onError(error);
  }

  add(root);
  return stop;
}

/** The system itself watches whole trees there. */
const isRecursive = process.platform === 'darwin' || process.platform === 'win32';

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
