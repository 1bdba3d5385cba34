// Packages of Python that were installed into a folder of the project itself, by `pip install --target`: beside them lies
// `requests-2.31.0.dist-info/RECORD`, which lists their files. They are deployed with the project, and not its own code.

import type { FileSystem } from '../host/file-system.ts';
import { readTextOrNull } from '../host/settings-file.ts';
import { below, resolvePath } from '../model/path.ts';
import { filesInRecord } from '../model/record-file.ts';

export interface CommittedPackages {
  /** Where they were installed, absolute and sorted. */
  readonly folders: readonly string[];
  /** @param path relative to the root */
  has(path: string): boolean;
}

const RECORD = /^(?:(.*)\/)?[^/]+-\d[^/]*\.dist-info\/RECORD$/;

/** @param listed the files of the project, relative to the root */
export function committedPackages(
  root: string,
  listed: readonly string[],
  fileSystem: FileSystem,
): CommittedPackages {
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const path of listed) {
    const match = path.endsWith('/RECORD') ? RECORD.exec(path) : null;
    if (match === null) continue;
    const folder = resolvePath(root, match[1] ?? '.');
    folders.add(folder);
    for (const file of filesInRecord(readTextOrNull(fileSystem, below(root, path)) ?? ''))
      files.add(resolvePath(folder, file));
  }
  return {
    folders: [...folders].sort(),
    has: (path) => files.size > 0 && files.has(below(root, path)),
  };
}
