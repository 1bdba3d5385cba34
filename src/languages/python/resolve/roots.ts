// The directories that may be on `sys.path` when a file runs. Any of them may give a module; only those that belong to
// the file's own project can make the project the owner of a name.

import { baseNameOf, below, isWithin, parentOf } from '../../../model/path.ts';
import {
  customaryRoots,
  type PlatformRoot,
  pantsRoots,
  templateRoots,
} from '../../../python-project/platform-roots.ts';
import { isProject, type PythonProject, readProject } from '../../../python-project/project-files.ts';
import type { ResolverContext } from '../../language.ts';
import type { Directories } from './directories.ts';
import { type Environment, type InstalledFolder, readEnvironments } from './environments.ts';

export interface RootSet {
  /** The first directory upwards that is no package: what pytest and a script's own run put in front. */
  readonly base: string;
  /**
   * Of the file's own project and the ones around it, in order; `base` is the first, unless it lies below the folder of
   * the sources or in a package: there it is a package without `__init__.py`, and on the path only when a file in it is
   * run by its name.
   */
  readonly own: readonly string[];
  /** `base` when it is not among `own`, and has a file that can be run by its name. */
  readonly byRun: string | null;
  /** Whether `base` is among `own` and nothing but the place of the file speaks for it: no project has a root there. */
  readonly isBaseGuessed: boolean;
  /** Of other projects of the repository. */
  readonly other: readonly string[];
  readonly projects: readonly PythonProject[];
}

export interface Roots {
  /** The roots for the files of a directory; the same object where they are the same. */
  of(directory: string): RootSet;
  /** The project that a directory lies in: the deepest around it. */
  projectAround(directory: string): PythonProject | null;
  /** Top-level names in the site-packages of the project's virtual environments, as they are written there. */
  installed(): ReadonlySet<string>;
  /** The site-packages directories of those environments. */
  environments(): readonly InstalledFolder[];
}

/** What the folders of the repository say about its parts. */
interface Layout {
  readonly projects: readonly PythonProject[];
  readonly platforms: readonly PlatformRoot[];
}

/** Folders that hold the packages by convention, when they are no packages themselves. */
const SOURCE_FOLDERS = ['src', 'python', 'lib'];

export function createRoots(context: ResolverContext, directories: Directories): Roots {
  const { root, fileSystem, options } = context;
  const projects = new Map<string, PythonProject | null>();
  /** By directory; those with the same roots have the same one, which is kept by these roots too. */
  const sets = new Map<string, RootSet>();
  const shared = new Map<string, RootSet>();
  let environment: Environment | null = null;
  let found: Layout | null = null;

  function projectAt(directory: string): PythonProject | null {
    const known = projects.get(directory);
    if (known !== undefined) return known;
    const described =
      directory === root ||
      isProject(directory, fileSystem, (name) => directories.has(directory, name) === 'file');
    const project = described ? readProject(directory, fileSystem) : null;
    projects.set(directory, project);
    return project;
  }

  /** Those that Python files are in, and the ones around them. */
  function findFolders(): string[] {
    const seen = new Set<string>([root]);
    for (const file of context.files) {
      if (!file.endsWith('.py')) continue;
      let at = parentOf(file);
      while (at !== null && !seen.has(at) && isWithin(root, at)) {
        seen.add(at);
        at = parentOf(at);
      }
    }
    return [...seen].sort();
  }

  function layout(): Layout {
    if (found !== null) return found;
    const folders = findFolders();
    const platforms = folders.flatMap((directory) => [
      ...templateRoots(directory, (name) => directories.has(directory, name) === 'file', fileSystem),
      ...customaryRoots(directory),
      ...(directories.has(directory, 'pants.toml') === 'file'
        ? pantsRoots(directory, folders, fileSystem)
        : []),
    ]);
    found = { projects: folders.flatMap((directory) => projectAt(directory) ?? []), platforms };
    return found;
  }

  function rootsOfProject(project: PythonProject): string[] {
    const { directory } = project;
    const twin = directory.slice(directory.lastIndexOf('/') + 1);
    const folders = [...SOURCE_FOLDERS, twin].filter(
      (name) =>
        directories.has(directory, name) === 'directory' &&
        directories.locate(directory, name)?.kind === 'portion',
    );
    return [...project.roots, directory, ...folders.map((name) => below(directory, name))];
  }

  function of(directory: string): RootSet {
    const known = sets.get(directory);
    if (known) return known;
    const all = layout().projects;
    let base = directory;
    for (
      let parent = parentOf(base);
      parent !== null && directories.has(base, '__init__.py') === 'file';
      parent = parentOf(base)
    )
      base = parent;
    const around = all.filter((project) => isWithin(project.directory, directory)).reverse();
    const key = [base, ...around.map((project) => project.directory)].join('\0');
    const set = shared.get(key) ?? createSet(base, around, all);
    shared.set(key, set);
    sets.set(directory, set);
    return set;
  }

  function createSet(
    base: string,
    around: readonly PythonProject[],
    every: readonly PythonProject[],
  ): RootSet {
    const given = [
      ...around.flatMap(rootsOfProject),
      ...layout().platforms.flatMap(({ root: each, within }) => (isWithin(within, base) ? each : [])),
      ...options.pythonPath,
    ];
    const isBelowSources = given.some(
      (source) =>
        source !== base &&
        isDottedName(source, base) &&
        around.every((project) => project.directory !== source),
    );
    const isPackage = isBelowSources || isInPackage(base);
    const own = unique([...(isPackage ? [] : [base]), ...given, ...installedEnvironment().paths]);
    const other = unique(every.filter((project) => !around.includes(project)).flatMap(rootsOfProject));
    return {
      base,
      own,
      byRun: isPackage && hasModules(base) ? base : null,
      isBaseGuessed: !isPackage && !given.includes(base),
      other: other.filter((each) => !own.includes(each) && each !== base),
      projects: around,
    };
  }

  /**
   * Below a package, in folders that have names of packages and no `__init__.py` themselves. A collection of Ansible is one:
   * https://docs.ansible.com/ansible/latest/dev_guide/developing_collections_structure.html
   */
  function isInPackage(directory: string): boolean {
    for (let at = directory; isIdentifier(baseNameOf(at)); ) {
      const parent = parentOf(at);
      if (parent === null || !isWithin(root, parent)) return false;
      if (['__init__.py', 'galaxy.yml'].some((name) => directories.has(parent, name) === 'file')) return true;
      at = parent;
    }
    return false;
  }

  function hasModules(directory: string): boolean {
    return [...directories.submodules(directory).values()].some(({ kind }) => kind === 'module');
  }

  function installedEnvironment(): Environment {
    environment ??= readEnvironments(
      layout().projects.map(({ directory }) => directory),
      options.pythonEnvironments ?? [],
      context.packageFolders ?? [],
      directories,
      fileSystem,
      root,
    );
    return environment;
  }

  return {
    of,
    projectAround: (directory) =>
      layout().projects.findLast((project) => isWithin(project.directory, directory)) ?? null,
    installed: () => installedEnvironment().names,
    environments: () => installedEnvironment().folders,
  };
}

/** Whether a directory below a root can be a package by its name: `vendored/six-1.16/` cannot, and is a root itself. */
function isDottedName(root: string, directory: string): boolean {
  return (
    isWithin(root, directory) &&
    directory
      .slice(root.length)
      .split('/')
      .every((part) => part === '' || isIdentifier(part))
  );
}

function isIdentifier(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)];
}
