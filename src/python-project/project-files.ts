// What the files that describe a Python project say about it: where its packages lie, which Python it needs, which files
// its build makes. Nothing of it is run: setup.py is only searched for literals.

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull, stringsIn } from '../host/settings-file.ts';
import { below, resolvePath } from '../model/path.ts';
import type { SettingsError } from '../model/settings-error.ts';
import { allowedVersions } from './allowed-versions.ts';
import { type Ini, parseIni } from './ini.ts';
import { mesonModules } from './meson.ts';
import { cmakeModules, extensionsIn, extensionsOfPackages } from './native-modules.ts';
import {
  arrayOf,
  listIn,
  normalisedName,
  type Table,
  tableAt,
  textOf,
  tomlError,
  tomlTable,
} from './settings.ts';
import { readSetupCall } from './setup-script.ts';

export interface PythonProject {
  readonly directory: string;
  /** Of its distribution, normalised; null where none is told. */
  readonly name: string | null;
  /** Absolute directories that are put on `sys.path` for it; they need not be there. */
  readonly roots: readonly string[];
  /** The versions of Python that it allows (`requires-python`): `3.9+`, `3.9-3.12`; null when nothing is said. */
  readonly python: string | null;
  /** Files that are written when it is built (setuptools-scm, hatch-vcs, versioneer, extensions), as ends of paths. */
  readonly generated: readonly string[];
  /** Why pyproject.toml cannot be read; null when it can, or is not there. */
  readonly error: SettingsError | null;
}

/** The classifier of those that still run there, told where no range of versions is. */
const PYTHON_2 = /Programming Language :: Python :: 2\b/;

/** The files that make a directory a project, in their order of weight. */
const PROJECT_FILES = ['pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile'] as const;

/** Whether the directory is described as a project: a module may be called `setup.py` too. */
export function isProject(
  directory: string,
  fileSystem: FileSystem,
  has: (name: string) => boolean,
): boolean {
  return PROJECT_FILES.some((name) => {
    if (!has(name)) return false;
    if (name !== 'setup.py' || !has('__init__.py')) return true;
    return readSetupCall(readTextOrNull(fileSystem, below(directory, name)) ?? '') !== null;
  });
}

