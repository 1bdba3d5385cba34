// The project that the command line names, with the hints that only the command line can give: a mistyped command is a
// path to the parser of the arguments.

import { cacheDirectoryOf } from '../host/cache-file.ts';
import { createDiskFileSystem } from '../host/disk-file-system.ts';
import { UserError } from '../host/user-error.ts';
import { nearestName } from '../model/nearest-name.ts';
import { resolvePath } from '../model/path.ts';
import { openProject as open, type Project, type ProjectRequest } from '../open-project.ts';
import { COMMANDS } from './command-list.ts';
import type { ProjectFlags } from './project-options.ts';
import { forwardSlashes, type Session } from './session.ts';

export type { Project };

/**
 * @param paths files and folders as they were typed
 * @throws {UserError} for a path that is not there and for a configuration that is wrong
 */
export async function openProject(
  paths: readonly string[],
  flags: ProjectFlags,
  session: Session,
): Promise<Project> {
  const { config, view } = flags;
  assertNoCommand(paths, session.cwd);
  return open({
    cwd: session.cwd,
    paths: paths.map(forwardSlashes),
    ...(config !== undefined && { config: forwardSlashes(config) }),
    ...(view !== undefined && { view: /^(?:manifest|docker):/.test(view) ? forwardSlashes(view) : view }),
    ...(view === 'manifest:-' && { manifestText: await session.readStdin() }),
    changes: changesOf(flags),
    engine: flags.engine,
    ...(flags.node !== undefined && { nodeVersion: flags.node }),
    ...(flags.python !== undefined && { pythonVersion: flags.python }),
    pythonEnvironments: activeEnvironments(session),
    ...(flags.rule !== undefined && { severities: flags.rule }),
    ...(flags.history !== undefined && { history: flags.history }),
    authors: flags.author === true,
    cacheDirectoryOf: (root) => (flags.cache ? forwardSlashes(cacheDirectoryOf(root, session.env)) : null),
  });
}

/** Set by the `activate` of a virtual environment and of conda. */
function activeEnvironments({ cwd, env }: Session): string[] {
  return [env['VIRTUAL_ENV'], env['CONDA_PREFIX']].flatMap((path) =>
    path === undefined || path === '' ? [] : [resolvePath(cwd, forwardSlashes(path))],
  );
}

function assertNoCommand(paths: readonly string[], cwd: string): void {
  const commands = ['check', ...COMMANDS.map(({ name }) => name)];
  const fileSystem = createDiskFileSystem();
  for (const path of paths) {
    if (fileSystem.stat(resolvePath(cwd, forwardSlashes(path))) !== null) continue;
    const missing = `there is no file or folder "${path}"`;
    if (commands.includes(path)) {
      throw new UserError(missing, `the command comes before the options: danglint ${path} …`);
    }
    const near = nearestName(path, commands);
    if (near !== null) throw new UserError(missing, `did you mean the command "${near}"?`);
  }
}

function changesOf({ staged, since }: ProjectFlags): NonNullable<ProjectRequest['changes']> {
  if (staged === true) return { kind: 'staged' };
  return since === undefined ? { kind: 'all' } : { kind: 'since', ref: since };
}
