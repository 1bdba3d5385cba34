// The files of a server, from a list of them. What they hold is taken from here, because a list does not say it.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { below, resolvePath } from '../model/path.ts';
import { filesOnDisk } from './disk-files.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import { pathsInList, placeOfList } from './manifest-list.ts';
import { notCheckedOutBelow } from './not-checked-out.ts';
import { isProjectSettings } from './project-settings.ts';
import type { View } from './view.ts';

/**
 * @param source the file with the list, relative to the root, or `-`
 * @param text the list itself, when it was read from standard input
 * @throws {UserError} when there is no list, or nothing in it is a file of this project
 */
export function openManifestView(
  root: string,
  source: string,
  text: string | undefined,
  disk: FileSystem,
): View {
  const shown = source === '-' ? 'standard input' : relativeId(root, resolvePath(root, source));
  const list = source === '-' ? text : readTextOrNull(disk, resolvePath(root, source));
  if (list === undefined || list === null) {
    throw new UserError(
      source === '-' ? 'there is no list on standard input' : `there is no file ${shown}`,
      'for example: ssh server find /srv/app -type f | danglint --view manifest:-',
    );
  }
  const listed = pathsInList(list);
  const present = filesOnDisk(disk, root);
  const place = placeOfList(
    listed,
    present.map((path) => relativeId(root, path)),
  );
  if (place === null) {
    throw new UserError(
      `none of the ${listed.length} paths in ${shown} is a file of this project`,
      'the list needs paths as "find DIR -type f" or "tar -t" print them, of the same tree as this one',
    );
  }
  const onDisk = new Set(present);
  const folders = new Set(listed.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const files = new Map<string, ListedFile>();
  for (const path of listed) {
    if (!path.startsWith(place.strip)) continue;
    const absolute = below(root, place.add + path.slice(place.strip.length));
    // "find DIR" without -type f lists the folders too.
    if (disk.stat(absolute) === 'directory' || folders.has(path)) continue;
    // Settings that only the server has say nothing here: what they hold is not known.
    if (isProjectSettings(absolute) && disk.stat(absolute) === null) continue;
    files.set(absolute, onDisk.has(absolute) ? { from: 'disk' } : NOWHERE);
  }
  const fileSystem = createListedFileSystem({ area: root, files, disk });
  const isAbsent = (path: string): boolean =>
    disk.stat(path) === 'file' && fileSystem.governs(path) && fileSystem.stat(path) === null;
  return {
    name: `manifest:${source === '-' ? source : shown}`,
    fileSystem,
    // A file of which only the name is known can be imported, but there is nothing in it to check.
    files: [...files.keys()].filter((path) => onDisk.has(path) && !path.includes('/node_modules/')).sort(),
    loadedBy: 'production',
    notCheckedOut: notCheckedOutBelow(root, disk),
    absence: {
      isAbsent,
      reason: (path) => (isAbsent(path) ? `not in the list of ${shown}` : null),
      // The list is of what was built and brought there.
      madeBy: () => null,
      unbuilt: () => null,
    },
  };
}

const NOWHERE: ListedFile = { from: 'nowhere', because: 'it is in the list of files and not on this disk' };
