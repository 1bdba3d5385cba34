// What `git ls-tree` says of a commit.

export interface GitEntry {
  /** Relative to the top of the work tree. */
  readonly path: string;
  /** `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
  readonly mode: string;
  readonly object: string;
}

export const LINK_MODE = '120000';
export const SUBMODULE_MODE = '160000';

/** @param lines of `git ls-tree -r -z` */
export function parseTree(lines: readonly string[]): GitEntry[] {
  return lines.flatMap((line): GitEntry[] => {
    const match = /^(\d+) \S+ (\S+)\t(.*)$/s.exec(line);
    if (match === null) return [];
    const [, mode = '', object = '', path = ''] = match;
    return [{ mode, object, path }];
  });
}
