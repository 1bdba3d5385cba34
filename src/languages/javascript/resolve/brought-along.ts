// Which packages an install for production puts into node_modules, whoever asked for them: what the project's manifests
// declare for production, and what that needs in turn. An import of one of these works, wherever else it is declared.

import { isRecord, type PackageJson, type PackageJsonReader } from '../../../discover/package-json.ts';
import type { Installed } from './installed.ts';

/**
 * Makes the question, for which all manifests below production are read once.
 * @param manifests of the project: its own and those of its workspaces, which are installed together
 * @returns whether production has the package that code in a directory gets under a name
 */
export function createBroughtAlong(
  manifests: () => readonly PackageJson[],
  installed: Installed,
  packages: PackageJsonReader,
): (packageName: string, directory: string) => boolean {
  let reached: ReadonlySet<string> | null = null;

  function directoriesOfProduction(): Set<string> {
    const found = new Set(manifests().map(({ directory }) => directory));
    // A Set keeps the order and its iterator sees what is added meanwhile: it is the queue.
    for (const directory of found) {
      const manifest = packages.read(directory);
      for (const name of manifest === null ? [] : neededBy(manifest)) {
        const [nearest] = installed.locate(directory, name);
        if (nearest !== undefined) found.add(nearest.directory);
      }
    }
    return found;
  }

  return (packageName, directory) => {
    reached ??= directoriesOfProduction();
    const [nearest] = installed.locate(directory, packageName);
    return nearest !== undefined && reached.has(nearest.directory);
  };
}

/** Peers too, which npm installs: docs.npmjs.com/cli/configuring-npm/package-json, "peerDependencies". */
function neededBy({ fields }: PackageJson): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta: meta } = fields;
  const peers = isRecord(peerDependencies) ? Object.keys(peerDependencies) : [];
  const isOptional = (name: string): boolean => {
    const about = isRecord(meta) ? meta[name] : undefined;
    return isRecord(about) && about['optional'] === true;
  };
  return [
    ...[dependencies, optionalDependencies].flatMap((names) => (isRecord(names) ? Object.keys(names) : [])),
    ...peers.filter((name) => !isOptional(name)),
  ];
}
