// Reads package.json files through the file system, each once. A file that is no JSON object counts as absent, and is
// remembered as unreadable.

import { FileReadError, type FileSystem } from '../host/file-system.ts';
import { strictJsonError } from '../host/json-errors.ts';
import { below, parentOf } from '../model/path.ts';
import type { SettingsError } from '../model/settings-error.ts';

export type DependencyField =
  | 'dependencies'
  | 'devDependencies'
  | 'peerDependencies'
  | 'optionalDependencies';

export interface PackageJson {
  /** The directory that holds it. */
  readonly directory: string;
  readonly name: string | null;
  /** Node's reading: anything but `module` and `commonjs` is as if it were not said. */
  readonly type: 'module' | 'commonjs' | null;
  /** All of it, as parsed. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface PackageJsonReader {
  /** The package.json in exactly this directory. */
  read(directory: string): PackageJson | null;
  /** The package.json in this directory or the nearest one above; not above a `node_modules` directory. */
  nearest(directory: string): PackageJson | null;
  /** The files that were met so far and cannot be read. */
  unreadable(): readonly SettingsError[];
}

export function createPackageJsonReader(fileSystem: FileSystem): PackageJsonReader {
  const byDirectory = new Map<string, PackageJson | null>();
  const errors: SettingsError[] = [];
  const nearestByDirectory = new Map<string, PackageJson | null>();

  function read(directory: string): PackageJson | null {
    let found = byDirectory.get(directory);
    if (found === undefined) {
      found = readPackageJson(fileSystem, directory, errors);
      byDirectory.set(directory, found);
    }
    return found;
  }

  function nearest(directory: string): PackageJson | null {
    let found = nearestByDirectory.get(directory);
    if (found === undefined) {
      const parent = parentOf(directory);
      // Node's scope look-up stops at node_modules (esm.md, LOOKUP_PACKAGE_SCOPE).
      const stop = parent === null || directory.endsWith('/node_modules');
      found = read(directory) ?? (stop ? null : nearest(parent));
      nearestByDirectory.set(directory, found);
    }
    return found;
  }

  return { read, nearest, unreadable: () => errors };
}

/** @param errors what cannot be read is added to it */
function readPackageJson(
  fileSystem: FileSystem,
  directory: string,
  errors: SettingsError[],
): PackageJson | null {
  const path = below(directory, 'package.json');
  if (fileSystem.stat(path) !== 'file') return null;
  const fields = readFields(fileSystem, path, errors);
  if (fields === null) return null;
  const { name, type } = fields;
  return {
    directory,
    name: typeof name === 'string' ? name : null,
    type: type === 'module' || type === 'commonjs' ? type : null,
    fields,
  };
}

function readFields(
  fileSystem: FileSystem,
  path: string,
  errors: SettingsError[],
): Readonly<Record<string, unknown>> | null {
  const start = { start: 0, end: 0 };
  let text: string;
  try {
    text = fileSystem.readText(path);
  } catch (error) {
    if (!(error instanceof FileReadError)) throw error;
    errors.push({ file: path, span: start, message: error.message });
    return null;
  }
  try {
    const fields: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isRecord(fields)) return fields;
    errors.push({ file: path, span: start, message: 'the file holds no JSON object' });
  } catch {
    // An offset counts the byte-order mark; a space in its place is no mistake.
    errors.push({ file: path, ...strictJsonError(text.replace(/^\uFEFF/, ' ')) });
  }
  return null;
}

/** Whether a parsed value is an object with keys (and no array). */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a package says of a peer that it does without: docs.npmjs.com, "peerDependenciesMeta". */
export function isOptionalPeer(
  { fields: { peerDependenciesMeta: meta } }: PackageJson,
  name: string,
): boolean {
  const about = isRecord(meta) ? meta[name] : undefined;
  return isRecord(about) && about['optional'] === true;
}

/** The commands of `scripts`, in their order. */
export function scriptCommands({ fields: { scripts } }: PackageJson): readonly string[] {
  return isRecord(scripts) ? Object.values(scripts).map(String) : [];
}
