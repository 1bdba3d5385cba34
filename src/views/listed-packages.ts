// Which packages are installed on a server, from a list of its files. A list without any says nothing of them: they may
// have been left out of it. Invariant: a package that stands in any node_modules of the list is there. Pure text.

import type { ListPlace } from './manifest-place.ts';

export interface ListedPackages {
  readonly count: number;
  /** Whether packages are listed where Node looks for those of a file, and not this one among them. */
  lacks(packageName: string, importer: string): boolean;
}

const PACKAGE = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^@./][^/]*)\//g;

/** @param listed from `readFileList`; importers are relative to the root of the project */
export function packagesInList(listed: readonly string[], { strip, add }: ListPlace): ListedPackages {
  const names = new Set<string>();
  const folders = new Set<string>();
  for (const path of listed) {
    if (!path.includes('node_modules/')) continue;
    const found = [...path.matchAll(PACKAGE)];
    const before = path.slice(0, path.indexOf('node_modules/'));
    const isAround = strip.startsWith(before);
    if (found.length === 0 || !(isAround || before.startsWith(strip))) continue;
    for (const [, name = ''] of found) names.add(name);
    folders.add(isAround ? '' : add + before.slice(strip.length));
  }
  return {
    count: names.size,
    lacks: (packageName, importer) =>
      !names.has(packageName) && [...folders].some((folder) => importer.startsWith(folder)),
  };
}
