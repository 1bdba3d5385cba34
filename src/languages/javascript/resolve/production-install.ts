// Whether only what production needs was installed (`npm ci --omit=dev`, a node_modules that is kept in git): then nobody
// meant the development dependencies to be here. Source: docs.npmjs.com/cli/commands/npm-ci, "omit".

import { isRecord, type PackageJson, type PackageJsonReader } from '../../../discover/package-json.ts';
import type { Installed } from './installed.ts';

const NEEDED = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * @param manifests those of the project
 * @returns whether all that is installed of what they want for development is there because production needs it; not
 * when none of it is absent
 */
export function isProductionInstall(
  manifests: readonly PackageJson[],
  installed: Installed,
  packages: PackageJsonReader,
): boolean {
  const needed = neededInProduction(manifests, installed, packages);
  const wanted = manifests.flatMap((manifest) =>
    namesIn(manifest, ['devDependencies']).map((name) => placeOf(name, manifest.directory, installed)),
  );
  return wanted.includes(null) && wanted.every((place) => place === null || needed.has(place));
}

/** The directories of packages, with those of the project that others of it need. */
function neededInProduction(
  manifests: readonly PackageJson[],
  installed: Installed,
  packages: PackageJsonReader,
): ReadonlySet<string> {
  const needed = new Set(manifests.map(({ directory }) => directory));
  for (const directory of needed) {
    const manifest = packages.read(directory);
    if (manifest === null) continue;
    for (const name of namesIn(manifest, NEEDED)) {
      const place = placeOf(name, directory, installed);
      if (place !== null) needed.add(place);
    }
  }
  return needed;
}

function placeOf(packageName: string, directory: string, installed: Installed): string | null {
  return installed.locate(directory, packageName)[0]?.directory ?? null;
}

function namesIn({ fields }: PackageJson, lists: readonly string[]): readonly string[] {
  return lists.flatMap((list) => (isRecord(fields[list]) ? Object.keys(fields[list]) : []));
}
