// From what is asked for and the configuration to the options of a run: which project, which of its files, how it is
// read. Decided once, before any phase starts.

import type { Config, PlacedConfig } from './config/config.ts';
import { readConfig } from './config/read-config.ts';
import { createSeverities } from './config/severities.ts';
import {
  globsOf,
  readWorkspaceConfigs,
  unappliedKeys,
  type WorkspaceConfig,
} from './config/workspace-configs.ts';
import { isInFixtureFolder } from './discover/discover.ts';
import { configFileIn, findRoot, isOwnProject, workspaceConfigFiles } from './discover/find-root.ts';
import { today } from './host/clock.ts';
import { createDiskFileSystem } from './host/disk-file-system.ts';
import type { FileSystem } from './host/file-system.ts';
import { findRepository } from './host/git.ts';
import { UserError } from './host/user-error.ts';
import type { Severity } from './model/finding.ts';
import { nearestName } from './model/nearest-name.ts';
import { baseNameOf, isWithin, parentOf, relativePath, resolvePath, shownPath } from './model/path.ts';
import type { CheckOptions } from './options.ts';
import { RULE_IDS } from './rules/rule-ids.ts';

export interface ProjectRequest {
  /** Absolute, with forward slashes: where relative paths start, and the search for the project. */
  readonly cwd: string;
  /** Files and folders that limit what is reported; one folder that is a project of its own is that project. */
  readonly paths?: readonly string[];
  /** A configuration file, instead of those that are found. */
  readonly config?: string;
  /** As with `--view`; absent: what the configuration says, else the work tree. */
  readonly view?: string;
  /** The list of files of the view `manifest:-`. */
  readonly manifestText?: string;
  readonly changes?: CheckOptions['changes'];
  readonly engine?: CheckOptions['engine'];
  /** As with `--node`, over the configuration. */
  readonly nodeVersion?: string;
  /** As with `--python`, over the configuration. */
  readonly pythonVersion?: string;
  /** As in {@link ResolverOptions.pythonEnvironments}. */
  readonly pythonEnvironments?: readonly string[];
  /** Rule id → severity, over the configuration. */
  readonly severities?: ReadonlyMap<string, Severity>;
  /** Ask git who removed a name; true when absent. */
  readonly history?: boolean;
  /** Name who made the commit; false when absent. */
  readonly authors?: boolean;
  /** The folder for the cache of the project with this root; absent or null: none is kept. */
  readonly cacheDirectoryOf?: (root: string) => string | null;
}

export interface Project {
  readonly options: CheckOptions;
  readonly config: Config;
  /** Absolute; null when there is none. */
  readonly configFile: string | null;
  /** Those of the workspaces below the root, an outer directory before the ones in it. */
  readonly workspaces: readonly WorkspaceConfig[];
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
  const selected = named.map((path) => fileSystem.realpath(path)).filter((path) => path !== root);
  const outside = selected.find((path) => !isWithin(root, path));
  if (outside !== undefined) {
    throw new UserError(
      `${shownPath(cwd, outside)} is not in the project ${root}`,
      'check one project at a time, or name a folder that holds a package.json or pyproject.toml',
    );
  }
  const place = { root, selected, disk: fileSystem };
  const settings = await readSettings(root, foundFile, request, fileSystem);
  const options = optionsFrom(settings, place, request);
  const optionsOf = async (files: FileSystem) =>
    optionsFrom(await readSettings(root, configFileIn(root, files), request, files), place, request);
  const { config, configFile, workspaces } = settings;
  return { options: { ...options, optionsOf }, config, configFile, workspaces, gitTop };
}

type Settings = Pick<Project, 'config' | 'configFile' | 'workspaces'>;

async function readSettings(
  root: string,
  foundFile: string | null,
  { cwd, config: named }: ProjectRequest,
  fileSystem: FileSystem,
): Promise<Settings> {
  const configFile = named === undefined ? foundFile : existingPath(named, cwd, fileSystem);
  const config =
    configFile === null ? {} : await readConfig(configFile, shownPath(cwd, configFile), fileSystem, RULE_IDS);
  const workspaces =
    named === undefined
      ? await readWorkspaceConfigs(await workspaceConfigFiles(root, fileSystem), cwd, fileSystem, RULE_IDS)
      : [];
  return { config, configFile, workspaces };
}