export function readProject(directory: string, fileSystem: FileSystem): PythonProject {
  const read = (name: string): string => readTextOrNull(fileSystem, below(directory, name)) ?? '';
  const absolute = (root: string): string => resolvePath(directory, root);
  const pyproject = read('pyproject.toml');
  const toml = tomlTable(pyproject);
  const tool = tableAt(toml, 'tool');
  const setupCfg = parseIni(read('setup.cfg'));
  const setupPy = read('setup.py');
  const requires =
    textOf(tableAt(toml, 'project')?.['requires-python']) ?? setupCfg.get('options')?.get('python_requires');
  const poetryPython = textOf(tableAt(tool, 'poetry', 'dependencies')?.['python']);
  const name =
    textOf(tableAt(toml, 'project')?.['name']) ??
    textOf(tableAt(tool, 'poetry')?.['name']) ??
    setupCfg.get('metadata')?.get('name');
  return {
    directory,
    name: name === undefined ? null : normalisedName(name),
    roots: [
      ...rootsOf(tool, setupCfg, setupPy).map(absolute),
      ...[...rootsOfCheckers(tool), ...searchedBySetup(setupPy)]
        .map(absolute)
        .filter((root) => fileSystem.stat(below(root, '__init__.py')) !== 'file'),
    ],
    python:
      allowedVersions(requires ?? poetryPython ?? /python_requires\s*=\s*(["'])(.*?)\1/.exec(setupPy)?.[2]) ??
      ([pyproject, read('setup.cfg'), setupPy].some((text) => PYTHON_2.test(text)) ? '2.7+' : null),
    generated: [
      ...generatedFiles(tool, setupCfg, setupPy),
      ...extensions(tool, setupPy),
      ...extensionsBeside(directory, toml, fileSystem),
    ],
    error: toml === null ? tomlError(below(directory, 'pyproject.toml'), pyproject) : null,
  };
}

function rootsOf(tool: Table | null, setupCfg: Ini, setupPy: string): string[] {
  const setuptools = tableAt(tool, 'setuptools');
  const hatch = tableAt(tool, 'hatch', 'build', 'targets');
  const roots = [
    ...packageDirs(Object.entries(tableAt(setuptools, 'package-dir') ?? {})),
    ...stringsIn(tableAt(setuptools, 'packages', 'find')?.['where']),
    ...['wheel', 'sdist'].flatMap((target) => {
      const packages = [
        ...stringsIn(tableAt(hatch, target)?.['packages']),
        ...stringsIn(tableAt(hatch, target)?.['only-include']),
      ];
      return [...takenAway(tableAt(hatch, target)?.['sources']), ...packages.map(parentPath)];
    }),
    ...arrayOf(tableAt(tool, 'poetry')?.['packages']).flatMap((each) => stringsIn(asObject(each)?.['from'])),
    ...stringsIn(tableAt(tool, 'pdm', 'build')?.['package-dir']),
    ...stringsIn(tableAt(tool, 'uv', 'build-backend')?.['module-root']),
    ...stringsIn(tableAt(tool, 'maturin')?.['python-source']),
    ...stringsIn(tableAt(tool, 'pytest', 'ini_options')?.['pythonpath']),
    ...packageDirs(pairsOf(setupCfg.get('options')?.get('package_dir') ?? '')),
    ...listIn(setupCfg.get('options.packages.find')?.get('where')),
    ...listIn(setupCfg.get('tool:pytest')?.get('pythonpath')),
    ...[...setupPy.matchAll(/package_dir\s*=\s*\{([^{}]*)\}/g)].flatMap(([, table = '']) =>
      packageDirs([...table.matchAll(ENTRY)].map((match) => [match[2] ?? '', match[4] ?? ''])),
    ),
  ];
  return roots.filter(isPlainFolder);
}

/** `find_packages('src')`; in `['app', *('app.' + each for each in find_packages('app'))]` it is a package, and no root. */
function searchedBySetup(setupPy: string): string[] {
  const calls = setupPy.matchAll(/find_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?(["'])([\w./-]+)\1/g);
  return [...calls].map((match) => match[2] ?? '').filter(isPlainFolder);
}

/** Of hatch's `sources`: `["src"]`, `{ "src" = "" }`; a folder that gets another name is no root. */
function takenAway(sources: unknown): string[] {
  if (Array.isArray(sources)) return stringsIn(sources);
  return Object.entries(asObject(sources) ?? {}).flatMap(([folder, name]) => (name === '' ? [folder] : []));
}

/** Where checkers look for the project's own modules: some projects name a package there, whose modules are no top ones. */
function rootsOfCheckers(tool: Table | null): string[] {
  return [
    ...stringsIn(tableAt(tool, 'mypy')?.['mypy_path']).flatMap((paths) => paths.split(/[:,;]/)),
    ...stringsIn(tableAt(tool, 'pyright')?.['extraPaths']),
    ...arrayOf(tableAt(tool, 'pyright')?.['executionEnvironments']).flatMap((each) =>
      stringsIn(asObject(each)?.['root']),
    ),
    ...stringsIn(tableAt(tool, 'pylint', 'main')?.['source-roots']),
    ...stringsIn(tableAt(tool, 'ruff')?.['src']),
  ]
    .map((root) => root.replace(/\$MYPY_CONFIG_FILE_DIR\/?/, ''))
    .filter(isPlainFolder);
}

function isPlainFolder(path: string): boolean {
  return path !== '' && !path.includes('*');
}

function parentPath(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}

/**
 * Where `package_dir` has packages: the folder of those that have no other (`"": "src"`), and the one around a package that
 * lies in a folder of its name (`"shop.lib": "src/shop/lib"`). What gets another name is in none.
 * Source: setuptools.pypa.io/en/latest/userguide/package_discovery.html
 */
function packageDirs(entries: readonly (readonly [name: string, folder: unknown])[]): string[] {
  return entries.flatMap(([name, folder]) => {
    if (typeof folder !== 'string') return [];
    if (name === '') return [folder];
    const path = `./${folder.replace(/^\.\/|\/$/g, '')}`;
    const own = `/${name.replaceAll('.', '/')}`;
    return path.endsWith(own) ? [path.slice(0, -own.length)] : [];
  });
}

/** `= src` and `shop = src/shop`, one a line. */
function pairsOf(value: string): [string, string][] {
  return value.split('\n').flatMap((line): [string, string][] => {
    const [, name = '', folder] = /^\s*([\w.]*)\s*=\s*(\S+)/.exec(line) ?? [];
    return folder === undefined ? [] : [[name, folder]];
  });
}

/** `"shop": "src/shop"` in a literal dictionary. */
const ENTRY = /(["'])([\w.]*)\1\s*:\s*(["'])([\w./-]+)\3/g;

/** The modules that are compiled from C, Rust and others, as the files that would be them. */
function extensions(tool: Table | null, setupPy: string): string[] {
  const inTables = [
    ...arrayOf(tableAt(tool, 'setuptools')?.['ext-modules']).map((each) => asObject(each)?.['name']),
    ...arrayOf(tableAt(tool, 'setuptools-rust')?.['ext-modules']).map((each) => asObject(each)?.['target']),
    tableAt(tool, 'maturin')?.['module-name'],
  ];
  return [...stringsIn(inTables), ...extensionsIn(setupPy)].map(asFile);
}

function asFile(dotted: string): string {
  return `${dotted.replaceAll('.', '/')}.py`;
}

/** The same of builds that describe them in files of their own. */
function extensionsBeside(directory: string, toml: Table | null, fileSystem: FileSystem): string[] {
  const build = tableAt(toml, 'build-system');
  if (textOf(build?.['build-backend']) === 'mesonpy') return mesonModules(directory, fileSystem);
  const needs = stringsIn(build?.['requires']).join('\n');
  if (/^extension[-_.]helpers\b/im.test(needs))
    return extensionsOfPackages(directory, fileSystem).map(asFile);
  if (/scikit[-_.]build|cmake/i.test(needs))
    return cmakeModules(directory, textOf(tableAt(toml, 'project')?.['name']) ?? '', fileSystem);
  return [];
}

function generatedFiles(tool: Table | null, setupCfg: Ini, setupPy: string): string[] {
  const scm = tableAt(tool, 'setuptools_scm');
  return [
    ...stringsIn([scm?.['write_to'], scm?.['version_file']]),
    ...stringsIn(tableAt(tool, 'hatch', 'build', 'hooks', 'vcs')?.['version-file']),
    ...stringsIn(tableAt(tool, 'pdm', 'version')?.['write_to']),
    ...stringsIn(setupCfg.get('versioneer')?.get('versionfile_source') ?? ''),
    ...[...setupPy.matchAll(/(?:write_to|version_file)["']?\s*[:=]\s*(["'])(.+?)\1/g)].map(
      (match) => match[2] ?? '',
    ),
    // `def write_git_info(filename="shop/git_info.py"): …`, as numpy's set-up script has it
    ...(WRITES.test(setupPy)
      ? [...setupPy.matchAll(/(["'])((?:\w+\/)+\w+\.py)\1/g)].map((match) => match[2] ?? '')
      : []),
  ];
}

const WRITES = /\bopen\([^)\n]*(["'])w[bt]?\1|\.write_text\(/;
