// Where a package is: in a node_modules directory above the importer, or among the workspaces, which need no install.
// And whose package.json answers for an importer: what it declares, and whether anything was installed for it.

import type { DependencyField, PackageJson, PackageJsonReader } from '../../../discover/package-json.ts';
import { isOptionalPeer, isRecord } from '../../../discover/package-json.ts';
import { areInstalledTogether, findWorkspaces, type Workspace } from '../../../discover/workspaces.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { baseNameOf, below, isWithin, parentOf } from '../../../model/path.ts';
import { linksMembersToRoot } from './linked-members.ts';
import { typesPackageOf } from './specifier.ts';
import { mayMean } from './version-range.ts';

export interface PackageLocation {
  /** Links followed. */
  readonly directory: string;
  /** It lies in the project and not in a node_modules: its sources can be looked at. */
  readonly ofProject: boolean;
}

export type Declaration = DependencyField | 'undeclared';

export interface Installed {
  /** The nearest installed one first; a workspace of that name last, for when nothing is linked. */
  locate(directory: string, packageName: string): readonly PackageLocation[];
  /** The nearest node_modules directory; null when there is none above. */
  nearestModules(directory: string): string | null;
  /** The package.json that answers for the files of a directory: the nearest with a name or dependencies. */
  ownerOf(directory: string): PackageJson | null;
  declaration(directory: string, packageName: string): Declaration;
  /** Whether it is what a manifest that answers for the files of a directory calls its own package. */
  isOwnName(directory: string, packageName: string): boolean;
  /** Whether a manifest asks for it by a version, and so from a registry: not `workspace:`, `file:` or `link:`. */
  isFromRegistry(directory: string, packageName: string): boolean;
  /** Whether the absence of this package may be intended: an optional dependency or an optional peer. */
  isOptional(directory: string, packageName: string): boolean;
  /** Whether anything at all was installed for the files of this directory. */
  isInstalled(directory: string): boolean;
  /** Whether its package is none of the workspace (an example, a template), and nobody installed anything for it. */
  isApart(directory: string): boolean;
  /** The package.json files of the workspaces. */
  workspaces(): readonly PackageJson[];
  /** The names that could be meant: declared packages and workspaces, sorted. */
  knownNames(directory: string): readonly string[];
  /** Whether any installed or declared package has this scope (`@vue`). */
  knowsScope(directory: string, scope: string): boolean;
  /** The packages that type the global scope when tsconfig has no `types`: all below the `@types` directories. */
  globalTypePackages(directory: string): readonly string[];
}

/** A peer is often repeated as a development dependency, to have it at hand: what users get comes first. */
const FIELDS: readonly DependencyField[] = [
  'dependencies',
  'peerDependencies',
  'optionalDependencies',
  'devDependencies',
];

/** What a manifest takes from beside it, and not from a registry. */
const LINKED = /^(?:workspace|file|link|portal):/;

