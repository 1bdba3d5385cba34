// What danglint asks of a file system. Every phase reads through this interface, so that a view (git index, package,
// manifest) or a test in memory changes what exists and what it holds, and nothing else. Read-only and synchronous.

/** Entry of a directory listing; `symlink` entries are followed by {@link FileSystem.stat}. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
}

/** The order in which every file system lists: by UTF-16 units, so that no answer depends on the disk. */
export function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/**
 * All paths are absolute with forward slashes. Names are compared exactly, in the case that the file system recorded:
 * `stat('/app/src/Foo.ts')` is null where the file is called `foo.ts`, on every operating system.
 */
export interface FileSystem {
  /**
   * The text of a file, decoded as UTF-8 with the byte-order mark kept.
   * @throws {FileReadError} when it is not there, may not be read, is too large, or is not text
   */
  readText(path: string): string;
  /** What is at the path after following links; null when nothing is, or a link leads nowhere or in a circle. */
  stat(path: string): 'file' | 'directory' | null;
  /**
   * The entries of a directory in the order of their names; empty when there is none or it may not be read.
   * @param named says that only entries with such names count; others may be left out
   */
  list(directory: string, named?: RegExp): readonly DirectoryEntry[];
  /** The path with all symbolic links followed; the path itself when there is nothing. */
  realpath(path: string): string;
  /** A string that changes when the content may have changed (size and times, or an object id); null when not there. */
  version(path: string): string | null;
  /**
   * Whether a binary file holds a C string that ends with the ASCII word (linkers keep the end of one string for another).
   * True where nobody can tell; absent: nobody can.
   */
  holds?(path: string, word: string): boolean;
  /** True when `readText` gives what is on disk at this path, so that another thread may read it instead. */
  readonly isDisk?: boolean;
}

export interface WrongByte {
  readonly byte: number;
  /** Counted from 1. */
  readonly line: number;
}

export type UnreadableReason =
  | 'not-found'
  | 'permission'
  | 'too-large'
  | 'binary'
  | 'encoding'
  | 'directory'
  | 'io'
  /** There is nothing wrong with the file: only what it holds is not here. */
  | 'not-at-hand';

/** Why a file cannot be read. The message is one sentence for people, without the path. */
export class FileReadError extends Error {
  override readonly name = 'FileReadError';
  readonly reason: UnreadableReason;
  /** With the reason `encoding`: the first byte that is no UTF-8. */
  readonly wrongByte: WrongByte | null;
  constructor(reason: UnreadableReason, message: string, wrongByte: WrongByte | null = null) {
    super(message);
    this.reason = reason;
    this.wrongByte = wrongByte;
  }
}
