// What a build backend needs to know to say which files it packs, and what it answers.

import type { Ini } from '../ini.ts';
import type { Table } from '../settings.ts';
import type { SetupCall } from '../setup-script.ts';

export type PackTarget = 'wheel' | 'sdist';

/** A Python project as a build finds it. All paths are relative to its directory. */
export interface PackInput {
  readonly target: PackTarget;
  readonly pyproject: Table | null;
  readonly setupCfg: Ini;
  readonly setupCall: SetupCall | null;
  readonly files: readonly string[];
  /** All directories that hold files, at whatever depth. */
  readonly directories: ReadonlySet<string>;
  /** The text of a file; null when it is not there. */
  readText(path: string): string | null;
  /** Files that git tracks or would add; null outside of a repository. */
  readonly gitFiles: ReadonlySet<string> | null;
}

/** Why a file of the project is left out, in words; null when it is packed. */
export type WhyNotPacked = (path: string) => string | null;

/** The dotted name by which a packed module is imported once it is installed; null for what is none. */
export type InstalledName = (path: string) => string | null;

/**
 * Of a backend that packs folders as they are, but for what it takes away in front of them.
 * @param places what each folder is called in the package; empty: what is in it lies at the top
 */
export function namesByPlace(places: ReadonlyMap<string, string>): InstalledName {
  const folders = [...places].sort(([left], [right]) => right.length - left.length);
  return (path) => {
    if (!isPython(path)) return null;
    const [folder, name] = folders.find(([each]) => isBelow(each, path)) ?? ['', ''];
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    return joinPath(name, inside)
      .replace(/(?:\/__init__)?\.py$/, '')
      .replaceAll('/', '.');
  };
}

/** What is packed cannot be told: computed by code, or by rules that are not known. */
export class UnknownPackingError extends Error {
  override readonly name = 'UnknownPackingError';
}

export function isPython(path: string): boolean {
  return path.endsWith('.py');
}

/** The folder of a path; empty for the project's own. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function isBelow(folder: string, path: string): boolean {
  return folder === '' || folder === '.' || path === folder || path.startsWith(`${folder}/`);
}

/** Without `./` in front and `/` behind; empty for `.`. */
export function plainPath(path: string): string {
  const plain = path
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  return plain === '.' ? '' : plain;
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

const CACHES = /(?:^|\/)__pycache__\/|\.py[cod]$/;

/** What an interpreter leaves behind; no backend packs it. */
export function isCache(path: string): boolean {
  return CACHES.test(path);
}
