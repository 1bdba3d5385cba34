// Templates that a generator puts together from parts (`templates/base` and `templates/router` make one project): what one
// part asks for may be in another.

import type { PackageJson } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import { isDelivered } from './template.ts';

/** The folder that holds the parts. */
const HOLDER = /^(.*\/templates?)\/[^/]+\//;

/** Parts lie in it, or in a folder for each kind of part (`template/code/router`). */
const DEPTH = 2;

/**
 * @param ownerOf the manifest that answers for a directory
 * @returns tells whether one of the paths that a file of one part asks for is there in another part
 */
export function createComposed(
  fileSystem: FileSystem,
  ownerOf: (directory: string) => PackageJson | null,
): (file: string, tried: readonly string[]) => boolean {
  const known = new Map<string, readonly string[]>();

  function foldersBelow(directory: string, depth: number): readonly string[] {
    const folders = fileSystem
      .list(directory)
      .map(({ name }) => below(directory, name))
      .filter((path) => fileSystem.stat(path) === 'directory');
    return depth === 1
      ? folders
      : [...folders, ...folders.flatMap((folder) => foldersBelow(folder, depth - 1))];
  }

  /**
   * None where nothing says that the folder is delivered: sources are kept in folders of that name as well. Each part may
   * be a package of its own, which delivers it (`template/vite/tmpl`).
   */
  function partsOf(holder: string): readonly string[] {
    let parts = known.get(holder);
    if (parts === undefined) {
      const isGiven = (folder: string, owner: PackageJson | null) =>
        owner !== null && isDelivered(folder, owner);
      const isWhole = isGiven(holder, ownerOf(holder));
      parts = foldersBelow(holder, DEPTH).filter(
        (folder) => isWhole || isGiven(folder, ownerOf(parentOf(folder) ?? holder)),
      );
      known.set(holder, parts);
    }
    return parts;
  }

  return (file, tried) => {
    const holder = HOLDER.exec(file)?.[1];
    if (holder === undefined) return false;
    const parts = partsOf(holder);
    return parts
      .filter((part) => isWithin(part, file))
      .some((own) => {
        const places = tried.filter((path) => isWithin(own, path)).map((path) => path.slice(own.length + 1));
        return places.some((place) => parts.some((part) => fileSystem.stat(below(part, place)) === 'file'));
      });
  };
}
