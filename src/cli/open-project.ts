// From the command line and the configuration to the options of a run: which project, which of its files, how it is
// read. For every command that looks at a project.

import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { createSeverities } from '../config/severities.ts';
import { FIXTURE_FOLDERS } from '../discover/discover.ts';
import { findRoot, isOwnProject } from '../discover/find-root.ts';
import { cacheDirectoryOf } from '../host/cache-file.ts';
import { today } from '../host/clock.ts';
import { createDiskFileSystem } from '../host/disk-file-system.ts';
import type { FileSystem } from '../host/file-system.ts';
import { findRepository } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import { nearestName } from '../model/nearest-name.ts';
import { baseNameOf, isWithin, parentOf, relativePath, resolvePath } from '../model/path.ts';
import type { CheckOptions } from '../options.ts';
import { COMMANDS } from './commands.ts';
import type { ProjectFlags } from './project-options.ts';
import { forwardSlashes, type Session } from './session.ts';

export interface Project {
  readonly options: CheckOptions;
  readonly config: Config;
  /** Absolute; null when there is none. */
  readonly configFile: string | null;
  /** The top of the git repository; null outside one. */
  readonly gitTop: string | null;
}

/**
 * @param paths files and folders as they were typed
 * @throws {UserError} for a path that is not there and for a configuration that is wrong
 */
export async function openProject(
  paths: readonly string[],
  flags: ProjectFlags,
  session: Session,
): Promise<Project> {
  const fileSystem = createDiskFileSystem();
  const { rules } = await import('../rules/rules.ts');
  const ruleIds = rules.map(({ id }) => id);
  const named = paths.map((path) => existingPath(path, session.cwd, fileSystem));
  const start = startOf(named, session.cwd, fileSystem);
  const gitTop = findRepository(start);
  const found = findRoot(start, fileSystem, start === named[0] ? start : gitTop);
  const configFile =
    flags.config === undefined ? found.configFile : existingPath(flags.config, session.cwd, fileSystem);
  const shownConfig = configFile === null ? '' : shortPath(session.cwd, configFile);
  const config = configFile === null ? {} : await readConfig(configFile, shownConfig, fileSystem, ruleIds);
  const { root } = found;
  const selected = named.map((path) => fileSystem.realpath(path)).filter((path) => path !== root);
  const outside = selected.find((path) => !isWithin(root, path));
  if (outside !== undefined) {
    throw new UserError(
      `${shortPath(session.cwd, outside)} is not in the project ${root}`,
      'check one project at a time, or name a folder that holds a package.json or pyproject.toml',
    );
  }
  const view = flags.view ?? (flags.staged === true ? 'index' : (config.view ?? 'worktree'));
  const options: CheckOptions = {
    root,
    paths: selected,
    view: absoluteManifest(view, session.cwd),
    ...(view === 'manifest:-' && { manifestText: await session.readStdin() }),
    changes: changesOf(flags),
    engine: flags.engine,
    resolver: resolverOptions(config, root),
    ignore: config.ignore ?? [],
    includeFixtures: config.fixtures === 'check' || selected.some((path) => isInFixtures(root, path)),
    severityOf: createSeverities(config, root, flags.rule ?? new Map()),
    entries: config.entries ?? [],
    cacheDirectory: flags.cache ? forwardSlashes(cacheDirectoryOf(root, session.env)) : null,
    history: flags.history ?? true,
    today: today(),
  };
  return { options, config, configFile, gitTop };
}

/** Where the search for the root starts: a named project, the working directory, or a folder outside of its project. */
function startOf(named: readonly string[], cwd: string, fileSystem: FileSystem): string {
  const [first, second] = named;
  if (first === undefined) return cwd;
  const folder = fileSystem.stat(first) === 'directory' ? first : (parentOf(first) ?? first);
  const gitTop = findRepository(folder);
  const isAlone = second === undefined && folder === first && first !== cwd;
  if (isAlone && isOwnProject(first, fileSystem, gitTop)) return first;
  const { root } = findRoot(cwd, fileSystem, findRepository(cwd));
  return isWithin(root, fileSystem.realpath(folder)) ? cwd : folder;
}

function existingPath(typed: string, cwd: string, fileSystem: FileSystem): string {
  const path = resolvePath(cwd, forwardSlashes(typed));
  if (fileSystem.stat(path) !== null) return path;
  throw new UserError(`there is no file or folder "${typed}"`, pathHint(typed, path, fileSystem));
}

/** A mistyped command is a path to the parser: both are asked. */
function pathHint(typed: string, path: string, fileSystem: FileSystem): string | undefined {
  const commands = ['check', ...COMMANDS.map(({ name }) => name)];
  if (commands.includes(typed)) return `the command comes before the options: danglint ${typed} …`;
  const command = nearestName(typed, commands);
  if (command !== null) return `did you mean the command "${command}"?`;
  const siblings = fileSystem.list(parentOf(path) ?? path).map(({ name }) => name);
  const sibling = nearestName(baseNameOf(path), siblings);
  if (sibling === null) return undefined;
  return `did you mean "${typed.slice(0, typed.length - baseNameOf(typed).length)}${sibling}"?`;
}

function changesOf({ staged, since }: ProjectFlags): CheckOptions['changes'] {
  if (staged === true) return { kind: 'staged' };
  return since === undefined ? { kind: 'all' } : { kind: 'since', ref: since };
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
  return file === null || file === '-' ? view : `manifest:${resolvePath(cwd, forwardSlashes(file))}`;
}

function isInFixtures(root: string, path: string): boolean {
  return relativePath(root, path)
    .split('/')
    .some((part) => FIXTURE_FOLDERS.includes(part));
}

/** How a path is called in messages: relative to where the user stands. */
export function shortPath(cwd: string, path: string): string {
  return relativePath(cwd, path).replace(/^\.\//, '');
}
