// Which packages setuptools finds (setuptools.discovery): with `__init__.py` only, or any folder (PEP 420), and what it
// takes when nothing is configured. https://setuptools.pypa.io/en/latest/userguide/package_discovery.html

import { setSource } from '../../model/glob.ts';
import { literalPattern } from '../../model/literal-pattern.ts';
import { folderOf, joinPath, type PackInput } from './packing.ts';

export interface FindOptions {
  readonly where: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Folders without `__init__.py` are packages too. */
  readonly namespaces: boolean;
}

const NOT_PACKAGES =
  'ci bin debian doc docs documentation manpages news newsfragments changelog test tests unit_test unit_tests example ' +
  'examples scripts tools util utils python build dist venv env requirements tasks fabfile site_scons benchmark ' +
  'benchmarks exercise exercises';
const NOT_MODULES =
  'setup conftest test tests example examples build toxfile noxfile pavement dodo tasks fabfile conanfile manage ' +
  'benchmark benchmarks exercise exercises';
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Dotted names of the packages below `where`. */
export function findPackages(input: PackInput, options: FindOptions): string[] {
  const found: string[] = [];
  const included = anyOf(options.include);
  const excluded = anyOf(options.exclude);
  const enter = (folder: string, prefix: string): void => {
    for (const name of subfolders(input, folder)) {
      if (name.includes('.')) continue;
      const path = joinPath(folder, name);
      const dotted = prefix === '' ? name : `${prefix}.${name}`;
      if (!options.namespaces && !input.files.includes(`${path}/__init__.py`)) continue;
      if (included(dotted) && !excluded(dotted)) found.push(dotted);
      enter(path, dotted);
    }
  };
  enter(options.where, '');
  return found;
}

export interface Discovered {
  readonly packages: readonly string[];
  readonly modules: readonly string[];
  /** The folder that they lie in. */
  readonly where: string;
}

/** Without any configuration: all of `src/`, else the packages, else the module, beside the settings file. */
export function discoverPackages(input: PackInput, root: string | undefined): Discovered {
  const source = root ?? 'src';
  if (input.directories.has(source)) {
    const options = { where: source, include: ['*'], exclude: [], namespaces: true };
    return { packages: findPackages(input, options), modules: modulesIn(input, source), where: source };
  }
  const exclude = NOT_PACKAGES.split(' ').flatMap((name) => [name, `${name}.*`]);
  const packages = findPackages(input, {
    ...{ where: '', include: ['*'], namespaces: true },
    exclude: [...exclude, '[._]*', '[._]*.*'],
  }).filter((name) =>
    name.split('.').every((part, index) => IDENTIFIER.test(part) || (index === 0 && part.endsWith('-stubs'))),
  );
  if (packages.length > 0) return { packages, modules: [], where: '' };
  const isReserved = anyOf([...NOT_MODULES.split(' '), '[._]*', '[Ss][Cc]onstruct']);
  return { packages: [], modules: modulesIn(input, '').filter((name) => !isReserved(name)), where: '' };
}

function modulesIn({ files }: PackInput, folder: string): string[] {
  return files
    .filter((path) => path.endsWith('.py') && folderOf(path) === folder)
    .map((path) => path.slice(folder === '' ? 0 : folder.length + 1, -3));
}

function subfolders({ directories }: PackInput, folder: string): string[] {
  return [...directories]
    .filter((path) => path !== '' && folderOf(path) === folder)
    .map((path) => path.slice(folder === '' ? 0 : folder.length + 1))
    .sort();
}

/** Python's fnmatch: `*` also matches dots and slashes. */
function anyOf(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => {
    const source = pattern.replace(/\[(!?[^\]]+)\]|[\s\S]/g, (char, set?: string) => {
      if (set !== undefined) return setSource(set);
      if (char === '*') return '[\\s\\S]*';
      if (char === '?') return '[\\s\\S]';
      return literalPattern(char);
    });
    return new RegExp(`^${source}$`);
  });
  return (name) => expressions.some((expression) => expression.test(name));
}
