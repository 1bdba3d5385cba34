// The packages of a monorepo, as npm, yarn, pnpm, bun and lerna declare them. Nothing needs to be installed.

import type { FileSystem } from '../host/file-system.ts';
import { globSource } from '../model/glob.ts';
import { below } from '../model/path.ts';
import {
  createPackageJsonReader,
  isRecord,
  type PackageJson,
  type PackageJsonReader,
} from './package-json.ts';
import { packagesOfPnpm } from './pnpm-packages.ts';

export interface Workspace {
  readonly name: string;
  readonly directory: string;
  readonly packageJson: PackageJson;
}

/**
 * The workspace packages below `root`, sorted by directory; the root package is not among them. Packages without a name
 * are left out: nobody can import them by name. Two packages of one name: the first one counts.
 */
export function findWorkspaces(
  root: string,
  fileSystem: FileSystem,
  reader: PackageJsonReader = createPackageJsonReader(fileSystem),
): readonly Workspace[] {
  const names = new Set<string>();
  const workspaces: Workspace[] = [];
  for (const directory of matchingDirectories(
    root,
    workspacePatterns(root, fileSystem, reader),
    fileSystem,
  )) {
    const packageJson = reader.read(directory);
    if (packageJson?.name == null || names.has(packageJson.name)) continue;
    names.add(packageJson.name);
    workspaces.push({ name: packageJson.name, directory, packageJson });
  }
  return workspaces;
}

/**
 * The directories below `root` that globs of workspaces name, sorted; `root` itself is not among them.
 * @param patterns relative to `root`; what one with `!` matches is left out, wherever it stands
 */
export function matchingDirectories(
  root: string,
  patterns: readonly string[],
  fileSystem: FileSystem,
): readonly string[] {
  const included = new Set<string>();
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    for (const directory of followPattern(root, splitPattern(pattern), fileSystem)) included.add(directory);
  }
  const excluded = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => directoryExpression(pattern.slice(1)));
  return [...included].sort().filter((directory) => {
    const relative = directory.slice(root.length).replace(/^\//, '');
    return relative !== '' && !excluded.some((expression) => expression.test(relative));
  });
}

/** Whether `root` declares workspaces and `directory` is one of them. */
export function listsWorkspace(
  root: string,
  directory: string,
  fileSystem: FileSystem,
  reader: PackageJsonReader,
): boolean {
  const relative = directory.slice(root.length).replace(/^\//, '');
  let listed = false;
  for (const pattern of workspacePatterns(root, fileSystem, reader)) {
    const negated = pattern.startsWith('!');
    if (directoryExpression(negated ? pattern.slice(1) : pattern).test(relative)) listed = !negated;
  }
  return listed;
}

/** The globs that declare workspaces in `root`; empty when it is no workspace root. */
export function workspacePatterns(
  root: string,
  fileSystem: FileSystem,
  reader: PackageJsonReader,
): readonly string[] {
  return (
    pnpmPatterns(root, fileSystem) ??
    packageJsonPatterns(reader.read(root)) ??
    lernaPatterns(root, fileSystem) ??
    []
  );
}

/**
 * Whether an install in `root` serves its workspaces; those that only Lerna knows are installed one by one, and npm, which
 * leaves a file in what it installs, knows nothing of those of pnpm. Source: docs.npmjs.com/cli/configuring-npm/package-lock-json,
 * "Hidden Lockfiles".
 */
export function areInstalledTogether(
  root: string,
  fileSystem: FileSystem,
  reader: PackageJsonReader,
): boolean {
  if (packageJsonPatterns(reader.read(root)) !== null) return true;
  const isByNpm = fileSystem.stat(below(root, 'node_modules/.package-lock.json')) === 'file';
  return pnpmPatterns(root, fileSystem) !== null && !isByNpm;
}

function pnpmPatterns(root: string, fileSystem: FileSystem): readonly string[] | null {
  const path = below(root, 'pnpm-workspace.yaml');
  if (fileSystem.stat(path) !== 'file') return null;
  try {
    return stringsIn(packagesOfPnpm(fileSystem.readText(path)));
  } catch {
    return null;
  }
}

function packageJsonPatterns(packageJson: PackageJson | null): readonly string[] | null {
  const workspaces = packageJson?.fields['workspaces'];
  // yarn 1 also has `{ packages, nohoist }`.
  return stringsIn(isRecord(workspaces) ? workspaces['packages'] : workspaces);
}

function lernaPatterns(root: string, fileSystem: FileSystem): readonly string[] | null {
  const path = below(root, 'lerna.json');
  if (fileSystem.stat(path) !== 'file') return null;
  try {
    const content: unknown = JSON.parse(fileSystem.readText(path));
    return isRecord(content) ? stringsIn(content['packages']) : null;
  } catch {
    return null;
  }
}

function stringsIn(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;
}

function splitPattern(pattern: string): readonly string[] {
  return pattern.split('/').filter((part) => part !== '' && part !== '.');
}

function directoryExpression(pattern: string): RegExp {
  return new RegExp(`^${globSource(splitPattern(pattern).join('/'))}$`);
}

/** Walks only where the pattern leads; `**` passes over node_modules and dot directories, as npm's map-workspaces does. */
function followPattern(
  directory: string,
  parts: readonly string[],
  fileSystem: FileSystem,
): readonly string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [directory];
  if (part === '..') return []; // outside the root: not ours
  if (!/[*?[{]/.test(part)) {
    const next = below(directory, part);
    return fileSystem.stat(next) === 'directory' ? followPattern(next, rest, fileSystem) : [];
  }
  const found: string[] = part === '**' ? [...followPattern(directory, rest, fileSystem)] : [];
  const expression = part === '**' ? null : new RegExp(`^${globSource(part)}$`);
  for (const entry of fileSystem.list(directory)) {
    // A link inside the tree would be walked twice, or for ever.
    if (entry.kind !== 'directory' || entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const next = below(directory, entry.name);
    if (expression === null) found.push(...followPattern(next, parts, fileSystem));
    else if (expression.test(entry.name)) found.push(...followPattern(next, rest, fileSystem));
  }
  return found;
}