export function createInstalled(
  root: string,
  fileSystem: FileSystem,
  packages: PackageJsonReader,
): Installed {
  const moduleDirectories = new Map<string, readonly string[]>();
  const located = new Map<string, readonly PackageLocation[]>();
  const owners = new Map<string, PackageJson | null>();
  let workspaces: ReadonlyMap<string, Workspace> | null = null;
  let workspaceDirectories: ReadonlySet<string> = new Set();
  let installedTogether: boolean | null = null;

  function allWorkspaces(): ReadonlyMap<string, Workspace> {
    if (workspaces === null) {
      const found = findWorkspaces(root, fileSystem, packages);
      workspaces = new Map(found.map((workspace) => [workspace.name, workspace]));
      workspaceDirectories = new Set(found.map((workspace) => workspace.directory));
    }
    return workspaces;
  }

  function moduleDirectoriesAbove(directory: string): readonly string[] {
    const known = moduleDirectories.get(directory);
    if (known !== undefined) return known;
    const parent = parentOf(directory);
    const above = parent === null ? [] : moduleDirectoriesAbove(parent);
    const own = below(directory, 'node_modules');
    const has = baseNameOf(directory) !== 'node_modules' && fileSystem.stat(own) === 'directory';
    const found = has ? [own, ...above] : above;
    moduleDirectories.set(directory, found);
    return found;
  }

  function locate(directory: string, packageName: string): readonly PackageLocation[] {
    const moduleDirectoriesHere = moduleDirectoriesAbove(directory);
    const workspace = linkedWorkspace(directory, packageName);
    const key = `${moduleDirectoriesHere[0] ?? ''}\0${packageName}\0${workspace === null}`;
    const known = located.get(key);
    if (known !== undefined) return known;
    const directories = new Set<string>();
    for (const modules of moduleDirectoriesHere) {
      const path = below(modules, packageName);
      if (fileSystem.stat(path) === 'directory') directories.add(fileSystem.realpath(path));
    }
    if (workspace !== null) directories.add(workspace.directory);
    const found = [...directories].map((path) => ({
      directory: path,
      ofProject: isWithin(root, path) && !path.slice(root.length).includes('/node_modules/'),
    }));
    located.set(key, found);
    return found;
  }

  /** The package of the project that an install links; null when there is none, or another version is asked for. */
  function linkedWorkspace(directory: string, packageName: string): Workspace | null {
    const workspace = allWorkspaces().get(packageName);
    if (workspace === undefined || isInstalledAlone(directory, packageName)) return null;
    const ranges = rangesOf(directory, packageName);
    const { version } = workspace.packageJson.fields;
    return ranges.length === 0 || ranges.some((range) => mayMean(range, version)) ? workspace : null;
  }

  /** An example that asks for the published package: whatever the project has by that name, nobody links it there. */
  function isInstalledAlone(directory: string, packageName: string): boolean {
    const owner = ownerOf(directory);
    return (
      owner !== null &&
      standsAlone(owner) &&
      rangesIn(owner, packageName).some((range) => !LINKED.test(range))
    );
  }

  /** A package of its own (an example, a template) is installed by itself; what is above it was not made for it. */
  function standsAlone({ directory }: PackageJson): boolean {
    return directory !== root && isWithin(root, directory) && !isWorkspaceDirectory(directory);
  }

  /** The versions that the manifests which answer for a directory ask for. */
  function rangesOf(directory: string, packageName: string): readonly string[] {
    return ownersOf(directory).flatMap((owner) => rangesIn(owner, packageName));
  }

  function rangesIn({ fields }: PackageJson, packageName: string): readonly string[] {
    return FIELDS.flatMap((field) => {
      const names = fields[field];
      const range = isRecord(names) && Object.hasOwn(names, packageName) ? names[packageName] : undefined;
      return typeof range === 'string' ? [range] : [];
    });
  }

  function ownerOf(directory: string): PackageJson | null {
    let found = owners.get(directory);
    if (found === undefined) {
      const own = packages.read(directory);
      const parent = parentOf(directory);
      // `{"type": "commonjs"}` in a build folder says how to load files, not who they belong to.
      const answers =
        own !== null && (own.name !== null || FIELDS.some((field) => isRecord(own.fields[field])));
      found = answers ? own : parent === null ? null : ownerOf(parent);
      owners.set(directory, found);
    }
    return found;
  }

  /**
   * Those whose declarations count: the nearest and the root's; and between them all that enclose a private one, which
   * is never published and runs with what is installed around it. Only a published package has to declare everything.
   */
  function ownersOf(directory: string): readonly PackageJson[] {
    const found: PackageJson[] = [];
    let owner = ownerOf(directory);
    while (owner !== null) {
      found.push(owner);
      const parent = parentOf(owner.directory);
      owner = isPrivate(owner) && parent !== null && isWithin(root, parent) ? ownerOf(parent) : null;
    }
    const top = isWithin(root, directory) ? packages.read(root) : null;
    return top === null || found.includes(top) ? found : [...found, top];
  }

  /** By its word, or because it is neither: of the workspace, with something declared, with the version that npm asks for. */
  function isPrivate({ name, directory, fields }: PackageJson): boolean {
    if (name === null || fields['private'] === true) return true;
    const isNothing = fields['version'] === undefined && !FIELDS.some((field) => isRecord(fields[field]));
    return isNothing && !isWorkspaceDirectory(directory);
  }

  function declaration(directory: string, packageName: string): Declaration {
    if (isKept(directory, packageName)) return 'dependencies';
    for (const owner of ownersOf(directory)) {
      if (owner.name === packageName) return 'dependencies';
      for (const field of FIELDS) {
        const names = owner.fields[field];
        if (isRecord(names) && Object.hasOwn(names, packageName)) return field;
      }
      const types = owner.fields['devDependencies'];
      if (isRecord(types) && Object.hasOwn(types, typesPackageOf(packageName))) return 'devDependencies';
    }
    return isLinkedAnyway(directory, packageName) ? 'dependencies' : 'undeclared';
  }

  /** A package of the workspace, for what belongs to its root: tests of all packages, scripts. */
  function isLinkedAnyway(directory: string, packageName: string): boolean {
    const owner = ownerOf(directory);
    const isOfRoot = owner !== null && owner.directory === root;
    return isOfRoot && allWorkspaces().has(packageName) && linksMembersToRoot(owner, fileSystem);
  }

  /**
   * Whether it lies below the root in a node_modules that no install made, because nothing is declared beside it: then
   * somebody put it there, to be delivered or to be at hand for tests.
   */
  function isKept(directory: string, packageName: string): boolean {
    return moduleDirectoriesAbove(directory).some((modules) => {
      const home = parentOf(modules);
      if (home === null || home === root || !isWithin(root, home)) return false;
      const fields = packages.read(home)?.fields ?? {};
      const isInstalledTo = FIELDS.some((field) => {
        const names = fields[field];
        return isRecord(names) && Object.keys(names).length > 0;
      });
      return !isInstalledTo && fileSystem.stat(below(modules, packageName)) === 'directory';
    });
  }

  function isOwnName(directory: string, packageName: string): boolean {
    return ownersOf(directory).some(({ name }) => name === packageName);
  }

  function isFromRegistry(directory: string, packageName: string): boolean {
    return rangesOf(directory, packageName).some((range) => !LINKED.test(range));
  }

  function isOptional(directory: string, packageName: string): boolean {
    return ownersOf(directory).some((owner) => {
      const optional = owner.fields['optionalDependencies'];
      return (
        (isRecord(optional) && Object.hasOwn(optional, packageName)) || isOptionalPeer(owner, packageName)
      );
    });
  }

  /** Whether one install serves the whole workspace. */
  function isInstalledTogether(): boolean {
    installedTogether ??= areInstalledTogether(root, fileSystem, packages);
    return installedTogether;
  }

  function isInstalled(directory: string): boolean {
    const owner = ownerOf(directory);
    const isAlone =
      owner !== null && owner.directory !== root && (standsAlone(owner) || !isInstalledTogether());
    const alone = isAlone ? owner.directory : null;
    return moduleDirectoriesAbove(directory).some(
      (modules) =>
        // Nobody installs where there is no package.json: what stands there was written for tests.
        packages.read(parentOf(modules) ?? modules) !== null &&
        (alone === null || isWithin(alone, modules)) &&
        fileSystem.list(modules).some((entry) => !entry.name.startsWith('.')),
    );
  }

  function isWorkspaceDirectory(directory: string): boolean {
    allWorkspaces();
    return workspaceDirectories.has(directory);
  }

  function knownNames(directory: string): readonly string[] {
    const declared = ownersOf(directory).flatMap(({ fields }) =>
      FIELDS.flatMap((field) => {
        const names = fields[field];
        return isRecord(names) ? Object.keys(names) : [];
      }),
    );
    return [...new Set([...declared, ...allWorkspaces().keys()])].sort();
  }

  return {
    nearestModules: (directory) => moduleDirectoriesAbove(directory)[0] ?? null,
    locate,
    ownerOf,
    declaration,
    isFromRegistry,
    isOwnName,
    isOptional,
    isInstalled,
    isApart(directory) {
      const owner = ownerOf(directory);
      return owner !== null && allWorkspaces().size > 0 && standsAlone(owner) && !isInstalled(directory);
    },
    workspaces: () => [...allWorkspaces().values()].map((workspace) => workspace.packageJson),
    knownNames,
    knowsScope(directory, scope) {
      return (
        moduleDirectoriesAbove(directory).some(
          (modules) => fileSystem.stat(below(modules, scope)) !== null,
        ) || knownNames(directory).some((name) => name.startsWith(`${scope}/`))
      );
    },
    globalTypePackages(directory) {
      return moduleDirectoriesAbove(directory).flatMap((modules) => {
        const types = below(modules, '@types');
        return fileSystem.list(types).map((entry) => fileSystem.realpath(below(types, entry.name)));
      });
    },
  };
}
