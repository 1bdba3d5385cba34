// The contents of files as git holds them, read in few calls and only when somebody asks for one.

import { decodedText } from '../host/decoded-text.ts';
import { FileReadError } from '../host/file-system.ts';
import { objectSizes, readObjects } from '../host/git.ts';
import type { ListedFile } from './listed-file-system.ts';

/** The first words of a Git LFS pointer file. */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/** Read ahead together: files up to 1 MB, up to 64 MB in all. Larger ones are read when they are asked for. */
const AHEAD_FILE = 1024 * 1024;
const AHEAD_TOTAL = 64 * 1024 * 1024;
const MAX_BYTES = 20 * 1024 * 1024;

export interface GitBlobs {
  /** The file whose content is this object. */
  file(object: string): ListedFile;
  /** The symbolic link whose target is the text of this object. */
  link(object: string): ListedFile;
}

/**
 * @param top the top of the work tree
 * @returns a maker of listed files; the first one that is read brings in all others that were made until then
 */
export function createGitBlobs(top: string): GitBlobs {
  const wanted = new Set<string>();
  const contents = new Map<string, Buffer | null>();
  const sizes = new Map<string, number | null>();

  function readAhead(): void {
    const objects = [...wanted];
    wanted.clear();
    objectSizes(top, objects).forEach((size, index) => {
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
    readObjects(top, batch).forEach((content, index) => {
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
      content = readObjects(top, [object])[0] ?? null;
      contents.set(object, content);
    }
    if (content === null) throw new FileReadError('io', 'git does not have its content (a partial clone?)');
    return content;
  }

  function textOf(object: string): string {
    const bytes = bytesOf(object);
    const text = decodedText(bytes.toString('utf8'), () => bytes);
    if (text.startsWith(LFS_POINTER)) {
      throw new FileReadError('io', 'git holds only a Git LFS pointer to its content');
    }
    return text;
  }

  return {
    file(object) {
      wanted.add(object);
      return { from: 'view', version: `git-${object}`, read: () => textOf(object) };
    },
    link(object) {
      wanted.add(object);
      return { from: 'link', target: () => textOf(object) };
    },
  };
}
