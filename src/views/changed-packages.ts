// Of which packages a change of manifests and lock files speaks. What is installed is only known as it is now, so that a
// package with another version than before may have broken an import that nobody touched.

import type { FileSystem } from '../host/file-system.ts';
import { GitError, literalPath, runGit } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import { baseNameOf } from '../model/path.ts';
import type { Changes } from './changes.ts';

const MANIFEST =
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lock|deno\.lock|pyproject\.toml|setup\.(?:py|cfg)|Pipfile(?:\.lock)?|(?:poetry|pdm|uv)\.lock|.*requirements.*\.(?:txt|in)|constraints.*\.txt)$/;

/** Whether a file of this name says which packages there are, and in which versions. */
export function isManifest(name: string): boolean {
  return MANIFEST.test(name);
}

/** @returns whether a line about the package of this name has changed */
export async function readChangedPackages(
  { files, top, compared }: Changes,
  fileSystem: FileSystem,
): Promise<(name: string) => boolean> {
  const manifests = [...files.keys()].filter((path) => isManifest(baseNameOf(path)));
  if (manifests.length === 0) return () => false;
  const paths = manifests.map((path) => path.slice(top.length).replace(/^\//, ''));
  const lines = linesAboutChanges(await differenceOf(paths, top, compared));
  // `git diff` does not know what was never added.
  const added = manifests.filter((path) => files.get(path) === 'added' && fileSystem.stat(path) === 'file');
  const text = [...lines, ...added.map((path) => fileSystem.readText(path))].join('\n');
  return (name) => new RegExp(`(?<![\\w-])${patternOf(name)}(?![\\w/-])`, 'i').test(text);
}

async function differenceOf(paths: readonly string[], top: string, compared: readonly string[]) {
  const options = ['--no-ext-diff', '--no-renames', '--no-color', '--unified=4'];
  try {
    return await runGit(top, ['diff', ...options, ...compared, '--', ...paths.map(literalPath)]);
  } catch (error) {
    if (error instanceof GitError) throw new UserError(`git cannot tell what changed: ${error.message}`);
    throw error;
  }
}

/** Python takes `-`, `_` and `.` in a name for the same. */
function patternOf(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/[-_]/g, '[-_.]');
}

/** The lines that were added and removed, each with the line above that it belongs to: the name over its version. */
function linesAboutChanges(difference: string): string[] {
  const found = new Set<string>();
  let above: string[] = [];
  for (const line of difference.split('\n')) {
    if (/^(?:@@|diff |index |--- |\+\+\+ )/.test(line)) {
      above = [];
      continue;
    }
    const text = line.slice(1);
    if (line.startsWith('+') || line.startsWith('-')) {
      found.add(text);
      const owner = above.findLast((earlier) => indentOf(earlier) < indentOf(text));
      if (owner !== undefined) found.add(owner);
    }
    above.push(text);
  }
  return [...found];
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
