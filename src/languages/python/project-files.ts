// What the files that describe a Python project say about it: where its packages lie, which Python it needs, what it
// depends on, which files its build makes. Nothing of it is run: setup.py is only searched for literals.

import { parse as parseToml } from 'smol-toml';
import type { FileSystem } from '../../host/file-system.ts';
import { asObject, readTextOrNull, stringsIn } from '../../host/settings-file.ts';
import { below, resolvePath } from '../../model/path.ts';
import { type Ini, parseIni } from './ini.ts';

export interface PythonProject {
  readonly directory: string;
  /** Absolute directories that are put on `sys.path` for it; they need not be there. */
  readonly roots: readonly string[];
  /** The lowest Python that it supports, told from `requires-python`; null when nothing is said. */
  readonly lowestPython: readonly [number, number] | null;
  /** Import names that its declared dependencies most likely have: normalised distribution names. */
  readonly dependencies: ReadonlySet<string>;
  /** Files that are written when it is built (setuptools-scm, hatch-vcs, versioneer), as ends of paths. */
  readonly generated: readonly string[];
}

type Table = Record<string, unknown>;

/** The files that make a directory a project, in their order of weight. */
export const PROJECT_FILES = ['pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile'] as const;

export function readProject(directory: string, fileSystem: FileSystem): PythonProject {
  const read = (name: string): string => readTextOrNull(fileSystem, below(directory, name)) ?? '';
  const toml = tomlTable(read('pyproject.toml'));
  const tool = table(toml, 'tool');
  const setupCfg = parseIni(read('setup.cfg'));
  const setupPy = read('setup.py');
  const requires =
    textOf(table(toml, 'project')?.['requires-python']) ?? setupCfg.get('options')?.get('python_requires');
  const poetryPython = textOf(table(tool, 'poetry', 'dependencies')?.['python']);
  return {
    directory,
    roots: rootsOf(tool, setupCfg, setupPy).map((root) => resolvePath(directory, root)),
    lowestPython: lowestVersion(
      requires ?? poetryPython ?? /python_requires\s*=\s*(["'])(.*?)\1/.exec(setupPy)?.[2],
    ),
    dependencies: dependenciesOf(directory, fileSystem, toml, setupCfg, setupPy),
    generated: generatedFiles(tool, setupCfg, setupPy),
  };
}

function tomlTable(text: string): Table | null {
  try {
    return parseToml(text);
  } catch {
    return null; // what a broken file would have said is not known: then less is sure
  }
}

function table(from: Table | null, ...path: string[]): Table | null {
  return path.reduce<Table | null>((at, key) => asObject(at?.[key]), from);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function rootsOf(tool: Table | null, setupCfg: Ini, setupPy: string): string[] {
  const setuptools = table(tool, 'setuptools');
  const hatch = table(tool, 'hatch', 'build', 'targets');
  const roots = [
    ...stringsIn(table(setuptools, 'package-dir')),
    ...stringsIn(table(setuptools, 'packages', 'find')?.['where']),
    ...['wheel', 'sdist'].flatMap((target) => {
      const packages = [
        ...stringsIn(table(hatch, target)?.['packages']),
        ...stringsIn(table(hatch, target)?.['only-include']),
      ];
      return [...stringsIn(table(hatch, target)?.['sources']), ...packages.map(parentPath)];
    }),
    ...arrayOf(table(tool, 'poetry')?.['packages']).flatMap((each) => stringsIn(asObject(each)?.['from'])),
    ...stringsIn(table(tool, 'pdm', 'build')?.['package-dir']),
    ...stringsIn(table(tool, 'uv', 'build-backend')?.['module-root']),
    ...stringsIn(table(tool, 'pytest', 'ini_options')?.['pythonpath']),
    ...stringsIn(table(tool, 'mypy')?.['mypy_path']).flatMap((paths) => paths.split(/[:,;]/)),
    ...stringsIn(table(tool, 'pyright')?.['extraPaths']),
    ...arrayOf(table(tool, 'pyright')?.['executionEnvironments']).flatMap((each) =>
      stringsIn(asObject(each)?.['root']),
    ),
    ...stringsIn(table(tool, 'pylint', 'main')?.['source-roots']),
    ...stringsIn(table(tool, 'ruff')?.['src']),
    ...packageDirs(setupCfg.get('options')?.get('package_dir') ?? ''),
    ...lines(setupCfg.get('options.packages.find')?.get('where') ?? ''),
    ...lines(setupCfg.get('tool:pytest')?.get('pythonpath') ?? ''),
    ...[...setupPy.matchAll(/package_dir\s*=\s*\{\s*(["'])\1\s*:\s*(["'])([\w./-]+)\2/g)].map(
      (match) => match[3] ?? '',
    ),
    ...[...setupPy.matchAll(/find_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?(["'])([\w./-]+)\1/g)].map(
      (match) => match[2] ?? '',
    ),
  ];
  return roots
    .map((root) => root.replace(/\$MYPY_CONFIG_FILE_DIR\/?/, ''))
    .filter((root) => root !== '' && !root.includes('*'));
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parentPath(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}

function lines(value: string): string[] {
  return value.split(/\s+/).filter((line) => line !== '');
}

/** `= src` or `=src`: the directory of the packages that have no other. */
function packageDirs(value: string): string[] {
  return value.split('\n').flatMap((line) => /^\s*=\s*(\S+)/.exec(line)?.[1] ?? []);
}

/** `>=3.9,<4`, `^3.10`, `~=3.8`: the lowest version that passes. */
function lowestVersion(specifier: string | undefined): readonly [number, number] | null {
  const match = /(?:>=|~=|\^|~|==|>)\s*(\d+)\.(\d+)/.exec(specifier ?? '');
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** PEP 503, with the underscores of import names: `Flask-SQLAlchemy` is `flask_sqlalchemy`. */
export function normalisedName(distribution: string): string {
  return distribution.toLowerCase().replace(/[-_.]+/g, '_');
}

function dependenciesOf(
  directory: string,
  fileSystem: FileSystem,
  toml: Table | null,
  setupCfg: Ini,
  setupPy: string,
): Set<string> {
  const project = table(toml, 'project');
  const poetry = table(toml, 'tool', 'poetry');
  const requirements = [
    ...stringsIn(project?.['dependencies']),
    ...stringsIn(project?.['optional-dependencies']),
    ...stringsIn(table(toml, 'dependency-groups')),
    ...stringsIn(table(toml, 'build-system')?.['requires']),
    ...stringsIn(table(toml, 'tool', 'pdm')?.['dev-dependencies']),
    ...stringsIn(table(toml, 'tool', 'hatch', 'envs')),
    ...Object.keys(table(poetry, 'dependencies') ?? {}),
    ...Object.keys(table(poetry, 'dev-dependencies') ?? {}),
    ...Object.values(table(poetry, 'group') ?? {}).flatMap((group) =>
      Object.keys(table(asObject(group), 'dependencies') ?? {}),
    ),
    ...(setupCfg.get('options')?.get('install_requires') ?? '').split('\n'),
    ...[...(setupCfg.get('options.extras_require')?.values() ?? [])].flatMap((value) => value.split('\n')),
    ...[...setupPy.matchAll(/(["'])([A-Za-z][\w.-]*)(?:\[[\w,]*\])?\s*(?:[<>=!~][^"']*)?\1/g)].map(
      (match) => match[2] ?? '',
    ),
    ...requirementFiles(directory, fileSystem).flatMap((text) => text.split(/\r?\n/)),
    ...Object.keys(
      table(tomlTable(readTextOrNull(fileSystem, below(directory, 'Pipfile')) ?? ''), 'packages') ?? {},
    ),
  ];
  const names = requirements.flatMap((line) => /^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1] ?? []);
  return new Set(names.map(normalisedName));
}

function requirementFiles(directory: string, fileSystem: FileSystem): string[] {
  const folders = [directory, below(directory, 'requirements')];
  return folders.flatMap((folder) =>
    fileSystem
      .list(folder)
      .filter(
        ({ name }) =>
          /\.(?:txt|in)$/.test(name) && (folder !== directory || /require|constraints/i.test(name)),
      )
      .map(({ name }) => readTextOrNull(fileSystem, below(folder, name)) ?? ''),
  );
}

function generatedFiles(tool: Table | null, setupCfg: Ini, setupPy: string): string[] {
  const scm = table(tool, 'setuptools_scm');
  return [
    ...stringsIn([scm?.['write_to'], scm?.['version_file']]),
    ...stringsIn(table(tool, 'hatch', 'build', 'hooks', 'vcs')?.['version-file']),
    ...stringsIn(table(tool, 'pdm', 'version')?.['write_to']),
    ...stringsIn(setupCfg.get('versioneer')?.get('versionfile_source') ?? ''),
    ...[...setupPy.matchAll(/(?:write_to|version_file)["']?\s*[:=]\s*(["'])(.+?)\1/g)].map(
      (match) => match[2] ?? '',
    ),
  ];
}
