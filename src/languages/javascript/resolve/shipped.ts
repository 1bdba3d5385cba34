// Whether a file is what a bundler makes of a package: its doc comments are those of the files that went into it, and the
// paths in them are read from where those are.

import { isRecord, type PackageJson } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { isWithin, resolvePath } from '../../../model/path.ts';
import { isOutputFolder } from './build-output.ts';
import { declaresBundler } from './tools.ts';

/** The fields of a manifest that name what is loaded of a package. */
const FIELDS = ['main', 'module', 'browser', 'exports', 'unpkg', 'jsdelivr', 'bin'];

const known = new WeakMap<PackageJson, readonly string[]>();

/** In a package that declares a bundler: a file that the manifest names, or one in an output folder that it names files of. */
export function isShippedBundle(
  file: string,
  packageJson: PackageJson | null,
  fileSystem: FileSystem,
): boolean {
  if (packageJson === null) return false;
  let shipped = known.get(packageJson);
  if (shipped === undefined) {
    shipped = declaresBundler(packageJson) ? shippedBy(packageJson, fileSystem) : [];
    known.set(packageJson, shipped);
  }
  return shipped.some((path) => isWithin(path, file));
}

/** Files, and whole folders where those are outputs. */
function shippedBy({ directory, fields }: PackageJson, fileSystem: FileSystem): readonly string[] {
  const hasSources = fileSystem.list(directory).some(({ name }) => /^(?:src|source)$/.test(name));
  return FIELDS.flatMap((field) => leavesOf(fields[field])).flatMap((path) => {
    const [folder = '', ...rest] = path.replace(/^\.\//, '').split('/');
    // webpack and svgo write their sources in `lib`, and publish them as they are.
    if (folder === 'lib' && rest.length > 0 && !hasSources) return [];
    return [resolvePath(directory, rest.length > 0 && isOutputFolder(folder) ? folder : path)];
  });
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isRecord(value) ? Object.values(value).flatMap(leavesOf) : [];
}
