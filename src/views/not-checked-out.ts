// What git has and this work tree does not: files of a submodule that was not checked out, and files outside of a
// sparse checkout. Nothing can be said of an import of them; that is no absence.

import type { FileSystem } from '../host/file-system.ts';
import { findRepository, isWithoutAnswer, joinTop, runGitSync, splitNul } from '../host/git.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf, resolvePath } from '../model/path.ts';

/** Why a path is not on this disk although git has it, in words; null when git has nothing there either. */
export type NotCheckedOut = (path: string) => string | null;

/** Symbolic links that git has, by path; a function gives the text of one. */
export type LinkTexts = ReadonlyMap<string, () => string>;

/** For a view that knows the submodules and links: what is below those of whose folder the disk holds nothing. */
export function inEmptySubmodules(
  top: string,
  submodules: readonly string[],
  links: LinkTexts,
  disk: FileSystem,
): NotCheckedOut {
  const empty = submodules.filter((folder) => disk.list(folder).length === 0);
  if (empty.length === 0) return () => null;
  return (asked) => {
    const path = throughLinks(asked, top, links);
    const submodule = empty.find((folder) => isWithin(folder, path));
    if (submodule === undefined) return null;
    return `the submodule ${relativeId(top, submodule)} is not checked out (git submodule update --init)`;
  };
}

/** More links than that in one path are a circle, as for Linux (path_resolution(7)). */
const MAX_LINKS = 40;

/** `packages/billing/src/a.ts`, where `src` is a link into a submodule: a disk that lacks the submodule cannot follow it. */
function throughLinks(asked: string, top: string, links: LinkTexts): string {
  let path = asked;
  for (let followed = 0; followed < MAX_LINKS; followed++) {
    const link = linkOn(path, top, links);
    if (link === null) return path;
    path = resolvePath(parentOf(link.at) ?? top, link.text()) + path.slice(link.at.length);
  }
  return asked;
}

function linkOn(path: string, top: string, links: LinkTexts): { at: string; text: () => string } | null {
  for (let at: string | null = path; at !== null && isWithin(top, at); at = parentOf(at)) {
    const text = links.get(at);
    if (text !== undefined) return { at, text };
  }
  return null;
}

/**
 * For everything that reads the disk. Git is asked when the first path is, and only where the repository has
 * submodules or a sparse checkout.
 */
export function notCheckedOutBelow(root: string, disk: FileSystem): NotCheckedOut {
  const top = findRepository(root);
  if (top === null) return () => null;
  let answer: NotCheckedOut | null = null;
  return (path) => {
    answer ??= readIndexFor(top, disk);
    return answer(path);
  };
}

function readIndexFor(top: string, disk: FileSystem): NotCheckedOut {
  const mayHaveSubmodules = disk.stat(below(top, '.gitmodules')) === 'file';
  if (!mayHaveSubmodules && !isSparse(top)) return () => null;
  const submodules: string[] = [];
  const links = new Map<string, () => string>();
  const skipped = new Set<string>();
  for (const line of splitNul(askGit(top, ['ls-files', '--stage', '-t', '-z']))) {
    // "H 160000 1f3c… 0\tvendor/inner"; S: outside of the sparse checkout.
    const path = joinTop(top, line.slice(line.indexOf('\t') + 1));
    if (line.startsWith('160000', 2)) submodules.push(path);
    // "H 120000 8be2… 0\tpackages/billing/src"
    else if (line.startsWith('120000', 2)) {
      const [, , object = ''] = line.split(' ');
      links.set(path, () => askGit(top, ['cat-file', 'blob', object]));
    } else if (line.startsWith('S')) skipped.add(path);
  }
  const inSubmodules = inEmptySubmodules(top, submodules, links, disk);
  return (path) =>
    skipped.has(path) && disk.stat(path) === null
      ? 'git has it, but it is outside of the sparse checkout'
      : inSubmodules(path);
}

function isSparse(top: string): boolean {
  return askGit(top, ['config', '--type=bool', '--get', 'core.sparseCheckout']).trim() === 'true';
}

/** Empty when git has no answer: then nothing is known to be elsewhere. */
function askGit(top: string, args: readonly string[]): string {
  try {
    return runGitSync(top, args);
  } catch (error) {
    if (isWithoutAnswer(error)) return '';
    throw error;
  }
}
