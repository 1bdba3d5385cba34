// The CommonJS files of installed packages.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** Larger ones are bundles of whole programs; there are few, and each takes as long as hundreds of others. */
const largest = 1_000_000;

export interface InstalledFile {
  readonly file: string;
  readonly text: string;
}

/**
 * @param folders paths in folders named `node_modules`, or that hold some
 * @returns every `.js` and `.cjs` file there that Node runs as CommonJS by its name, one of each text. Programs (`#!`) are
 * not among them: to load one is to run it.
 */
export function installedFiles(folders: readonly string[]): InstalledFile[] {
  const seen = new Set<string>();
  const files: InstalledFile[] = [];
  for (const path of folders.flatMap((folder) =>
    pathsIn(folder, folder.split(sep).includes('node_modules')),
  )) {
    if (statSync(path).size > largest || !isCommonJs(path)) continue;
    const text = readFileSync(path, 'utf8');
    if (seen.has(text) || text.startsWith('#!')) continue;
    seen.add(text);
    files.push({ file: path, text });
  }
  return files;
}

/** Symbolic links lead to what is met elsewhere, or to the project itself. */
function pathsIn(folder: string, isInstalled: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pathsIn(path, isInstalled || entry.name === 'node_modules');
    return isInstalled && entry.isFile() && /\.c?js$/.test(entry.name) ? [path] : [];
  });
}

const formats = new Map<string, boolean>();

function isCommonJs(path: string): boolean {
  return path.endsWith('.cjs') || isOfCommonJs(dirname(path));
}

/** Whether the package.json that is nearest to a folder makes its files CommonJS. */
function isOfCommonJs(folder: string): boolean {
  const known = formats.get(folder);
  if (known !== undefined) return known;
  let isPlain = true;
  try {
    isPlain = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).type !== 'module';
  } catch {
    if (dirname(folder) !== folder) isPlain = isOfCommonJs(dirname(folder));
  }
  formats.set(folder, isPlain);
  return isPlain;
}
