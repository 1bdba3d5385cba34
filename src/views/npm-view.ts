// What `npm pack` would put into the package, or into each package of a workspace.

/// <reference path="./npm-packlist.d.ts" />

import ignore from 'ignore';
import packlist from 'npm-packlist';
import type { FileSystem } from '../host/file-system.ts';
import { asObject, readJsonObject, readTextOrNull } from '../host/settings-file.ts';
import { UserError } from '../host/user-error.ts';
import { relativeId } from '../model/module-id.ts';
import { below, isWithin, parentOf } from '../model/path.ts';
import { filesOnDisk } from './disk-files.ts';
import { createListedFileSystem, type ListedFile } from './listed-file-system.ts';
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
  const published = packages.filter(({ manifest }) => manifest['private'] !== true);
  // A private root without public packages is asked about on purpose.
  const packed = which === 'all' || published.length === 0 ? packages : published;
  const files = new Map<string, ListedFile>();
  const workspaces = packages.filter(({ directory }) => directory !== root).map(({ directory }) => directory);
  for (const { directory, manifest } of packed) {
    for (const path of await packedFiles(directory, manifest, root, workspaces)) {
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
    absence: {
      isAbsent,
      reason: (path) => (isAbsent(path) ? whyNotPacked(path, packages, packed, root, disk) : null),
      // Nothing is built after packing: what is not in the package is not there.
      madeBy: () => null,
    },
  };
}

function packagesOf(root: string, disk: FileSystem): Package[] {
  return filesOnDisk(disk, root)
    .filter((path) => path.endsWith('/package.json'))
    .flatMap((path): Package[] => {
      const manifest = readJsonObject(disk, path);
      // Without a name it is no package but a `{ "type": "module" }` for its folder.
      return manifest === null || typeof manifest['name'] !== 'string'
        ? []
        : [{ directory: parentOf(path) ?? root, manifest }];
    });
}

/** Relative to the package. npm-packlist wants a node of npm's tree: the parts of one that it reads are made here. */
async function packedFiles(
  directory: string,
  manifest: Record<string, unknown>,
  root: string,
  workspaces: readonly string[],
): Promise<string[]> {
  const tree = {
    path: directory,
    package: normalised(manifest),
    isProjectRoot: true,
    edgesOut: new Map(),
  };
  return packlist(tree, { path: directory, prefix: root, workspaces: [...workspaces] });
}

/** As npm normalises a manifest before it packs: `bin` an object, paths without `./`. */
function normalised(manifest: Record<string, unknown>): Record<string, unknown> {
  const { bin, main, browser, files, ...rest } = manifest;
  const plain = (path: string): string => path.replace(/^(?:\.?\/)+/, '');
  const commands = typeof bin === 'string' ? { bin } : asObject(bin);
  return {
    ...rest,
    ...(Array.isArray(files) ? { files: files.filter((file) => typeof file === 'string') } : {}),
    ...(typeof main === 'string' ? { main: plain(main) } : {}),
    ...(typeof browser === 'string' ? { browser: plain(browser) } : {}),
    ...(commands === null
      ? {}
      : {
          bin: Object.fromEntries(
            Object.entries(commands).flatMap(([name, path]) =>
              typeof path === 'string' ? [[name, plain(path)]] : [],
            ),
          ),
        }),
  };
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
