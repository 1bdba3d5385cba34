// Which distributions a Python project declared in a commit: a top-level module that was taken out into a distribution of
// its own (`py` → `pylib`) is told by it from one that was thrown away.

import { isWithoutAnswer, joinTop, readObjects, runGitSync, splitNul } from '../host/git.ts';
import { createMemoryFileSystem } from '../host/memory-file-system.ts';
import { parentOf } from '../model/path.ts';
import { readDeclarations } from '../python-project/declarations.ts';

/** The files in which a project declares what it needs, wherever they stand. */
const DECLARING =
  /(?:^|\/)(?:setup\.(?:py|cfg)|pyproject\.toml|Pipfile|tox\.ini|noxfile\.py|[^/]*(?:requirements?|deps)[^/]*\.(?:txt|in|pip))$/i;

/** @returns a function of a commit: the normalised names; none where git has no answer. It asks git once for each. */
export function createDeclarationsOfCommits(
  top: string,
  root: string,
): (commit: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (commit) => {
    const answer = known.get(commit) ?? declaredIn(top, root, commit);
    known.set(commit, answer);
    return answer;
  };
}

function declaredIn(top: string, root: string, commit: string): ReadonlySet<string> {
  try {
    const listed = splitNul(runGitSync(top, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]));
    const paths = listed.filter((path) => DECLARING.test(path));
    const texts = readObjects(
      top,
      paths.map((path) => `${commit}:${path}`),
    );
    const fileSystem = createMemoryFileSystem(
      Object.fromEntries(paths.map((path, at) => [joinTop(top, path), texts[at]?.toString('utf8') ?? ''])),
    );
    const folders = new Set([root, ...paths.map((path) => parentOf(joinTop(top, path)) ?? root)]);
    return new Set(
      [...folders].flatMap((folder) => [...readDeclarations(folder, fileSystem).declared.keys()]),
    );
  } catch (error) {
    if (isWithoutAnswer(error)) return new Set();
    throw error;
  }
}
