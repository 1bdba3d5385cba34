// The contents of files as git holds them, read in few calls and only when somebody asks for one.

import { decodedText } from '../host/decoded-text.ts';
import { FileReadError } from '../host/file-system.ts';
import { type GitOptions, objectSizes, readObjects } from '../host/git.ts';
import type { ListedFile } from './listed-file-system.ts';

/** The first words of a Git LFS pointer file. */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/** Read ahead together: files up to 1 MB, up to 64 MB in all. Larger ones are read when they are asked for. */
const AHEAD_FILE = 1024 * 1024;
const AHEAD_TOTAL = 64 * 1024 * 1024;
const MAX_BYTES = 20 * 1024 * 1024;

export interface GitBlobs {
  /** The file at a path relative to the top, whose content is this object. */
  file(path: string, object: string): ListedFile;
  /** The symbolic link whose target is the text of this object. */
  link(object: string): ListedFile;
}

/**
 * @param top the top of the work tree
 * @param isFiltered whether git holds the file at a path in another form than a work tree does
 * @returns a maker of listed files; the first one that is read brings in all others that were made until then
 */
export function createGitBlobs(
  top: string,
  isFiltered: (path: string) => boolean,
  options: GitOptions = {},
): GitBlobs {
  const wanted = new Set<string>();
  const contents = new Map<string, Buffer | null>();
  const sizes = new Map<string, number | null>();

  function readAhead(): void {
    const objects = [...wanted];
    wanted.clear();
    objectSizes(top, objects, options).forEach((size, index) => {
      const object = objects[index];
      if (object !== undefined) sizes.set(object, size);
    });
    let total = 0;
    const batch = objects.filter((object) => {
      const size = sizes.get(object) ?? 0;
      if (size > AHEAD_FILE || total + size > AHEAD_TOTAL) return false;
      total += size;
      return true;
    });
    readObjects(top, batch, options).forEach((content, index) => {
      const object = batch[index];
      if (object !== undefined) contents.set(object, content);
    });
  }

  function bytesOf(object: string): Buffer {
    if (wanted.has(object)) readAhead();
    if ((sizes.get(object) ?? 0) > MAX_BYTES) {
      throw new FileReadError('too-large', 'the file has more than 20 MB, which is not read');
    }
    let content = contents.get(object);
    if (content === undefined) {
      content = readObjects(top, [object], options)[0] ?? null;
      contents.set(object, content);
    }
    if (content === null) throw new FileReadError('not-at-hand', 'git does not have its content here');
    return content;
  }

  function textOf(object: string, path: string): string {
    const bytes = bytesOf(object);
    if (isFiltered(path))
      throw new FileReadError('not-at-hand', 'git holds what a filter of the repository makes of it');
    const text = decodedText(bytes.toString('utf8'), () => bytes);
    if (text.startsWith(LFS_POINTER)) {
      throw new FileReadError('not-at-hand', 'git holds only a Git LFS pointer to its content');
    }
    return text;
  }

  return {
    file(path, object) {
      wanted.add(object);
      return { from: 'view', version: `git-${object}`, read: () => textOf(object, path) };
    },
    link(object) {
      wanted.add(object);
      return { from: 'link', target: () => bytesOf(object).toString('utf8') };
    },
  };
}
