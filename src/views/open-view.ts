// Opens the view that `--view` names. Invariant: nothing but the answer depends on which one it is.

import { createDiskFileSystem } from '../host/disk-file-system.ts';
import type { FileSystem } from '../host/file-system.ts';
import { findRepository, listFiles, NO_WORK_TREE } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import { notCheckedOutBelow } from './not-checked-out.ts';
import type { View } from './view.ts';

export interface OpenViewOptions {
  /** Absolute; the folder that the project starts in. */
  readonly root: string;
  /** The list of a `manifest:-` view. */
  readonly manifestText?: string;
  /** Globs, relative to the root, of files that a build makes. */
  readonly generated?: readonly string[];
  /** The files as they are; made when absent. */
  readonly disk?: FileSystem;
}

const KNOWN =
  'worktree, index, commit:REV, npm, npm:all, wheel, sdist, docker, docker:PATH, docker:SERVICE, manifest:FILE';

/**
 * @param name what `--view` was given
 * @throws {UserError} for a view that does not exist or cannot be read
 */
export async function openView(name: string, options: OpenViewOptions): Promise<View> {
  const { root } = options;
  const disk = options.disk ?? createDiskFileSystem();
  const generated = options.generated ?? [];
  const colon = name.indexOf(':');
  const kind = colon < 0 ? name : name.slice(0, colon);
  const argument = colon < 0 ? '' : name.slice(colon + 1);
  // Each is loaded when it is asked for: most runs look at the work tree alone.
  switch (kind) {
    case 'worktree':
      return {
        name,
        fileSystem: disk,
        files: await listFiles(root),
        absence: null,
        loadedBy: 'anything',
        notCheckedOut: notCheckedOutBelow(root, disk),
      };
    case 'index':
      return (await import('./index-view.ts')).openIndexView(repositoryOf(root, name), root, disk, generated);
    case 'commit':
      if (argument === '')
        throw new UserError('the view "commit" needs a revision', 'for example commit:HEAD');
      return (await import('./commit-view.ts')).openCommitView(
        repositoryOf(root, name),
        root,
        argument,
        disk,
        generated,
      );
    case 'npm':
      if (argument !== '' && argument !== 'all') throw unknownView(name);
      return (await import('./npm-view.ts')).openNpmView(root, argument === 'all' ? 'all' : 'public', disk);
    case 'wheel':
    case 'sdist':
      if (argument !== '') throw unknownView(name);
      return (await import('./python-view.ts')).openPythonView(root, kind, disk);
    case 'docker':
      return (await import('./docker-view.ts')).openDockerView(root, argument, disk, generated);
    case 'manifest':
      if (argument === '') throw new UserError('the view "manifest" needs a file', 'for example manifest:-');
      return (await import('./manifest-view.ts')).openManifestView(
        root,
        argument,
        options.manifestText,
        disk,
      );
    default:
      throw unknownView(name);
  }
}

function unknownView(name: string): UserError {
  return new UserError(`there is no view "${name}"`, `the views are ${KNOWN}`);
}
function repositoryOf(root: string, view: string): string {
  const top = findRepository(root);
  if (top !== null) return top;
  throw new UserError(`${root} is not in a work tree of git, so there is no view "${view}"`, NO_WORK_TREE);
}
