// The `browser` field of a package: which files are put in the place of others in a browser. A file that is there for that
// alone sees its neighbours as a browser does. Source: docs.npmjs.com, "browser" (the package-browser-field-spec).

import { isRecord, type PackageJson } from '../../../discover/package-json.ts';
import { resolvePath } from '../../../model/path.ts';

export interface BrowserFiles {
  /** Whether the file stands in for another one. */
  isReplacement(file: string): boolean;
  /** What a file is replaced by; null for an empty module, undefined where it is not replaced. */
  replacementOf(path: string): string | null | undefined;
}

const known = new WeakMap<PackageJson, BrowserFiles | null>();

/** Null where the package has no such map. */
export function browserFilesOf(packageJson: PackageJson | null): BrowserFiles | null {
  if (packageJson === null || !isRecord(packageJson.fields['browser'])) return null;
  let files = known.get(packageJson);
  if (files === undefined) {
    files = read(packageJson.directory, packageJson.fields['browser']);
    known.set(packageJson, files);
  }
  return files;
}

function read(directory: string, map: Readonly<Record<string, unknown>>): BrowserFiles {
  const byPath = new Map<string, string | null>();
  const replacements = new Set<string>();
  for (const [key, value] of Object.entries(map)) {
    if (!key.startsWith('.')) continue;
    const target = typeof value === 'string' && value.startsWith('.') ? resolvePath(directory, value) : null;
    byPath.set(plain(resolvePath(directory, key)), target);
    if (target !== null) replacements.add(plain(target));
  }
  return {
    isReplacement: (file) => replacements.has(plain(file)),
    replacementOf: (path) => byPath.get(plain(path)),
  };
}

/** Tools take the keys with or without an ending. */
function plain(path: string): string {
  return path.replace(/\.[cm]?js$/, '');
}
