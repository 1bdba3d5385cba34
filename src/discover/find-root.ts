// Which directory is the project: the one that paths in the report are relative to, and where the configuration is.

import type { FileSystem } from '../host/file-system.ts';
import { below, isWithin, parentOf } from '../model/path.ts';
import { createPackageJsonReader, type PackageJsonReader } from './package-json.ts';
import { uvWorkspacePatterns } from './uv-workspace.ts';
import { listsWorkspace, matchingDirectories, workspacePatterns } from './workspaces.ts';

const PROJECT_FILES = [
  'package.json',
  'tsconfig.json',
  'jsconfig.json',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'requirements.txt',
];

export interface ProjectRoot {
  /** Absolute, links followed. */
  readonly root: string;
  /** The file that configures danglint, when there is one: `danglint.json`, or a package.json or pyproject.toml that has a section for it. */
  readonly configFile: string | null;
}

/**
 * Looks upward from `start` (an absolute directory), never above `gitTop`: first for a configuration of danglint, then
 * for the workspace root that lists the package of `start`, then for the nearest directory with a project file.
 */
export function findRoot(start: string, fileSystem: FileSystem, gitTop: string | null): ProjectRoot {
  const from = fileSystem.realpath(start);
  const top = gitTop === null ? null : fileSystem.realpath(gitTop);
  const upward = directoriesUpward(from, top);
  const reader = createPackageJsonReader(fileSystem);

  for (const directory of upward) {
    const configFile = configFileIn(directory, fileSystem, reader);
    if (configFile !== null) return { root: directory, configFile };
  }
  const packageDirectory = upward.find((directory) => reader.read(directory) !== null);
  if (packageDirectory !== undefined) {
    const workspaceRoot = directoriesUpward(packageDirectory, top).find(
      (directory) =>
        directory !== packageDirectory && listsWorkspace(directory, packageDirectory, fileSystem, reader),
    );
    if (workspaceRoot !== undefined) return { root: workspaceRoot, configFile: null };
  }
  const nearest = upward.find((directory) =>
    PROJECT_FILES.some((name) => fileSystem.stat(below(directory, name)) === 'file'),
  );
  return { root: nearest ?? from, configFile: null };
}

/** Files that make a directory a package; the others of {@link PROJECT_FILES} also stand in parts of a package. */
const PACKAGE_FILES = ['package.json', 'pyproject.toml', 'setup.py', 'setup.cfg'];

/**
 * Whether a directory that was named by hand is a project of its own, to be checked as if danglint had been started in
 * it: it has a configuration or is a package, and no workspace around it lists it.
 */
export function isOwnProject(directory: string, fileSystem: FileSystem, gitTop: string | null): boolean {
  const reader = createPackageJsonReader(fileSystem);
  if (configFileIn(directory, fileSystem, reader) !== null) return true;
  if (!PACKAGE_FILES.some((name) => fileSystem.stat(below(directory, name)) === 'file')) return false;
  return !directoriesUpward(directory, gitTop).some(
    (above) => above !== directory && listsWorkspace(above, directory, fileSystem, reader),
  );
}

/**
 * The files that configure danglint in the workspaces that `root` declares (npm, yarn, pnpm, bun, lerna, uv), by
 * directory: absolute, an outer directory before the ones in it.
 */
export async function workspaceConfigFiles(
  root: string,
  fileSystem: FileSystem,
): Promise<ReadonlyMap<string, string>> {
  const reader = createPackageJsonReader(fileSystem);
  const patterns = workspacePatterns(root, fileSystem, reader);
  const uvPatterns = await uvWorkspacePatterns(root, fileSystem);
  const directories = new Set([
    ...matchingDirectories(root, patterns, fileSystem).filter((directory) => reader.read(directory) !== null),
    ...matchingDirectories(root, uvPatterns, fileSystem),
  ]);
  const found = new Map<string, string>();
  for (const directory of [...directories].sort()) {
    const configFile = configFileIn(directory, fileSystem, reader);
    if (configFile !== null) found.set(directory, configFile);
  }
  return found;
}

/** The file that configures danglint in exactly this directory; null when none does. */
export function configFileIn(
  directory: string,
  fileSystem: FileSystem,
  reader: PackageJsonReader = createPackageJsonReader(fileSystem),
): string | null {
  for (const name of ['danglint.json', 'danglint.jsonc']) {
    const path = below(directory, name);
    if (fileSystem.stat(path) === 'file') return path;
  }
  if (reader.read(directory)?.fields['danglint'] !== undefined) return below(directory, 'package.json');
  const pyproject = below(directory, 'pyproject.toml');
  if (fileSystem.stat(pyproject) === 'file' && hasDanglintTable(pyproject, fileSystem)) return pyproject;
  return null;
}

/** Whether the table is there; what it holds is for the configuration reader, which knows TOML. */
function hasDanglintTable(path: string, fileSystem: FileSystem): boolean {
  try {
    return /^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*danglint(?![\w-])/m.test(fileSystem.readText(path));
  } catch {
    return false;
  }
}

function directoriesUpward(from: string, top: string | null): readonly string[] {
  const directories: string[] = [];
  for (let directory: string | null = from; directory !== null; directory = parentOf(directory)) {
    if (top !== null && isWithin(top, from) && !isWithin(top, directory)) break;
    directories.push(directory);
  }
  return directories;
}
