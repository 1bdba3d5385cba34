// Questions about many paths at once, answered without asking each of them.

import { parentOf } from './path.ts';

/** The innermost of `folders` that is `path` or holds it; null when none does. */
export function nearestFolder(folders: ReadonlySet<string>, path: string): string | null {
  for (let at: string | null = path; at !== null; at = parentOf(at)) {
    if (folders.has(at)) return at;
  }
  return null;
}

/** All folders that hold one of `paths`, up to the root. */
export function foldersAround(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = parentOf(path); at !== null && !folders.has(at); at = parentOf(at)) folders.add(at);
  }
  return folders;
}

/**
 * The paths that begin with `prefix`.
 * @param sorted in the order of `Array.prototype.sort`, in which they stand side by side
 */
export function startingWith(sorted: readonly string[], prefix: string): readonly string[] {
  const start = firstNotBefore(sorted, prefix);
  let end = start;
  while (sorted[end]?.startsWith(prefix)) end++;
  return sorted.slice(start, end);
}

function firstNotBefore(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
