// From what is asked for and the configuration to the options of a run: which project, which of its files, how it is
// read. Decided once, before any phase starts.

import type { Config } from './config/config.ts';
import { readConfig } from './config/read-config.ts';
import { createSeverities } from './config/severities.ts';
import { FIXTURE_FOLDERS } from './discover/discover.ts';
import { findRoot, isOwnProject } from './discover/find-root.ts';
import { today } from './host/clock.ts';
import { createDiskFileSystem } from './host/disk-file-system.ts';
import type { FileSystem } from './host/file-system.ts';
import { findRepository } from './host/git.ts';
import { UserError } from './host/user-error.ts';
import type { Severity } from './model/finding.ts';
import { nearestName } from './model/nearest-name.ts';
import { baseNameOf, isWithin, parentOf, relativePath, resolvePath, shownPath } from './model/path.ts';
import type { CheckOptions } from './options.ts';
import { rules } from './rules/rules.ts';

export interface ProjectRequest {
  /** Absolute, with forward slashes: where relative paths start, and the search for the project. */
  readonly cwd: string;
  /** Files and folders that limit what is reported; one folder that is a project of its own is that project. */
  readonly paths?: readonly string[];
  /** A configuration file, instead of the one that is found. */
  readonly config?: string;
  /** As with `--view`; absent: what the configuration says, else the work tree. */
  readonly view?: string;
  /** The list of files of the view `manifest:-`. */
  readonly manifestText?: string;
  readonly changes?: CheckOptions['changes'];
  readonly engine?: CheckOptions['engine'];
  /** Rule id → severity, over the configuration. */
  readonly severities?: ReadonlyMap<string, Severity>;
  /** Ask git who removed a name; true when absent. */
  readonly history?: boolean;
  /** The folder for the cache of the project with this root; absent or null: none is kept. */
  readonly cacheDirectoryOf?: (root: string) => string | null;
}

export interface Project {
  readonly options: CheckOptions;
  readonly config: Config;
  /** Absolute; null when there is none. */
  readonly configFile: string | null;
  /** The top of the git repository; null outside one. */
  readonly gitTop: string | null;
}

/** @throws {UserError} for a path that is not there and for a configuration that is wrong */
export async function openProject(request: ProjectRequest): Promise<Project> {
  const { cwd } = request;
  const fileSystem = createDiskFileSystem();
  const named = (request.paths ?? []).map((path) => existingPath(path, cwd, fileSystem));
  const start = startOf(named, cwd, fileSystem);
  const gitTop = findRepository(start);
  const { root, configFile: foundFile } = findRoot(start, fileSystem, start === named[0] ? start : gitTop);
  const configFile = request.config === undefined ? foundFile : existingPath(request.config, cwd, fileSystem);
  const ruleIds = rules.map(({ id }) => id);
  const config =
    configFile === null ? {} : await readConfig(configFile, shownPath(cwd, configFile), fileSystem, ruleIds);
  const selected = named.map((path) => fileSystem.realpath(path)).filter((path) => path !== root);
  const outside = selected.find((path) => !isWithin(root, path));
  if (outside !== undefined) {
    throw new UserError(
      `${shownPath(cwd, outside)} is not in the project ${root}`,
      'check one project at a time, or name a folder that holds a package.json or pyproject.toml',
    );
  }
  const changes = request.changes ?? { kind: 'all' };
  const view = request.view ?? (changes.kind === 'staged' ? 'index' : (config.view ?? 'worktree'));
  const options: CheckOptions = {
    root,
    paths: selected,
    view: absoluteManifest(view, cwd),
    ...(request.manifestText !== undefined && { manifestText: request.manifestText }),
    changes,
    engine: request.engine ?? 'oxc',
    resolver: resolverOptions(config, root),
    ignore: config.ignore ?? [],
    includeFixtures: config.fixtures === 'check' || selected.some((path) => isInFixtures(root, path)),
    severityOf: createSeverities(config, root, request.severities ?? new Map()),
    entries: config.entries ?? [],
    cacheDirectory: request.cacheDirectoryOf?.(root) ?? null,
    history: request.history ?? true,
    today: today(),
  };
  return { options, config, configFile, gitTop };
}

/** Where the search for the root starts: a named project, the working directory, or a folder outside of its project. */
function startOf(named: readonly string[], cwd: string, fileSystem: FileSystem): string {
  const [first, second] = named;
  if (first === undefined) return cwd;
  const folder = fileSystem.stat(first) === 'directory' ? first : (parentOf(first) ?? first);
  const isAlone = second === undefined && folder === first && first !== cwd;
  if (isAlone && isOwnProject(first, fileSystem, findRepository(folder))) return first;
  const { root } = findRoot(cwd, fileSystem, findRepository(cwd));
  return isWithin(root, fileSystem.realpath(folder)) ? cwd : folder;
}

function existingPath(typed: string, cwd: string, fileSystem: FileSystem): string {
  const path = resolvePath(cwd, typed);
  if (fileSystem.stat(path) !== null) return path;
  const siblings = fileSystem.list(parentOf(path) ?? path).map(({ name }) => name);
  const near = nearestName(baseNameOf(path), siblings);
  const folder = typed.slice(0, typed.length - baseNameOf(typed).length);
  throw new UserError(
    `there is no file or folder "${typed}"`,
    near === null ? undefined : `did you mean "${folder}${near}"?`,
  );
}

function resolverOptions(config: Config, root: string): CheckOptions['resolver'] {
  return {
    alias: config.alias ?? {},
    conditions: config.conditions ?? [],
    runtime: config.runtime ?? 'auto',
    generated: config.generated ?? [],
    ...(config.tsconfig !== undefined && { tsconfig: resolvePath(root, config.tsconfig) }),
    ...(config.node !== undefined && { nodeVersion: config.node }),
    ...(config.python !== undefined && { pythonVersion: config.python }),
    pythonPath: (config.pythonPath ?? []).map((path) => resolvePath(root, path)),
  };
}

function absoluteManifest(view: string, cwd: string): string {
  const file = view.startsWith('manifest:') ? view.slice('manifest:'.length) : null;
  return file === null || file === '-' ? view : `manifest:${resolvePath(cwd, file)}`;
}

function isInFixtures(root: string, path: string): boolean {
  return relativePath(root, path)
    .split('/')
    .some((part) => FIXTURE_FOLDERS.includes(part));
}
