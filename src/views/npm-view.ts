// What `npm pack` would put into the package, or into each package of a workspace.

/// <reference path="./npm-packlist.d.ts" />

import ignore from 'ignore';
import packlist from 'npm-packlist';
import { findWorkspaces } from '../discover/workspaces.ts';
import type { FileSystem } from '../host/file-system.ts';
import { asObject, readJsonObject, readTextOrNull, stringsIn } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import { filesOnDisk } from './disk-files.ts';
import { unbuiltBelow } from './git-ignore.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
import { notCheckedOutBelow } from './not-checked-out.ts';
import type { View } from './view.ts';

/** `public`: packages without `"private": true`, and a lone private one; `all`: private ones of a workspace too. */
export type NpmPackages = 'public' | 'all';

interface Package {
  readonly directory: string;
  readonly manifest: Record<string, unknown>;
}

/** @throws {UserError} when there is no package.json at all */
export async function openNpmView(root: string, which: NpmPackages, disk: FileSystem): Promise<View> {
  const packages = packagesOf(root, disk);
  if (packages.length === 0) throw new UserError(`there is no package.json in ${root}, so nothing is packed`);
  const published = packages.filter(
    // Without a version npm refuses to pack it: a fixture that a workspace pattern matches.
    ({ manifest }) => manifest['private'] !== true && typeof manifest['version'] === 'string',
  );
  // A private root without public packages is asked about on purpose.
  const packed =
    which === 'all' || published.length === 0
      ? packages.filter(({ directory, manifest }) => {
          // The root of a workspace is rarely a package; npm refuses to pack it without a version. Nobody packs a private
          // one beside its packages, and the files of these, packed or not, would be among its own.
          if (directory !== root || packages.length === 1) return true;
          return typeof manifest['version'] === 'string' && (which !== 'all' || manifest['private'] !== true);
        })
      : published;
  const files = new Map<string, ListedFile>();
  const workspaces = packages.filter(({ directory }) => directory !== root).map(({ directory }) => directory);
  for (const { directory, manifest } of packed) {
    for (const path of await packedFiles(directory, manifest, root, workspaces, disk)) {
      files.set(below(directory, path), { from: 'disk' });
    }
  }
  const fileSystem = createListedFileSystem({ area: root, files, disk });
  const isAbsent = (path: string): boolean =>
    disk.stat(path) === 'file' && fileSystem.governs(path) && fileSystem.stat(path) === null;
  return {
    name: which === 'all' ? 'npm:all' : 'npm',
    fileSystem,
    files: [...files.keys()].filter((path) => !path.includes('/node_modules/')).sort(),
    loadedBy: 'package-entries',
    notCheckedOut: notCheckedOutBelow(root, disk),
    notices: noticesOf(packed, root, disk),
    leftOut: (language) => (language === 'javascript' ? 'an install of this package' : null),
    absence: {
      isAbsent,
      reason: (path) => (isAbsent(path) ? whyNotPacked(path, packages, packed, root, disk) : null),
      // Nothing is built after packing: what is not in the package is not there.
      madeBy: () => null,
      unbuilt: unbuiltBelow(root),
    },
  };
}

/** The package of the root and those of its workspace; where neither is declared, every package below the root. */
function packagesOf(root: string, disk: FileSystem): Package[] {
  const declared = [root, ...findWorkspaces(root, disk).map(({ directory }) => directory)];
  const packages = declared.flatMap((directory) => packageIn(directory, disk));
  if (packages.length > 0) return packages;
  const manifests = filesOnDisk(disk, root).filter((path) => path.endsWith('/package.json'));
  return manifests.flatMap((path) => packageIn(parentOf(path) ?? root, disk));
}

function packageIn(directory: string, disk: FileSystem): Package[] {
  const manifest = readJsonObject(disk, below(directory, 'package.json'));
  // Without a name it is no package but a `{ "type": "module" }` for its folder.
  return manifest === null || typeof manifest['name'] !== 'string' ? [] : [{ directory, manifest }];
}

/** Relative to the package. npm-packlist wants a node of npm's tree: the parts of one that it reads are made here. */
async function packedFiles(
  directory: string,
  manifest: Record<string, unknown>,
  root: string,
  workspaces: readonly string[],
  disk: FileSystem,
): Promise<string[]> {
  const isOfPnpm = disk.stat(below(root, 'pnpm-workspace.yaml')) === 'file';
  const hasWorkspaces = directory === root && manifest['workspaces'] !== undefined && workspaces.length > 0;
  const tree = {
    path: directory,
    package: normalised(manifest, commandsIn(directory, manifest, disk)),
    isProjectRoot: true,
    edgesOut: new Map(),
    ...(hasWorkspaces && { workspaces: new Map(workspaces.map((path) => [path, path])) }),
  };
  // npm minds the ignore files around a package of its workspace; pnpm, which packs each by itself, does not.
  const around = isOfPnpm ? {} : { prefix: root, workspaces: [...workspaces] };
  return packlist(tree, { path: directory, ...around });
}

