// Which packages an install puts into node_modules though no manifest of the project names them: what is declared needs
// them, directly or through others. An import of one of these works until that changes.

import {
  isOptionalPeer,
  isRecord,
  type PackageJson,
  type PackageJsonReader,
} from '../../../discover/package-json.ts';
import type { InstallPurpose } from '../../language.ts';
import type { Installed } from './installed.ts';

/**
 * Makes the question, for which the manifests of all that is installed are read once.
 * @param manifests of the project: its own and those of its workspaces, which are installed together
 * @returns a function of a package and the directory of the code that imports it: the declared package that needs it, or the
 *   one of the workspace that declares it; null where none does. Told by names alone: another version may lie deeper.
 *   For production it is also one that may need it, because a package that has to be there is not installed here.
 */
export function createBroughtAlong(
  manifests: () => readonly PackageJson[],
  installed: Installed,
  packages: PackageJsonReader,
): (packageName: string, directory: string, purpose: InstallPurpose) => string | null {
  const known = new Map<string, Bringers>();

  function bringers(starts: readonly PackageJson[], purpose: InstallPurpose): Bringers {
    let unread: string | null = null;
    const found = new Map<string, string>();
    const queue = starts.map((manifest) => ({ manifest, declared: null as string | null }));
    const met = new Set(starts.map(({ directory }) => directory));
    for (const { manifest, declared } of queue) {
      for (const name of neededBy(manifest, declared === null ? purpose : 'production')) {
        // What another package of the workspace declares lies where all find it.
        const by = declared ?? manifest.name;
        if (by !== null && !found.has(name)) found.set(name, by);
        const [nearest] = installed.locate(manifest.directory, name);
        // What is optional is absent on purpose, for another system.
        if (nearest === undefined && isRequired(manifest, name)) unread ??= by;
        if (nearest === undefined || met.has(nearest.directory)) continue;
        met.add(nearest.directory);
        const next = packages.read(nearest.directory);
        if (next !== null) queue.push({ manifest: next, declared: declared ?? name });
      }
    }
    return { found, unread };
  }

  return (packageName, directory, purpose) => {
    const together = manifests();
    const owner = installed.ownerOf(directory);
    const isApart = owner !== null && !together.includes(owner);
    const key = `${purpose} ${isApart ? owner.directory : ''}`;
    const answers = known.get(key) ?? bringers(isApart ? [...together, owner] : together, purpose);
    known.set(key, answers);
    return answers.found.get(packageName) ?? (purpose === 'production' ? answers.unread : null);
  };
}

interface Bringers {
  readonly found: ReadonlyMap<string, string>;
  /** A package that needs one which is not installed here: nobody knows what that one needs. */
  readonly unread: string | null;
}

function isRequired({ fields }: PackageJson, name: string): boolean {
  const { dependencies, optionalDependencies } = fields;
  const isIn = (names: unknown): boolean => isRecord(names) && Object.hasOwn(names, name);
  return isIn(dependencies) && !isIn(optionalDependencies);
}

/** Peers too, which npm installs: docs.npmjs.com/cli/configuring-npm/package-json, "peerDependencies". */
function neededBy(manifest: PackageJson, purpose: InstallPurpose): string[] {
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = manifest.fields;
  const namesIn = (names: unknown): string[] => (isRecord(names) ? Object.keys(names) : []);
  const bundled = manifest.fields['bundleDependencies'] ?? manifest.fields['bundledDependencies'];
  return [
    ...namesIn(dependencies),
    ...namesIn(optionalDependencies),
    ...namesIn(peerDependencies).filter((name) => !isOptionalPeer(manifest, name)),
    // They are packed with it.
    ...(Array.isArray(bundled) ? bundled.filter((name) => typeof name === 'string') : []),
    ...(purpose === 'development' ? namesIn(devDependencies) : []),
  ];
}
