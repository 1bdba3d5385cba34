// The files of a server, from a list of them. What they hold is taken from here, because a list does not say it.

import type { FileSystem } from '../host/file-system.ts';
import { readListFile } from '../host/list-file.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf, relativePath, resolvePath } from '../model/path.ts';
import { filesOnDisk } from './disk-files.ts';
import { createListedFileSystem, isInstalledPath, type ListedFile } from './listed-file-system.ts';
import { packagesInList } from './listed-packages.ts';
import { doubtAbout } from './manifest-doubts.ts';
import { readFileList } from './manifest-list.ts';
import { type ListPlace, type PlaceInList, placeOfList } from './manifest-place.ts';
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
  const list = source === '-' ? text : readList(resolvePath(root, source), disk);
  if (list === undefined || list === null) {
    throw new UserError(
      source === '-' ? 'there is no list on standard input' : `there is no file ${shown}`,
      'for example: ssh server find /srv/app -type f | danglint --view manifest:-',
    );
  }
  const read = readFileList(list);
  if ('refused' in read)
    throw new UserError(`the list in ${shown} does not tell which files are there: ${read.refused}`);
  const { paths: listed, folders: namedFolders, hidesDots } = read;
  if (listed.length === 0)
    throw new UserError(
      `the list in ${shown} is empty`,
      'did the command that writes it fail? for example: ssh server find /srv/app -type f | danglint --view manifest:-',
    );
  const present = filesOnDisk(disk, root);
  const project = present.map((path) => relativeId(root, path));
  const place = placeOfList(listed, project);
  const doubt = doubtAbout(listed, project, place);
  if (doubt !== null) {
    throw new UserError(
      `the list in ${shown} ${doubt}`,
      'it needs paths alone, as "find DIR -type f" or "tar -t" print them',
    );
  }
  if (place === null) {
    throw new UserError(
      `none of the ${listed.length} paths in ${shown} is a file of this project`,
      'the list needs paths as "find DIR -type f" or "tar -t" print them, of the same tree as this one',
    );
  }
  if (place.rival !== null)
    throw new UserError(
      `the list in ${shown} has this project in more than one folder: ${place.strip} and ${place.rival}`,
      'list the one folder that runs: find DIR -type f',
    );
  refuseUnopened([...listed, ...namedFolders], place, project, shown);
  const packages = packagesInList(listed, place);
  const onDisk = new Set(present);
  const folders = new Set(listed.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const files = new Map<string, ListedFile>();
  for (const path of listed) {
    if (!path.startsWith(place.strip)) continue;
    const absolute = below(root, place.add + path.slice(place.strip.length));
    // "find DIR" without -type f lists the folders too.
    if (disk.stat(absolute) === 'directory' || folders.has(path)) continue;
    // Settings and packages that only the server has say nothing here: what they hold is not known.
    const isRead = isProjectSettings(absolute) || isInstalledPath(absolute);
    if (isRead && disk.stat(absolute) === null) continue;
    files.set(absolute, onDisk.has(absolute) ? { from: 'disk' } : NOWHERE);
  }
  for (const [link, target] of linksOnDisk(root, present, disk)) {
    // "find DIR -type f" names no links: what they lead to says whether they are there.
    const leadsToListed = files.has(target) || [...files.keys()].some((path) => isWithin(target, path));
    if (files.has(link) || leadsToListed)
      files.set(link, { from: 'link', target: () => relativePath(parentOf(link) ?? root, target) });
  }
  if (hidesDots) {
    // Whether they are there is not known.
    for (const path of present)
      if (relativeId(root, path).includes('/.') || relativeId(root, path).startsWith('.'))
        files.set(path, { from: 'disk' });
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
    notices: foreign(listed, project, place, shown),
    notCheckedOut: notCheckedOutBelow(root, disk),
    absence: {
      isAbsent,
      lacksPackage: (packageName, importer) => packages.lacks(packageName, relativeId(root, importer)),
      reason(path) {
        if (path.includes('/node_modules/'))
          return `not among the ${packages.count} packages in the list of ${shown}`;
        if (!isAbsent(path)) return null;
        const other = [...files.keys()].find((one) => folded(one) === folded(path));
        const listed = other === undefined ? '' : `, which has ${asWritten(relativeId(root, other), path)}`;
        return `not in the list of ${shown}${listed}`;
      },
      // The list is of what was built and brought there.
      madeBy: () => null,
      unbuilt: () => null,
    },
  };
}

/** As file systems compare names that take two for one: macOS and Windows the case, HFS+ how letters are composed. */
const folded = (path: string): string => path.normalize('NFC').toLowerCase();

/** `ü` of one sign and of two look the same. */
function asWritten(listed: string, path: string): string {
  const isOtherForm = listed.normalize('NFC') !== listed && path.normalize('NFC') === path;
  return isOtherForm ? `${listed} with its letters taken apart (NFD, as macOS does)` : listed;
}

/** A list of another project has a package.json too: one in ten is little for a list of this one. */
function foreign(
  listed: readonly string[],
  project: readonly string[],
  { strip, hits }: PlaceInList,
  shown: string,
): string[] {
  const inside = listed.filter((path) => path.startsWith(strip) && !path.includes('/node_modules/')).length;
  if (hits * 10 >= Math.min(inside, project.length)) return [];
  const folder = strip === '' ? '' : ` below ${strip}`;
  return [`only ${hits} of the ${inside} paths that ${shown} lists${folder} are files of this project`];
}

/** Noted as read, so that another list gives another answer. */
function readList(path: string, disk: FileSystem): string | null {
  return disk.version(path) === null ? null : readListFile(path);
}

/** The links within the project, to files and folders of it. */
function linksOnDisk(root: string, present: readonly string[], disk: FileSystem): Map<string, string> {
  const links = new Map<string, string>();
  for (const folder of new Set([root, ...present.map((path) => parentOf(path) ?? root)])) {
    for (const { name, kind } of disk.list(folder)) {
      if (kind !== 'symlink') continue;
      const target = disk.realpath(below(folder, name));
      if (isWithin(root, target)) links.set(below(folder, name), target);
    }
  }
  return links;
}

/**
 * `ls DIR`, `find -maxdepth 2`: folders are named, and nothing of what is in them. Where a list goes deeper than such a
 * folder, it is empty.
 */
function refuseUnopened(
  named: readonly string[],
  { strip, add }: ListPlace,
  project: readonly string[],
  shown: string,
): void {
  const inside = named.filter((path) => path.startsWith(strip)).map((path) => path.slice(strip.length));
  const depthOf = (path: string) => path.split('/').length;
  const deepest = inside.reduce((most, path) => Math.max(most, depthOf(path)), 0);
  const folders = new Set(project.flatMap(foldersAbove));
  const folder = inside.find((path) => depthOf(path) === deepest && folders.has(add + path));
  if (folder === undefined) return;
  throw new UserError(
    `the list in ${shown} names the folder ${folder} and none of the files in it`,
    'the list needs all files, as "find DIR -type f" or "tar -t" print them',
  );
}

function foldersAbove(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}

const NOWHERE: ListedFile = { from: 'nowhere', because: 'it is in the list of files and not on this disk' };
