// Which files hatchling packs: everything that git does not ignore, narrowed by include, exclude, packages and
// only-include; for a wheel the package of the project's name. https://hatch.pypa.io/latest/config/build/

import ignore from 'ignore';
import { asObject, stringsIn } from '../../host/settings-file.ts';
import { tableAt, textOf } from '../settings.ts';
import {
  folderOf,
  type InstalledName,
  isBelow,
  isCache,
  namesByPlace,
  type PackInput,
  plainPath,
  UnknownPackingError,
  type WhyNotPacked,
} from './packing.ts';

const PASSED_OVER =
  /(?:^|\/)(?:__pycache__|__pypackages__|\.git|\.hg|\.hatch|\.tox|\.nox|\.ruff_cache|\.mypy_cache|\.pytest_cache|\.pixi)\//;
const BESIDE =
  /^(?:pyproject\.toml|\.gitignore|\.hgignore|hatch\.toml|hatch_build\.py|README[^/]*|(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)$/;

/** @throws {UnknownPackingError} when nothing says what the wheel holds, which hatchling refuses too */
export function packWithHatch(input: PackInput): WhyNotPacked {
  const build = tableAt(input.pyproject, 'tool', 'hatch', 'build');
  const target = tableAt(build, 'targets', input.target);
  const list = (key: string): readonly string[] => stringsIn(target?.[key] ?? build?.[key]);
  const include = list('include');
  const exclude = list('exclude');
  const packages = list('packages').map(plainPath);
  const narrowed = list('only-include').map(plainPath);
  const forced = Object.keys(tableAt(target, 'force-include') ?? tableAt(build, 'force-include') ?? {}).map(
    plainPath,
  );
  const says = include.length + packages.length + narrowed.length > 0;
  const only =
    narrowed.length > 0
      ? narrowed
      : packages.length > 0
        ? packages
        : input.target === 'wheel' && !says
          ? ownPackage(input, exclude.length + forced.length > 0)
          : [];
  const included = ignore().add([...include, ...packages]);
  const excluded = ignore().add([...exclude]);
  const artifacts = ignore().add([...list('artifacts')]);
  const usesGit = (target?.['ignore-vcs'] ?? build?.['ignore-vcs']) !== true;
  const ignored = ignore().add(usesGit ? (input.readText('.gitignore') ?? '') : '');
  return (path) => {
    if (forced.some((folder) => isBelow(folder, path))) return null;
    if (isCache(path) || PASSED_OVER.test(path) || path.startsWith('dist/'))
      return 'hatchling leaves it out of every build';
    if (
      only.length > 0 &&
      !only.some((folder) => isBelow(folder, path)) &&
      !(input.target === 'sdist' && BESIDE.test(path))
    )
      return `not below ${only.join(', ')}, which is what hatchling packs`;
    if (artifacts.ignores(path) || (input.target === 'sdist' && BESIDE.test(path))) return null;
    if (excluded.ignores(path)) return 'in "exclude" of hatch\'s build in pyproject.toml';
    if (ignored.ignores(path)) return 'git-ignored by .gitignore, which hatchling follows';
    if (include.length > 0 && only.length === 0 && !included.ignores(path))
      return 'not in "include" of hatch\'s build in pyproject.toml';
    return null;
  };
}

/** `sources` rewrites paths; of `packages`, and of what it finds by itself, the last folder is left. */
export function namesWithHatch(input: PackInput): InstalledName {
  const build = tableAt(input.pyproject, 'tool', 'hatch', 'build');
  const target = tableAt(build, 'targets', 'wheel');
  const sources = target?.['sources'] ?? build?.['sources'];
  const packages = stringsIn(target?.['packages'] ?? build?.['packages']).map(plainPath);
  const says = ['include', 'only-include'].some((key) => (target?.[key] ?? build?.[key]) !== undefined);
  const whole = packages.length > 0 || says ? packages : ownPackage(input, true);
  return namesByPlace(
    new Map([
      ...stringsIn(Array.isArray(sources) ? sources : []).map((each) => [plainPath(each), ''] as const),
      ...Object.entries(asObject(sources) ?? {}).map(
        ([from, to]) => [plainPath(from), plainPath(textOf(to) ?? '')] as const,
      ),
      ...whole.map((each) => [folderOf(each), ''] as const),
    ]),
  );
}

/** `name/`, `src/name/`, `name.py`, or the only `namespace/name/`. */
function ownPackage(input: PackInput, isOptional: boolean): string[] {
  const raw = textOf(tableAt(input.pyproject, 'project')?.['name']) ?? '';
  const names = [...new Set([raw.toLowerCase().replace(/[-_.]+/g, '_'), raw.replace(/[-.]+/g, '_')])];
  const { files } = input;
  for (const name of names) {
    for (const folder of [name, `src/${name}`]) if (files.includes(`${folder}/__init__.py`)) return [folder];
    if (files.includes(`${name}.py`)) return [`${name}.py`];
    const [space, ...more] = files.filter(
      (path) => /^[^/]+\/[^/]+\/__init__\.py$/.test(path) && path.split('/')[1] === name,
    );
    if (space !== undefined && more.length === 0) return [space.slice(0, space.indexOf('/'))];
  }
  if (isOptional) return [];
  throw new UnknownPackingError(`hatchling finds no package "${names[0]}" and is not told what to pack`);
}
