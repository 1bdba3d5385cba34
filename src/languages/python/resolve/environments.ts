// Where the packages of a project are installed: virtual environments beside it and the active one, conda's too,
// `__pypackages__`, and folders of its own that hold what `pip install --target` put there. All of it is read as files; what an installation does by code (`.pth` files with imports) is known only of setuptools.
// https://docs.python.org/3/library/site.html, PEP 405

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { below, isAbsolutePath, isWithin, parentOf, resolvePath } from '../../../model/path.ts';
import { normalisedName } from '../../../python-project/settings.ts';
import type { Directories } from './directories.ts';

export interface Environment {
  /** Directories with installed packages: site-packages, and what its `.pth` files add outside of the project. */
  readonly folders: readonly InstalledFolder[];
  /** Normalised top-level names in them. */
  readonly names: ReadonlySet<string>;
  /** Directories of the project that an editable install puts on the path. */
  readonly paths: readonly string[];
}

export interface InstalledFolder {
  readonly path: string;
  /** The environment that it belongs to; for packages of the system, the one that lets them in. */
  readonly prefix: string;
  /** It is a part of the project, and deployed with it: nobody has to declare what is in it. */
  readonly isCommitted?: true;
}

const USUAL_FOLDERS = ['.venv', 'venv', '.env', 'env', '.conda'];

/**
 * @param projects directories of the projects in `root`
 * @param active environments that are switched on (`VIRTUAL_ENV`, `CONDA_PREFIX`), absolute
 * @param committed folders of the project that packages were installed into, absolute
 */
export function readEnvironments(
  projects: readonly string[],
  active: readonly string[],
  committed: readonly string[],
  directories: Directories,
  fileSystem: FileSystem,
  root: string,
): Environment {
  const names = new Set<string>();
  const paths = new Set<string>();
  const folders = new Map<string, InstalledFolder>();
  const environments = [
    ...projects.flatMap((project) => environmentsIn(project, directories, fileSystem)),
    ...active,
  ];
  for (const prefix of environments) {
    addFolders(prefix, [
      ...sitePackages(prefix, fileSystem),
      ...systemSitePackages(below(prefix, 'pyvenv.cfg'), fileSystem),
    ]);
  }
  for (const project of projects)
    addFolders(below(project, '__pypackages__'), localPackages(project, fileSystem));
  for (const path of committed)
    if (!folders.has(path)) folders.set(path, { path, prefix: path, isCommitted: true });

  function addFolders(prefix: string, all: readonly string[]): void {
    for (const path of all)
      if (!folders.has(path) && directories.isDirectory(path)) folders.set(path, { path, prefix });
  }

  function add(path: string, prefix: string): void {
    if (!directories.isDirectory(path)) return;
    if (isWithin(root, path)) paths.add(path);
    else addFolders(prefix, [path]);
  }

  function readPathFile({ path: folder, prefix }: InstalledFolder, name: string): void {
    const text = readTextOrNull(fileSystem, below(folder, name)) ?? '';
    for (const line of text.split(/\r?\n/)) {
      const finder = /^import[ \t]+(__editable__\w+)/.exec(line)?.[1];
      if (finder !== undefined) {
        for (const [module, path] of editableModules(folder, finder, fileSystem)) {
          names.add(normalisedName(module.replace(/\..*/, '')));
          const end = `/${module.replaceAll('.', '/')}`;
          if (path.endsWith(end)) add(path.slice(0, -end.length) || '/', prefix);
        }
      } else if (line.trim() !== '' && !/^(?:#|import[ \t])/.test(line)) {
        add(resolvePath(folder, line.trim().replaceAll('\\', '/')), prefix);
      }
    }
  }

  for (const folder of folders.values()) {
    for (const { name } of fileSystem.list(folder.path)) {
      if (name.endsWith('.pth')) readPathFile(folder, name);
      // `foo-1.0.dist-info`, `foo-stubs`: metadata and types only, no modules.
      else if (!name.includes('-')) names.add(normalisedName(name.split('.')[0] ?? name));
    }
  }
  return { folders: [...folders.values()], names, paths: [...paths] };
}

function environmentsIn(project: string, directories: Directories, fileSystem: FileSystem): string[] {
  const usual = USUAL_FOLDERS.map((name) => below(project, name));
  // `conda create --prefix ./envs/dev`
  const conda = fileSystem.list(below(project, 'envs')).map(({ name }) => below(project, `envs/${name}`));
  return [
    ...usual.filter((environment) => directories.isDirectory(environment)),
    ...conda.filter((environment) => directories.isDirectory(below(environment, 'conda-meta'))),
  ];
}

/** `__pypackages__/3.12/lib` (PEP 582). */
function localPackages(project: string, fileSystem: FileSystem): string[] {
  const folder = below(project, '__pypackages__');
  return fileSystem.list(folder).map(({ name }) => below(folder, `${name}/lib`));
}

/** Of a prefix: `lib/python3.12/site-packages`, on Windows `Lib/site-packages`. They need not be there. */
function sitePackages(prefix: string, fileSystem: FileSystem): string[] {
  // `lib64` is a link to `lib` in environments that Python makes itself.
  const libraries = fileSystem
    .list(prefix)
    .filter(({ name, kind }) => name === 'lib' || (name === 'lib64' && kind !== 'symlink'))
    .map(({ name }) => name);
  const versions = libraries.flatMap((library) =>
    fileSystem
      .list(below(prefix, library))
      .filter(({ name }) => /^(?:python|pypy)\d/.test(name))
      .map(({ name }) => below(prefix, `${library}/${name}`)),
  );
  return [
    below(prefix, 'Lib/site-packages'),
    ...versions.flatMap((version) => [`${version}/site-packages`, `${version}/dist-packages`]),
  ];
}

/** Of the Python that an environment was made from, when it lets its packages in. */
function systemSitePackages(configuration: string, fileSystem: FileSystem): string[] {
  const text = readTextOrNull(fileSystem, configuration) ?? '';
  const value = (key: string): string | undefined =>
    new RegExp(`^\\s*${key}\\s*=\\s*(.*?)\\s*$`, 'mi').exec(text)?.[1];
  const home = value('home')?.replaceAll('\\', '/');
  if (value('include-system-site-packages')?.toLowerCase() !== 'true' || home === undefined) return [];
  if (!isAbsolutePath(home)) return [];
  const prefix = parentOf(home) ?? home;
  // Debian keeps its own packages in dist-packages, without a minor version, and those of pip below /usr/local.
  return [
    ...sitePackages(prefix, fileSystem),
    ...sitePackages(below(prefix, 'local'), fileSystem),
    below(prefix, 'lib/python3/dist-packages'),
    below(home, 'Lib/site-packages'),
  ];
}

/** What setuptools' finder of an editable install maps: `MAPPING = {'shop': '/srv/shop/src/shop'}`, by module. */
function editableModules(folder: string, finder: string, fileSystem: FileSystem): [string, string][] {
  const text = readTextOrNull(fileSystem, below(folder, `${finder}.py`)) ?? '';
  const literal = /^MAPPING\b[^=\n]*=\s*\{([^}]*)\}/m.exec(text)?.[1] ?? '';
  return [...literal.matchAll(/(["'])([\w.]+)\1\s*:\s*(["'])(.*?)\3/g)].map(
    ([, , module = '', , path = '']) => [
      module,
      path.replace(/\\+/g, '/').replace(/(?:\/__init__)?\.py$/, ''),
    ],
  );
}