/**
 * As npm normalises a manifest before it packs: `bin` an object of paths without `./`. `main` and `browser` stay as they
 * are written, and with `./` in front npm does not find the files for which it makes an exception. What is bundled is
 * looked for where it is installed.
 */
function normalised(
  manifest: Record<string, unknown>,
  commands: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const { bin, main, browser, files, bundleDependencies, bundledDependencies, ...rest } = manifest;
  return {
    ...rest,
    ...(Array.isArray(files) ? { files: files.filter((file) => typeof file === 'string') } : {}),
    ...(typeof main === 'string' ? { main } : {}),
    ...(typeof browser === 'string' ? { browser } : {}),
    bin: commands,
  };
}

/** `bin`, and where there is none the files of `directories.bin` that have no dot in front; paths without `./`. */
function commandsIn(
  directory: string,
  { bin, directories }: Record<string, unknown>,
  disk: FileSystem,
): Record<string, string> {
  const folder = asObject(directories)?.['bin'];
  const named =
    typeof bin === 'string'
      ? [bin]
      : bin === undefined && typeof folder === 'string'
        ? visibleFiles(resolvePath(directory, folder), disk).map((path) => relativeId(directory, path))
        : Object.values(asObject(bin) ?? {});
  const paths = named.flatMap((path) => (typeof path === 'string' ? [path.replace(/^(?:\.?\/)+/, '')] : []));
  return Object.fromEntries(paths.map((path) => [path, path]));
}

/** What npm's glob finds below a folder: nothing with a dot in front. */
function visibleFiles(folder: string, disk: FileSystem): string[] {
  return filesOnDisk(disk, folder).filter((path) => !/(?:^|\/)\./.test(relativeId(folder, path)));
}

/** Packages none of whose entries are here: nothing can be said of what a build has yet to make. */
function noticesOf(packed: readonly Package[], root: string, disk: FileSystem): string[] {
  const unbuilt = packed.flatMap(({ directory, manifest }) => {
    const promised = ['main', 'module', 'bin', 'exports']
      .flatMap((field) => stringsIn(manifest[field]))
      .filter((path) => !path.includes('*') && /\.[cm]?js$/.test(path));
    const isUnbuilt =
      promised.length > 0 && promised.every((path) => disk.stat(resolvePath(directory, path)) === null);
    return isUnbuilt ? [relativeId(root, below(directory, 'package.json'))] : [];
  });
  if (unbuilt.length === 0) return [];
  const shown = `${unbuilt.slice(0, 3).join(', ')}${unbuilt.length > 3 ? ` and ${unbuilt.length - 3} more` : ''}`;
  return [`no entry of ${shown} is on this disk: build before the package is checked`];
}

function whyNotPacked(
  path: string,
  packages: readonly Package[],
  packed: readonly Package[],
  root: string,
  disk: FileSystem,
): string {
  const owner = packages
    .filter(({ directory }) => isWithin(directory, path))
    .sort((a, b) => b.directory.length - a.directory.length)[0];
  if (owner === undefined) return 'not in any package';
  const manifestPath = relativeId(root, below(owner.directory, 'package.json'));
  if (!packed.includes(owner)) return `its package is private (${manifestPath})`;
  const line = ignoringLine(path, owner.directory, root, disk);
  if (Array.isArray(owner.manifest['files'])) {
    const inFiles = ignore()
      .add(owner.manifest['files'].filter((file): file is string => typeof file === 'string'))
      .ignores(relativeId(owner.directory, path));
    if (!inFiles) return `not in "files" of ${manifestPath}`;
  }
  return line ?? 'left out by npm pack';
}

/** The line of the nearest .npmignore, or else .gitignore, that keeps a file out. */
function ignoringLine(path: string, top: string, root: string, disk: FileSystem): string | null {
  for (let at = parentOf(path); at !== null && isWithin(top, at); at = parentOf(at)) {
    const file = ['.npmignore', '.gitignore'].map((name) => below(at, name)).find((name) => disk.stat(name));
    if (file === undefined) continue;
    const relative = relativeId(at, path);
    const lines = (readTextOrNull(disk, file) ?? '').split(/\r?\n/);
    for (let line = lines.length - 1; line >= 0; line--) {
      const pattern = lines[line] ?? '';
      if (pattern.startsWith('!') || !ignore().add(pattern).ignores(relative)) continue;
      return `excluded by ${relativeId(root, file)}:${line + 1} (${pattern.trim()})`;
    }
  }
  return null;
}
