// The writing half of the disk, as few operations as a transaction needs, so that a test can make each of them fail or
// stop the process at it. Paths are absolute with forward slashes; errors are those of node:fs.

import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { sep } from 'node:path';

export interface WriteDisk {
  /** What is at the path itself, links not followed; null when nothing is. */
  kindOf(path: string): 'file' | 'directory' | 'symlink' | 'other' | null;
  /** The permission bits of a file. */
  modeOf(path: string): number;
  realpath(path: string): string;
  read(path: string): Buffer;
  /** Makes a new file that is on the disk when this returns. Fails when there is one. */
  create(path: string, content: Buffer, mode: number): void;
  /** Replaces `to` in one step. */
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Makes one directory. Fails when there is one, or when its parent is not there. */
  makeDirectory(path: string): void;
  /** Removes an empty directory. Fails when it is not empty. */
  removeDirectory(path: string): void;
  list(directory: string): readonly string[];
}

export const realWriteDisk: WriteDisk = {
  kindOf(path) {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    if (stats.isSymbolicLink()) return 'symlink';
    if (stats.isFile()) return 'file';
    return stats.isDirectory() ? 'directory' : 'other';
  },
  modeOf: (path) => lstatSync(path).mode & 0o7777,
  realpath(path) {
    const real = realpathSync.native(path);
    return sep === '/' ? real : real.replaceAll(sep, '/');
  },
  read: (path) => readFileSync(path),
  create(path, content, mode) {
    const file = openSync(path, 'wx', mode);
    try {
      // One write may take only a part of the content.
      for (let written = 0; written < content.length; ) written += writeSync(file, content, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  rename: renameSync,
  remove: unlinkSync,
  makeDirectory: (path) => mkdirSync(path),
  removeDirectory: rmdirSync,
  list: (directory) => readdirSync(directory),
};
