// What `python -m build` would put into the wheel or the source distribution of each Python package of the project.

import type { FileSystem } from '../host/file-system.ts';
import { listFiles } from '../host/git.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { isWithin, parentOf } from '../model/path.ts';
import { installedNames, isBuildable, packing } from '../python-project/build/backends.ts';
import { packInputOf } from '../python-project/build/pack-input.ts';
import {
  type InstalledName,
  type PackInput,
  type PackTarget,
  UnknownPackingError,
  type WhyNotPacked,
} from '../python-project/build/packing.ts';
import { filesOnDisk } from './disk-files.ts';
import { unbuiltBelow } from './git-ignore.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import { notCheckedOutBelow } from './not-checked-out.ts';
import type { View } from './view.ts';

interface PackedProject {
  readonly directory: string;
  readonly whyNot: WhyNotPacked;
  readonly nameOf: InstalledName;
}

/** @throws {UserError} when nothing here can be built, or what is packed cannot be told */
export async function openPythonView(root: string, target: PackTarget, disk: FileSystem): Promise<View> {
  const onDisk = filesOnDisk(disk, root).filter((path) => !path.includes('/site-packages/'));
  const gitFiles = await listFiles(root);
  const projects = projectsOf(root, target, onDisk, disk, gitFiles);
  if (projects.length === 0)
    throw new UserError(
      `there is no Python package in ${root}, so nothing is packed`,
      'a package has a pyproject.toml with [project] or [build-system], a setup.py or a setup.cfg',
    );
  const ownerOf = (path: string): PackedProject | undefined =>
    projects.find(({ directory }) => isWithin(directory, path));
  const whyNot = (path: string): string | null => {
    const owner = ownerOf(path);
    return owner === undefined ? 'not in any package' : owner.whyNot(relativeId(owner.directory, path));
  };
  const files = new Map<string, ListedFile>();
  for (const path of onDisk) if (whyNot(path) === null) files.set(path, { from: 'disk' });
  const fileSystem = createListedFileSystem({ area: root, files, disk });
  const isAbsent = (path: string): boolean =>
    disk.stat(path) === 'file' && fileSystem.governs(path) && fileSystem.stat(path) === null;
  return {
    name: target,
    fileSystem,
    files: [...files.keys()].sort(),
    notCheckedOut: notCheckedOutBelow(root, disk),
    nameWhenDeployed(path) {
      const owner = target === 'wheel' ? ownerOf(path) : undefined;
      return owner?.nameOf(relativeId(owner.directory, path)) ?? null;
    },
    // Whoever installs it may import any module of it; tests that are packed along run at home.
    loadedBy: 'production',
    absence: {
      isAbsent,
      reason: (path) => (isAbsent(path) ? `not in the ${target}: ${whyNot(path)}` : null),
      // Nothing is built after packing: what is not in the archive is not there.
      madeBy: () => null,
      unbuilt: unbuiltBelow(root),
    },
  };
}

/** The project of the root, or those below it where the root is none; the deepest first. */
function projectsOf(
  root: string,
  target: PackTarget,
  onDisk: readonly string[],
  disk: FileSystem,
  gitFiles: readonly string[] | null,
): PackedProject[] {
  const folders = new Set(
    onDisk.flatMap((path) =>
      /\/(?:pyproject\.toml|setup\.py|setup\.cfg)$/.test(path) ? [parentOf(path) ?? root] : [],
    ),
  );
  const inputs = [...folders].map((directory) => ({
    directory,
    input: packInputOf(directory, target, onDisk, disk, gitFiles),
  }));
  const buildable = inputs.filter(({ input }) => isBuildable(input));
  const own = buildable.filter(({ directory }) => directory === root);
  return (own.length > 0 ? own : buildable)
    .sort((a, b) => b.directory.length - a.directory.length)
    .map(({ directory, input }) => ({
      directory,
      whyNot: packingOrError(input, relativeId(root, directory)),
      nameOf: installedNames(input),
    }));
}

function packingOrError(input: PackInput, shown: string): WhyNotPacked {
  try {
    return packing(input);
  } catch (error) {
    if (!(error instanceof UnknownPackingError)) throw error;
    throw new UserError(
      `what the ${input.target} of ${shown} holds cannot be told: ${error.message}`,
      'build it, and check the list of its files: unzip -Z1 dist/*.whl | danglint --view manifest:-',
    );
  }
}