interface Place {
  readonly root: string;
  /** What of it is reported, absolute; empty for all. */
  readonly selected: readonly string[];
  readonly disk: FileSystem;
}

function optionsFrom(
  { config, workspaces }: Settings,
  { root, selected, disk }: Place,
  request: ProjectRequest,
): CheckOptions {
  const configs = [{ directory: root, config }, ...workspaces];
  const unapplied = unappliedKeys(root, workspaces);
  const changes = request.changes ?? { kind: 'all' };
  return {
    root,
    paths: selected,
    view: viewOf(request, changes, config.view ?? 'worktree', { root, disk }),
    ...(request.manifestText !== undefined && { manifestText: request.manifestText }),
    changes,
    engine: request.engine ?? 'oxc',
    resolver: resolverOptions(config, configs, root, request),
    ignore: globsOf('ignore', root, configs),
    includeFixtures:
      config.fixtures === 'check' || selected.some((path) => isInFixtureFolder(relativePath(root, path))),
    severityOf: createSeverities(configs, request.severities ?? new Map()),
    entries: globsOf('entries', root, configs),
    cacheDirectory: request.cacheDirectoryOf?.(root) ?? null,
    history: request.history ?? true,
    authors: request.authors ?? false,
    today: today(),
    notices: unapplied === null ? [] : [unapplied],
  };
}

/** Where the search for the root starts: a named project, the working directory, or a folder outside of its project. */
function startOf(named: readonly string[], cwd: string, fileSystem: FileSystem): string {
  const [first, second] = named;
  if (first === undefined) return cwd;
  const folder = fileSystem.stat(first) === 'directory' ? first : (parentOf(first) ?? first);
  const isAlone = second === undefined && folder === first && first !== cwd;
  const repository = findRepository(folder);
  if (isAlone && isOwnProject(first, fileSystem, repository)) return first;
  // `danglint backend` in a folder of clones: without this the project would be all of them, and what lies beside them.
  if (isAlone && repository === first && findRepository(cwd) === null) return first;
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

function resolverOptions(
  config: Config,
  configs: readonly PlacedConfig[],
  root: string,
  request: ProjectRequest,
): CheckOptions['resolver'] {
  const nodeVersion = request.nodeVersion ?? config.node;
  const pythonVersion = request.pythonVersion ?? config.python;
  return {
    alias: config.alias ?? {},
    conditions: config.conditions ?? [],
    runtime: config.runtime ?? 'auto',
    generated: globsOf('generated', root, configs),
    ...(config.tsconfig !== undefined && { tsconfig: resolvePath(root, config.tsconfig) }),
    ...(nodeVersion !== undefined && { nodeVersion }),
    ...(pythonVersion !== undefined && { pythonVersion }),
    ...(request.pythonEnvironments !== undefined && { pythonEnvironments: request.pythonEnvironments }),
    pythonPath: (config.pythonPath ?? []).map((path) => resolvePath(root, path)),
  };
}

/** A path in it is absolute: the command line means one from where it was typed, the configuration one from the root. */
function viewOf(
  { view, cwd }: ProjectRequest,
  changes: CheckOptions['changes'],
  configured: string,
  { root, disk }: Pick<Place, 'root' | 'disk'>,
): string {
  if (view !== undefined) return withAbsolutePath(view, cwd, disk);
  return changes.kind === 'staged' ? 'index' : withAbsolutePath(configured, root, disk);
}

function withAbsolutePath(view: string, from: string, disk: FileSystem): string {
  const [, kind, path] = /^(manifest|docker):(.+)$/.exec(view) ?? [];
  if (path === undefined || path === '-') return view;
  const absolute = resolvePath(from, path);
  // A word that names nothing there may be a service of the compose file.
  if (kind === 'docker' && /^[\w.-]+$/.test(path) && disk.stat(absolute) === null) return view;
  return `${kind}:${absolute}`;
}
